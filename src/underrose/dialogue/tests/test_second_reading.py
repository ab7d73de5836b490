"""What was left as it is holds for the room it was left in, and the second person reads it before anything leaves."""

import re

import pytest
from django.apps import apps
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from underrose.dialogue import guard
from underrose.dialogue.actions import releasing, sealing
from underrose.dialogue.actions.capture import Facts
from underrose.dialogue.actions.sealing import subject_of
from underrose.dialogue.models import Finding, Point, ReleasedPoint
from underrose.participation.tests.becoming import protected
from underrose.participation.tests.furnished import guest

from .browsing import reader
from .roomful import TODAY, a_meeting, a_session, dice, director, noted, point, rapporteur

# Guests are rows of another section; only tests put them there by hand.
Participant = apps.get_model("participation", "Participant")
pytestmark = pytest.mark.django_db
NAMED = "Ama Okoro warned that wells run dry."
SURNAME = "Okoro warned that wells run dry."
NARROW = "A participant from Kenya warned that wells run dry."
PLAIN = "It was suggested that wells be mapped."
REASON = "She agreed to this in writing."
REPORT = "report:1"


@pytest.fixture
def meeting():
    """Ten people: four from Kenya, six from Peru, Ama Okoro among them."""
    made = a_meeting()
    guest(made, "Ama Okoro", post=("Adviser", "House of Rivers", "PER"))
    for number in range(4):
        guest(made, f"Kenyan{number} Person{number}", post=("Adviser", "House of Wells", "KEN"))
    for number in range(5):
        guest(made, f"Peruvian{number} Other{number}", post=("Adviser", "House of Rivers", "PER"))
    return made


def left(meeting, text):
    """Every finding of the text is dismissed for the room as it is."""
    found = guard.check(meeting, REPORT, text).open
    assert found
    for one in found:
        guard.dismiss(meeting, REPORT, one.mark, REASON, by=director(), today=TODAY)
    assert guard.open_number(meeting, REPORT, text) == 0
    return found


def ks(meeting, text):
    return {one.k for one in guard.check(meeting, REPORT, text).findings}


# --- a dismissal lapses ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [NAMED, NARROW])
def test_dismissal_holds_in_a_room_that_stays_as_it_is(meeting, text):
    left(meeting, text)
    for _time in range(3):  # whoever compiles the guard anew draws another order of the same people
        guard._kept.clear()
        (one,) = guard.check(meeting, REPORT, text).findings
        assert (one.is_dismissed, one.reason) == (True, REASON)


def test_dismissal_lapses_when_the_person_is_protected(meeting):
    left(meeting, NAMED)
    protected(Participant.objects.get(person__full_name="Ama Okoro"), "Old Heron", by=director(), today=TODAY)
    (one,) = guard.check(meeting, REPORT, NAMED).open
    assert (one.k, one.reason) == (1, "")
    assert not Finding.objects.filter(state="dismissed").exists()


def test_dismissal_lapses_when_one_of_those_who_fit_is_protected(meeting):
    left(meeting, NARROW)
    one = Participant.objects.filter(person__full_name__startswith="Kenyan").first()
    protected(one, "Old Heron", by=director(), today=TODAY)
    assert guard.open_number(meeting, REPORT, NARROW) == 1


def test_dismissal_lapses_when_fewer_people_came(meeting):
    left(meeting, NARROW)
    before = ks(meeting, NARROW)
    Participant.objects.update(attended=True)
    Participant.objects.filter(person__full_name__in=[f"Kenyan{n} Person{n}" for n in (1, 2, 3)]).update(
        attended=False
    )
    assert guard.open_number(meeting, REPORT, NARROW) == 1
    assert max(before) - max(ks(meeting, NARROW)) == 3


def test_dismissal_lapses_when_another_person_stands_for_the_first(meeting):
    """As many fit as before, and they are others."""
    left(meeting, NARROW)
    before = ks(meeting, NARROW)
    Participant.objects.filter(person__full_name="Kenyan3 Person3").delete()
    guest(meeting, "Late Comer", post=("Adviser", "House of Wells", "KEN"))
    assert ks(meeting, NARROW) == before
    assert guard.open_number(meeting, REPORT, NARROW) == 1


def test_dismissal_holds_when_somebody_comes_who_does_not_fit(meeting):
    left(meeting, NAMED)
    guest(meeting, "Late Comer", post=("Adviser", "House of Rivers", "PER"))
    assert guard.open_number(meeting, REPORT, NAMED) == 0


def test_mark_is_made_with_a_key_and_tells_no_name(meeting):
    (one,) = guard.check(meeting, REPORT, NAMED).findings
    assert re.fullmatch("[0-9a-f]{32}", one.mark)
    assert Finding.objects.get().mark == one.mark
    compiled = guard._guard(meeting, guard._policy(meeting, ()))
    (made,) = compiled.scan(NAMED, points=()).findings
    assert guard._mark(guard._key_of_marks(meeting), compiled.roster, made) == one.mark
    # Whoever knows the sentence, the number and the name, and not the key, makes another mark of them.
    for key in (b"", bytes(32), guard._key_of_marks(a_meeting(code="CD34"))):
        assert guard._mark(key, compiled.roster, made) != one.mark


