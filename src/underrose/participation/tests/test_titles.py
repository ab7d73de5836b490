"""The history of a browser keeps titles beside addresses: none ties a name to a key that stays when the name changes."""

import re

import pytest

from underrose.access.roles import Role
from underrose.participation.models import Candidate
from underrose.people.models import Person

from . import furnished
from .asked import sent
from .listed import browser_of, colleague

pytestmark = pytest.mark.django_db
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def test_no_title_of_a_page_about_somebody_names_them():
    invitation = sent(furnished.furnished("AB12"), "Zyxomma Larkmoor")
    person, candidate = Person.objects.get(), Candidate.objects.get()
    desk = browser_of(colleague(Role.PROJECT_MANAGER, "AB12"))
    paths = [f"/desk/people/{person.key}/{act}" for act in ("", "edit/", "protect/", "forget/")]
    paths += [
        f"/desk/meetings/AB12/participation/candidates/{candidate.key}/",
        f"/desk/meetings/AB12/participation/invitations/{invitation.key}/",
    ]
    for path in paths:
        html = desk.get(path).content.decode()
        assert "Zyxomma" in html, path
        [title] = TITLE.findall(html)
        assert "Zyxomma" not in title, path
        assert title.split("·")[0].strip(), path
