"""Somebody whose rows were made one: what says the other name, or went to the other address, goes with them too."""

import pytest

from underrose.participation.actions import replies
from underrose.participation.models import ListCopy, Substitute
from underrose.participation.tests.asked import person as invited
from underrose.participation.tests.asked import sent
from underrose.people import particulars
from underrose.people.actions import forgetting, merging, sealing
from underrose.people.models import Person

from .listed import TODAY, a_brief, a_meeting, a_person, colleague

pytestmark = pytest.mark.django_db


def _told():
    return {"by": colleague(), "today": TODAY}


def protect(person: Person) -> None:
    sealing.seal(person, alias="Heron", **_told())


def forget(person: Person) -> None:
    forgetting.forget(person, **_told())


@pytest.mark.parametrize("end", [protect, forget])
def test_words_that_say_the_other_name_go(end) -> None:
    meeting = a_meeting()
    a_brief(meeting)
    guest, other = sent(meeting, invited("CANARY Fjord")), sent(meeting, "Ama Okoro")
    twin, kept = a_person("Amara Mensah", mail="amara@twin.example"), guest.candidate.person
    merging.merge(kept, twin, facts=particulars.of(kept), **_told())
    for name, mail in (
        ("Amara Mensah", ""),
        ("Dr A. M.", "amara@twin.example"),
        ("Eve Moss", "eve@moss.example"),
    ):
        replies.propose_substitute(other, proposed=replies.Proposed(name, mail, "my deputy"), **_told())
    copy = ListCopy.objects.create(meeting=meeting, number=1, recipient="Amara Mensah", made_on=TODAY)
    end(Person.objects.get(key=kept.key))
    copy.refresh_from_db()
    assert (copy.recipient, [row.name for row in Substitute.objects.all()]) == ("", ["Eve Moss"])
