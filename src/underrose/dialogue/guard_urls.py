"""Addresses at which texts are read against the guard, and words let out of the room."""

from django.urls import URLPattern, path

from underrose.dialogue.capture_urls import ROOM
from underrose.dialogue.views import checking

urlpatterns: list[URLPattern] = [
    path(ROOM + "check-a-text/", checking.check_text, name="check_text"),
    path(ROOM + "check-a-text/look/", checking.look_at_text, name="look_at_text"),
]
