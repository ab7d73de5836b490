"""Under a rule that names nobody no name leaves, by no reason and no tick; and what leaves says which rule held."""

import pytest

from underrose.dialogue import release, released_paper
from underrose.dialogue.actions import releasing
from underrose.dialogue.models import Finding, Point, ReleasedPoint
from underrose.kit.refusals import Refused

from .browsing import reader
from .roomful import director, rapporteur
from .test_second_reading import NAMED, PLAIN, cleared, meeting, sealed_note, ticks, way

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", [NAMED, "Dr Okoro warned that wells run dry."])
def test_no_reason_and_no_tick_lets_a_name_out_under_a_rule_that_names_nobody(meeting, words):
    note = sealed_note(meeting, words)
    browser, one = reader(rapporteur()), Point.objects.get()
    address = way("review_point", note, point=one.pk)
    page = browser.get(address)
    assert "not even with their consent" in page.content.decode()
    assert 'name="dismiss"' not in page.content.decode()
    mark = page.context["found"].lines[0].found.mark
    facts = {"kind": "issue", "revision": one.revision, "words": words}
    browser.post(address, {**facts, "dismiss": mark, f"reason-{mark}": "She agreed to be named."})
    assert not Finding.objects.filter(state="dismissed").exists()
    with pytest.raises(Refused, match="not even with their consent"):
        cleared(meeting, note)
    Point.objects.update(state="cleared")  # by whatever way it came to this
    point = Point.objects.select_related("note").get()
    point.cleared = words
    point.save()
    with pytest.raises(Refused, match="not even with their consent"):
        releasing._require_clean(note, [row.mark for row in Finding.objects.all()])


def test_name_leaves_with_a_tick_where_the_rule_lets_it(meeting):
    meeting.regime = "rule_with_opt_out"
    meeting.save()
    note = sealed_note(meeting, NAMED)
    cleared(meeting, note)
    browser = reader(rapporteur())
    page = browser.get(way("review", note))
    assert "I have read this name and why it may stand" in page.content.decode()
    sent = {"act": "ask", "basis": page.context["basis"], "read": ticks(browser, note)}
    browser.post(way("let_out", note), sent)
    assert ReleasedPoint.objects.count() == 1
    note = released_paper.the_rule(release.released(meeting))
    assert note.startswith("Rules in the room: the Rule, with an opt-out list. A name stands in a point only")


def test_paper_says_which_rule_held(meeting):
    note = sealed_note(meeting, PLAIN)
    assert released_paper.the_rule(release.released(meeting)) == ""
    cleared(meeting, note)
    sent = {"basis": reader(rapporteur()).get(way("review", note)).context["basis"]}
    reader(rapporteur()).post(way("let_out", note), {"act": "ask", **sent})
    reader(director()).post(way("let_out", note), {"act": "confirm", **sent})
    told = released_paper.the_rule(release.released(meeting))
    assert told.startswith("Rule in the room: off the record, non-attributable. No point may name anybody")
