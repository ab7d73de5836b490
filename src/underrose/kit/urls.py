"""Kit has no page of its own: the outbox and the showcase of components stand in `pages`, where audiences are known."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