def test_same_mark_leads_through_every_door(meeting):
    (looked,) = guard.look(meeting, NAMED).findings
    (at_point,) = guard.look_at_point(meeting, NAMED).findings
    (checked,) = guard.check(meeting, REPORT, NAMED).findings
    assert looked.mark == at_point.mark == checked.mark
    assert guard.candidates(meeting, NAMED, looked.mark, by=director(), today=TODAY) == ("Ama Okoro",)


# --- the second person reads ----------------------------------------------------------------------------


def way(name, note, **more):
    return reverse(name, kwargs={"code": "AB12", "key": note.pk, **more})


def sealed_note(meeting, *words, hours="09:00-10:30"):
    note = noted(meeting, a_session(meeting, hours))
    for one in words:
        point(note, one)
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    note.refresh_from_db()
    return note


def cleared(meeting, note):
    """Every point as it was taken, its findings left as they are."""
    for one in Point.objects.filter(note=note).select_related("note"):
        words, subject = str(one.words), subject_of(one.pk)
        for found in guard.check_point(meeting, subject, words, regimes=note.regimes).open:
            guard.dismiss(meeting, subject, found.mark, REASON, by=rapporteur(), today=TODAY)
        releasing.clear(one, revision=one.revision, facts=Facts(kind=one.kind, words=words), by=rapporteur())


def test_second_person_reads_what_was_left_and_why(meeting):
    note = sealed_note(meeting, SURNAME, PLAIN)
    cleared(meeting, note)
    first, second = reader(rapporteur()), reader(director())
    basis = first.get(way("review", note)).context["basis"]
    first.post(way("let_out", note), {"act": "ask", "basis": basis, "read": ticks(first, note)})
    page = second.get(way("review", note))
    html = page.content.decode()
    assert f"Left as it is: {REASON}" in html
    assert "<mark>Okoro</mark>" in html
    assert "1 finding was left as it is." in html
    assert "Open: nobody" not in html
    assert f'name="basis" value="{basis}"' in html
    sent = {"act": "confirm", "basis": basis, "read": ticks(second, note)}
    done = second.post(way("let_out", note), sent, follow=True)
    assert "2 points were released." in done.content.decode()


def ticks(browser, note):
    """The names that this page offers to tick."""
    return re.findall(
        r'name="read" value="([0-9a-f]{32})"', browser.get(way("review", note)).content.decode()
    )


@pytest.mark.parametrize("untick", ["rapporteur", "director"])
def test_name_that_leaves_is_ticked_by_both(meeting, untick):
    note = sealed_note(meeting, SURNAME, PLAIN)
    cleared(meeting, note)
    pages = {"rapporteur": reader(rapporteur()), "director": reader(director())}
    basis = pages["director"].get(way("review", note)).context["basis"]
    for who, act in (("rapporteur", "ask"), ("director", "confirm")):
        read = ticks(pages[who], note)
        assert len(read) == 1
        sent = {"act": act, "basis": basis, "read": [] if who == untick else read}
        answer = pages[who].post(way("let_out", note), sent, follow=True)
        if who == untick:
            assert "Tick below that you have read it" in answer.content.decode()
            assert not ReleasedPoint.objects.exists()
            pages[who].post(way("let_out", note), {**sent, "read": read})
    assert ReleasedPoint.objects.count() == 2


def test_finding_that_names_nobody_needs_no_tick(meeting):
    note = sealed_note(meeting, NARROW)
    cleared(meeting, note)
    browser = reader(rapporteur())
    basis = browser.get(way("review", note)).context["basis"]
    assert ticks(browser, note) == []
    browser.post(way("let_out", note), {"act": "ask", "basis": basis})
    reader(director()).post(way("let_out", note), {"act": "confirm", "basis": basis})
    assert ReleasedPoint.objects.count() == 1


def test_one_person_alone_ticks_names_as_well(meeting):
    meeting.regime = "chatham_house_rule"
    meeting.save()
    note = sealed_note(meeting, SURNAME)
    cleared(meeting, note)
    browser = reader(rapporteur())
    basis = browser.get(way("review", note)).context["basis"]
    browser.post(way("let_out", note), {"act": "ask", "basis": basis})
    assert not ReleasedPoint.objects.exists()
    browser.post(way("let_out", note), {"act": "ask", "basis": basis, "read": ticks(browser, note)})
    assert ReleasedPoint.objects.count() == 1


def test_what_is_left_as_it_is_after_the_page_was_made_voids_the_reading(meeting):
    """The reason is another one than the second person read: they press, and nothing leaves."""
    note = sealed_note(meeting, SURNAME)
    cleared(meeting, note)
    first, second = reader(rapporteur()), reader(director())
    page = second.get(way("review", note))
    sent = {"basis": page.context["basis"], "read": ticks(second, note)}
    first.post(way("let_out", note), {"act": "ask", **sent})
    (mark,) = sent["read"]
    subject = subject_of(Point.objects.get().pk)
    guard.dismiss(meeting, subject, mark, "Another reason.", by=rapporteur(), today=TODAY)
    answer = second.post(way("let_out", note), {"act": "confirm", **sent}, follow=True)
    assert "read them again" in answer.content.decode()
    assert "Ask a colleague to release" in answer.content.decode()
    assert not ReleasedPoint.objects.exists()


