from django.apps import AppConfig


class Participation(AppConfig):
    name = "underrose.participation"
    label = "participation"

    def ready(self) -> None:
        from underrose.participation.actions import forgetting  # noqa: F401 - its rules make themselves known
