"""A protected person's real particulars are looked for everywhere: pages, files, letters, logs, and the bytes of the database."""

import io
import logging
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.kit import mail
from underrose.kit.models import MailState, OutboxMail, ReceivedMail
from underrose.people.actions import merging, persons, sealing
from underrose.people.models import ContactImport, Organisation, Person
from underrose.people.particulars import Form, Particulars, PostHeld

from .conftest import CODE, TODAY

CANARY = "Zyxomma"
PLANTED = Particulars(
    full_name=f"{CANARY} Fullname",
    native_name=f"{CANARY} Native",
    given_name=f"{CANARY}given",
    family_name=f"{CANARY}family",
    gender="woman",
    languages=("sw", "fr"),
    country="KEN",
    time_zone="Africa/Nairobi",
    mails=(f"{CANARY.lower()}@planted.example",),
    telephones=("+44 1632 960999",),
    posts=(
        PostHeld(f"{CANARY} title", f"{CANARY} house", f"{CANARY} unit", "KEN", "media", f"{CANARY} town"),
    ),
    forms=(Form("fr", f"{CANARY} form", f"{CANARY} salutation"),),
    labels=((f"{CANARY.lower()}@planted.example", f"{CANARY} label"),),
)


def letter(to, text, cause):
    context = {"subject": "Rivers", "text": text}
    return mail.queue("kit/mail/letter", to=to, cause=cause, meeting_code=CODE, context=context, is_held=True)


def plant(inviting):
    """A person whom everything knows: a letter that waits, one to others, an answer, a list, a merged row."""
    person = persons.introduce(by=inviting, facts=PLANTED, today=TODAY)
    twin = persons.introduce(by=inviting, facts=PLANTED, today=TODAY)
    persons.note_history(person, kind="invited", meeting_code=CODE, today=TODAY)
    merging.merge(person, twin, facts=PLANTED, by=inviting, today=TODAY)
    sent = letter(PLANTED.mails[0], "Dear guest", "planted-1")
    letter("else@a.example", f"Please meet {PLANTED.full_name}", "planted-2")
    ReceivedMail.objects.create(
        mail=sent, meeting_code=CODE, scope=CODE, kind="reply", digest="d", sender=PLANTED.mails[0],
        subject="Re: Rivers", body=f"Thank you. {PLANTED.full_name}", received_on=TODAY,
    )  # fmt: skip
    rows = f"Name,Mail\n{PLANTED.full_name},{PLANTED.mails[0]}\n"
    ContactImport.objects.create(
        account=inviting.account, file_name="a.csv", original=rows.encode(), taken_on=TODAY
    )
    return person


def sealed_by_the_page(browser, person):
    said = {"alias": "Willow", "meeting_codes": CODE}
    assert browser.post(reverse("seal_person", args=[person.key]), said).status_code == 302


def text_of(response):
    """What a reader could find in an answer, inside a workbook too."""
    content = response.getvalue() if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    told = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return content.decode("utf-8", "ignore") + told


def walked(browser, person):
    """Every address about people, as a colleague of the meeting finds it, with searches for what is planted."""
    one = [person.key]
    asked = [
        (reverse("people"), {}),
        (reverse("people"), {"q": CANARY}),
        (reverse("people"), {"q": PLANTED.mails[0]}),
        (reverse("people"), {"country": "KEN", "column": ["mail", "telephone", "native", "languages"]}),
        (reverse("people"), {"language": "sw"}),
        (reverse("people"), {"sector": "media", "print": "all"}),
        *[(reverse("people_export", args=[suffix]), {}) for suffix in ("xlsx", "csv", "vcf")],
        (reverse("people_export", args=["csv"]), {"q": CANARY}),
        *[(reverse(name, args=one), {}) for name in PAGES],
        (reverse("organisations"), {}),
        (reverse("organisations"), {"q": CANARY}),
        (reverse("duplicates"), {}),
        (reverse("compare_people", args=[person.key, person.key]), {}),
        (reverse("outbox"), {}),
        (reverse("outbox"), {"q": CANARY.lower()}),
        (reverse("record"), {}),
        (reverse("desk"), {}),
    ]
    for url, query in asked:
        yield f"{url} {query or ''}".strip(), browser.get(url, query)
    yield (
        "consent",
        browser.post(
            reverse("say_consent", args=one), {"purpose": "circulation", "said": "yes"}, follow=True
        ),
    )
    yield "seal again", browser.post(reverse("seal_person", args=one), {"alias": "Birch"}, follow=True)
    yield "edit", browser.post(reverse("edit_person", args=one), {"full_name": "Else", "revision": "1"})
    yield (
        "open without a meeting",
        browser.post(reverse("open_person", args=one), {"meeting_code": "X"}, follow=True),
    )
    yield "copy without a meeting", browser.post(reverse("held_json", args=[person.key]), follow=True)


