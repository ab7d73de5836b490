from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from underrose.access import actions
from underrose.access.holders import PUBLIC, holder_of
from underrose.access.models import Account, Grant, Institution, RecordEntry, RecordName, Session
from underrose.access.record import first_break
from underrose.access.roles import Role
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused

ADMIN, DIRECTOR, PARTNER = Role.ADMINISTRATOR, Role.PROGRAMME_DIRECTOR, Role.PARTNER


@pytest.fixture
def adam(make: Any) -> Any:
    return holder_of(make("Adam", ADMIN))


@pytest.fixture
def dora(make: Any) -> Any:
    return holder_of(make("Dora", AB12=[DIRECTOR]))


def acts() -> list[tuple[str, str, str]]:
    lines = RecordEntry.objects.order_by("position").values_list("verb", "noun", "meeting_code")
    assert first_break() is None
    return list(lines)


def held(account: Account) -> list[tuple[str, str]]:
    return sorted(Grant.objects.filter(account=account).values_list("role", "meeting_code"))


def test_invite_makes_an_account_and_queues_a_neutral_welcome(adam: Any) -> None:
    cleo = actions.invite("Cleo@Example.org", name="Cleo", language="en-gb", by=adam)
    mail = OutboxMail.objects.get()
    assert [cleo.email, mail.recipient, mail.meeting_code] == ["cleo@example.org", "cleo@example.org", ""]
    assert [("Cleo" in mail.body), ("/accounts/login/" in mail.body), acts()] == [
        True,
        True,
        [("invited", "account", "")],
    ]


def test_invite_twice_is_refused(adam: Any) -> None:
    actions.invite("cleo@example.org", name="Cleo", language="en-gb", by=adam)
    with pytest.raises(Refused, match="already an account"):
        actions.invite("CLEO@example.org", name="Cleo", language="en-gb", by=adam)
    assert [Account.objects.count(), OutboxMail.objects.count()] == [2, 1]


def test_invite_is_for_administrators(dora: Any) -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        actions.invite("cleo@example.org", name="Cleo", language="en-gb", by=dora)
    assert Account.objects.count() == 1


def test_director_gives_roles_on_their_meeting_once(make: Any, dora: Any) -> None:
    cleo = make("Cleo")
    actions.grant(cleo, role=PARTNER, meeting_code="AB12", by=dora)
    actions.grant(cleo, role=PARTNER, meeting_code="AB12", by=dora)
    assert [held(cleo), acts()] == [[("partner", "AB12")], [("granted", "role", "AB12")]]


@pytest.mark.parametrize(
    ("role", "code", "sentence"),
    [
        (PARTNER, "ZZ99", "Only the programme director"),
        (ADMIN, "AB12", "serves the whole house"),
        (ADMIN, "", "Only an administrator"),
        (PARTNER, "", "belongs to a meeting"),
    ],
)
def test_director_gives_no_other_role(make: Any, dora: Any, role: Any, code: Any, sentence: Any) -> None:
    cleo = make("Cleo")
    with pytest.raises(Refused, match=sentence):
        actions.grant(cleo, role=role, meeting_code=code, by=dora)
    assert held(cleo) == []


def test_administrator_lets_nobody_into_a_meeting(make: Any, adam: Any) -> None:
    for account in (make("Cleo"), adam.account):
        with pytest.raises(Refused, match="Only the programme director"):
            actions.grant(account, role=DIRECTOR, meeting_code="AB12", by=adam)


def test_administrator_gives_roles_in_the_house(make: Any, adam: Any) -> None:
    cleo = make("Cleo")
    actions.grant(cleo, role=DIRECTOR, meeting_code="", by=adam)
    assert held(cleo) == [("programme_director", "")]


def test_closed_account_gets_no_role(make: Any, adam: Any) -> None:
    cleo = make("Cleo")
    actions.deactivate(cleo, by=adam)
    with pytest.raises(Refused, match="closed"):
        actions.grant(cleo, role=DIRECTOR, meeting_code="", by=adam)


def test_whoever_opens_a_meeting_is_its_director(make: Any) -> None:
    dora = holder_of(make("Dora", DIRECTOR))
    actions.begin_team("NEW1", by=dora)
    assert held(dora.account) == [("programme_director", ""), ("programme_director", "NEW1")]
    with pytest.raises(Refused, match="already has a team"):
        actions.begin_team("NEW1", by=dora)


def test_others_open_no_meeting(adam: Any, dora: Any) -> None:
    for holder in (adam, dora, PUBLIC):
        with pytest.raises(Refused, match="Only a programme director"):
            actions.begin_team("NEW1", by=holder)


