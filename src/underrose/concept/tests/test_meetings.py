import datetime as dt

import pytest

from underrose.access.models import RecordEntry
from underrose.concept.actions import meetings, note
from underrose.concept.actions.meetings import Overtaken
from underrose.concept.concept_note import of
from underrose.concept.models import Contact, Edition, Meeting, Objective, Partner, Series
from underrose.kit.refusals import Refused

from .conftest import TODAY, again


def test_opening_lays_out_the_eight_headings_and_makes_a_director(meeting, director):
    assert [section.kind for section in meeting.sections.all()] == [
        "summary",
        "context",
        "format",
        "participation",
        "outcomes",
        "evaluation",
        "communications",
        "enquiries",
    ]
    assert [role.value for role in again(director).grants["AB12"]] == ["programme_director"]
    assert RecordEntry.objects.filter(verb="opened", noun="meeting").count() == 1


def test_opening_with_a_reference_that_exists_is_refused(meeting, make_meeting):
    with pytest.raises(Refused, match="a meeting with the reference ab12 already"):
        make_meeting(code="ab12")
    assert Meeting.objects.count() == 1


def test_opening_with_the_end_before_the_start_is_refused(make_meeting):
    with pytest.raises(Refused, match="last day is before the first"):
        make_meeting(start_on=dt.date(2027, 3, 5), end_on=dt.date(2027, 3, 3))
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize("day", [dt.date(9999, 12, 31), dt.date(3000, 1, 1), dt.date(1899, 12, 31)])
def test_opening_at_the_end_of_the_calendar_is_refused(make_meeting, day):
    with pytest.raises(Refused, match="between the years 1900 and 2999"):
        make_meeting(start_on=day, end_on=day)
    assert Meeting.objects.count() == 0


def test_revise_writes_particulars_and_counts_the_revision(meeting, director):
    revised = meetings.revise(meeting, {"cap": 55}, by=director, revision=1, today=TODAY)
    assert (revised.cap, revised.revision) == (55, 2)


def test_revise_by_whoever_comes_second_changes_nothing(meeting, director):
    meetings.revise(meeting, {"cap": 55}, by=director, revision=1, today=TODAY)
    with pytest.raises(Overtaken) as caught:
        meetings.revise(meeting, {"cap": 40}, by=director, revision=1, today=TODAY)
    assert caught.value.revision == 2
    assert Meeting.objects.get().cap == 55


def test_revise_of_something_else_is_an_error_of_ours(meeting, director):
    with pytest.raises(TypeError, match="state"):
        meetings.revise(meeting, {"state": "announced"}, by=director, revision=1, today=TODAY)


def test_series_gives_the_next_number(make_meeting, director):
    first, second = make_meeting("AA1"), make_meeting("AA2")
    meetings.place_in_series(first, name="River Dialogues", ordinal=7, by=director, today=TODAY)
    meetings.place_in_series(second, name="River Dialogues", ordinal=None, by=director, today=TODAY)
    assert list(Edition.objects.values_list("meeting__code", "ordinal")) == [("AA2", 8), ("AA1", 7)]
    assert Series.objects.count() == 1


def test_series_number_that_is_taken_is_refused(make_meeting, director):
    first, second = make_meeting("AA1"), make_meeting("AA2")
    meetings.place_in_series(first, name="River Dialogues", ordinal=7, by=director, today=TODAY)
    with pytest.raises(Refused, match="edition number 7 already"):
        meetings.place_in_series(second, name="River Dialogues", ordinal=7, by=director, today=TODAY)


def test_series_with_an_empty_name_takes_the_meeting_out(meeting, director):
    meetings.place_in_series(meeting, name="River Dialogues", ordinal=7, by=director, today=TODAY)
    meetings.place_in_series(meeting, name="", ordinal=None, by=director, today=TODAY)
    assert Edition.objects.count() == 0


