from django.apps import AppConfig


class Context(AppConfig):
    name = "underrose.context"
    label = "context"
