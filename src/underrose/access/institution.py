"""The institution's own name, for pages and letters."""

from underrose.access.models import Institution


def name() -> str:
    found = Institution.objects.values_list("name", flat=True).first()
    return found or ""
