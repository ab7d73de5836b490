"""What of people is forgotten by itself."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from underrose.kit import retention
from underrose.people.models import ContactImport, HistoryLine, Merge, Person

IMPORTS_KEPT = timedelta(days=30)
MERGES_KEPT = timedelta(days=30)
OUT_OF_TOUCH = timedelta(days=1096)
HISTORY_KEPT = timedelta(days=731)  # 24 months, as long as it is known who attended


@retention.rule("old_contact_imports")
def old_contact_imports(now: datetime) -> int:
    """A list that came as a file goes after thirty days, taken in or not."""
    return ContactImport.objects.filter(taken_on__lt=now.date() - IMPORTS_KEPT).delete()[0]


@retention.rule("old_merges")
def old_merges(now: datetime) -> int:
    """After thirty days a merge can no longer be undone, and the row that was absorbed goes with it."""
    gone = 0
    for merge in Merge.objects.filter(merged_on__lt=now.date() - MERGES_KEPT).select_related("absorbed"):
        if merge.undone_on is None:
            merge.absorbed.delete()
        merge.delete()
        gone += 1
    return gone


@retention.rule("old_history")
def old_history(now: datetime) -> int:
    """After 24 months nobody knows from here who was invited and who came."""
    return HistoryLine.objects.filter(happened_on__lt=now.date() - HISTORY_KEPT).delete()[0]


@retention.rule("people_out_of_touch")
def people_out_of_touch(now: datetime) -> int:
    """People whom no meeting has known for three years go: an address book is no archive."""
    found = Person.objects.filter(introduced_on__lt=now.date() - OUT_OF_TOUCH, history__isnull=True)
    return _known_to_nobody(found).delete()[0]


def _known_to_nobody(found: QuerySet[Person]) -> QuerySet[Person]:
    """Those of whom no row of another section speaks, whichever sections there are."""
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if isinstance(model, str) or model._meta.app_label == Person._meta.app_label:
            continue
        rows = model._default_manager.filter(**{f"{relation.field.name}": OuterRef("pk")})
        found = found.filter(~Exists(rows))
    return found