def test_clone_shifts_dates_and_leaves_people_behind(written, director):
    note.write_lines(written, Objective, ["Hear both banks"], by=director, today=TODAY)
    note.write_part(
        Contact(meeting=written),
        by=director,
        today=TODAY,
        role="Programme Director",
        name="Dara Quell",
        telephone="+44 1632 960001",
        mail="dara@house.example",
    )
    note.write_part(Partner(meeting=written), by=director, today=TODAY, name="Norrvind Foundation")
    meetings.place_in_series(written, name="River Dialogues", ordinal=7, by=director, today=TODAY)
    fresh = meetings.clone(
        again(director) and Meeting.objects.get(key=written.key),
        by=director,
        code="AB13",
        start_on=dt.date(2028, 3, 1),
        today=TODAY,
    )
    made = of(Meeting.objects.get(key=fresh.key))
    assert (made.start_on, made.end_on) == (dt.date(2028, 3, 1), dt.date(2028, 3, 3))
    assert (made.series, made.ordinal) == ("River Dialogues", 8)
    assert made.objectives == ("Hear both banks",)
    assert [partner.name for partner in made.partners] == ["Norrvind Foundation"]
    assert [(c.role, c.name, c.telephone, c.mail) for c in made.contacts] == [
        ("Programme Director", "", "", "")
    ]
    assert made.section("summary").body == "Three days on rivers."
    assert fresh.versions.count() == 0
    assert fresh.published is None


def test_random_code_has_no_letter_that_is_misread():
    codes = {meetings.random_code() for _ in range(200)}
    assert len(codes) == 200
    assert set("".join(codes)) <= set(meetings.LETTERS)


def test_clone_of_an_undisclosed_meeting_is_as_undisclosed(make_meeting, director):
    hidden = make_meeting("QX7Z9KLM", is_undisclosed=True, mail_tone="quiet")
    fresh = meetings.clone(hidden, by=director, code="RIVERS28", start_on=None, today=TODAY)
    assert (fresh.is_undisclosed, fresh.mail_tone) == (True, "quiet")
    assert fresh.code != "RIVERS28"


def test_every_switch_of_a_meeting_is_carried_to_its_clone_or_left_on_purpose():
    switches = {
        field.name for field in Meeting._meta.concrete_fields if field.get_internal_type() == "BooleanField"
    }
    assert switches - set(meetings.CARRIED) == set()


def test_letters_of_an_undisclosed_meeting_stay_quiet(make_meeting, director):
    hidden = make_meeting(is_undisclosed=True, mail_tone="quiet")
    with pytest.raises(Refused, match="quiet"):
        meetings.revise(hidden, {"mail_tone": "full"}, by=director, revision=1, today=TODAY)
    with pytest.raises(Refused, match="quiet"):
        meetings.revise(make_meeting("AB13"), {"regime": "undisclosed"}, by=director, revision=1, today=TODAY)


def test_series_in_other_scripts_are_told_apart(make_meeting, director):
    first, second, third = make_meeting("AA1"), make_meeting("AA2"), make_meeting("AA3")
    for meeting, name in ((first, "Диалог о воде"), (second, "Диалог"), (third, "Диалог")):
        meetings.place_in_series(meeting, name=name, ordinal=None, by=director, today=TODAY)
    assert sorted(Edition.objects.values_list("meeting__code", "series__name", "ordinal")) == [
        ("AA1", "Диалог о воде", 1),
        ("AA2", "Диалог", 1),
        ("AA3", "Диалог", 2),
    ]


def test_series_of_an_undisclosed_meeting_tells_nothing_to_others(make_meeting, director):
    hidden, known = make_meeting("QX7Z9KLM", is_undisclosed=True, mail_tone="quiet"), make_meeting("AA1")
    for meeting in (hidden, known):
        meetings.place_in_series(meeting, name="River Dialogues", ordinal=1, by=director, today=TODAY)
    slugs = dict(Edition.objects.values_list("meeting__code", "series__slug"))
    assert slugs["AA1"] == "river-dialogues"
    assert "river" not in slugs["QX7Z9KLM"]


def test_venue_of_one_meeting_is_not_changed_by_another(make_meeting):
    first = meetings.find_or_add_venue("Alder House", town="Thornby")
    second = meetings.find_or_add_venue("Alder House", town="Elsewhere")
    assert (first.key == second.key, first.town) == (False, "Thornby")
    assert meetings.find_or_add_venue("Alder House").town == ""
