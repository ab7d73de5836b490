from django.apps import AppConfig


class Kit(AppConfig):
    name = "underrose.kit"
    label = "kit"
