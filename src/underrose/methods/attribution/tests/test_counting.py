"""Counts of people in texts that go out together: what is left when one is taken from another."""

import pytest

from underrose.methods.attribution.counting import counted_together
from underrose.methods.attribution.values import Policy
from underrose.methods.disclosure import Regime

from .room import room


def _found(*texts: str, policy: Policy | None = None) -> list[list[tuple[str, str]]]:
    together = counted_together(texts, room(), policy or Policy())
    return [
        [(text[one.start : one.end], one.why.partition(" Leave")[0]) for one in found]
        for text, found in zip(texts, together, strict=True)
    ]


def test_two_texts_subtract_and_each_place_is_told():
    report = "Twenty participants from Africa took part."
    table = "African lawyers: 18\n"
    why = "What goes out together says that only 2 people come from Africa and are anything but “lawyer”."
    assert _found(report, table) == [
        [("Twenty participants from Africa took part", why)],
        [("African lawyers: 18", why)],
    ]
    assert _found(report) == [[]]
    assert _found(table) == [[]]


def test_rest_of_a_table_is_told_once_and_its_row_can_be_left_out():
    text = "Participants by region\n\nAfrica: 30\nAsia: 24\nTotal: 55\n"
    ((found,),) = counted_together([text], room(), Policy())
    assert "only one person is anything but “Africa / Asia”" in found.why
    (fix,) = found.fixes
    assert text[: fix.start] + fix.wording + text[fix.end :] == text.replace("Africa: 30\n", "")


def test_women_and_men_of_a_sentence_leave_the_others():
    ((place, why),) = _found("The meeting brought together 55 experts, of whom 30 were women and 23 men.")[0]
    assert place.startswith("30 were women")
    assert "only 2 people are anything but" in why


def test_two_counts_of_the_same_people_leave_the_difference():
    before, after = "Lawyers: 20\n", "19 lawyers attended.\n"
    assert "differ by only 1" in _found(before, after)[0][0][1]


@pytest.mark.parametrize(
    "text",
    [
        "Africa: 12\nKenya: 8\nTotal: 20",
        "Three lawyers agreed, and two judges did not.",
        "It cost 20 euros. In 2019, 14 countries signed.",
        "Page: 3\nTable: 18",
        "20 participants from Africa took part. 9 participants from Asia took part.",
        "",
    ],
    ids=["overlap", "said", "money", "pages", "apart", "nothing"],
)
def test_what_leaves_nobody_is_no_finding(text):
    assert _found(text) == [[]]


def test_where_labels_may_stand_counts_may():
    texts = ("Twenty participants from Africa took part.", "African lawyers: 18\n")
    assert _found(*texts, policy=Policy(regimes=(Regime.on_the_record,))) == [[], []]


def test_many_cells_are_not_a_flood():
    rows = "".join(
        f"{role}: {number + 10}\n" for number, role in enumerate(("Lawyers", "Diplomats", "Journalists"))
    )
    others = "".join(
        f"{role}: {number + 9}\n" for number, role in enumerate(("Lawyers", "Diplomats", "Journalists"))
    )
    assert all(len(found) <= 5 for found in _found(rows, others, rows + "Total: 34\n"))
