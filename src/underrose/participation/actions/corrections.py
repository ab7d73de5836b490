"""What a guest changes on their own page: their particulars, and whether they wish to hear from us at all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record, told_of
from underrose.kit import mail
from underrose.participation import letter_words
from underrose.participation.actions import replies
from underrose.participation.models import Invitation, InvitationState, Letter
from underrose.people import particulars
from underrose.people.actions import persons
from underrose.people.models import HistoryLine, Person
from underrose.people.particulars import Form, Particulars, PostHeld

_ANSWERED = frozenset({InvitationState.declined, InvitationState.withdrawn})


def as_known(invitation: Invitation, today: date) -> dict[str, str]:
    """What the form shows: a guest sees their own particulars, sealed or not."""
    known = particulars.of(invitation.candidate.person)
    post = known.post_on(today)
    return {
        "full_name": known.full_name,
        "given_name": known.given_name,
        "family_name": known.family_name,
        "native_name": known.native_name,
        "telephone": known.telephones[0] if known.telephones else "",
        "position": post.title if post else "",
        "salutation": letter_words.form_in(known, _language(invitation)).salutation,
    }


@transaction.atomic
def correct(invitation: Invitation, *, by: Holder, said: Mapping[str, Any], today: date) -> Person:
    """The guest knows best how they are called. Of a protected person everything stays sealed. The day is kept."""
    locked = Person.objects.select_for_update().get(pk=invitation.candidate.person_id)
    known = particulars.of(locked)
    facts = replace(
        known,
        **{name: said[name].strip() for name in ("full_name", "given_name", "family_name", "native_name")},
        telephones=_first_changed(known.telephones, said["telephone"].strip()),
        posts=_retitled(known, said["position"].strip(), today),
        forms=_saluted(known, said["salutation"].strip(), _language(invitation)),
    )
    before = locked.revision
    revised = persons.revise(locked, by=by, facts=facts, revision=before, today=today)
    if revised.revision != before:
        code = invitation.meeting.code
        persons.note_history(revised, kind=HistoryLine.Kind.revised, meeting_code=code, today=today)
    return revised


@transaction.atomic
def step_back(
    invitation: Invitation, *, by: Holder, is_not_written_to_again: bool, today: date
) -> Invitation:
    """The place is given back; and if they wish, nobody of the house writes to them again, not even to thank them.

    It is no answer that could be taken back: whoever thinks again gives a new one.
    """
    if invitation.state not in _ANSWERED:
        replies.decline(invitation, by=by, today=today)
    Invitation.objects.filter(pk=invitation.pk).update(was="")
    if is_not_written_to_again:
        code = invitation.meeting.code
        mail.cancel_waiting(f"{Letter.Kind.regret}:{invitation.key}:", today=today, meeting_code=code)
        persons.set_do_not_contact(invitation.candidate.person, is_set=True, by=by, today=today)
    record(by, "stepped back", "invitation", told_of(by, invitation.key), invitation.meeting.code, today)
    return invitation


def _first_changed(values: tuple[str, ...], first: str) -> tuple[str, ...]:
    """The one that is called; blank takes it away."""
    return (first, *values[1:]) if first else values[1:]


def _retitled(known: Particulars, title: str, today: date) -> tuple[PostHeld, ...]:
    held = known.post_on(today)
    if held is None:
        return (*known.posts, PostHeld(title=title)) if title else known.posts
    return tuple(replace(post, title=title) if post is held else post for post in known.posts)


def _language(invitation: Invitation) -> str:
    """In which letters reach this guest: another than theirs, where nobody wrote any in it."""
    return letter_words.letter(invitation.meeting, Letter.Kind.invitation, invitation.language).language


def _saluted(known: Particulars, salutation: str, language: str) -> tuple[Form, ...]:
    before = letter_words.form_in(known, language)
    if before.salutation == salutation:
        return known.forms
    others = tuple(form for form in known.forms if form.language != before.language)
    return (*others, replace(before, salutation=salutation))
