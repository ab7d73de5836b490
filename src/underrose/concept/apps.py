from django.apps import AppConfig


class Concept(AppConfig):
    name = "underrose.concept"
    label = "concept"

    def ready(self) -> None:
        from django.utils.translation import gettext

        from underrose.concept.actions import approvals, forgetting  # noqa: F401 - rules and addresses make themselves known
        from underrose.concept.note import words

        words.translate_with(gettext)
