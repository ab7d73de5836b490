"""Work that takes longer than a page."""

from django.utils import timezone
from django_tasks import task

from underrose.people.actions import imports
from underrose.people.models import ContactImport


@task()
def take_in(key: str) -> None:
    """Take in a list that waits."""
    found = ContactImport.objects.select_related("account").filter(key=key).first()
    if found is not None:
        imports.take_in(found, timezone.localdate())
