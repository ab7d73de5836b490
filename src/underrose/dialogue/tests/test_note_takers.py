"""Colleagues are asked for a session or for one of its groups, and read the notes of that alone."""

import re

import pytest
from django.urls import reverse

from underrose.access import actions as access
from underrose.access.holders import holder_of
from underrose.access.models import Grant, HandingOver
from underrose.access.roles import Role
from underrose.dialogue import overview, tickets
from underrose.dialogue.actions import capture
from underrose.dialogue.models import Note
from underrose.kit.refusals import Refused
from underrose.programme.models import Group, Kind

from .browsing import reader
from .capturing import closed, hand_in, way, words_of
from .roomful import TODAY, a_meeting, a_session, announced, colleague, director, noted, point, rapporteur

pytestmark = pytest.mark.django_db
PAGES = ("note", "note_points", "note_print", "note_ticket", "note_shell", "note_worker", "import_notes")


class Round:
    """A round of three groups whose notes were begun, those of the whole round with them, and a plenary."""

    def __init__(self) -> None:
        self.meeting = a_meeting()
        self.plenary = a_session(self.meeting, title="The plenary")
        self.session = a_session(self.meeting, "11:00-12:00", kind=Kind.breakout, title="The round")
        self.groups = [
            Group.objects.create(session=self.session, number=number, name=name, smallest=1, largest=9)
            for number, name in enumerate(("Wells", "Rivers", "Lakes"), 1)
        ]
        announced(self.meeting, self.session)
        self.whole, *self.notes = [self.opened(group) for group in (None, *self.groups)]
        self.other = noted(self.meeting, self.plenary)

    def opened(self, group: Group | None) -> Note:
        return capture.open_note(self.meeting, self.session, group, by=rapporteur(), today=TODAY)

    def asked(self, group: Group | None, role: Role = Role.POLICY_TEAM):
        """Somebody who was asked for that group, or for the whole round."""
        somebody = colleague(role)
        access.grant(
            somebody.account,
            role=Role.NOTE_TAKER,
            meeting_code="AB12",
            by=director(),
            session=str(self.session.pk),
            group=str(group.pk) if group else "",
        )
        return somebody


def test_note_taker_of_a_group_reads_the_notes_of_that_group_alone():
    made = Round()
    taker = made.asked(made.groups[1])
    assert list(Note.objects.visible_to(taker, "AB12")) == [made.notes[1]]
    client = reader(taker)
    answers = {
        name: [client.get(way(name, note)).status_code for note in (*made.notes, made.whole, made.other)]
        for name in PAGES
    }
    assert answers == {name: [404, 200, 404, 404, 404] for name in PAGES}
    room = client.get(reverse("the_room", args=["AB12"])).content.decode()
    told = ("Rivers", "Wells", "Lakes", "The plenary", "Notes of “The round”")
    assert [words in room for words in told] == [True, False, False, False, False]
    assert overview.stage(made.meeting, taker)["due"] == "1 session open"


def test_note_taker_of_the_whole_round_reads_all_of_its_groups():
    made = Round()
    taker = made.asked(None)
    assert set(Note.objects.visible_to(taker, "AB12")) == {made.whole, *made.notes}
    room = reader(taker).get(reverse("the_room", args=["AB12"])).content.decode()
    assert [words in room for words in ("Rivers", "Wells", "Lakes", "The plenary")] == [
        True,
        True,
        True,
        False,
    ]


def test_note_taker_of_a_group_begins_the_notes_of_no_other():
    made = Round()
    Note.objects.all().delete()
    taker = made.asked(made.groups[1])
    note = capture.open_note(made.meeting, made.session, made.groups[1], by=taker, today=TODAY)
    assert note.group == str(made.groups[1].pk)
    for group in (made.groups[0], None):
        with pytest.raises(Refused, match="You were not asked"):
            capture.open_note(made.meeting, made.session, group, by=taker, today=TODAY)
    sent = {"session": str(made.session.pk), "group": str(made.groups[0].pk)}
    answer = reader(taker).post(reverse("open_note", args=["AB12"]), sent, follow=True)
    assert "You were not asked to take the notes" in answer.content.decode()
    assert list(Note.objects.all()) == [note]


def test_ticket_of_a_group_is_good_while_its_own_note_takers_are():
    made = Round()
    mine, theirs = made.asked(made.groups[0]), made.asked(made.groups[1], Role.COMMUNICATIONS)
    note = made.notes[0]
    ticket = tickets.issue(note, TODAY)
    Grant.objects.get(account=theirs.account, role=Role.NOTE_TAKER.value).delete()
    assert tickets.is_good(note, ticket, TODAY)
    Grant.objects.get(account=mine.account, role=Role.NOTE_TAKER.value).delete()
    assert not tickets.is_good(note, ticket, TODAY)


def test_points_of_a_group_stand_in_its_notes():
    made = Round()
    ticket = reader(made.asked(made.groups[0])).get(way("note_ticket", made.notes[0])).json()["ticket"]
    assert (
        hand_in(made.notes[0], closed(made.notes[0], "Wells run dry."), by_ticket=ticket).status_code == 200
    )
    assert hand_in(made.notes[1], closed(made.notes[1], "Planted."), by_ticket=ticket).status_code == 403
    assert [words_of(note) for note in made.notes] == [["Wells run dry."], [], []]


def test_group_is_handed_over_with_the_role():
    made = Round()
    giver, heir = made.asked(made.groups[2]), colleague(Role.COMMUNICATIONS)
    access.hand_over(giver.account, to=heir.account, by=colleague(Role.ADMINISTRATOR, ""), today=TODAY)
    assert not Note.objects.visible_to(heir, "AB12").exists()
    access.agree_to_hand_over(HandingOver.objects.get(), by=director())
    now = holder_of(heir.account)
    assert list(Note.objects.visible_to(now, "AB12")) == [made.notes[2]]