def test_what_was_asked_before_a_finding_was_left_is_asked_no_longer(meeting):
    """Whoever asks, then leaves a finding as it is, waits for nobody's word: it is asked anew."""
    note = sealed_note(meeting, SURNAME, PLAIN)
    cleared(meeting, note)
    browser = reader(rapporteur())
    sent = {"basis": browser.get(way("review", note)).context["basis"], "read": ticks(browser, note)}
    browser.post(way("let_out", note), {"act": "ask", **sent})
    assert browser.get(way("review", note)).context["is_asked"]
    held = Finding.objects.get()
    guard.take_up_again(meeting, held.subject, held.mark)
    assert not browser.get(way("review", note)).context["is_asked"]
    guard.dismiss(meeting, held.subject, held.mark, REASON + " Twice.", by=rapporteur(), today=TODAY)
    assert not browser.get(way("review", note)).context["is_asked"]


def test_release_reads_the_room_as_often_for_three_points_as_for_thirty(meeting, django_assert_num_queries):
    notes = [
        sealed_note(meeting, *(f"Well {number} be mapped." for number in range(many)), hours=hours)
        for many, hours in ((3, "09:00-10:00"), (30, "11:00-12:00"))
    ]
    for note in notes:
        Point.objects.filter(note=note).update(state="cleared")
        for one in Point.objects.filter(note=note).select_related("note"):
            one.cleared = one.words
            one.save()
    guard._kept.clear()
    releasing._require_clean(notes[0], ())
    for alias in ("default", "dialogue"):
        with CaptureQueriesContext(connections[alias]) as asked:
            releasing._require_clean(notes[0], ())
        with django_assert_num_queries(len(asked), using=alias):
            releasing._require_clean(notes[1], ())


def test_what_lapsed_is_open_in_the_list_and_holds_the_release(meeting):
    note = sealed_note(meeting, SURNAME)
    cleared(meeting, note)
    browser = reader(rapporteur())
    protected(Participant.objects.get(person__full_name="Ama Okoro"), "Old Heron", by=director(), today=TODAY)
    page = browser.get(way("review", note))
    html = page.content.decode()
    assert "1 finding is open." in html
    assert "Open: nobody has given a reason" in html
    assert REASON not in html
    assert Finding.objects.filter(state="dismissed").count() == 1  # to read the list changes nothing
    browser.post(way("let_out", note), {"act": "ask", "basis": page.context["basis"]})
    reader(director()).post(way("let_out", note), {"act": "confirm", "basis": page.context["basis"]})
    assert not ReleasedPoint.objects.exists()


def test_list_without_findings_speaks_of_none(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(meeting, note)
    html = reader(rapporteur()).get(way("review", note)).content.decode()
    assert "left as" not in html
    assert 'class="leaks"' not in html


def test_page_that_was_overtaken_lets_nothing_out(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(meeting, note)
    browser = reader(rapporteur())
    for basis in ("", "0" * 64):
        browser.post(way("let_out", note), {"act": "ask", "basis": basis})
        reader(director()).post(way("let_out", note), {"act": "confirm", "basis": basis})
    assert not ReleasedPoint.objects.exists()


def test_list_with_findings_costs_the_same_for_one_and_for_three(
    meeting, django_assert_num_queries, django_assert_max_num_queries
):
    one = sealed_note(meeting, SURNAME)
    three = sealed_note(
        meeting,
        SURNAME,
        "Jon said no; Okoro agreed.",
        "Okoro asked for wells.",
        hours="11:00-12:00",
    )
    for note in (one, three):
        cleared(meeting, note)
    browser = reader(rapporteur())
    browser.get(way("review", one))
    with django_assert_max_num_queries(60) as asked:
        browser.get(way("review", one))
    for note, number in ((one, 1), (three, 3)):
        with django_assert_num_queries(5, using="dialogue"):
            page = browser.get(way("review", note))
        assert page.context["left_as_it_is"] == number
    with django_assert_num_queries(len(asked)):
        browser.get(way("review", three))


def second_readers(browser, note) -> str:
    page = " ".join(browser.get(reverse("review", args=["AB12", note.pk])).content.decode().split())
    return next(iter(re.findall(r"Under this regime two people read[^§]*?</p>", page)), "")


def test_page_says_who_can_be_the_second_and_who_not_yet(meeting):
    note = noted(meeting)
    point(note, PLAIN)
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    first = reader(rapporteur())
    second = director()
    alone = second_readers(first, note)
    assert "nobody else can yet" in alone
    assert f"Only once they have a passkey or an authenticator app: <bdi>{second.account.name}</bdi>" in alone
    reader(second)
    told = second_readers(first, note)
    assert f"The second can be: <bdi>{second.account.name}</bdi>." in told
    assert rapporteur().account.name not in told
