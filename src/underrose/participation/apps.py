from django.apps import AppConfig


class Participation(AppConfig):
    name = "underrose.participation"
    label = "participation"

    def ready(self) -> None:
        from underrose.participation.actions import (  # noqa: F401 - their rules make themselves known
            arrangements,
            forgetting,
            visas,
        )
