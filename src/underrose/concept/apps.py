from django.apps import AppConfig


class Concept(AppConfig):
    name = "underrose.concept"
    label = "concept"
