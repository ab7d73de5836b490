from django.apps import AppConfig


class Pages(AppConfig):
    name = "underrose.pages"
    label = "pages"
