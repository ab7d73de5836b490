"""Waves, letters and invitations as the team meets them: nothing leaves before number and names were read."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from underrose.access import links
from underrose.access.roles import Role
from underrose.kit import house, mail
from underrose.kit.models import MailState, OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation import invited, letter_page, letter_words, reminding
from underrose.participation.actions import correspondence, invitations, letters, participants, replies
from underrose.participation.models import (
    Candidate,
    Invitation,
    Letter,
    Participant,
    Place,
    Stage,
)
from underrose.participation.tests.asked import (
    Form,
    candidate,
    capped,
    letter_of,
    page_of,
    person,
    prepared,
    protected,
    sent,
)
from underrose.participation.tests.furnished import (
    TODAY,
    browser_of,
    colleague,
    director,
    furnished,
    manager,
)
from underrose.people.models import ContactDetail

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def desk() -> Client:
    return browser_of(manager())


def address(name: str, *args) -> str:
    return reverse(name, args=["AB12", *args])


def post(client: Client, name: str, *args, follow=True, **said):
    return client.post(address(name, *args), said, follow=follow)


def test_a_letter_waits_until_somebody_sends_it() -> None:
    invitation = prepared(furnished())
    assert letter_of(invitation).state == MailState.HELD
    assert Invitation.objects.get().state == "prepared"
    client = desk()
    page = client.get(address("send_invitations")).content.decode()
    assert "Send 1 letter" in page
    assert "Ama Okoro" in page
    post(client, "send_invitations", selected=[letter_of(invitation).pk])
    assert letter_of(invitation).state == MailState.QUEUED
    assert Invitation.objects.get().state == "sent"
    assert Invitation.objects.get().reply_by == TODAY + dt.timedelta(days=14)


def test_every_letter_that_waits_is_counted_wherever_a_number_is_told() -> None:
    meeting = furnished()
    for name in ("Ama Okoro", "Béla Nagy"):
        prepared(meeting, name)
    coming = sent(meeting, "Dina Sol")
    replies.accept(coming, by=manager(), today=TODAY)
    correspondence.join(Invitation.objects.get(pk=coming.pk), TODAY)
    client = desk()
    assert "Send 3 letters" in client.get(address("send_invitations")).content.decode()
    assert [one["number"] for one in invited.figures(meeting, TODAY)] == [3, 1]
    assert "3 letters wait to be sent." in client.get(address("participation")).content.decode()


def test_lists_of_guests_are_in_the_order_of_family_names() -> None:
    meeting = furnished()
    for title, given, family in (("Dr", "Zoe", "Öst"), ("Mme", "Ama", "Nagy"), ("Mr", "Yan", "Adler")):
        full = f"{title} {given} {family}"
        prepared(
            meeting, person(full, given_name=given, family_name=family, mails=(f"{given}@guest.example",))
        )
    in_order = ["Mr Yan Adler", "Mme Ama Nagy", "Dr Zoe Öst"]
    waiting = mail.about_to_leave(invited.waiting(meeting), NOON)
    assert [name for _one, name in invited.by_family_name(waiting)] == in_order
    page = desk().get(address("send_invitations")).content.decode()
    assert sorted(in_order, key=page.index) == in_order
    mail.release_many(waiting.mails)
    assert [row.name for row in reminding.due(meeting, TODAY)] == in_order


def test_the_newest_letter_stands_first() -> None:
    invitation = sent(furnished())
    with time_machine.travel(NOON + dt.timedelta(days=1), tick=False):
        replies.decline(invitation, by=manager(), today=TODAY + dt.timedelta(days=1))
        replies.accept(invitation, by=manager(), today=TODAY + dt.timedelta(days=1))
    kinds = [one.cause.partition(":")[0] for one in invited.letters_to(invitation)]
    assert kinds == ["confirmation", "regret", "invitation"]


def test_sending_what_nobody_ticked_sends_nothing() -> None:
    invitation = prepared(furnished())
    post(desk(), "send_invitations")
    assert letter_of(invitation).state == MailState.HELD


def test_a_letter_released_in_the_outbox_counts_as_sent() -> None:
    invitation = prepared(furnished())
    mail.release(letter_of(invitation))
    assert Invitation.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"stage": Stage.proposed}, "not cleared"),
        ({"person": {"mails": ()}}, "No e-mail address"),
        ({"person": {"do_not_contact": True}}, "asked not to be written to"),
    ],
)
def test_who_cannot_be_written_to_is_named_and_the_others_are_prepared(facts, sentence: str) -> None:
    meeting = furnished()
    said = dict(facts.pop("person", {}))
    closed = said.pop("do_not_contact", False)
    who = person("Béla Nagy", **said)
    if closed:
        who.do_not_contact = True
        who.save()
    chosen = [candidate(meeting, who, **facts), candidate(meeting, "Ama Okoro")]
    found = invitations.prepare(meeting, chosen, by=manager(), today=TODAY)
    assert [one.candidate.person.full_name for one in found.invitations] == ["Ama Okoro"]
    assert len(found.refusals) == 1
    assert sentence in found.refusals[0]
    assert "Béla Nagy" in found.refusals[0]


def test_a_guest_is_addressed_in_their_own_language_and_form() -> None:
    who = person(
        "Amina Haddad",
        languages=("fr", "en"),
        forms=(Form("fr", "S.E. Madame Haddad", "Madame l’Ambassadrice"),),
    )
    letter = letter_of(prepared(furnished(), who))
    assert letter.body.startswith("Madame l’Ambassadrice,")
    assert "3–5 mars 2027" in letter.body
    assert letter.language == "fr"


@pytest.mark.parametrize(
    ("language", "begins", "ends"),
    [
        ("en", "Dear Mme Amina Haddad,", "Our reference: AB12/1"),
        ("fr", "Madame, Monsieur,", "Notre référence : AB12/1"),
        ("ar", "تحية طيبة إلى Mme Amina Haddad،", "مرجعنا: AB12/1"),
    ],
)
def test_a_letter_is_in_one_language_from_its_salutation_to_its_number(language, begins, ends) -> None:
    letter = letter_of(prepared(furnished(), person("Mme Amina Haddad", languages=(language,))))
    assert letter.language == language
    assert (letter.body.splitlines()[0], letter.body.splitlines()[-1]) == (begins, ends)


@pytest.mark.parametrize(
    ("forms", "begins"),
    [
        ((), "Amina Haddad,"),
        ((Form("es", "Excma. Sra. Haddad"), Form("fr", "Mme Haddad")), "Excma. Sra. Haddad,"),
        ((Form("es", "Excma. Sra. Haddad", "Estimada señora Haddad"),), "Estimada señora Haddad,"),
    ],
)
def test_where_the_house_has_no_letters_a_guest_is_called_by_form_or_name(forms, begins: str) -> None:
    meeting = furnished()
    written = Letter(
        meeting=meeting, kind="invitation", language="es", subject="x", body="{salutation},\n{link}"
    )
    letters.write_letter(written, by=director(), revision=0, today=TODAY)
    letter = letter_of(prepared(meeting, person("Amina Haddad", languages=("es",), forms=forms)))
    assert letter.body.splitlines()[0].replace("\\", "") == begins
    assert letter.body.splitlines()[-1] == "Nuestra referencia: AB12/1"


def test_every_language_of_letters_has_what_stands_around_them() -> None:
    known = letter_words.of_the_house()
    written = set(known) - {"rule", "frame"}
    assert {code for code, said in known["frame"].items() if "salutation" in said} == written
    around = set(letter_words.frame("en")) - {"salutation"}
    assert {
        code: set(letter_words.frame(code)) - {"salutation"} for code in letter_page.LANGUAGES
    } == dict.fromkeys(letter_page.LANGUAGES, around)


def test_names_in_another_script_stand_apart_in_an_arabic_letter() -> None:
    invitation = prepared(furnished(), person("Amina Haddad", languages=("ar",)))
    letter = mail.letter(letter_of(invitation), NOON)
    for kind in ("html", "plain"):
        words = letter.get_body((kind,)).get_content()
        assert "\u2068Larkmoor House\u2069" in words
        assert "\u2068Rivers and Rights\u2069" in words
    plain = letter_of(prepared(invitation.meeting, "Béla Nagy")).body
    assert "\u2068" not in plain


def test_an_arabic_letter_on_paper() -> None:
    invitation = prepared(furnished(), person("Amina Haddad", languages=("ar",)))
    for suffix in ("pdf", "docx"):
        assert letter_page.as_file(invitation, suffix, TODAY).status_code == 200


def test_a_mail_is_signed_by_the_house_once() -> None:
    letter = mail.letter(letter_of(prepared(furnished())), NOON)
    for kind in ("html", "plain"):
        assert letter.get_body((kind,)).get_content().count(house.name()) == 1


@pytest.mark.parametrize("kind", ["invitation", "reminder"])
def test_a_letter_that_asks_says_where_to_answer(kind: str) -> None:
    meeting = furnished()
    said = {
        "subject": "Come",
        "body": "Dear {full_name}, please {{link}}",
        "signatory_name": "",
        "signatory_title": "",
    }
    answer = post(desk(), "write_letter", kind, "en", **said, revision="0")
    assert "a guest could not answer" in answer.content.decode()
    assert "Dear {full_name}, please" in answer.content.decode()
    assert not Letter.objects.exists()
    thanks = Letter(meeting=meeting, kind="regret", language="en", subject="Thanks", body="Thank you.")
    letters.write_letter(thanks, by=director(), revision=0, today=TODAY)


def test_words_nobody_knows_are_refused_by_name_and_line() -> None:
    written = Letter(
        meeting=furnished(), kind="invitation", language="en", subject="x", body="a\nDear {ful_name}"
    )
    with pytest.raises(Refused, match=r"line 2.*\{ful_name\}.*\{full_name\}"):
        letters.write_letter(written, by=director(), revision=0, today=TODAY)
    assert not Letter.objects.exists()


def test_a_colleagues_words_are_not_overwritten() -> None:
    meeting = furnished()
    words = {"meeting": meeting, "kind": "invitation", "language": "en", "subject": "Come"}
    letters.write_letter(Letter(**words, body="Please {link}"), by=director(), revision=0, today=TODAY)
    with pytest.raises(Refused, match="nothing was overwritten"):
        letters.write_letter(Letter(**words, body="Other {link}"), by=director(), revision=0, today=TODAY)
    letters.write_letter(Letter(**words, body="Better {link}"), by=director(), revision=1, today=TODAY)
    assert Letter.objects.get().body == "Better {link}"


def test_own_words_are_used_and_can_be_laid_aside() -> None:
    meeting = furnished()
    letters.write_letter(
        Letter(
            meeting=meeting, kind="invitation", language="en", subject="Come, {full_name}", body="See {link}"
        ),
        by=director(),
        revision=0,
        today=TODAY,
    )
    assert letter_of(prepared(meeting)).subject == "Come, Ama Okoro"
    letters.use_words_of_the_house(meeting, "invitation", "en", by=director(), today=TODAY)
    assert letter_of(prepared(meeting, "Béla Nagy")).subject == "Rivers and Rights, 3–5 March 2027"


def test_a_name_with_marks_stays_a_name() -> None:
    invitation = prepared(
        furnished(), person("*Ama* [x](http://evil.example) _Okoro_", mails=("ama@guest.example",))
    )
    letter = mail.letter(letter_of(invitation), NOON)
    html = letter.get_body(("html",)).get_content()
    assert 'href="http://evil.example"' not in html
    assert "Dear *Ama*" in letter.get_body(("plain",)).get_content()


def test_a_letter_says_the_rule_of_the_meeting_and_a_name_in_its_script() -> None:
    meeting = furnished(regime="chatham_house_rule")
    assert "Chatham House Rule" in letter_of(prepared(meeting)).body
    layla = person(
        "Ms Layla Haddadin", native_name="ليلى حدادين", languages=("ar",), mails=("l@guest.example",)
    )
    assert "ليلى حدادين" in letter_of(prepared(meeting, layla)).body


def test_a_withdrawn_invitation_opens_nothing() -> None:
    invitation = sent(furnished())
    assert links.current("invitation", invitation.key, NOON) is not None
    invitations.withdraw(invitation, by=manager(), today=TODAY, is_told=True)
    assert links.current("invitation", invitation.key, NOON) is None
    assert letter_of(invitation, "withdrawal").state == MailState.HELD
    assert Candidate.objects.get().stage == Stage.cleared
    with pytest.raises(Refused, match="withdrawn before"):
        invitations.withdraw(invitation, by=manager(), today=TODAY, is_told=True)


def test_withdrawing_before_the_letter_left_sends_nothing() -> None:
    invitation = prepared(furnished())
    invitations.withdraw(invitation, by=manager(), today=TODAY, is_told=True)
    assert letter_of(invitation).state == MailState.CANCELLED
    assert not OutboxMail.objects.filter(cause__startswith="withdrawal:").exists()


def test_a_new_letter_closes_the_earlier_address() -> None:
    invitation = sent(furnished())
    before = links.current("invitation", invitation.key, NOON)
    invitations.prepare_again(invitation, by=manager(), today=TODAY)
    after = links.current("invitation", invitation.key, NOON)
    assert after is not None
    assert before != after


def test_reminders_go_to_those_who_have_not_answered_and_three_are_enough() -> None:
    meeting = furnished()
    waiting, answered = sent(meeting), sent(meeting, "Béla Nagy")
    replies.accept(answered, by=manager(), today=TODAY)
    assert invitations.remind([waiting, answered], by=manager(), today=TODAY) == 1
    assert invitations.remind([waiting], by=manager(), today=TODAY) == 0
    for days in (1, 2):
        assert invitations.remind([waiting], by=manager(), today=TODAY + dt.timedelta(days=days)) == 1
    assert invitations.remind([waiting], by=manager(), today=TODAY + dt.timedelta(days=9)) == 0


def test_the_page_of_reminders_keeps_quiet_hours_where_they_are() -> None:
    who = person("Ama Okoro", time_zone="Asia/Tokyo")
    invitation = sent(furnished(), who)
    post(desk(), "remind", selected=[invitation.key], when="day")
    # Sunday noon UTC: Monday at eight in Tokyo.
    assert letter_of(invitation, "reminder").after == dt.datetime(2026, 11, 22, 23, tzinfo=dt.UTC)


def test_an_answer_by_telephone_is_entered_and_marked() -> None:
    invitation = sent(furnished())
    page = post(desk(), "enter_reply", invitation.key, answer="accept", channel="telephone", reason="")
    assert "by telephone" in page.content.decode()
    assert Participant.objects.get().place == Place.confirmed


def test_a_code_is_read_out_once() -> None:
    invitation = sent(furnished())
    page = desk().post(address("read_out_code", invitation.key)).content.decode()
    assert "good for half an hour" in page


def test_filling_from_the_reserve_writes_to_the_guest() -> None:
    meeting = furnished()
    brief = capped(meeting, 1)
    first, second = sent(meeting), sent(meeting, "Béla Nagy")
    replies.accept(first, by=manager(), today=TODAY)
    waiting = replies.accept(second, by=manager(), today=TODAY)
    with pytest.raises(Refused, match="no free place"):
        participants.fill_from_reserve(waiting, by=manager(), today=TODAY)
    assert not OutboxMail.objects.filter(cause__startswith="place_found:").exists()
    replies.decline(first, by=manager(), today=TODAY)
    before = brief.__class__.objects.get().revision
    post(desk(), "fill_from_reserve", waiting.key)
    assert Participant.objects.get(pk=waiting.pk).place == Place.confirmed
    assert "and it is yours" in letter_of(second, "place_found").body
    assert brief.__class__.objects.get().revision == before + 1


def test_a_late_drop_out_frees_the_place() -> None:
    invitation = sent(furnished())
    found = replies.accept(invitation, by=manager(), today=TODAY)
    post(desk(), "drop_out", found.key, reason="ill")
    assert Participant.objects.get().place == Place.withdrawn
    assert Invitation.objects.get().state == "declined"


@pytest.mark.parametrize(
    "role", [Role.PARTNER, Role.RAPPORTEUR, Role.COMMUNICATIONS, Role.MONITORING_AND_EVALUATION]
)
def test_nobody_else_sees_who_is_invited(role: Role) -> None:
    invitation = sent(furnished())
    client = browser_of(colleague(role))
    for name, args in [
        ("invitations", ()),
        ("invitation_page", (invitation.key,)),
        ("participants", ()),
        ("waves", ()),
    ]:
        assert client.get(address(name, *args)).status_code == 404


def test_another_meetings_invitation_is_not_found() -> None:
    furnished()
    other = sent(furnished("CD34"))
    assert desk().get(address("invitation_page", other.key)).status_code == 404


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_list_as_a_file_shows_protected_people_by_alias(suffix: str) -> None:
    sent(furnished(), protected())
    answer = desk().get(address("invitations_export", suffix))
    assert answer.status_code == 200
    if suffix == "csv":
        words = answer.getvalue().decode("utf-8-sig")
        assert ("Rowan" in words, "Quillfeather" in words) == (True, False)


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_letter_on_paper(suffix: str) -> None:
    invitation = prepared(furnished())
    answer = desk().get(address("invitation_paper", invitation.key, suffix))
    assert answer.status_code == 200
    assert answer.content[:4] in {b"%PDF", b"PK\x03\x04"}


def test_the_team_reads_a_letter_without_the_guests_address() -> None:
    invitation = prepared(furnished())
    letter = letter_of(invitation)
    token = page_of(invitation).split("/")[2]
    assert token in letter.body
    assert token not in desk().get(address("letter_preview", letter.pk)).content.decode()


def test_a_letter_of_a_withdrawn_invitation_never_goes_out_again() -> None:
    invitation = sent(furnished())
    invitations.withdraw(invitation, by=manager(), today=TODAY, is_told=False)
    letter = letter_of(invitation)
    letter.state = MailState.SENT
    letter.save()
    with pytest.raises(Refused, match="was withdrawn"):
        mail.send_again(letter)


def test_an_earlier_letter_does_not_leave_when_a_newer_one_is_there() -> None:
    invitation = prepared(furnished())
    first = letter_of(invitation)
    invitations.prepare_again(invitation, by=manager(), today=TODAY)
    with pytest.raises(Refused, match="newer letter"):
        mail.send_again(OutboxMail.objects.get(pk=first.pk))


def test_a_letter_that_comes_back_is_said_in_the_row_and_in_the_address_book() -> None:
    invitation = sent(furnished())
    letter = letter_of(invitation)
    mail.tell_undelivered(letter, TODAY)
    assert ContactDetail.objects.get(value="ama@guest.example").has_bounced is True
    OutboxMail.objects.filter(pk=letter.pk).update(state=MailState.BOUNCED, answer="5.1.1")
    assert "Came back (5.1.1)" in desk().get(address("invitations")).content.decode()


def test_a_letter_ends_with_the_number_under_which_to_answer() -> None:
    letter = letter_of(prepared(furnished()))
    assert letter.body.rstrip().endswith("Our reference: AB12/1")
