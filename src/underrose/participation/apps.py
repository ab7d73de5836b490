from django.apps import AppConfig


class Participation(AppConfig):
    name = "underrose.participation"
    label = "participation"

    def ready(self) -> None:
        from underrose.participation import candidates_held, logistics_held  # noqa: F401 - tells what is held of a person
        from underrose.participation.actions import (  # noqa: F401 - their rules and addresses make themselves known
            arrangements,
            correspondence,
            forgetting,
            invitations,
            known_people,
            needs,
            nominations,
            visas,
        )
