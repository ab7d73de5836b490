"""What of those invited is forgotten by itself: travel and diet a month after the meeting, attendance after 24 months."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from underrose.concept.models import Meeting
from underrose.kit import retention
from underrose.participation.models import (
    Brief,
    Candidate,
    ClearanceRound,
    Invitation,
    ListCopy,
    Needs,
    Nomination,
    Participant,
    VisaLetter,
    Wave,
)
from underrose.participation.rules.invitations import TAKEN_BACK_WITHIN

NEEDS_KEPT = timedelta(days=30)
ATTENDANCE_KEPT = timedelta(days=731)


@retention.rule("old_needs")
@transaction.atomic
def old_needs(now: datetime) -> int:
    """Thirty days after the meeting nobody knows any more who ate what, slept where and travelled how."""
    over = _ended_before(now.date() - NEEDS_KEPT)
    gone = Needs.objects.filter(participant__meeting__in=over).delete()[0]
    for letter in VisaLetter.objects.filter(meeting__in=over, passport__isnull=False):
        letter.passport = None
        letter.save(update_fields=["passport"])
        gone += 1
    return gone


@retention.rule("old_participation")
@transaction.atomic
def old_participation(now: datetime) -> int:
    """After 24 months the brief stays, and who was asked, named and came goes."""
    over = _ended_before(now.date() - ATTENDANCE_KEPT)
    gone = 0
    for model in (ListCopy, VisaLetter, Participant, Invitation, Wave, ClearanceRound, Candidate, Nomination):
        gone += model.objects.filter(meeting__in=over).delete()[0]
    if gone:
        Brief.objects.filter(meeting__in=over).update(revision=1)
    return gone


def _ended_before(day: date) -> QuerySet[Meeting]:
    return Meeting.objects.filter(end_on__lt=day)


@retention.rule("old_answers")
def old_answers(now: datetime) -> int:
    """Once an answer can no longer be taken back, nothing tells what it was before."""
    over = now.date() - TAKEN_BACK_WITHIN
    return Invitation.objects.exclude(was="").filter(answered_on__lt=over).update(was="")
