"""No administrator alone hands over a role that opens a room, and a house whose only director is gone recovers."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from underrose.access import actions
from underrose.access.holders import holder_of
from underrose.access.models import HANDING_OVER_WAITS, Account, Grant, HandingOver, RecordEntry
from underrose.access.record import first_break
from underrose.access.roles import HOUSE_WIDE, READS_NOTES, Role
from underrose.kit import mail, retention
from underrose.kit.models import MailState, OutboxMail
from underrose.kit.refusals import Refused

ADMIN, DIRECTOR, PARTNER = Role.ADMINISTRATOR, Role.PROGRAMME_DIRECTOR, Role.PARTNER
ASKED_ON = dt.date(2027, 3, 3)
DUE = ASKED_ON + HANDING_OVER_WAITS


@pytest.fixture
def adam(make: Any) -> Any:
    return holder_of(make("Adam", ADMIN))


@pytest.fixture
def gil(make: Any) -> Any:
    return make("Gil", AB12=[DIRECTOR])


@pytest.fixture
def tom(make: Any) -> Any:
    """The second account of an administrator, for all we know."""
    return make("Tom")


def held(account: Account) -> list[tuple[str, str]]:
    return sorted(Grant.objects.filter(account=account).values_list("role", "meeting_code"))


def asked(giver: Account, to: Account, by: Any) -> HandingOver:
    actions.hand_over(giver, to=to, by=by, today=ASKED_ON)
    return HandingOver.objects.get(giver=giver)


def acts() -> list[tuple[str, str]]:
    assert first_break() is None
    return list(RecordEntry.objects.order_by("position").values_list("verb", "meeting_code"))


# --- what an administrator can do alone -----------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(READS_NOTES))
def test_role_that_opens_a_room_is_not_handed_over_by_one(make: Any, adam: Any, tom: Any, role: Role) -> None:
    make("Dora", AB12=[DIRECTOR])
    giver = make("Gil")
    session = "s1" if role is Role.NOTE_TAKER else ""
    Grant.objects.create(account=giver, role=role, meeting_code="AB12", session=session)
    done = actions.hand_over(giver, to=tom, by=adam, today=ASKED_ON)
    assert [done, held(giver), held(tom)] == [(0, 1), [(role.value, "AB12")], []]
    one = HandingOver.objects.get()
    for day in (ASKED_ON, DUE, DUE + dt.timedelta(days=60)):
        with pytest.raises(Refused, match="has to agree"):
            actions.finish_handing_over(one, by=adam, today=day)
    with pytest.raises(Refused, match="Only the programme director"):
        actions.agree_to_hand_over(one, by=adam)
    assert held(tom) == []


def test_what_opens_no_room_is_handed_over_at_once(make: Any, adam: Any, tom: Any) -> None:
    rest = [role for role in Role if role not in READS_NOTES | HOUSE_WIDE]
    giver = make("Gil", DIRECTOR, ADMIN, AB12=rest)
    assert actions.hand_over(giver, to=tom, by=adam, today=ASKED_ON) == (len(rest) + 2, 0)
    assert [held(giver), len(held(tom)), HandingOver.objects.exists()] == [[], len(rest) + 2, False]
    assert actions.hand_over(giver, to=tom, by=adam, today=ASKED_ON) == (0, 0)


def test_colleague_who_is_director_already_takes_over_at_once(make: Any, adam: Any, gil: Any) -> None:
    dora = make("Dora", AB12=[DIRECTOR, PARTNER])
    assert actions.hand_over(gil, to=dora, by=adam, today=ASKED_ON) == (1, 0)
    assert [held(gil), held(dora)] == [[], [("partner", "AB12"), ("programme_director", "AB12")]]


def test_second_administrator_is_no_second_person(make: Any, adam: Any, gil: Any, tom: Any) -> None:
    """Whoever is administrator makes another one in a minute."""
    make("Dora", AB12=[DIRECTOR])
    one, other = asked(gil, tom, adam), holder_of(make("Alba", ADMIN))
    for refused in (
        lambda: actions.agree_to_hand_over(one, by=other),
        lambda: actions.finish_handing_over(one, by=other, today=DUE),
    ):
        with pytest.raises(Refused):
            refused()
    assert held(tom) == []


def test_hand_over_is_refused(make: Any, adam: Any, gil: Any, tom: Any) -> None:
    tom.is_active = False
    tom.save()
    dora = holder_of(make("Dora", AB12=[DIRECTOR]))
    for to, by, sentence in (
        (gil, adam, "already theirs"),
        (tom, adam, "closed"),
        (adam.account, adam, "does not take over meetings"),
        (dora.account, dora, "Only an administrator"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.hand_over(gil, to=to, by=by, today=ASKED_ON)
    assert held(gil) == [("programme_director", "AB12")]


# --- the second person ----------------------------------------------------------------------------------


@pytest.mark.parametrize("agrees", ["Dora", "Gil"])
def test_director_agrees_and_the_roles_have_another_holder(
    make: Any, adam: Any, gil: Any, tom: Any, agrees: str
) -> None:
    make("Dora", AB12=[DIRECTOR])
    one = asked(gil, tom, adam)
    by = holder_of(Account.objects.get(name=agrees))
    assert [actions.agree_to_hand_over(one, by=by) for _time in range(2)] == [1, 0]
    assert [held(gil), held(tom), HandingOver.objects.exists()] == [
        [],
        [("programme_director", "AB12")],
        False,
    ]
    assert acts()[-3:] == [("asked to hand over", "AB12"), ("granted", "AB12"), ("handed over", "AB12")]


def test_director_of_another_meeting_agrees_to_nothing(make: Any, adam: Any, gil: Any, tom: Any) -> None:
    one = asked(gil, tom, adam)
    for by in (make("Otto", ZZ99=[DIRECTOR]), make("Rita", AB12=[Role.RAPPORTEUR]), make("Hana", DIRECTOR)):
        with pytest.raises(Refused, match="Only the programme director"):
            actions.agree_to_hand_over(one, by=holder_of(by))
    assert held(tom) == []


def test_sessions_of_a_note_taker_go_along(make: Any, adam: Any, tom: Any) -> None:
    dora, nora = make("Dora", AB12=[DIRECTOR]), make("Nora")
    for session in ("s1", "s2"):
        Grant.objects.create(account=nora, role=Role.NOTE_TAKER, meeting_code="AB12", session=session)
    assert actions.agree_to_hand_over(asked(nora, tom, adam), by=holder_of(dora)) == 2
    assert sorted(tom.grants.values_list("session", flat=True)) == ["s1", "s2"]


@pytest.mark.parametrize("role", sorted(READS_NOTES))
def test_team_of_the_meeting_refuses(make: Any, adam: Any, gil: Any, tom: Any, role: Role) -> None:
    one = asked(gil, tom, adam)
    for stranger in (make("Otto", ZZ99=[DIRECTOR]), make("Pia", AB12=[PARTNER])):
        with pytest.raises(Refused, match="Only the team"):
            actions.refuse_to_hand_over(one, by=holder_of(stranger))
    actions.refuse_to_hand_over(one, by=holder_of(make("Rita", AB12=[role])))
    assert [HandingOver.objects.exists(), held(gil)] == [False, [("programme_director", "AB12")]]
    assert acts()[-1] == ("refused to hand over", "AB12")


def test_refused_is_not_finished_with_a_page_left_open(make: Any, adam: Any, gil: Any, tom: Any) -> None:
    one = asked(gil, tom, adam)
    actions.refuse_to_hand_over(one, by=holder_of(make("Alba", ADMIN)))
    assert [actions.finish_handing_over(one, by=adam, today=DUE), held(tom)] == [0, []]


# --- where nobody could agree ---------------------------------------------------------------------------


def test_only_director_is_gone_and_the_house_recovers(adam: Any, gil: Any, tom: Any) -> None:
    one = asked(gil, tom, adam)
    actions.deactivate(gil, by=adam)
    with pytest.raises(Refused, match="not over yet"):
        actions.finish_handing_over(one, by=adam, today=DUE - dt.timedelta(days=1))
    assert held(tom) == []
    assert actions.finish_handing_over(one, by=adam, today=DUE) == 1
    assert [held(gil), held(tom)] == [[], [("programme_director", "AB12")]]
    assert [verb for verb, code in acts() if code] == ["asked to hand over", "granted", "handed over"]


def test_everybody_concerned_is_told(make: Any, adam: Any, gil: Any, tom: Any) -> None:
    rita, alba = make("Rita", AB12=[Role.RAPPORTEUR]), make("Alba", ADMIN)
    make("Pia", AB12=[PARTNER])
    make("Otto", DIRECTOR, ZZ99=[DIRECTOR])
    actions.deactivate(gil, by=adam)
    one = asked(gil, tom, adam)
    told = {mail.recipient: mail.body for mail in OutboxMail.objects.all()}
    assert sorted(told) == sorted(account.email for account in (rita, alba, gil))
    way = reverse("meeting_handing_over", args=["AB12", one.key])
    assert [way in told[rita.email], way in told[gil.email], way in told[alba.email]] == [True, True, False]
    assert reverse("account", args=[gil.key]) in told[alba.email]
    assert all("17 March 2027" in body and "Adam" in body and "Tom" in body for body in told.values())


def test_asked_twice_is_once_and_another_colleague_begins_anew(
    make: Any, adam: Any, gil: Any, tom: Any
) -> None:
    make("Rita", AB12=[Role.RAPPORTEUR])
    first = asked(gil, tom, adam)
    actions.hand_over(gil, to=tom, by=adam, today=DUE)
    assert [HandingOver.objects.get().asked_on, OutboxMail.objects.count()] == [ASKED_ON, 2]
    actions.hand_over(gil, to=make("Uma"), by=adam, today=DUE)
    second = HandingOver.objects.get()
    assert [second.key != first.key, second.asked_on, OutboxMail.objects.count()] == [True, DUE, 4]
    with pytest.raises(Refused, match="not over yet"):
        actions.finish_handing_over(second, by=adam, today=DUE)


def test_letters_are_held_back_and_cancelled_by_nobody(make: Any, adam: Any, gil: Any, tom: Any) -> None:
    """Communications reads the letters of a meeting, and is a role that an administrator moves at once."""
    make("Rita", AB12=[Role.RAPPORTEUR])
    asked(gil, tom, adam)
    letters = list(OutboxMail.objects.all())
    assert len(letters) == 2
    for letter in letters:
        for stop in (mail.hold, lambda one: mail.cancel(one, today=ASKED_ON)):
            with pytest.raises(Refused, match="Nobody holds or cancels it"):
                stop(letter)
        assert not letter.may_become(MailState.HELD)
        assert not letter.may_become(MailState.CANCELLED)
    assert mail.cancel_many(OutboxMail.objects.all(), today=ASKED_ON) == 0
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {MailState.QUEUED}


LATER = DUE + dt.timedelta(days=30)


@pytest.mark.parametrize("goes", ["closed", "forgotten", "revoked", "hands over"])
def test_days_begin_when_the_last_director_who_could_agree_goes(
    make: Any, adam: Any, gil: Any, tom: Any, goes: str
) -> None:
    """Weeks in which a director is there are no days of waiting: the letters said that she decides."""
    dora, rita = make("Dora", AB12=[DIRECTOR]), make("Rita", AB12=[Role.RAPPORTEUR])
    one, other = asked(gil, tom, adam), asked(make("Otto", ZZ99=[DIRECTOR]), tom, adam)
    OutboxMail.objects.all().delete()
    if goes == "closed":
        actions.deactivate(dora, by=adam, today=LATER)
    elif goes == "forgotten":
        actions.forget(dora, by=adam, today=LATER)
    elif goes == "revoked":
        actions.revoke(dora.grants.get(), by=adam, today=LATER)
    else:
        actions.hand_over(dora, to=gil, by=adam, today=LATER)
    for day in (LATER, LATER + dt.timedelta(days=13)):
        with pytest.raises(Refused, match="not over yet"):
            actions.finish_handing_over(one, by=adam, today=day)
    for each in (one, other):
        each.refresh_from_db()
    assert [one.asked_on, other.asked_on] == [LATER, ASKED_ON]
    told = {mail.recipient: mail.body for mail in OutboxMail.objects.all()}
    assert set(told) == {each.email for each in (dora, gil, rita)} - (
        {dora.email} if goes == "forgotten" else set()
    )
    assert all("no programme director of this meeting can sign in" in body for body in told.values())
    if goes == "closed":
        actions.reactivate(dora, by=adam)
        actions.deactivate(dora, by=adam, today=LATER + dt.timedelta(days=14))
        one.refresh_from_db()
        assert one.asked_on == LATER + dt.timedelta(days=14)


def test_days_go_on_while_another_director_stays_and_on_the_first_day_everybody_hears_of_both(
    make: Any, adam: Any, gil: Any, tom: Any
) -> None:
    dora, mia = make("Dora", AB12=[DIRECTOR]), make("Mia", AB12=[DIRECTOR])
    one = asked(gil, tom, adam)
    actions.deactivate(dora, by=adam, today=DUE)
    one.refresh_from_db()
    assert [one.asked_on, OutboxMail.objects.count()] == [ASKED_ON, 3]
    actions.deactivate(mia, by=adam, today=ASKED_ON)
    assert OutboxMail.objects.count() == 6


def test_administrator_does_not_finish_it_for_themselves(make: Any, adam: Any, gil: Any) -> None:
    alba = holder_of(make("Alba", ADMIN))
    one = asked(gil, alba.account, adam)
    with pytest.raises(Refused, match="does not take over"):
        actions.finish_handing_over(one, by=alba, today=DUE)


def test_colleague_who_was_closed_meanwhile_comes_no_more(make: Any, adam: Any, gil: Any, tom: Any) -> None:
    one = asked(gil, tom, adam)
    Account.objects.filter(pk=tom.pk).update(is_active=False)
    one.refresh_from_db()
    for finished in (
        lambda: actions.finish_handing_over(one, by=adam, today=DUE),
        lambda: actions.agree_to_hand_over(one, by=holder_of(gil)),
    ):
        with pytest.raises(Refused, match="closed"):
            finished()


def test_what_nobody_finished_is_forgotten(adam: Any, gil: Any, tom: Any) -> None:
    asked(gil, tom, adam)
    left = []
    for days in (90, 91):
        at = dt.datetime.combine(ASKED_ON + dt.timedelta(days=days), dt.time(8), dt.UTC)
        retention._rules["old_handings_over"](at)
        left.append(HandingOver.objects.count())
    assert left == [1, 0]


# --- pages ----------------------------------------------------------------------------------------------


@pytest.fixture
def at(make: Any, browser_of: Any, monkeypatch: Any) -> Any:
    """Adam's browser, on a day."""
    from underrose.access.views import accounts

    browser = browser_of(make("Adam", ADMIN))

    def on(day: dt.date) -> Any:
        monkeypatch.setattr(accounts.timezone, "localdate", lambda: day)
        return browser

    return on


