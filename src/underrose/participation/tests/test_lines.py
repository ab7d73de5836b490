"""The record says that guests answered and wrote; which of them stands in no line, so no line tells on a guest."""

import datetime as dt

import pytest

from underrose.access.holders import Holder
from underrose.access.models import Link, RecordEntry
from underrose.participation.actions import corrections, needs, participants, replies
from underrose.participation.models import Listing
from underrose.participation.needs import NeedsContent
from underrose.participation.tests.asked import sent
from underrose.participation.tests.furnished import TODAY, furnished, manager

pytestmark = pytest.mark.django_db
GUEST = Holder(link=Link())


def _acts(invitation, by):
    """Everything a guest may do on a page of their own; their own particulars are corrected elsewhere."""
    replies.say_tentative(invitation, by=by, today=TODAY)
    replies.propose_substitute(invitation, by=by, proposed=replies.Proposed("Ben Okoth"), today=TODAY)
    replies.decline(invitation, by=by, today=TODAY)
    replies.take_back(invitation, by=by, today=TODAY)
    found = replies.accept(invitation, by=by, today=TODAY)
    listed = participants.Listed(Listing.by_name, Listing.nowhere)
    participants.say_how_listed(found, by=by, listed=listed, today=TODAY)
    by = Holder(
        link=Link.objects.filter(subject=invitation.key).latest("pk")
    )  # travel is for the guest of this page alone
    needs.save_needs(found, by=by, content=NeedsContent(), revision=0, today=TODAY)


def _subjects():
    return set(RecordEntry.objects.values_list("subject", flat=True))


def test_no_line_names_a_guest_who_acts_on_their_own_page():
    invitation = sent(furnished())
    RecordEntry.objects.all()._raw_delete("default")
    _acts(invitation, GUEST)
    lines = list(RecordEntry.objects.order_by("position").values_list("verb", "noun", "who", "subject"))
    assert lines == [
        ("answered", "invitation", None, None),
        ("proposed", "substitute", None, None),
        ("declined", "invitation", None, None),
        ("took back", "answer", None, None),
        ("accepted", "invitation", None, None),
        ("said how listed", "participant", None, None),
        ("wrote", "needs", None, None),
    ]


def test_a_line_bears_the_day_on_which_the_guest_spoke_and_not_that_of_the_clock():
    found = replies.accept(sent(furnished()), by=manager(), today=TODAY)
    listed = participants.Listed(Listing.by_name, Listing.nowhere)
    participants.say_how_listed(found, by=GUEST, listed=listed, today=dt.date(2026, 3, 1))
    assert RecordEntry.objects.get(verb="said how listed").day == dt.date(2026, 3, 1)


def test_stepping_back_names_nobody():
    invitation = sent(furnished())
    RecordEntry.objects.all()._raw_delete("default")
    corrections.step_back(invitation, by=GUEST, is_not_written_to_again=True, today=TODAY)
    verbs = list(RecordEntry.objects.order_by("position").values_list("verb", "noun"))
    assert (verbs, _subjects()) == (
        [("declined", "invitation"), ("closed", "contact"), ("stepped back", "invitation")],
        {None},
    )


def test_a_guest_who_corrects_their_particulars_is_named_in_no_line():
    invitation = sent(furnished())
    RecordEntry.objects.all()._raw_delete("default")
    said = corrections.as_known(invitation, TODAY) | {"full_name": "Ama Okoro-Mensah"}
    corrections.correct(invitation, by=GUEST, said=said, today=TODAY)
    assert list(RecordEntry.objects.values_list("verb", "subject")) == [("revised", None)]


def test_what_a_colleague_enters_says_on_what_they_acted():
    invitation = sent(furnished())
    RecordEntry.objects.all()._raw_delete("default")
    replies.accept(invitation, by=manager(), today=TODAY)
    assert invitation.key in _subjects()
