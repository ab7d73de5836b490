from django.apps import AppConfig


class Dialogue(AppConfig):
    name = "underrose.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        from underrose.dialogue import backing_up  # noqa: F401 - says when the room must not be backed up
        from underrose.dialogue.actions import destroying, warning  # noqa: F401 - they come round when the promised day does
