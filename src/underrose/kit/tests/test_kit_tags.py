"""Dates, numbers and blocks as templates write them."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from django.utils.translation import override

from underrose.kit.templatetags import kit


@pytest.mark.parametrize(
    ("start", "end", "short", "long"),
    [
        (date(2020, 1, 15), date(2020, 1, 17), "15–17 January 2020", "Wednesday 15 – Friday 17 January 2020"),
        (
            date(2020, 1, 30),
            date(2020, 2, 1),
            "30 January – 1 February 2020",
            "Thursday 30 January – Saturday 1 February 2020",
        ),
        (
            date(2019, 12, 31),
            date(2020, 1, 2),
            "31 December 2019 – 2 January 2020",
            "Tuesday 31 December 2019 – Thursday 2 January 2020",
        ),
        (date(2020, 1, 15), date(2020, 1, 15), "Wednesday 15 January 2020", "Wednesday 15 January 2020"),
        (date(2020, 1, 15), None, "Wednesday 15 January 2020", "Wednesday 15 January 2020"),
        (None, None, "", ""),
    ],
)
def test_a_range_of_days(start: date | None, end: date | None, short: str, long: str) -> None:
    with override("en-gb"):
        assert kit.days(start, end) == short
        assert kit.weekdays(start, end) == long


def test_a_range_is_read_from_a_pair_or_a_meeting() -> None:
    first, last = date(2020, 1, 15), date(2020, 1, 17)
    with override("en-gb"):
        assert (
            kit.days((first, last))
            == kit.days(SimpleNamespace(start=first, end=last))
            == "15–17 January 2020"
        )


def test_a_day_in_another_language() -> None:
    with override("ar"):
        assert kit.day(date(2020, 1, 15)) == "الأربعاء 15 يناير 2020"


def test_a_moment_is_shown_by_its_day(settings: Any) -> None:
    settings.TIME_ZONE = "UTC"
    with override("en-gb"):
        assert kit.day(datetime(2020, 1, 15, 23, 59, tzinfo=UTC)) == "Wednesday 15 January 2020"


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("+44 (0)1903 817766", "+441903817766"),
        ("+41 22 917 90 00", "+41229179000"),
        ("022 917 90 00", "0229179000"),
        ("+1 (212) 963-1234", "+12129631234"),
    ],
)
def test_a_telephone_number_can_be_dialled(written: str, called: str) -> None:
    assert kit.telephone(written) == f'<a class="telephone" href="tel:{called}" dir="ltr">{written}</a>'


def test_a_telephone_number_is_never_markup() -> None:
    assert kit.telephone("<b>1</b>") == (
        '<a class="telephone" href="tel:1" dir="ltr">&lt;b&gt;1&lt;/b&gt;</a>'
    )
    assert kit.telephone("none") == kit.telephone(None) == ""


def drawn(template: str, **context: object) -> str:
    return " ".join(engines["django"].from_string(template).render(context).split())


def test_a_panel_holds_its_content_under_its_heading() -> None:
    found = drawn(
        '{% panel title state="held" %}<p>{{ words }}</p>{% endpanel %}', title="A & B", words="<i>"
    )
    assert found == '<section class="panel held"><h2>A &amp; B</h2> <p>&lt;i&gt;</p></section>'


def test_acts_are_a_row() -> None:
    assert (
        drawn("{% acts %}<button>Go</button>{% endacts %}") == '<div class="acts"><button>Go</button></div>'
    )


def test_every_state_has_a_shape_of_its_own() -> None:
    shapes = {
        state: drawn('{% include "kit/mark.html" %}', state=state)
        for state in ("done", "held", "warning", "plain")
    }
    assert len(set(shapes.values())) == 4


def test_a_diff_says_what_was_added_and_removed() -> None:
    parts = [
        {"kind": "removed", "text": "old"},
        {"kind": "added", "text": "new"},
        {"kind": "same", "text": " <b>"},
    ]
    with override("en-gb"):
        found = drawn('{% include "kit/diff.html" %}', hunks=[{"parts": parts}])
    assert found == (
        '<div class="diff"><p><del><span class="unseen">removed: </span>old<span class="unseen"> end of removed</span></del>'
        '<ins><span class="unseen">added: </span>new<span class="unseen"> end of added</span></ins> &lt;b&gt;</p></div>'
    )
