"""The words of letters: one language from the salutation to the number, own words and those of the house."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from underrose.kit import house, mail
from underrose.kit.refusals import Refused
from underrose.participation import letter_page, letter_words
from underrose.participation.actions import letters
from underrose.participation.models import (
    Letter,
)
from underrose.participation.tests.asked import (
    Form,
    letter_of,
    person,
    prepared,
)
from underrose.participation.tests.furnished import (
    TODAY,
    browser_of,
    director,
    furnished,
    manager,
)

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
