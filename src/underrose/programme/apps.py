from django.apps import AppConfig


class Programme(AppConfig):
    name = "underrose.programme"
    label = "programme"

    def ready(self) -> None:
        from underrose.programme.actions import (  # noqa: F401 - their rules make themselves known
            forgetting,
            known_guests,
        )
