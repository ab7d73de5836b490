"""Saving while somebody types: what kit/autosave.js asks, and what it is answered."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from underrose.kit.refusals import Refused

REFUSED, OVERTAKEN = 422, 409


def is_asked(request: HttpRequest) -> bool:
    return request.method == "POST" and request.headers.get("X-Autosave") == "1"


def kept_there() -> JsonResponse:
    """Nothing stands here yet that could be saved: the words stay on the device until the button adds it."""
    return JsonResponse({}, status=REFUSED)


def saved(
    row: Any, form: Form, act: Callable[[int], Any], theirs: Callable[[Any], dict[str, Any]]
) -> JsonResponse:
    """Save what is right as it stands; of two who write at once the second is shown the words of the first."""
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=REFUSED)
    version = form.cleaned_data["version"]
    try:
        act(version)
    except Refused as refusal:
        row.refresh_from_db()
        if row.revision == version:
            return JsonResponse({"sentence": refusal.sentence}, status=REFUSED)
        return JsonResponse({"version": row.revision, "text": theirs(row), "by": ""}, status=OVERTAKEN)
    row.refresh_from_db()
    return JsonResponse({"version": row.revision, "saved_at_words": _("Saved")})


def as_sent(initial: dict[str, Any]) -> dict[str, Any]:
    """Values as the fields of a form hold them in a browser."""
    return {name: _as_sent(value) for name, value in initial.items() if name != "version"}


def _as_sent(value: Any) -> Any:
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, list):
        return [str(one.key) for one in value]
    if hasattr(value, "key"):
        return str(value.key)
    if hasattr(value, "strftime"):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)
