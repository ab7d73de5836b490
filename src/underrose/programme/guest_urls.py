"""Addresses of what guests choose, on a page of their own, and of the numbers the team sees of it."""

from django.urls import URLPattern, path

from underrose.concept.addresses import CODE
from underrose.participation import addresses  # noqa: F401 - the words its addresses take
from underrose.programme.views import guests

PERSONAL = "invitations/<invitation:token>/programme/"

urlpatterns: list[URLPattern] = [
    path(PERSONAL + "topics/", guests.rank_topics, name="rank_topics"),
    path(PERSONAL + "introductions/", guests.introductions, name="introductions"),
    path(PERSONAL + "introductions/leave/", guests.leave_introductions, name="leave_introductions"),
    path(f"desk/meetings/{CODE}/programme/chosen/", guests.chosen_by_guests, name="chosen_by_guests"),
]
