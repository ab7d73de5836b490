"""The door of the guard: findings come out and names do not, unless a director asks, which the record keeps."""

import pickle

import pytest

from underrose.access.models import RecordEntry
from underrose.dialogue import guard
from underrose.dialogue.models import Finding
from underrose.kit.refusals import Refused
from underrose.participation.tests.becoming import protected
from underrose.programme.tests.planning import a_guest

from .roomful import TODAY, a_meeting, colleague, director, noted, point

pytestmark = pytest.mark.django_db
NAMED = "Ama Okoro warned that wells run dry."


def room(**facts):
    """Twelve people; one of them is Ama Okoro."""
    meeting = a_meeting(**facts)
    for name in ("Ama Okoro", "Jon Bell", "Ines Duarte", "Piotr Zawada", "Mei Tanaka", "Omar Haddad"):
        a_guest(meeting, name)
    for number in range(6):
        a_guest(meeting, f"Guest{number} Person{number}")
    return meeting


def test_name_is_found_and_not_said():
    meeting = room()
    (found,) = guard.look(meeting, NAMED).findings
    assert (found.leak, found.k, NAMED[found.start : found.end]) == ("D1", 1, "Ama Okoro")
    assert "Okoro" not in found.sentence + found.why
    assert found.fixes
    assert not Finding.objects.exists()


def test_nothing_is_found_in_a_text_without_people():
    checked = guard.look(room(), "It was suggested that wells be mapped.")
    assert checked.findings == ()


def test_finding_is_dismissed_with_a_reason_and_taken_up_again():
    meeting = room()
    (found,) = guard.check(meeting, "report:1", NAMED).open
    with pytest.raises(Refused, match="say why"):
        guard.dismiss(meeting, "report:1", found.mark, "  ", by=director(), today=TODAY)
    guard.dismiss(meeting, "report:1", found.mark, "Asked her; she agreed.", by=director(), today=TODAY)
    (again,) = guard.check(meeting, "report:1", NAMED).findings
    assert (again.is_dismissed, again.reason) == (True, "Asked her; she agreed.")
    assert guard.open_number(meeting, "report:1", NAMED) == 0
    guard.take_up_again(meeting, "report:1", found.mark)
    assert guard.open_number(meeting, "report:1", NAMED) == 1


def test_dismissal_is_for_its_sentence_alone():
    meeting = room()
    (found,) = guard.check(meeting, "report:1", NAMED).open
    guard.dismiss(meeting, "report:1", found.mark, "Agreed.", by=director(), today=TODAY)
    other = "Ama Okoro feared that judges will be dismissed."
    assert len(guard.check(meeting, "report:1", f"{NAMED} {other}").open) == 1
    assert guard.open_number(meeting, "report:1", "") == 0
    assert not Finding.objects.exists()
    with pytest.raises(Refused, match="was changed since"):
        guard.dismiss(meeting, "report:1", found.mark, "Agreed.", by=director(), today=TODAY)


def test_candidates_are_for_the_director_and_stand_in_the_record():
    meeting = room()
    (found,) = guard.look(meeting, NAMED).findings
    with pytest.raises(Refused, match="Only the programme director"):
        guard.candidates(meeting, NAMED, found.mark, by=colleague(), today=TODAY)
    assert not RecordEntry.objects.filter(noun="candidates").exists()
    assert guard.candidates(meeting, NAMED, found.mark, by=director(), today=TODAY) == ("Ama Okoro",)
    (line,) = RecordEntry.objects.filter(noun="candidates")
    assert (line.verb, line.subject) == ("asked", None)


def test_protected_person_is_found_by_the_real_name_and_called_by_the_alias():
    meeting = a_meeting()
    guest = a_guest(meeting, "Ama Okoro")
    for number in range(9):
        a_guest(meeting, f"Guest{number} Person{number}")
    guard.look(meeting, NAMED)
    protected(guest, "Heron", by=director(), today=TODAY)
    (found,) = guard.look(meeting, NAMED).findings
    assert guard.candidates(meeting, NAMED, found.mark, by=director(), today=TODAY) == ("Heron",)


def test_somebody_who_comes_later_is_known_at_once():
    meeting = room()
    late = "Zbigniew Kowalczyk agreed."
    assert guard.look(meeting, late).findings == ()
    a_guest(meeting, "Zbigniew Kowalczyk")
    assert len(guard.look(meeting, late).findings) == 1


def test_words_of_a_point_are_found_in_a_text_and_nobody_says_where():
    meeting = room()
    said = "the pipeline crosses seven villages whose elders were never asked for consent by anybody at all"
    point(noted(meeting), said)
    copied = f"As one put it, {said}."
    found = guard.look(meeting, copied, reads_notes=True).findings
    assert [one.leak for one in found] == ["V1"]
    # Whoever does not read the notes could otherwise guess them, word by word.
    others = guard.look(meeting, copied)
    assert [others.findings, len(others.not_applied)] == [(), 1]


def test_what_leaves_the_door_holds_no_person():
    """Frozen values of plain words: they can be pickled, which whoever is in the room refuses."""
    checked = guard.look(room(), NAMED)
    assert b"Okoro" not in pickle.dumps(checked)
    for made in guard._kept.values():
        with pytest.raises(TypeError, match="stays in memory"):
            pickle.dumps(made)
        assert "Okoro" not in repr(made)
