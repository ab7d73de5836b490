"""Addresses of what was released: on the desk, in public, on a guest's own page, and for calendars."""

from django.urls import URLPattern, path

from underrose.concept.addresses import CODE
from underrose.participation import addresses  # noqa: F401 - the words its addresses take
from underrose.programme.views import invitee, public, versions

DESK = f"desk/meetings/{CODE}/programme/"
PUBLIC = f"meetings/{CODE}/programme/"
PERSONAL = "invitations/<invitation:token>/programme/"

urlpatterns: list[URLPattern] = [
    path(DESK + "versions/", versions.versions_of, name="programme_versions"),
    path(DESK + "versions/<int:number>/", versions.programme_version, name="programme_version"),
    path(
        DESK + "versions/<int:number>/programme.<paper:paper>",
        versions.programme_version_paper,
        name="programme_version_paper",
    ),
    path(DESK + "draft.<paper:paper>", versions.draft_paper, name="draft_paper"),
    path(DESK + "release/", versions.release_programme, name="release_programme"),
    path(PUBLIC, public.public_programme, name="public_programme"),
    path(PUBLIC + "versions/<int:number>/", public.public_version, name="public_version"),
    path(PUBLIC + "programme.<paper:paper>", public.public_paper, name="public_programme_paper"),
    path(PUBLIC + "programme.ics", public.public_calendar, name="public_programme_calendar"),
    path(PUBLIC + "programme.json", public.public_json, name="public_programme_json"),
    path(PERSONAL, invitee.invitation_programme, name="invitation_programme"),
    path(
        PERSONAL + "programme.<paper:paper>",
        invitee.invitation_programme_paper,
        name="invitation_programme_paper",
    ),
    path(
        PERSONAL + "programme.ics",
        invitee.invitation_programme_calendar,
        name="invitation_programme_calendar",
    ),
    path(PERSONAL + "calendar/", invitee.invitation_feed, name="invitation_feed"),
    path("links/<feed:token>/calendar.ics", invitee.own_feed, name="own_feed"),
]
