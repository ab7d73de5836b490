import datetime as dt
import pickle
from decimal import Decimal

import pytest

from underrose.access.holders import Holder
from underrose.access.models import Link, RecordEntry
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused
from underrose.participation.actions import needs as actions
from underrose.participation.forms.needs import STEPS, GuestNeeds, TeamNeeds
from underrose.participation.models import Candidate, Invitation, Needs, Participant, Place
from underrose.participation.needs import Cost, Journey, NeedsContent, as_text, from_text

from .furnished import START, TODAY, browser_of, colleague, director, furnished, guest, manager, needing

FULL = NeedsContent(
    arrival=Journey(START, dt.time(14, 35), "Larkmoor station", "LM 12"),
    departure=Journey(START + dt.timedelta(days=2), None, "Larkmoor station", ""),
    wants_collection=True,
    collected_by="Ivo Renn",
    room="single",
    room_from=START,
    room_until=START + dt.timedelta(days=2),
    shares_no_room=True,
    diet=("vegan", "halal"),
    diet_words="no onions",
    allergies=("peanuts",),
    access=("step_free",),
    emergency_contact="Bel Okoro",
    emergency_telephone="+44 1632 960 001",
    telephone_on_the_day="+44 1632 960 002",
    needs_visa=True,
    visa_by=dt.date(2027, 1, 10),
    costs=(Cost("Flight", "Norrvind Foundation", Decimal("412.50"), "CHF"), Cost("Room", "The house")),
    remarks="Arrives tired",
)


def _save(participant, by, content=FULL, revision=0):
    return actions.save_needs(participant, by=by, content=content, revision=revision, today=TODAY)


def test_content_comes_back_as_it_was():
    assert from_text(as_text(FULL)) == FULL
    assert from_text(as_text(NeedsContent())) == NeedsContent()


def test_content_of_a_later_version_is_read_without_what_is_new():
    later = as_text(FULL).replace('{"arrival"', '{"pillow": "soft", "arrival"', 1)
    assert from_text(later) == FULL


def test_content_shows_nothing_of_itself():
    assert (repr(FULL), str(FULL), repr(FULL.arrival)) == ("<NeedsContent>", "<NeedsContent>", "<Journey>")
    with pytest.raises(TypeError):
        pickle.dumps(FULL)


def test_nights_are_counted_where_both_days_are_known():
    assert (FULL.nights, NeedsContent(room_from=START).nights) == (2, None)


@pytest.mark.django_db
def test_saving_seals_what_was_said():
    found = guest(furnished())
    kept = _save(found, manager())
    assert (kept.revision, kept.updated_on, from_text(Needs.objects.get().content)) == (1, TODAY, FULL)
    raw = Needs.objects.values_list("content", flat=True).get().raw
    assert b"vegan" not in raw
    assert RecordEntry.objects.filter(verb="wrote", noun="needs").count() == 1


@pytest.mark.django_db
def test_saving_the_same_twice_writes_once():
    found = guest(furnished())
    _save(found, manager())
    assert (_save(found, manager()).revision, RecordEntry.objects.filter(noun="needs").count()) == (1, 1)


@pytest.mark.django_db
def test_saving_over_a_newer_word_is_refused_and_keeps_it():
    found = guest(furnished())
    _save(found, manager())
    with pytest.raises(actions.Overtaken) as refused:
        _save(found, manager(), NeedsContent(remarks="other"))
    assert refused.value.revision == 1
    assert from_text(Needs.objects.get().content) == FULL
    assert _save(found, manager(), NeedsContent(remarks="other"), revision=1).revision == 2


@pytest.mark.django_db
def test_director_and_a_manager_of_another_meeting_save_nothing():
    found = guest(furnished())
    for other in (director(), manager("ZZ9"), colleague(Role.RAPPORTEUR), colleague(Role.PARTNER)):
        with pytest.raises(Refused, match="Only the project manager"):
            _save(found, other)
    assert Needs.objects.count() == 0


def _invited(participant: Participant) -> tuple[Invitation, Holder]:
    candidate = Candidate.objects.create(
        meeting=participant.meeting, person=participant.person, why="", listed_on=TODAY
    )
    number = Invitation.objects.count() + 1
    invitation = Invitation.objects.create(
        meeting=participant.meeting, candidate=candidate, number=number, prepared_on=TODAY
    )
    participant.invitation = invitation
    participant.save()
    link = Link(kind="invitation", subject=invitation.key, meeting_code=participant.meeting.code)
    return invitation, Holder(link=link)


@pytest.mark.django_db
def test_guest_saves_their_own_and_nobody_elses():
    meeting = furnished()
    own, other = guest(meeting, "Ama Okoro"), guest(meeting, "Bo Lind")
    _invitation, holder = _invited(own)
    _invited(other)
    assert _save(own, holder).revision == 1
    with pytest.raises(Refused, match="another guest"):
        _save(other, holder)


