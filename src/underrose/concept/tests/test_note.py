import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.concept.actions import note
from underrose.concept.actions.meetings import Overtaken
from underrose.concept.models import Footnote, Meeting, Objective, Section, State
from underrose.kit.refusals import Refused

from .conftest import TODAY


def test_writing_counts_the_revision(meeting, director):
    section = meeting.sections.get(kind="context")
    saved = note.write_section(section, by=director, revision=1, today=TODAY, body="Words.")
    assert (saved.body, saved.revision) == ("Words.", 2)


def test_writing_the_same_words_again_is_no_change(meeting, director):
    section = meeting.sections.get(kind="context")
    note.write_section(section, by=director, revision=1, today=TODAY, body="Words.")
    saved = note.write_section(section, by=director, revision=1, today=TODAY, body="Words.")
    assert saved.revision == 2


def test_writing_second_is_told_and_shown_the_other_text(meeting, director):
    section = meeting.sections.get(kind="context")
    note.write_section(section, by=director, revision=1, today=TODAY, body="Hers.")
    with pytest.raises(Overtaken) as caught:
        note.write_section(section, by=director, revision=1, today=TODAY, body="His.")
    assert (caught.value.theirs, caught.value.revision) == ("Hers.", 2)
    assert Section.objects.get(key=section.key).body == "Hers."


def test_writing_in_a_cancelled_meeting_is_refused(meeting, director):
    Meeting.objects.update(state=State.cancelled)
    with pytest.raises(Refused, match="cancelled"):
        note.write_section(meeting.sections.first(), by=director, revision=1, today=TODAY, body="Late.")


def test_section_removed_comes_back(meeting, director):
    section = meeting.sections.get(kind="outcomes")
    note.remove_section(section, by=director, today=TODAY)
    assert Section.objects.get(key=section.key).is_removed is True
    note.bring_back_section(section, by=director, today=TODAY)
    assert Section.objects.get(key=section.key).is_removed is False


def test_section_moves_one_place_and_stops_at_the_end(meeting, director):
    section = meeting.sections.get(kind="context")
    note.move_section(section, by=director, up=True, today=TODAY)
    note.move_section(section, by=director, up=True, today=TODAY)
    assert [s.kind for s in meeting.sections.all()][:3] == ["context", "summary", "format"]


def test_section_added_stands_last(meeting, director):
    note.add_section(meeting, heading="Logistics", kind="other", by=director, today=TODAY)
    assert meeting.sections.last().heading == "Logistics"


def test_lines_keep_their_key_when_reworded_and_moved(meeting, director):
    note.write_lines(
        meeting, Objective, ["Hear both banks", "Draft a short treaty"], by=director, today=TODAY
    )
    keys = {row.words: row.key for row in meeting.objectives.all()}
    note.write_lines(
        meeting,
        Objective,
        ["Draft a very short treaty", "Walk the river", "Hear both banks"],
        by=director,
        today=TODAY,
    )
    after = {row.words: row.key for row in meeting.objectives.all()}
    assert list(after) == ["Draft a very short treaty", "Walk the river", "Hear both banks"]
    assert after["Hear both banks"] == keys["Hear both banks"]
    assert after["Draft a very short treaty"] == keys["Draft a short treaty"]
    assert after["Walk the river"] not in keys.values()


@given(
    st.lists(st.text(min_size=1, max_size=8), max_size=6),
    st.lists(st.text(min_size=1, max_size=8), max_size=6),
)
def test_matching_gives_each_old_line_to_one_new_line(old, new):
    matched = note._matched(old, new)
    assert len(set(matched.values())) == len(matched)
    assert all(
        old.count(words) <= new.count(words) or index in matched
        for index, words in enumerate(new)
        if words in old
    )


def test_part_taken_out_can_be_put_back(meeting, director):
    footnote = note.write_part(
        Footnote(meeting=meeting), by=director, today=TODAY, number="1", text="See there."
    )
    held = note.take_out_part(footnote, by=director, today=TODAY)
    assert Footnote.objects.count() == 0
    note.write_part(Footnote(meeting=meeting), by=director, today=TODAY, **held)
    assert list(Footnote.objects.values_list("number", "text", "position")) == [("1", "See there.", 1)]


def test_footnote_number_that_is_taken_is_refused_with_a_sentence(meeting, director):
    note.write_part(Footnote(meeting=meeting), by=director, today=TODAY, number="1", text="See there.")
    with pytest.raises(Refused, match="a footnote 1 already"):
        note.write_part(Footnote(meeting=meeting), by=director, today=TODAY, number="1", text="Elsewhere.")
    assert Footnote.objects.count() == 1
