from django.apps import AppConfig


class Programme(AppConfig):
    name = "underrose.programme"
    label = "programme"

    def ready(self) -> None:
        from django.conf import settings

        from underrose.kit import jobs
        from underrose.methods.allocation.breakouts import loading
        from underrose.programme import (
            guest_words,  # noqa: F401 - says where guests are led and what is held
            ways,  # noqa: F401 - earlier sections hear of its pages
        )
        from underrose.programme.actions import (  # noqa: F401 - their rules make themselves known
            forgetting,
            introductions,
            known_guests,
        )

        loading.keep_compiled_in(settings.HOME / "compiled")
        jobs.at_first_rest(loading.load)
