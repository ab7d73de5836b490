"""What every page knows of the house."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from underrose.kit import house as the_house


def house(_request: HttpRequest) -> dict[str, Any]:
    return {
        # Asked only by templates that print it, so that a fragment costs no query.
        "house_name": SimpleLazyObject(the_house.name),
        "site_url": settings.SITE_URL,
        "language": get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "is_demo": settings.DEMO,
    }