def test_role_for_the_whole_meeting_names_no_group():
    made = Round()
    somebody = colleague(Role.PROJECT_MANAGER)
    held = access.grant(
        somebody.account,
        role=Role.RAPPORTEUR,
        meeting_code="AB12",
        by=director(),
        group=str(made.groups[0].pk),
    )
    assert (held.session, held.group) == ("", "")


# --- the page -------------------------------------------------------------------------------------------


def test_colleague_is_asked_for_a_session_and_let_go():
    meeting = a_meeting()
    session = a_session(meeting)
    note = noted(meeting, session)
    somebody = colleague(Role.COMMUNICATIONS)
    reader(somebody)
    browser, address = reader(director()), reverse("note_takers", args=["AB12"])
    assert "Nobody yet" in browser.get(address).content.decode()
    sent = {"place": str(session.pk), "account": str(somebody.account.pk)}
    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent).status_code == 302
    held = Grant.objects.get(role=Role.NOTE_TAKER.value)
    assert (held.session, held.group) == (str(session.pk), "")
    assert list(Note.objects.visible_to(somebody, "AB12")) == [note]
    ticket = tickets.issue(note, TODAY)
    browser.post(reverse("let_note_taker_go", args=["AB12", held.pk]))
    assert not Note.objects.visible_to(somebody, "AB12").exists()
    assert not tickets.is_good(note, ticket, TODAY)


def test_colleague_is_asked_for_one_group_on_the_page():
    made = Round()
    somebody, browser = colleague(Role.COMMUNICATIONS), reader(director())
    reader(somebody)
    address = reverse("note_takers", args=["AB12"])
    value = f"{made.session.pk}:{made.groups[1].pk}"
    page = browser.get(address, {"place": value}).content.decode()
    assert [words in page for words in ("All groups of “The round”", "Group 2: Rivers")] == [True, True]
    assert f'value="{value}" selected' in page
    told = browser.post(address, {"place": value, "account": str(somebody.account.pk)}, follow=True)
    said = told.content.decode()
    assert f"Let {somebody.account.name} go as note-taker of “Group 2: Rivers, The round”" in said
    assert "Nothing was mailed" in said
    assert list(Note.objects.visible_to(somebody, "AB12")) == [made.notes[1]]
    refused = browser.post(
        address, {"place": f"{made.plenary.pk}:{made.groups[1].pk}", "account": str(somebody.account.pk)}
    )
    assert (refused.status_code, Grant.objects.filter(role=Role.NOTE_TAKER.value).count()) == (200, 1)


def test_whoever_was_asked_for_a_group_that_is_gone_can_be_let_go():
    made = Round()
    taker = made.asked(made.groups[2])
    point(made.notes[2], "Lakes are shared.")
    made.groups[2].delete()
    browser, held = reader(director()), Grant.objects.get(account=taker.account, role=Role.NOTE_TAKER.value)
    away = reverse("let_note_taker_go", args=["AB12", held.pk])
    assert away in browser.get(reverse("note_takers", args=["AB12"])).content.decode()
    for somebody in (director(), taker):
        room = reader(somebody).get(reverse("the_room", args=["AB12"])).content.decode()
        assert way("note", made.notes[2]) in room
    browser.post(away)
    assert not Note.objects.visible_to(taker, "AB12").exists()


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_a_constant_number_of_questions(number: int, django_assert_num_queries):
    made = Round()
    for at in range(number):
        made.asked(made.groups[at], (Role.POLICY_TEAM, Role.COMMUNICATIONS, Role.PROJECT_MANAGER)[at])
        a_session(made.meeting, f"1{3 + at}:00-1{3 + at}:30")
    browser, address = reader(director()), reverse("note_takers", args=["AB12"])
    browser.get(address)
    with django_assert_num_queries(11, using="default"), django_assert_num_queries(0, using="dialogue"):
        browser.get(address)


def test_only_the_director_asks_note_takers():
    a_meeting()
    assert reader(rapporteur()).get(reverse("note_takers", args=["AB12"])).status_code == 404


def test_choice_of_a_group_names_its_round():
    Round()
    page = reader(director()).get(reverse("note_takers", args=["AB12"])).content.decode()
    assert ">Group 2: Rivers, The round</option>" in page


def test_only_those_are_offered_who_may_read_and_the_page_says_why_others_are_missing():
    made = Round()
    ready, bare = colleague(Role.COMMUNICATIONS), colleague(Role.POLICY_TEAM)
    outside, both = colleague(Role.PARTNER), colleague(Role.PARTNER, "ZZ99")
    access.grant(both.account, role=Role.POLICY_TEAM, meeting_code="AB12", by=director())
    for somebody in (ready, outside, both):
        reader(somebody)
    browser, address = reader(director()), reverse("note_takers", args=["AB12"])
    page = browser.get(address).content.decode()
    offered = {
        one: f'<option value="{held.account.pk}">' in page
        for one, held in (("ready", ready), ("bare", bare), ("outside", outside), ("both", both))
    }
    assert offered == {"ready": True, "bare": False, "outside": False, "both": True}
    (told,) = re.findall(r"nor an authenticator app yet: (.*?)\. They add", page)
    assert f"<bdi>{bare.account.name}</bdi>" in told
    assert outside.account.name not in told
    assert "Partners are not in the list" in page
    refused = browser.post(address, {"place": str(made.plenary.pk), "account": str(bare.account.pk)})
    assert refused.context["form"].errors["account"]
    assert not Grant.objects.filter(role=Role.NOTE_TAKER.value).exists()
