from django.apps import AppConfig


class Access(AppConfig):
    name = "underrose.access"
    label = "access"
