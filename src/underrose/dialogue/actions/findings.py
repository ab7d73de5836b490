"""What the guard found in a text that is kept, and what a person decided. Whom it could mean is never written."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.dialogue import rules
from underrose.dialogue.actions.capture import WALL
from underrose.dialogue.models import Finding, FindingState
from underrose.kit.refusals import Refused, require
from underrose.methods.attribution.values import Finding as Found


@transaction.atomic(using=WALL)
def note(meeting: Meeting, subject: str, found: Sequence[Found]) -> dict[str, Finding]:
    """The rows of what is found now, by mark; those of sentences that are gone go too."""
    rows = {row.mark: row for row in Finding.objects.filter(meeting_code=meeting.code, subject=subject)}
    now = {one.mark: one for one in found}
    if gone := [row.pk for mark, row in rows.items() if mark not in now]:
        Finding.objects.filter(pk__in=gone).delete()
    for mark, one in now.items():
        if mark not in rows:
            rows[mark], _is_new = Finding.objects.get_or_create(
                meeting_code=meeting.code,
                subject=subject,
                mark=mark,
                defaults={"scope": str(meeting.pk), "leak": one.leak.value, "k": one.k},
            )
    return rows


def kept(meeting: Meeting, subjects: Iterable[str]) -> dict[str, dict[str, Finding]]:
    """What was found and decided in many texts, by subject and mark; one question."""
    found: dict[str, dict[str, Finding]] = {}
    for row in Finding.objects.filter(meeting_code=meeting.code, subject__in=list(subjects)):
        found.setdefault(row.subject, {})[row.mark] = row
    return found


def dismiss(meeting: Meeting, subject: str, mark: str, reason: str, *, by: Holder, today: date) -> None:
    """Leave a finding as it is, for a reason. The record says that it was done, and of what no word."""
    said = " ".join(reason.split())
    require(rules.may_dismiss(said))
    with transaction.atomic(using=WALL), transaction.atomic():
        row = _row(meeting, subject, mark)
        row.state, row.reason = FindingState.dismissed, said
        row.save()
        record(by, "dismissed", "finding", None, meeting.code, today)


@transaction.atomic(using=WALL)
def take_up_again(meeting: Meeting, subject: str, mark: str) -> None:
    """A finding that was dismissed is open again."""
    row = _row(meeting, subject, mark)
    row.state, row.reason = FindingState.open, None
    row.save()


def _row(meeting: Meeting, subject: str, mark: str) -> Finding:
    found = (
        Finding.objects.select_for_update()
        .filter(meeting_code=meeting.code, subject=subject, mark=mark)
        .first()
    )
    if found is None:
        raise Refused(rules.is_another_text())
    return found