PAGES = (
    "person",
    "edit_person",
    "seal_person",
    "open_person",
    "rename_person",
    "unseal_person",
    "forget_person",
    "held",
)


@pytest.mark.parametrize("role", [Role.PROJECT_MANAGER, Role.PROGRAMME_DIRECTOR])
def test_no_page_tells_who_a_protected_person_is(browser_of, inviting, colleague, role, caplog):
    caplog.set_level(logging.DEBUG)
    person = plant(inviting)
    sealed_by_the_page(browser_of(inviting), person)
    caplog.clear()
    browser = browser_of(inviting if role == Role.PROJECT_MANAGER else colleague(role))
    answers = dict(walked(browser, person))
    assert {
        answers[reverse(name)].status_code for name in ("people", "organisations", "duplicates", "outbox")
    } == {200}
    assert {
        answers[reverse(name, args=[person.key])].status_code for name in ("person", "forget_person", "held")
    } == {200}
    told = {url: text_of(response).casefold() for url, response in answers.items()}
    # A search repeats what was typed into it, so it is counted there once for its field.
    wanted = (CANARY.casefold(), "1632 960999", "kiswahili")
    found = {url: word for url, text in told.items() for word in wanted if word in _without_the_search(text)}
    assert found == {}
    assert CANARY.casefold() not in caplog.text.casefold()


def _without_the_search(text):
    typed = (CANARY, CANARY.lower(), PLANTED.mails[0])
    for words in typed:
        for written in (f'value="{words}"', f"q={words}", f"q={words.replace('@', '%40')}"):
            text = text.replace(written.casefold(), "")
    return text


def test_sealing_takes_the_name_out_of_letters_lists_and_merges(browser_of, inviting):
    person = plant(inviting)
    browser = browser_of(inviting)
    before = browser.get(reverse("seal_person", args=[person.key])).content.decode()
    assert (
        "Letters in the outbox to them are deleted; those that wait are not sent and can be prepared anew: 1."
        in before,
        "1 other letter that has not left says this name, itself or in a file that goes with it." in before,
        "mentions this name" in before,
    ) == (True, True, False)
    assert "Answers of theirs in the outbox are deleted: 1." in before
    assert "hold them are deleted, for all rows in them: 1." in before
    assert "Merges with this person can no longer be undone: 1." in before
    sealed_by_the_page(browser, person)
    left = (OutboxMail, ReceivedMail, ContactImport, Organisation)
    assert [model.objects.count() for model in left] == [1, 0, 0, 0]
    other = OutboxMail.objects.get()
    assert (other.cause, other.state) == ("planted-2", MailState.CANCELLED)
    assert Person.objects.count() == 1


