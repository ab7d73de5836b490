"""What of a note is forgotten by itself: files that were taken in, and who was asked at partners."""

from datetime import datetime, timedelta

from django.db import transaction

from underrose.concept.models import Approval, ImportedNote
from underrose.kit import retention

IMPORTS_KEPT = timedelta(days=30)
APPROVALS_KEPT = timedelta(days=365)


@retention.rule("old_imports")
def old_imports(now: datetime) -> int:
    """The file and what was read of it go after thirty days, taken over or not."""
    found = ImportedNote.objects.filter(taken_on__lt=now.date() - IMPORTS_KEPT)
    return found.delete()[0]


@retention.rule("old_approvals")
@transaction.atomic
def old_approvals(now: datetime) -> int:
    """A year after the meeting the answer stays and the person goes."""
    found = Approval.objects.filter(meeting__end_on__lt=now.date() - APPROVALS_KEPT, is_anonymous=False)
    for approval in found:
        approval.name = approval.mail = approval.comment = ""
        approval.is_anonymous = True
        approval.save(update_fields=["name", "mail", "comment", "is_anonymous"])
    return len(found)
