"""Words and wrappers for every template: dates as a secretary writes them, text made safe, and the two blocks that hold content."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from underrose.kit import text

register = template.Library()

EN_DASH = "–"
SPACED_DASH = f" {EN_DASH} "


@register.filter
def day(value: date | datetime | None) -> str:
    """Wednesday 15 January 2020."""
    return _written(value, _("l j F Y")) if value else ""


@register.filter
def days(value: Any, last: date | None = None) -> str:
    """A range as people say it: 15–17 January 2020. Takes two days, a pair, or anything with `start` and `end`."""
    start, end = _range(value, last)
    if start is None or end is None or start == end:
        return day(start or end)
    if (start.year, start.month) == (end.year, end.month):
        return EN_DASH.join((_written(start, _("j")), _written(end, _("j F Y"))))
    if start.year == end.year:
        return SPACED_DASH.join((_written(start, _("j F")), _written(end, _("j F Y"))))
    return SPACED_DASH.join((_written(start, _("j F Y")), _written(end, _("j F Y"))))


@register.filter
def weekdays(value: Any, last: date | None = None) -> str:
    """A range with its days of the week, for titles: Wednesday 15 – Friday 17 January 2020."""
    start, end = _range(value, last)
    if start is None or end is None or start == end:
        return day(start or end)
    if (start.year, start.month) == (end.year, end.month):
        return SPACED_DASH.join((_written(start, _("l j")), _written(end, _("l j F Y"))))
    if start.year == end.year:
        return SPACED_DASH.join((_written(start, _("l j F")), _written(end, _("l j F Y"))))
    return SPACED_DASH.join((day(start), day(end)))


@register.filter
def markdown(value: str | None, offset: int = 1) -> SafeString:
    """Written text, made safe; its headings begin one below the page's title unless another offset is given."""
    return text.html(value or "", offset=offset)


@register.filter
def telephone(value: str | None) -> SafeString:
    """A number that can be dialled: the doubled trunk zero, +44 (0), is shown as written and left out of the call."""
    written = (value or "").strip()
    dialled = re.sub(r"[^\d+]", "", re.sub(r"^(\+\d+\s*)\(0\)", r"\1", written))
    if not dialled:
        return mark_safe("")
    return format_html('<a class="telephone" href="tel:{}" dir="ltr">{}</a>', dialled, written)


@register.simple_tag(takes_context=True)
def kept_query(context: dict[str, Any], own: str, fields: Any = None) -> SafeString:
    """Everything else the address asks for, as hidden fields, so that one form above a list does not forget another's choice."""
    request = context.get("request")
    if request is None:
        return mark_safe("")
    asked_here = {own, "page", *(field.html_name for field in fields or ())}
    kept = ((name, value) for name, values in request.GET.lists() for value in values)
    return format_html_join(
        "", '<input type="hidden" name="{}" value="{}">', (pair for pair in kept if pair[0] not in asked_here)
    )


@register.simple_block_tag
def panel(content: str, title: str = "", level: int = 2, state: str = "") -> SafeString:
    """A part of a page under its own heading: `{% panel "What needs you today" %}…{% endpanel %}`."""
    return _drawn("kit/panel.html", content=content, title=title, level=f"h{int(level)}", state=state)


@register.simple_block_tag
def acts(content: str, label: str = "") -> SafeString:
    """The row of buttons of a page or a form; the first one is the next act."""
    return _drawn("kit/acts.html", content=content, label=label)


def _drawn(name: str, **context: object) -> SafeString:
    return mark_safe(get_template(name).render(context))  # noqa: S308 - drawn by a template, which escapes


def _written(value: date | datetime, form: str) -> str:
    if isinstance(value, datetime):
        return date_format(localtime(value) if value.tzinfo else value, form)
    return _day_written(value, form, get_language())


@lru_cache(maxsize=4096)
def _day_written(value: date, form: str, _language: str | None) -> str:
    """Lists repeat the same days on every page; the language is part of what is remembered."""
    return date_format(value, form)


def _range(value: Any, last: date | None) -> tuple[date | None, date | None]:
    if last is not None or value is None or isinstance(value, date):
        return value, last
    if isinstance(value, (tuple, list)):
        return value[0], value[-1]
    return value.start, value.end