def test_an_error_page_tells_nothing(browser_of, inviting, monkeypatch, caplog):
    person = plant(inviting)
    sealing.seal(person, by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    browser = browser_of(inviting)
    browser.raise_request_exception = False

    def fails(facts, name):
        raise ValueError(f"something about {name}")

    monkeypatch.setattr("underrose.people.differences.said", fails)
    answer = browser.post(reverse("open_person", args=[person.key]), {"meeting_code": CODE})
    assert answer.status_code == 500
    assert CANARY.casefold() not in (answer.content.decode() + caplog.text).casefold()


def test_opening_shows_it_once_and_keeps_nothing(browser_of, inviting):
    person = plant(inviting)
    browser = browser_of(inviting)
    sealed_by_the_page(browser, person)
    url = reverse("open_person", args=[person.key])
    said = {"meeting_code": CODE, "once": "k1"}
    answer = browser.post(url, said)
    assert all(
        words in answer.content.decode() for words in (PLANTED.full_name, PLANTED.mails[0], "+44 1632 960999")
    )
    assert (answer["Cache-Control"], answer["Refresh"].startswith("300; url=")) == ("no-store", True)
    again = browser.post(url, said, follow=True)
    assert "shown once and is closed" in again.content.decode()
    assert CANARY not in again.content.decode()
    assert RecordEntry.objects.filter(verb="opened", noun="sealed person", meeting_code=CODE).count() == 1


def test_opening_needs_a_fresh_sign_in_and_a_meeting_that_needs_to_know(browser_of, inviting, colleague):
    person = plant(inviting)
    sealed_by_the_page(browser_of(inviting), person)
    url, edit = (reverse(name, args=[person.key]) for name in ("open_person", "edit_protected"))
    stale = browser_of(inviting, is_fresh=False)
    assert CANARY not in stale.post(url, {"meeting_code": CODE}, follow=True).content.decode()
    stranger = browser_of(colleague(Role.PROJECT_MANAGER, "OTHER1"))
    assert [stranger.get(url).status_code, stranger.post(edit, {"meeting_code": CODE}).status_code] == [
        404,
        404,
    ]


def test_changing_a_protected_person_from_the_opened_page(browser_of, inviting):
    person = plant(inviting)
    browser = browser_of(inviting)
    sealed_by_the_page(browser, person)
    url = reverse("edit_protected", args=[person.key])
    page = browser.post(url, {"meeting_code": CODE})
    assert CANARY in page.content.decode()
    sent = {"meeting_code": CODE, "revision": str(Person.objects.get().revision), "full_name": "Another Name"}
    sent |= {
        f"{name}-{part}_FORMS": "0"
        for name in ("posts", "contacts", "forms")
        for part in ("TOTAL", "INITIAL")
    }
    assert browser.post(url, sent).status_code == 302
    row = Person.objects.get()
    assert (row.full_name, row.is_sealed) == ("Willow", True)
    facts = sealing.open_particulars(row, by=inviting, meeting_code=CODE, today=TODAY)
    assert facts == Particulars(full_name="Another Name")


def test_the_copy_of_everything_is_an_opening(browser_of, inviting):
    person = plant(inviting)
    browser = browser_of(inviting)
    sealed_by_the_page(browser, person)
    url = reverse("held_json", args=[person.key])
    assert CANARY in browser.post(url, {"meeting_code": CODE}).content.decode()
    assert RecordEntry.objects.filter(verb="opened", noun="sealed person").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_the_database_forget_the_name(browser_of, inviting):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL old rows stay until it vacuums, and the help page says so")
    file = Path(connection.settings_dict["NAME"])
    person = plant(inviting)
    assert CANARY.encode() in _bytes(file)
    sealed_by_the_page(browser_of(inviting), person)
    assert [place for place, content in _places(file) if CANARY.encode().lower() in content.lower()] == []
    assert [place for place, content in _places(file) if b"1632 960999" in content] == []


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_the_database_forget_who_was_forgotten(browser_of, inviting):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL old rows stay until it vacuums, and the help page says so")
    person = plant(inviting)
    browser_of(inviting).post(reverse("forget_person", args=[person.key]))
    places = _places(Path(connection.settings_dict["NAME"]))
    assert [place for place, content in places if CANARY.encode().lower() in content.lower()] == []


def _places(file):
    return [(one.name, one.read_bytes()) for one in sorted(file.parent.glob(f"{file.name}*"))]


def _bytes(file):
    return b"".join(content for _name, content in _places(file))