def test_pages_ask_and_finish(at: Any, gil: Any, tom: Any) -> None:
    base = reverse("account", args=[gil.key])
    answer = at(ASKED_ON).post(base + "hand-over/", {"to": str(tom.key)}, follow=True)
    page = answer.content.decode()
    assert ["wait for a second person" in page, "Hand over now" in page, held(tom)] == [True, False, []]
    one = HandingOver.objects.get()
    way = reverse("account_handing_over", args=[gil.key, one.key])
    at(ASKED_ON).post(way, {"act": "finish"})
    assert held(tom) == []
    assert "Hand over now" in at(DUE).get(base).content.decode()
    at(DUE).post(way, {"act": "finish"})
    assert held(tom) == [("programme_director", "AB12")]


def test_pages_hand_over_what_opens_no_room(at: Any, make: Any, tom: Any) -> None:
    giver = make("Pia", AB12=[PARTNER])
    base = reverse("account", args=[giver.key])
    page = at(ASKED_ON).post(base + "hand-over/", {"to": str(tom.key)})
    wrong = at(ASKED_ON).post(base + "hand-over/", {"to": str(giver.key)})
    assert [page.url, wrong.url] == [reverse("account", args=[tom.key]), base]
    assert held(tom) == [("partner", "AB12")]


def test_pages_of_the_meeting_agree_and_refuse(make: Any, browser_of: Any, adam: Any, tom: Any) -> None:
    from allauth.mfa.models import Authenticator

    nora, pola = make("Nora", AB12=[Role.RAPPORTEUR]), make("Pola", AB12=[Role.POLICY_TEAM])
    dora = make("Dora", AB12=[DIRECTOR])
    for account in (dora, pola):
        Authenticator.objects.create(user=account, type="totp", data={})
    browser, other = browser_of(dora), browser_of(pola)
    one = asked(nora, tom, adam)
    way = reverse("meeting_handing_over", args=["AB12", one.key])
    assert way in browser.get("/desk/meetings/AB12/team/").content.decode()
    page, theirs = browser.get(way).content.decode(), other.get(way).content.decode()
    # Whoever goes from a role does not depart as guests do from a town.
    assert "المغادرة" not in browser.get(way, headers={"accept-language": "ar"}).content.decode()
    assert ["Adam" in page, tom.email in page, "Rapporteur" in page] == [True] * 3
    assert ['value="agree"' in page, 'value="agree"' in theirs, 'value="refuse"' in theirs] == [
        True,
        False,
        True,
    ]
    other.post(way, {"act": "agree"})
    assert held(tom) == []
    browser.post(way, {"act": "agree"})
    assert [held(tom), browser.get(way).status_code] == [[("rapporteur", "AB12")], 404]
    second = asked(tom, nora, adam)
    other.post(reverse("meeting_handing_over", args=["AB12", second.key]), {"act": "refuse"})
    assert [held(tom), HandingOver.objects.exists()] == [[("rapporteur", "AB12")], False]


@pytest.mark.parametrize("meetings", [1, 3])
def test_account_costs_the_same_for_one_and_three(
    make: Any, browser_of: Any, tom: Any, meetings: int, django_assert_num_queries: Any
) -> None:
    adam = make("Adam", ADMIN)
    giver = make("Gil", **{f"AB1{number}": [DIRECTOR] for number in range(meetings)})
    actions.hand_over(giver, to=tom, by=holder_of(adam), today=ASKED_ON)
    browser = browser_of(adam)
    path = reverse("account", args=[giver.key])
    browser.get(path)
    with django_assert_num_queries(9):
        browser.get(path)
