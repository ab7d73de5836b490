from django.apps import AppConfig


class Programme(AppConfig):
    name = "underrose.programme"
    label = "programme"

    def ready(self) -> None:
        from underrose.programme.actions import forgetting  # noqa: F401 - its rule makes itself known
