"""Addresses of the room where notes are taken."""

from django.urls import URLPattern, path

from underrose.concept.addresses import CODE
from underrose.dialogue.views import capture, rewording, room, taking

ROOM = f"desk/meetings/{CODE}/room/"
NOTE = ROOM + "<uuid:key>/"
POINT = NOTE + "points/<uuid:point>/"

urlpatterns: list[URLPattern] = [
    path("capture/<uuid:key>/", capture.capture, name="capture"),
    path(ROOM, room.the_room, name="the_room"),
    path(ROOM + "open/", room.open_note, name="open_note"),
    path(NOTE, taking.note, name="note"),
    path(NOTE + "points/", taking.note_points, name="note_points"),
    path(NOTE + "look/", taking.look_at_line, name="look_at_line"),
    path(NOTE + "print/", taking.note_print, name="note_print"),
    path(NOTE + "ticket/", taking.note_ticket, name="note_ticket"),
    path(NOTE + "shell/", taking.note_shell, name="note_shell"),
    path(NOTE + "worker.js", taking.note_worker, name="note_worker"),
    path(POINT, rewording.reword, name="reword_point"),
    path(POINT + "strike/", rewording.strike, name="strike_point"),
    path(POINT + "put-back/", rewording.unstrike, name="put_back_point"),
]
