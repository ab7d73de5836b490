from django.apps import AppConfig
from django.core.checks import register


class Kit(AppConfig):
    name = "underrose.kit"
    label = "kit"

    def ready(self) -> None:
        # Imported for the rules and duties they name.
        from underrose.kit import jobs, once, retention  # noqa: F401
        from underrose.kit.letters import return_path
        from underrose.kit.receiving import actions  # noqa: F401

        register(retention.check)
        register(return_path.check)
