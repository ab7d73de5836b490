"""Who gets in: the marks, the second factor, the fresh sign-in, and what a stranger meets."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.urls import reverse

from underrose.access.audience import Audience, for_link, for_public, for_team
from underrose.access.door import AudienceMiddleware, is_welcome
from underrose.access.holders import PUBLIC, holder_of
from underrose.access.roles import Role
from underrose.access.second_factor import requires_second_factor
from underrose.kit.refusals import Refused

DIRECTOR, PARTNER = Role.PROGRAMME_DIRECTOR, Role.PARTNER


def test_view_bears_one_mark() -> None:
    def view(request: Any) -> Any:
        return None

    for_public(view)
    with pytest.raises(TypeError):
        for_team()(view)


def test_marks_say_whom_they_are_for() -> None:
    marks = [
        Audience("public"),
        for_link("review", "quote")(lambda _request: None).audience,
        Audience("team"),
        for_team(PARTNER, DIRECTOR, anywhere=True)(lambda _request: None).audience,
    ]
    assert [str(mark) for mark in marks] == [
        "public",
        "link: quote, review",
        "team: anyone signed in",
        "team: programme_director, partner (on any meeting)",
    ]


@pytest.mark.parametrize(
    ("mark", "kwargs", "expected"),
    [
        (Audience("public"), {}, True),
        (Audience("team"), {}, True),
        (Audience("link", link_kinds=frozenset({"review"})), {}, False),
        (Audience("team", roles=frozenset({DIRECTOR})), {}, True),
        (Audience("team", roles=frozenset({DIRECTOR})), {"code": "AB12"}, True),
        (Audience("team", roles=frozenset({DIRECTOR})), {"code": "ZZ99"}, False),
        (Audience("team", roles=frozenset({DIRECTOR}), anywhere=True), {"code": "ZZ99"}, True),
        (Audience("team", roles=frozenset({PARTNER})), {"code": "ZZ99"}, True),
        (Audience("team", roles=frozenset({Role.ADMINISTRATOR})), {}, False),
    ],
)
def test_welcome(make: Any, mark: Any, kwargs: Any, expected: Any) -> None:
    holder = holder_of(make("Ada", AB12=[DIRECTOR], ZZ99=[PARTNER]))
    assert is_welcome(holder, mark, kwargs) is expected


def test_public_is_welcome_to_public_pages_only() -> None:
    marks = [Audience("public"), Audience("team"), Audience("link")]
    assert [is_welcome(PUBLIC, mark, {}) for mark in marks] == [True, False, False]


def test_holder_knows_their_roles(make: Any) -> None:
    holder = holder_of(make("Ada", Role.ADMINISTRATOR, AB12=[DIRECTOR, PARTNER], ZZ99=[PARTNER]))
    assert holder.meeting_codes == {"AB12", "ZZ99"}
    assert holder.codes_for(DIRECTOR) == {"AB12"}
    answers = [
        holder.may(DIRECTOR),
        holder.may(DIRECTOR, meeting_code="AB12"),
        holder.may(Role.ADMINISTRATOR),
    ]
    assert [*answers, holder.may(DIRECTOR, meeting_code="ZZ99"), PUBLIC.may(DIRECTOR)] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_house_wide_role_is_no_role_on_a_meeting(make: Any) -> None:
    holder = holder_of(make("Ada", Role.ADMINISTRATOR, DIRECTOR))
    assert [holder.may(DIRECTOR, meeting_code="AB12"), holder.meeting_codes] == [False, frozenset()]


def test_stranger_meets_404(make: Any, browser_of: Any) -> None:
    client = browser_of(make("Pia", AB12=[PARTNER]))
    for path in (
        "/desk/accounts/",
        "/desk/record/",
        "/desk/meetings/AB12/team/",
        "/desk/meetings/NONE/team/",
    ):
        assert [path, client.get(path).status_code] == [path, 404]


def test_closed_account_is_out_at_once(make: Any, browser_of: Any) -> None:
    ada = make("Ada", Role.ADMINISTRATOR)
    client = browser_of(ada)
    ada.is_active = False
    ada.save()
    assert client.get("/desk/accounts/").status_code == 302


def test_changed_address_ends_sessions(make: Any, browser_of: Any) -> None:
    ada = make("Ada")
    client = browser_of(ada)
    ada.email = "new@example.org"
    ada.save()
    assert client.get("/accounts/").status_code == 302


def test_fresh_sign_in_is_asked_for_after_five_minutes(make: Any, browser_of: Any) -> None:
    ada = make("Ada", Role.ADMINISTRATOR)
    stale = browser_of(ada, ago=301).get("/desk/accounts/invite/")
    assert [stale.status_code, stale.url] == [302, "/accounts/confirm/?next=/desk/accounts/invite/"]
    assert browser_of(ada, ago=290).get("/desk/accounts/invite/").status_code == 200


def test_another_ones_proof_does_not_count(make: Any, browser_of: Any) -> None:
    client = browser_of(make("Ada", Role.ADMINISTRATOR))
    session = client.session
    session["account_authentication_methods_user"] = str(make("Ben").pk)
    session.save()
    assert client.get("/desk/accounts/invite/").status_code == 302


def test_confirm_by_mail(make: Any, browser_of: Any, mailoutbox: Any, code_in: Any) -> None:
    client = browser_of(make("Ada", Role.ADMINISTRATOR), ago=600)
    url = "/accounts/confirm/?next=/desk/accounts/invite/"
    client.post(url)
    wrong = client.post(url, {"code": "abc"})
    right = client.post(url, {"code": code_in(mailoutbox[0])})
    assert [wrong.status_code, right.url] == [200, "/desk/accounts/invite/"]
    assert client.get("/desk/accounts/invite/").status_code == 200


def test_confirm_by_mail_three_tries(make: Any, browser_of: Any, mailoutbox: Any, code_in: Any) -> None:
    client = browser_of(make("Ada", Role.ADMINISTRATOR), ago=600)
    client.post("/accounts/confirm/")
    code = code_in(mailoutbox[0])
    for _ in range(3):
        client.post("/accounts/confirm/", {"code": "x"})
    assert client.post("/accounts/confirm/", {"code": code}).status_code == 200
    assert client.get("/desk/accounts/invite/").status_code == 302


def test_confirm_by_mail_opens_once_and_leads_nowhere_else(
    make: Any, browser_of: Any, mailoutbox: Any, code_in: Any
) -> None:
    client = browser_of(make("Ada"), ago=600)
    client.post("/accounts/confirm/")
    code = code_in(mailoutbox[0])
    first = client.post("/accounts/confirm/?next=//evil.example/x", {"code": code})
    assert [first.url, client.post("/accounts/confirm/", {"code": code}).status_code] == ["/desk/", 200]


def test_readers_of_notes_need_a_second_factor(make: Any) -> None:
    from allauth.mfa.models import Authenticator

    ada, pia = make("Ada", AB12=[Role.RAPPORTEUR]), make("Pia", AB12=[Role.PROJECT_MANAGER])
    before = requires_second_factor(holder_of(ada))
    Authenticator.objects.create(user=ada, type="recovery_codes", data={})
    with_codes = requires_second_factor(holder_of(ada))
    Authenticator.objects.create(user=ada, type="totp", data={})
    after = requires_second_factor(holder_of(ada))
    assert [before, with_codes, after] == [True, True, False]
    assert [requires_second_factor(holder_of(pia)), requires_second_factor(PUBLIC)] == [False, False]


def test_demonstration_asks_for_no_second_factor(make: Any, settings: Any) -> None:
    ida = make("Ida", AB12=[Role.RAPPORTEUR])
    asked = [requires_second_factor(holder_of(ida))]
    settings.DEMO = True
    assert [*asked, requires_second_factor(holder_of(ida))] == [True, False]


def test_page_that_leads_to_the_second_factor(make: Any, browser_of: Any) -> None:
    reader, other = make("Ada", AB12=[Role.RAPPORTEUR]), make("Pia", AB12=[PARTNER])
    url = reverse("second_factor_needed")
    offers = [b"Add a passkey" in browser_of(one).get(url).content for one in (reader, other)]
    assert offers == [True, False]


def test_unmarked_view_is_refused_to_everybody(make: Any, rf: Any) -> None:
    door = AudienceMiddleware(lambda _request: HttpResponse())
    for account in (None, make("Ada", Role.ADMINISTRATOR)):
        request = rf.get("/open/")
        request.resolver_match = None
        request.holder = holder_of(account) if account else PUBLIC
        with pytest.raises(Http404):
            door.process_view(request, lambda _request: HttpResponse("x"), (), {})


def test_room_sends_readers_with_a_mailed_code_to_the_second_factor(make: Any, rf: Any) -> None:
    @for_team(Role.RAPPORTEUR, Role.PROJECT_MANAGER, second_factor=True)
    def room(_request: Any, code: str) -> HttpResponse:
        return HttpResponse(code)

    answers = []
    for name, role in (("Ada", Role.RAPPORTEUR), ("Pia", Role.PROJECT_MANAGER)):
        request = rf.get("/desk/meetings/AB12/room/")
        request.resolver_match = None
        request.holder = holder_of(make(name, AB12=[role]))
        answer = AudienceMiddleware(room).process_view(request, room, (), {"code": "AB12"})
        answers.append(answer and answer.headers["Location"])
    assert answers == ["/desk/second-factor/", None]


def test_refusal_that_no_page_shows_is_a_sentence_and_loses_no_words(db: None, rf: Any) -> None:
    door = AudienceMiddleware(lambda _request: HttpResponse())
    request = rf.post("/desk/", {"heading": "Rivers", "once": "k"})
    request.user, request.holder = AnonymousUser(), PUBLIC
    answer = door.process_exception(request, Refused("It is too late for that."))
    assert answer is not None
    text = answer.content.decode()
    assert [answer.status_code, "It is too late for that." in text, "Rivers" in text, ">k<" in text] == [
        409,
        True,
        True,
        False,
    ]
    assert door.process_exception(request, ValueError("x")) is None


def test_page_may_ask_whether_its_form_would_be_let_in(make: Any, client: Any, browser_of: Any) -> None:
    asks = {"X-Only-Asks": "yes"}
    out = client.get("/accounts/", headers=asks)
    known = browser_of(make("Ada")).get("/accounts/", headers=asks)
    assert [out.status_code, "X-Token" in out.headers] == [302, False]
    assert [known.status_code, known.content, len(known.headers["X-Token"])] == [204, b"", 64]
    assert browser_of(make("Ben")).get("/desk/accounts/", headers=asks).status_code == 404


def test_colleague_with_another_role_is_told_whose_page_it_is_and_a_stranger_nothing(
    make: Any, browser_of: Any
) -> None:
    room = reverse("the_room", args=["AB12"])
    told = "You have another role on this meeting"
    colleague = browser_of(make("Salma", AB12=[Role.PROJECT_MANAGER])).get(room)
    assert [colleague.status_code, told in colleague.content.decode()] == [404, True]
    assert "Programme director, Policy team, Rapporteur, Note-taker." in colleague.content.decode()
    strangers = [
        make("Ben", ZZ99=[DIRECTOR]),
        make("Ada", Role.ADMINISTRATOR),
        make("Paul", AB12=[PARTNER]),
        make("Nuru"),
    ]
    for account in strangers:
        answer = browser_of(account).get(room)
        assert [answer.status_code, told in answer.content.decode()] == [404, False]
