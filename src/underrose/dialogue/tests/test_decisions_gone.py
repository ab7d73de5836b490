"""What was decided on findings ends with its point: nothing of it leads from what left the room to where it was said."""

import pytest

from underrose.dialogue import guard
from underrose.dialogue.actions import capture, releasing, sealing
from underrose.dialogue.actions.capture import Facts
from underrose.dialogue.actions.sealing import subject_of
from underrose.dialogue.models import Finding, Note, Point, ReleasedPoint

from .browsing import reader
from .reading import PLAIN, basis, meeting, sealed_note, url  # noqa: F401 - the fixture
from .roomful import TODAY, dice, director, rapporteur

pytestmark = pytest.mark.django_db
SURNAME = "Okoro warned that wells run dry."
CANARY = "CANARY: she said so herself on the radio"


def left_as_it_is(made, point: Point) -> str:
    """The name in a point may stand, for a reason that tells of the room; its mark."""
    checked = guard.check_point(made, subject_of(point.pk), str(point.words), regimes=point.note.regimes)
    for one in checked.open:
        guard.dismiss(made, subject_of(point.pk), one.mark, CANARY, by=rapporteur(), today=TODAY)
    return checked.findings[0].mark


def of_note(note: Note) -> list[Point]:
    return list(Point.objects.filter(note=note).select_related("note").order_by("key"))


def released(note: Note, marks: list[str]) -> None:
    for one in of_note(note):
        facts = Facts(kind=one.kind, words=str(one.words))
        releasing.clear(one, revision=one.revision, facts=facts, by=rapporteur())
    releasing.ask_release(note, basis=basis(note), read=marks, by=rapporteur(), today=TODAY, rng=dice())
    releasing.confirm_release(note, basis=basis(note), read=marks, by=director(), today=TODAY, rng=dice())


@pytest.mark.parametrize("regime", ["chatham_house_rule", "on_the_record"])
def test_nothing_decided_of_a_point_stays_once_its_session_is_released(meeting, regime: str):  # noqa: F811 - the fixture
    note = sealed_note(meeting, SURNAME, PLAIN)
    Note.objects.filter(pk=note.pk).update(regimes=[regime])
    note.refresh_from_db()
    (named,) = [one for one in of_note(note) if "Okoro" in str(one.words)]
    mark = left_as_it_is(meeting, named)
    assert [str(row.reason) for row in Finding.objects.all()] == [CANARY] * Finding.objects.count() != []
    released(note, [row.mark for row in Finding.objects.all()])
    assert {str(row.words) for row in ReleasedPoint.objects.all()} == {SURNAME, PLAIN}
    assert Finding.objects.filter(mark=mark).count() == Finding.objects.count() == 0
    page = reader(director()).get(url("review", note.pk)).content.decode()
    assert ["CANARY" in page, "nobody has given a reason" in page] == [False, False]


def test_reason_goes_with_a_point_that_is_struck_in_notes_opened_again(meeting):  # noqa: F811 - the fixture
    note = sealed_note(meeting, SURNAME, PLAIN)
    (named,) = [one for one in of_note(note) if "Okoro" in str(one.words)]
    left_as_it_is(meeting, named)
    sealing.reopen(note, by=director(), today=TODAY)
    capture.strike(named, revision=named.revision)
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    assert not Finding.objects.exists()


def test_decision_stays_with_its_point_through_another_sealing_and_no_row_is_the_old_one(meeting):  # noqa: F811 - the fixture
    note = sealed_note(meeting, SURNAME, PLAIN)
    (named,) = [one for one in of_note(note) if "Okoro" in str(one.words)]
    left_as_it_is(meeting, named)
    before = {row.pk: str(row.reason) for row in Finding.objects.all()}
    sealing.reopen(note, by=director(), today=TODAY)
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice(8))
    (named,) = [one for one in of_note(note) if "Okoro" in str(one.words)]
    after = {row.pk: str(row.reason) for row in Finding.objects.filter(subject=subject_of(named.pk))}
    assert sorted(after.values()) == sorted(before.values())
    assert not set(after) & set(before)
    checked = guard.look_at_points(meeting, {subject_of(named.pk): str(named.words)}, regimes=note.regimes)
    assert not checked[subject_of(named.pk)].open
