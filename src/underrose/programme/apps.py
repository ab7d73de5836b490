from django.apps import AppConfig


class Programme(AppConfig):
    name = "underrose.programme"
    label = "programme"
