from underrose.concept import concept_note
from underrose.concept.actions import note, versions
from underrose.concept.models import Footnote, Meeting, Objective, Partner

from .conftest import TODAY


def _now(meeting):
    return concept_note.of(Meeting.objects.select_related("venue", "edition__series").get(key=meeting.key))


def test_keeping_twice_without_a_change_is_one_version(written, director):
    first = versions.keep(written, by=director, reason="One", today=TODAY)
    second = versions.keep(written, by=director, reason="Two", today=TODAY)
    assert (first.number, second.key) == (1, first.key)


def test_version_gives_back_the_same_note(written, director):
    note.write_lines(written, Objective, ["Hear both banks"], by=director, today=TODAY)
    note.write_part(Footnote(meeting=written), by=director, today=TODAY, number="1", text="See there.")
    note.write_part(Partner(meeting=written), by=director, today=TODAY, name="Norrvind Foundation")
    version = versions.keep(written, by=director, reason="", today=TODAY)
    assert concept_note.from_json(version.content) == _now(written)


def test_restoring_brings_back_every_part_and_can_be_undone(written, director):
    note.write_lines(written, Objective, ["Hear both banks"], by=director, today=TODAY)
    version = versions.keep(written, by=director, reason="", today=TODAY)
    before = _now(written)
    summary = written.sections.get(kind="summary")
    note.write_section(summary, by=director, revision=2, today=TODAY, body="Other words.")
    note.write_lines(written, Objective, [], by=director, today=TODAY)
    note.remove_section(written.sections.get(kind="context"), by=director, today=TODAY)
    changed = _now(written)
    kept = versions.restore(version, by=director, today=TODAY)
    assert _now(written) == before
    versions.restore(kept, by=director, today=TODAY)
    assert _now(written) == changed


def test_restoring_leaves_an_open_editor_with_an_older_revision(written, director):
    version = versions.keep(written, by=director, reason="", today=TODAY)
    summary = written.sections.get(kind="summary")
    versions.restore(version, by=director, today=TODAY)
    assert written.sections.get(key=summary.key).revision == summary.revision + 1


def test_content_of_an_older_release_still_opens(written, director):
    version = versions.keep(written, by=director, reason="", today=TODAY)
    content = {name: value for name, value in version.content.items() if name not in {"themes", "quotations"}}
    content["something_new"] = 1
    assert concept_note.from_json(content).title == "Rivers and Rights"
