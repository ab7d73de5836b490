"""Points are read, reworded, cleared and let out by two."""

import zipfile
from io import BytesIO

import pytest

from underrose.access.roles import Role
from underrose.dialogue import guard, published, release, rules
from underrose.dialogue.actions import releasing, sealing
from underrose.dialogue.actions.capture import Facts
from underrose.dialogue.models import NoteState, Point, Release, ReleasedPoint
from underrose.kit.refusals import Refused

from .browsing import reader
from .reading import NAMED, PLAIN, basis, cleared, meeting, sealed_note, url
from .roomful import TODAY, a_session, colleague, dice, director, noted, point, rapporteur

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db


# --- read and release -----------------------------------------------------------------------------------


def test_point_is_read_reworded_and_cleared(meeting):
    note = sealed_note(meeting, NAMED, PLAIN)
    browser = reader(rapporteur())
    one = next(p for p in Point.objects.select_related("note") if p.words == NAMED)
    address = url("review_point", note.pk, one.pk)
    facts = {"kind": "issue", "revision": one.revision}
    html = browser.get(address).content.decode()
    assert html.index('id="found"') < html.index('name="clear"'), "the findings are read before the button"
    refused = browser.post(address, {**facts, "words": NAMED, "clear": "yes"})
    assert "not even with their consent" in refused.content.decode()
    assert NAMED in refused.content.decode()
    done = browser.post(address, {**facts, "words": "Wells run dry.", "clear": "yes"})
    other = Point.objects.exclude(pk=one.pk).get()
    assert done.url == url("review_point", note.pk, other.pk)
    one = Point.objects.select_related("note").get(pk=one.pk)
    assert (one.state, one.cleared, one.words) == ("cleared", "Wells run dry.", NAMED)
    last = browser.post(
        url("review_point", note.pk, other.pk), {"revision": other.revision, "withhold": "yes"}
    )
    assert last.url == url("review", note.pk)


SURNAME = "Okoro warned that wells run dry."


def test_finding_is_left_as_it_is_for_a_reason(meeting):
    note = sealed_note(meeting, SURNAME)
    browser, one = reader(rapporteur()), Point.objects.get()
    address = url("review_point", note.pk, one.pk)
    mark = browser.get(address).context["found"].lines[0].found.mark
    facts = {"kind": "issue", "revision": one.revision, "words": SURNAME}
    page = browser.post(address, {**facts, "dismiss": mark, f"reason-{mark}": "It is the name of a well."})
    assert "It is the name of a well." in page.content.decode()
    assert browser.post(address, {**facts, "clear": "yes"}).status_code == 302
    assert Point.objects.get().state == "cleared"


def test_two_people_let_points_out(meeting):
    note = sealed_note(meeting, PLAIN, "Rivers are shared by five states.")
    cleared(note)
    first, second = reader(rapporteur()), reader(director())
    asked = first.post(url("let_out", note.pk), {"act": "ask", "basis": basis(note)}, follow=True)
    assert "A colleague reads the points too" in asked.content.decode()
    alone = first.post(url("let_out", note.pk), {"act": "confirm", "basis": basis(note)}, follow=True)
    assert "you are the first" in alone.content.decode()
    assert not ReleasedPoint.objects.exists()
    page = second.post(url("let_out", note.pk), {"act": "confirm", "basis": basis(note)}, follow=True)
    assert "2 points were released." in page.content.decode()
    assert sorted(str(one.words) for one in ReleasedPoint.objects.all()) == [
        PLAIN,
        "Rivers are shared by five states.",
    ]
    assert not Point.objects.exists()
    note.refresh_from_db()
    assert note.state == NoteState.released


