"""Addresses of the draft: days, sessions, rooms, tasks, and who is there when."""

from django.urls import URLPattern, path, re_path

from underrose.concept.addresses import CODE
from underrose.concept.rules import CODE as CODE_WORDS
from underrose.programme.views import assignments, days, rooms, sessions

PROGRAMME = f"desk/meetings/{CODE}/programme/"
DAYS, SESSIONS, ROOMS, TASKS, THERE = (
    PROGRAMME + part for part in ("days/", "sessions/", "rooms/", "tasks/", "availability/")
)

urlpatterns: list[URLPattern] = [
    path(PROGRAMME, days.programme, name="programme"),
    re_path(
        rf"^desk/meetings/(?P<code>{CODE_WORDS})/programme/draft\.(?P<suffix>xlsx|csv)$",
        days.export,
        name="programme_export",
    ),
    path(PROGRAMME + "put-back/", days.put_back, name="put_back_in_programme"),
    path(PROGRAMME + "dates/", days.programme_dates, name="programme_dates"),
    path(PROGRAMME + "skeleton/", days.lay_out, name="skeleton"),
    path(PROGRAMME + "copy/", days.copy, name="copy_programme"),
    path(DAYS, days.add_day, name="add_day"),
    path(DAYS + "<uuid:key>/", days.day, name="day"),
    path(DAYS + "<uuid:key>/remove/", days.remove_day, name="remove_day"),
    path(SESSIONS, sessions.add_session, name="add_session"),
    path(SESSIONS + "<uuid:key>/", sessions.session, name="session"),
    path(SESSIONS + "<uuid:key>/move/", sessions.move_session, name="move_session"),
    path(SESSIONS + "<uuid:key>/remove/", sessions.remove_session, name="remove_session"),
    path(SESSIONS + "<uuid:key>/put-back/", sessions.put_back_session, name="put_back_session"),
    path(SESSIONS + "<uuid:key>/tasks/", assignments.add_assignment, name="add_assignment"),
    path(ROOMS, rooms.rooms, name="rooms"),
    path(ROOMS + "add/", rooms.room, name="add_room"),
    path(ROOMS + "<uuid:key>/", rooms.room, name="room"),
    path(ROOMS + "<uuid:key>/remove/", rooms.remove_room, name="remove_room"),
    path(TASKS + "<uuid:key>/", assignments.assignment, name="assignment"),
    path(TASKS + "<uuid:key>/agreed/", assignments.confirm_assignment, name="confirm_assignment"),
    path(TASKS + "<uuid:key>/remove/", assignments.remove_assignment, name="remove_assignment"),
    path(TASKS + "<uuid:key>/briefing/", assignments.briefing, name="briefing"),
    path(TASKS + "<uuid:key>/briefing.<str:suffix>", assignments.briefing_paper, name="briefing_paper"),
    path(THERE, assignments.there, name="availability"),
    path(THERE + "<uuid:key>/", assignments.there_of, name="availability_of"),
]
