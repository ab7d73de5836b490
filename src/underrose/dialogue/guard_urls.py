"""Addresses at which texts are read against the guard, and words let out of the room."""

from django.urls import URLPattern, path

from underrose.dialogue.capture_urls import NOTE, ROOM
from underrose.dialogue.views import checking, ending, importing, note_takers, releases, reviewing, together

urlpatterns: list[URLPattern] = [
    path(ROOM + "check-a-text/", checking.check_text, name="check_text"),
    path(ROOM + "check-a-text/look/", checking.look_at_text, name="look_at_text"),
    path(ROOM + "released/", releases.released, name="released"),
    path(ROOM + "released/word/", releases.released_word, name="released_word"),
    path(ROOM + "released/<uuid:key>/take-back/", releases.take_back, name="take_back_released"),
    path(ROOM + "note-takers/", note_takers.note_takers, name="note_takers"),
    path(ROOM + "note-takers/<uuid:grant>/let-go/", note_takers.let_note_taker_go, name="let_note_taker_go"),
    path(ROOM + "promise/", ending.promise, name="promise"),
    path(ROOM + "promise/later/", ending.put_off, name="put_off_destruction"),
    path(ROOM + "promise/now/", ending.destroy, name="destroy_notes"),
    path(NOTE + "seal/", ending.seal, name="seal_note"),
    path(NOTE + "reopen/", ending.reopen, name="reopen_note"),
    path(NOTE + "review/", reviewing.review, name="review"),
    path(NOTE + "review/together/", together.clear_together, name="review_together"),
    path(NOTE + "review/look/", reviewing.look_at_point, name="look_at_point"),
    path(NOTE + "review/<uuid:point>/", reviewing.review_point, name="review_point"),
    path(NOTE + "bring/", importing.import_notes, name="import_notes"),
    path(NOTE + "let-out/", reviewing.let_out, name="let_out"),
]