@pytest.mark.django_db
def test_needs_of_somebody_who_does_not_come_are_not_kept():
    found = guest(furnished(), place=Place.withdrawn)
    with pytest.raises(Refused, match="no longer expected"):
        _save(found, manager())


@pytest.mark.django_db
def test_needs_of_a_cancelled_meeting_are_not_kept():
    meeting = furnished()
    found = guest(meeting)
    Meeting.objects.update(state="cancelled")
    with pytest.raises(Refused, match="cancelled"):
        _save(found, manager())


def test_one_step_asks_its_own_and_keeps_the_rest():
    form = GuestNeeds({"diet": ["kosher"], "diet_words": ""}, content=FULL, step="diet")
    assert list(form.fields) == ["diet", "diet_words", "allergies", "allergy_words"]
    assert form.is_valid()
    known = form.content()
    assert (known.diet, known.allergies, known.arrival, known.costs) == (
        ("kosher",),
        (),
        FULL.arrival,
        FULL.costs,
    )


def test_every_question_stands_in_exactly_one_step():
    asked = [name for step in STEPS for name in step.fields]
    assert sorted(asked) == sorted(GuestNeeds.base_fields)


def test_nothing_said_is_a_good_answer():
    form = GuestNeeds({})
    assert form.is_valid()
    assert form.content() == NeedsContent()


def test_days_that_contradict_are_named():
    form = GuestNeeds(
        {
            "arrival_day": "2027-03-05",
            "departure_day": "2027-03-03",
            "room_from": "2027-03-03",
            "room_until": "2027-03-03",
        }
    )
    assert sorted(form.errors) == ["departure_day", "room_until"]


def test_a_step_is_compared_with_what_was_said_before():
    form = GuestNeeds({"departure_day": "2027-03-01"}, content=FULL, step="departure")
    assert list(form.errors) == ["departure_day"]


def test_a_number_that_is_none_is_refused():
    form = GuestNeeds({"telephone_on_the_day": "later"}, step="reach")
    assert form.errors["telephone_on_the_day"] == [
        "This is no telephone number. Please write it with the country, for example +44 1632 960 123."
    ]


def test_costs_are_read_row_by_row():
    form = TeamNeeds(
        {
            "revision": "0", "cost_0_what": "Flight", "cost_0_payer": "The house", "cost_0_amount": "12.5", "cost_0_currency": "chf",
            "cost_1_what": "Visa", "cost_1_payer": "The guest",
        }
    )  # fmt: skip
    assert form.is_valid(), form.errors
    assert form.content().costs == (
        Cost("Flight", "The house", Decimal("12.5"), "CHF"),
        Cost("Visa", "The guest"),
    )


def test_a_cost_without_payer_or_currency_is_named():
    form = TeamNeeds({"revision": "0", "cost_0_what": "Flight", "cost_0_amount": "12"})
    assert sorted(form.errors) == ["cost_0_currency", "cost_0_payer"]


@pytest.mark.django_db
def test_page_saves_and_shows_what_was_saved():
    found = guest(furnished())
    needing(found, diet=("vegan",))
    browser = browser_of(manager())
    address = f"/desk/meetings/AB12/participation/logistics/guests/{found.key}/"
    assert "checked" in browser.get(address).content.decode()
    answer = browser.post(address, {"revision": "1", "remarks": "Likes the window"})
    assert answer.status_code == 302
    assert from_text(Needs.objects.get().content) == NeedsContent(remarks="Likes the window")


@pytest.mark.django_db
def test_page_shows_what_stands_beside_what_was_typed():
    found = guest(furnished())
    needing(found, remarks="Said by the guest")
    answer = browser_of(manager()).post(
        f"/desk/meetings/AB12/participation/logistics/guests/{found.key}/",
        {"revision": "0", "remarks": "Typed here"},
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    assert ("Said by the guest" in html, "Typed here" in html, 'name="revision" value="1"' in html) == (
        True,
    ) * 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [Role.PROGRAMME_DIRECTOR, Role.RAPPORTEUR, Role.PARTNER, Role.COMMUNICATIONS]
)
def test_page_of_needs_is_not_there_for_others(role):
    found = guest(furnished())
    browser = browser_of(colleague(role))
    assert browser.get(f"/desk/meetings/AB12/participation/logistics/guests/{found.key}/").status_code == 404


def test_a_journey_far_from_the_meeting_is_asked_about():
    around = (dt.date(2027, 3, 3), dt.date(2027, 3, 5))
    form = GuestNeeds({"arrival_day": "2027-06-01"}, step="arrival", around=around)
    assert "far from the days of the meeting" in form.errors["arrival_day"][0]
    assert GuestNeeds({"arrival_day": "2027-02-20"}, step="arrival", around=around).is_valid()