def test_what_changed_since_it_was_asked_is_read_again(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    reader(rapporteur()).post(url("let_out", note.pk), {"act": "ask", "basis": basis(note)})
    one = Point.objects.select_related("note").get()
    releasing.clear(
        one, revision=one.revision, facts=Facts(kind="insight", words="Other words."), by=rapporteur()
    )
    page = reader(director()).post(
        url("let_out", note.pk), {"act": "confirm", "basis": basis(note)}, follow=True
    )
    assert "read them again" in page.content.decode()
    assert not ReleasedPoint.objects.exists()


def test_page_that_was_read_before_a_change_lets_nothing_out(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    read = basis(note)
    one = Point.objects.select_related("note").get()
    releasing.clear(
        one, revision=one.revision, facts=Facts(kind="insight", words="Never read."), by=rapporteur()
    )
    reader(rapporteur()).post(url("let_out", note.pk), {"act": "ask", "basis": basis(note)})
    page = reader(director()).post(url("let_out", note.pk), {"act": "confirm", "basis": read}, follow=True)
    assert "read them again" in page.content.decode()
    assert not ReleasedPoint.objects.exists()


def test_request_of_somebody_who_was_let_go_is_none(meeting):
    note, first = sealed_note(meeting, PLAIN), rapporteur()
    cleared(note)
    releasing.ask_release(note, basis=basis(note), by=first, today=TODAY, rng=dice())
    first.account.grants.all().delete()
    told = {"basis": basis(note), "today": TODAY, "rng": dice()}
    with pytest.raises(Refused, match="no longer reads these notes"):
        releasing.confirm_release(note, by=director(), **told)
    assert not Release.objects.exists()
    assert not ReleasedPoint.objects.exists()
    releasing.ask_release(note, by=director(), **told)
    assert releasing.confirm_release(note, by=rapporteur(), **told) == 1


def test_words_written_while_the_guard_looks_do_not_leave(meeting, monkeypatch):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    releasing.ask_release(note, basis=basis(note), by=rapporteur(), today=TODAY, rng=dice())
    read, look = basis(note), releasing._require_clean

    def meanwhile(checked, ticked):
        look(checked, ticked)
        one = Point.objects.select_related("note").get()
        facts = Facts(kind="insight", words="Never read.")
        releasing.clear(one, revision=one.revision, facts=facts, by=rapporteur())

    monkeypatch.setattr(releasing, "_require_clean", meanwhile)
    with pytest.raises(Refused, match="read them again"):
        releasing.confirm_release(note, basis=read, by=director(), today=TODAY, rng=dice())
    assert not ReleasedPoint.objects.exists()


def test_released_notes_keep_no_key_that_opens_what_a_telephone_holds(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    assert len(note.private_key) == 32
    releasing.ask_release(note, basis=basis(note), by=rapporteur(), today=TODAY, rng=dice())
    releasing.confirm_release(note, basis=basis(note), by=director(), today=TODAY, rng=dice())
    note.refresh_from_db()
    assert (note.key_in_words, note.public_key) == (None, "")


def test_unread_point_holds_the_release(meeting):
    note = sealed_note(meeting, PLAIN)
    page = reader(rapporteur()).post(
        url("let_out", note.pk), {"act": "ask", "basis": basis(note)}, follow=True
    )
    assert "1 point is neither cleared nor withheld" in page.content.decode()


def test_on_the_record_one_person_lets_out_and_the_wording_stays(meeting):
    meeting.regime = "on_the_record"
    meeting.save()
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    page = reader(rapporteur()).post(
        url("let_out", note.pk), {"act": "ask", "basis": basis(note)}, follow=True
    )
    assert "1 point was released." in page.content.decode()
    assert Point.objects.count() == 1


def test_nothing_leaves_an_undisclosed_meeting(meeting):
    session = a_session(meeting, "14:00-15:00", regime="undisclosed")
    note = noted(meeting, session)
    point(note, PLAIN)
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    page = reader(rapporteur()).get(url("review", note.pk))
    assert "may never be disclosed" in page.content.decode()
    assert reader(rapporteur()).get(url("review_point", note.pk, Point.objects.get().pk)).status_code == 302


def test_regime_that_was_tightened_holds_for_what_was_said_before(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    meeting.regime = "undisclosed"
    meeting.save()
    page = reader(rapporteur()).post(
        url("let_out", note.pk), {"act": "ask", "basis": basis(note)}, follow=True
    )
    assert "may never be disclosed" in page.content.decode()
    note.refresh_from_db()
    assert note.regimes == ["off_the_record", "undisclosed"]
    meeting.regime = "on_the_record"
    meeting.save()
    again = reader(rapporteur()).post(
        url("let_out", note.pk), {"act": "ask", "basis": basis(note)}, follow=True
    )
    assert "may never be disclosed" in again.content.decode()


def test_whoever_asked_waits_and_can_ask_no_longer(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    first = reader(rapporteur())
    page = first.post(url("let_out", note.pk), {"act": "ask", "basis": basis(note)}, follow=True)
    assert "You have asked for the release" in page.content.decode()
    assert "Ask no longer" in page.content.decode()
    reader(director()).post(url("let_out", note.pk), {"act": "take_back"})
    assert Release.objects.exists()
    first.post(url("let_out", note.pk), {"act": "take_back"})
    assert not Release.objects.exists()


def test_chair_of_a_session_of_the_programme_is_as_good_as_a_name(meeting, monkeypatch):
    monkeypatch.setattr(published, "as_it_was", lambda _meeting: ("Second session\n\nChair: Ama Okoro",))
    report = "The chair of the second session warned that wells run dry."
    assert reader(rapporteur()).post(url("check_text"), {"text": report}).context["found"].open_number == 1


def test_summary_is_let_out_by_the_director_alone(meeting):
    meeting.regime = "private"
    meeting.save()
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    reader(director()).post(url("let_out", note.pk), {"act": "ask", "basis": basis(note)})
    page = reader(rapporteur()).post(
        url("let_out", note.pk), {"act": "confirm", "basis": basis(note)}, follow=True
    )
    assert "The programme director lets it out" in page.content.decode()
    assert not ReleasedPoint.objects.exists()


def test_released_points_are_read_and_taken_along_in_word(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    releasing.ask_release(note, basis=basis(note), by=rapporteur(), today=TODAY, rng=dice())
    releasing.confirm_release(note, basis=basis(note), by=director(), today=TODAY, rng=dice())
    browser = reader(colleague(Role.POLICY_TEAM))
    assert PLAIN in browser.get(url("released")).content.decode()
    word = browser.get(url("released_word"))
    assert word["Content-Disposition"] == 'attachment; filename="AB12-released-points.docx"'
    body = zipfile.ZipFile(BytesIO(word.content))
    assert PLAIN in body.read("word/document.xml").decode()
    assert reader(colleague(Role.COMMUNICATIONS)).get(url("released")).status_code == 404


def test_review_costs_the_same_for_one_and_for_three(meeting, django_assert_num_queries):
    one, three = sealed_note(meeting, PLAIN), noted(meeting, a_session(meeting, "11:00-12:00"))
    for words in ("A.", "B.", "C."):
        point(three, words)
    sealing.seal(three, by=rapporteur(), today=TODAY, rng=dice())
    browser = reader(rapporteur())
    browser.get(url("review", one.pk))
    for note in (one, three):
        with django_assert_num_queries(4, using="dialogue"):
            browser.get(url("review", note.pk))


def test_review_reads_the_room_once_where_some_are_cleared_and_some_wait(meeting, monkeypatch):
    note = sealed_note(meeting, PLAIN, "Wells of the valley run dry.")
    one = Point.objects.select_related("note").first()
    said = Facts(kind=one.kind, words=str(one.words))
    releasing.clear(one, revision=one.revision, facts=said, by=rapporteur())
    asked, look = [], guard.look_at_points

    def counted(meeting, words, **more):
        asked.append(len(words))
        return look(meeting, words, **more)

    monkeypatch.setattr(guard, "look_at_points", counted)
    page = reader(rapporteur()).get(url("review", note.pk))
    assert (asked, page.context["without_findings"]) == ([2], 1)


# --- what the door gives --------------------------------------------------------------------------------


def let_out(note, seed=7):
    cleared(note)
    releasing.ask_release(note, basis=basis(note), by=rapporteur(), today=TODAY, rng=dice(seed))
    if rules.needs_second_person(note):
        releasing.confirm_release(note, basis=basis(note), by=director(), today=TODAY, rng=dice(seed))


def test_regime_of_a_released_point_does_not_tell_its_session(meeting):
    """One session alone was on the record: nothing that left says which points are its own."""
    for seed, (hours, regime, words) in enumerate(
        (
            ("09:00-10:00", "", "A."),
            ("11:00-12:00", "on_the_record", "B."),
            ("14:00-15:00", "rule_without_country", "C."),
        )
    ):
        note = noted(meeting, a_session(meeting, hours, regime=regime))
        point(note, words)
        sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice(seed))
        note.refresh_from_db()
        let_out(note, seed)
    found = release.released(meeting)
    assert {one.words for one in found} == {"A.", "B.", "C."}
    assert {one.regimes for one in found} == {("off_the_record", "on_the_record", "rule_without_country")}
    assert "regimes" not in {field.name for field in ReleasedPoint._meta.get_fields()}


def test_regime_of_a_session_that_let_nothing_out_binds_no_released_point(meeting):
    silent = noted(meeting, a_session(meeting, "09:00-10:00", regime="undisclosed"))
    point(silent, "Never.")
    note = noted(meeting, a_session(meeting, "11:00-12:00"))
    point(note, "A.")
    for seed, one in enumerate((silent, note)):
        sealing.seal(one, by=rapporteur(), today=TODAY, rng=dice(seed))
        one.refresh_from_db()
    let_out(note)
    assert [one.regimes for one in release.released(meeting)] == [("off_the_record",)]
