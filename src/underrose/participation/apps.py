from django.apps import AppConfig


class Participation(AppConfig):
    name = "underrose.participation"
    label = "participation"

    def ready(self) -> None:
        from underrose.participation import (  # noqa: F401 - they tell what is held of a person
            after_import,
            candidates_held,
            guests_held,
            held_elsewhere,
            logistics_held,
        )
        from underrose.participation.actions import (  # noqa: F401 - their rules and addresses make themselves known
            arrangements,
            clearances,
            correspondence,
            current_guests,
            forgetting,
            invitations,
            joining,
            known_guests,
            known_people,
            needs,
            new_addresses,
            nominations,
            visas,
        )
