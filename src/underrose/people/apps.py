from django.apps import AppConfig


class People(AppConfig):
    name = "underrose.people"
    label = "people"

    def ready(self) -> None:
        from django.utils.translation import gettext

        from underrose.methods.documents import sentences
        from underrose.people.actions import forgetting  # noqa: F401 - its rules make themselves known

        sentences.translate_with(gettext)
