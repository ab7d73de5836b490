from django.apps import AppConfig


class Participation(AppConfig):
    name = "underrose.participation"
    label = "participation"

    def ready(self) -> None:
        from underrose.participation.actions import (  # noqa: F401 - their rules and addresses make themselves known
            arrangements,
            correspondence,
            forgetting,
            invitations,
            visas,
        )
