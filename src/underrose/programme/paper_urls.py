"""Addresses of the papers of who sits where, and of what guests chose."""

from django.urls import URLPattern, path

from underrose.concept.addresses import CODE
from underrose.programme.views import papers

PAPERS = f"desk/meetings/{CODE}/programme/papers/"
ROUND = PAPERS + "<uuid:key>/"

urlpatterns: list[URLPattern] = [
    path(PAPERS, papers.papers_of, name="group_papers"),
    path(PAPERS + "cards.pdf", papers.personal_cards, name="personal_cards"),
    path(ROUND + "doors.pdf", papers.door_lists, name="door_lists"),
    path(ROUND + "facilitators.pdf", papers.facilitator_sheets, name="facilitator_sheets"),
    path(ROUND + "tables.pdf", papers.table_plan, name="table_plan"),
    path(ROUND + "place-cards.pdf", papers.place_cards, name="place_cards"),
    path(ROUND + "rooms.csv", papers.pre_assigned_rooms, name="pre_assigned_rooms"),
]
