from django.apps import AppConfig


class Pages(AppConfig):
    name = "underrose.pages"
    label = "pages"

    def ready(self) -> None:
        from underrose.concept import public_pages

        public_pages.watch()
