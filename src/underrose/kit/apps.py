from django.apps import AppConfig
from django.core.checks import register


class Kit(AppConfig):
    name = "underrose.kit"
    label = "kit"

    def ready(self) -> None:
        # Imported for the rules and duties they name.
        from underrose.kit import jobs, once, retention  # noqa: F401

        register(retention.check)
