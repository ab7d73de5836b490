"""Points without a finding are cleared together, and two that say the same are told apart from those that stand alone."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from underrose.access.roles import Role
from underrose.dialogue.actions import releasing
from underrose.dialogue.models import Point, PointState

from .browsing import reader
from .reading import NAMED, PLAIN, meeting, sealed_note, url
from .roomful import colleague, rapporteur

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
OTHER = "The marsh is drained."


def states() -> dict[str, str]:
    return {str(one.words): one.state for one in Point.objects.select_related("note")}


def test_points_without_a_finding_are_shown_in_full_and_cleared_with_one_press(meeting):
    note = sealed_note(meeting, PLAIN, OTHER, NAMED)
    browser, way = reader(rapporteur()), url("review_together", note.pk)
    listed = browser.get(url("review", note.pk)).content.decode()
    assert (f'href="{way}"' in listed, "Clear 2 points without a finding together" in listed) == (True, True)
    page = browser.get(way)
    html = page.content.decode()
    assert [words in html for words in (PLAIN, OTHER, NAMED)] == [True, True, False]
    assert "1 more is read alone." in html
    answer = browser.post(way, {"read": [one["read"] for one in page.context["lines"]]}, follow=True)
    assert "2 points were cleared." in answer.content.decode()
    assert states() == {PLAIN: "cleared", OTHER: "cleared", NAMED: "taken"}
    assert [str(one.cleared) for one in Point.objects.filter(state="cleared")] != ["", ""]


def test_what_was_changed_or_has_a_finding_is_not_cleared_whatever_is_sent(meeting):
    note = sealed_note(meeting, PLAIN, NAMED)
    rows = list(Point.objects.select_related("note"))
    sent = [f"{one.pk}.{one.revision}" for one in rows]
    Point.objects.filter(pk=next(one.pk for one in rows if str(one.words) == PLAIN)).update(revision=7)
    answer = reader(rapporteur()).post(url("review_together", note.pk), {"read": sent}, follow=True)
    assert states() == {PLAIN: "taken", NAMED: "taken"}
    html = answer.content.decode()
    told = "2 were decided or changed meanwhile, or have findings by now. They stay as they are."
    assert (told in html, "0 points were cleared." in html) == (True, False)


def test_what_was_decided_meanwhile_is_not_said_to_wait(meeting):
    note = sealed_note(meeting, PLAIN, OTHER)
    browser, way = reader(rapporteur()), url("review_together", note.pk)
    read = [one["read"] for one in browser.get(way).context["lines"]]
    for one in Point.objects.filter(note=note).select_related("note"):
        if str(one.words) == OTHER:
            releasing.withhold(one, revision=one.revision, by=rapporteur())
    html = browser.post(way, {"read": read}, follow=True).content.decode()
    assert states() == {PLAIN: "cleared", OTHER: "withheld"}
    assert ("1 was decided or changed meanwhile" in html, "waits to be read" in html) == (True, False)


def test_of_two_that_say_the_same_one_has_a_tick(meeting):
    note = sealed_note(meeting, PLAIN, PLAIN.upper(), OTHER)
    page = reader(rapporteur()).get(url("review_together", note.pk))
    assert sorted(one["is_twin"] for one in page.context["lines"]) == [False, False, True]
    assert page.content.decode().count(" checked") == 2


def test_two_that_say_the_same_are_told_and_the_other_is_withheld(meeting):
    note = sealed_note(meeting, PLAIN, PLAIN.upper(), OTHER)
    browser = reader(rapporteur())
    assert browser.get(url("review", note.pk)).content.decode().count("it stands here twice") == 2
    rows = {str(one.words): one for one in Point.objects.select_related("note")}
    way = url("review_point", note.pk, rows[PLAIN].pk)
    page = browser.get(way).content.decode()
    pressed = f"{rows[PLAIN.upper()].pk}.1"
    assert (f'value="{pressed}"' in page, "Leave it for now, go to the next" in page) == (True, True)
    told = {"words": PLAIN, "kind": "issue", "revision": 1, "withhold_twin": pressed}
    after = browser.post(way, told).content.decode()
    assert ("it stands here twice" in after, PLAIN in after) == (False, True)
    assert states() == {PLAIN: "taken", PLAIN.upper(): PointState.withheld, OTHER: "taken"}
    assert "it stands here twice" not in browser.get(url("review", note.pk)).content.decode()


def test_press_for_a_point_that_says_something_else_withholds_nothing(meeting):
    note = sealed_note(meeting, PLAIN, OTHER)
    rows = {str(one.words): one for one in Point.objects.select_related("note")}
    told = {"words": PLAIN, "kind": "issue", "revision": 1, "withhold_twin": f"{rows[OTHER].pk}.1"}
    reader(rapporteur()).post(url("review_point", note.pk, rows[PLAIN].pk), told)
    assert states() == {PLAIN: "taken", OTHER: "taken"}


def test_who_does_not_read_all_notes_clears_none(meeting):
    note = sealed_note(meeting, PLAIN)
    assert reader(colleague(Role.POLICY_TEAM)).get(url("review_together", note.pk)).status_code == 404


@pytest.mark.parametrize("number", [2, 4])
def test_page_asks_a_constant_number_of_questions(meeting, number, django_assert_num_queries):
    note = sealed_note(meeting, *(f"Wells of valley {at} run dry." for at in range(number)))
    browser, way = reader(rapporteur()), url("review_together", note.pk)
    browser.get(way)
    with django_assert_num_queries(4, using="dialogue"):
        browser.get(way)


def test_press_reads_the_room_once_however_many_are_cleared(meeting):
    asked = []
    for number in (2, 5):
        note = sealed_note(meeting, *(f"Wells of valley {at} run dry." for at in range(number)))
        browser, way = reader(rapporteur()), url("review_together", note.pk)
        read = [one["read"] for one in browser.get(way).context["lines"]]
        with CaptureQueriesContext(connections["default"]) as questions:
            browser.post(way, {"read": read})
        asked.append(len(questions))
        assert Point.objects.filter(note=note, state=PointState.cleared).count() == number
    assert asked[0] == asked[1]