def test_revoke_takes_a_role_back_once(make: Any, dora: Any) -> None:
    grant = actions.grant(make("Cleo"), role=PARTNER, meeting_code="AB12", by=dora)
    actions.revoke(grant, by=dora)
    actions.revoke(grant, by=dora)
    assert [Grant.objects.filter(role=PARTNER).count(), acts()[1:]] == [0, [("revoked", "role", "AB12")]]


def test_revoke_is_for_the_director_of_that_meeting(make: Any, dora: Any) -> None:
    make("Otto", ZZ99=[DIRECTOR, PARTNER])
    grant = Grant.objects.get(role=PARTNER, meeting_code="ZZ99")
    with pytest.raises(Refused, match="Only the programme director"):
        actions.revoke(grant, by=dora)
    assert Grant.objects.filter(pk=grant.pk).exists()


def test_last_administrator_stays(make: Any, adam: Any) -> None:
    own = Grant.objects.get(account=adam.account)
    with pytest.raises(Refused, match="Nobody else holds this role"):
        actions.revoke(own, by=adam)
    with pytest.raises(Refused, match="last administrator"):
        actions.deactivate(adam.account, by=adam)
    with pytest.raises(Refused, match="last administrator"):
        actions.forget(adam.account, by=adam)
    alba = make("Alba", ADMIN)
    alba.is_active = False
    alba.save()
    with pytest.raises(Refused, match="Nobody else holds this role"):
        actions.revoke(own, by=adam)
    alba.is_active = True
    alba.save()
    actions.revoke(own, by=adam)
    assert held(adam.account) == []


def test_last_director_of_a_meeting_stays(make: Any, dora: Any) -> None:
    own = Grant.objects.get(account=dora.account)
    with pytest.raises(Refused, match="Nobody else holds this role"):
        actions.revoke(own, by=dora)
    make("Otto", AB12=[DIRECTOR])
    actions.revoke(own, by=dora)
    assert held(dora.account) == []


def test_closing_an_account_ends_its_sign_ins(make: Any, adam: Any, browser_of: Any) -> None:
    cleo = make("Cleo", AB12=[PARTNER])
    client, other = browser_of(cleo), browser_of(adam.account)
    actions.deactivate(cleo, by=adam)
    actions.deactivate(cleo, by=adam)
    assert [Session.objects.count(), client.get("/accounts/").status_code] == [1, 302]
    assert [other.get("/accounts/").status_code, acts()] == [200, [("closed", "account", "")]]
    actions.reactivate(cleo, by=adam)
    actions.reactivate(cleo, by=adam)
    assert [held(cleo), acts()[1:]] == [[("partner", "AB12")], [("opened", "account", "")]]


def test_closing_is_for_administrators(make: Any, dora: Any) -> None:
    cleo = make("Cleo")
    for act in (actions.deactivate, actions.reactivate, actions.forget):
        with pytest.raises(Refused, match="Only an administrator"):
            act(cleo, by=dora)


def test_forgotten_account_leaves_no_name(make: Any, adam: Any) -> None:
    cleo = make("Cleo", ADMIN)
    actions.invite("x@example.org", name="X", language="en-gb", by=holder_of(cleo))
    actions.forget(cleo, by=adam)
    assert [Account.objects.filter(name="Cleo").exists(), RecordName.objects.count()] == [False, 1]
    assert acts()[-1] == ("forgot", "account", "")


def test_naming_the_institution_twice_renames_it(db: None) -> None:
    actions.found_institution("One", home_country="CHE")
    actions.found_institution("Two")
    assert list(Institution.objects.values_list("name", "home_country")) == [("Two", "CHE")]


def test_account_command_makes_the_first_administrator(db: None) -> None:
    out = StringIO()
    for _ in range(2):
        call_command(
            "account", "add", "Ada@example.org", "--name", "Ada", "--role", "administrator", stdout=out
        )
    ada = Account.objects.get()
    assert [held(ada), acts()] == [
        [("administrator", "")],
        [("added", "account", ""), ("granted", "role", "")],
    ]
    assert out.getvalue().splitlines()[0] == "Ada can sign in with a code sent to ada@example.org."
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("account", "add", "ada", "--name", "Ada")


def test_demo_sign_in_is_refused_outside_the_demo(make: Any, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(Refused):
        actions.sign_in_demo(RequestFactory().post("/demo/"), make("Ada"))


def test_demo_sign_in_opens_a_session(make: Any, settings: Any, client: Any) -> None:
    settings.DEMO = True
    request = RequestFactory().post("/demo/")
    request.session = client.session
    actions.sign_in_demo(request, make("Ada"))
    request.session.save()
    assert Session.objects.get(account__name="Ada").account is not None
