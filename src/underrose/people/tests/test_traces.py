"""What goes with a person, and above all what does not: whoever chooses a name must not choose what is deleted."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse

from underrose.access.holders import Holder
from underrose.access.models import Link
from underrose.kit import mail
from underrose.kit.models import MailState, OutboxMail, OutboxPart, ReceivedMail
from underrose.methods.documents.letter_word import letter_docx
from underrose.methods.documents.letters import Letter as Paper
from underrose.methods.documents.workbook import workbook
from underrose.people import enclosures, foretold, particulars
from underrose.people.actions import forgetting, merging, sealing, traces
from underrose.people.actions.reach import Reach
from underrose.people.enclosures import DOCUMENTS
from underrose.people.models import ContactImport, Organisation, Person
from underrose.people.particulars import Particulars, PostHeld

from .conftest import AMARA, CODE, TODAY

EVERYWHERE = Reach(frozenset({CODE}), (), None, is_whole=True, person=uuid4())


def letter(cause, to, text):
    return mail.queue(
        "kit/mail/letter",
        to=to,
        cause=cause,
        context={"subject": "Rivers", "text": text},
        meeting_code=CODE,
        is_held=True,
    )


def answer(digest, sender, body="Thank you.", to=None):
    return ReceivedMail.objects.create(
        mail=to,
        meeting_code=CODE,
        scope="house",
        kind="reply",
        digest=digest,
        sender=sender,
        body=body,
        received_on=TODAY,
    )


def brought(inviting, words, name="people.csv"):
    return ContactImport.objects.create(
        account=inviting.account, file_name=name, original=words.encode(), taken_on=TODAY
    )


def causes():
    return sorted(OutboxMail.objects.values_list("cause", flat=True))


def by_link():
    return Holder(link=Link(kind="nomination", meeting_code=CODE))


@pytest.mark.parametrize("name", ["name", "Larkmoor", "Rivers", "Dear"])
def test_a_name_that_stands_in_every_letter_deletes_none(introduced, inviting, name):
    letter("one", "one@a.example", "Dear name, welcome to Larkmoor.")
    letter("two", "two@a.example", "Your name stands on the list of Larkmoor.")
    answer("x", "one@a.example", "My name is in the list of Larkmoor.")
    kept = brought(inviting, "Name,Organisation,Where\nChi Nwosu,Rivers,Larkmoor\nNoor Haddad,Dear,name\n")
    person = introduced(full_name=name, mails=("planted@a.example",))
    forgetting.forget(person, by=inviting, today=TODAY)
    assert (causes(), ReceivedMail.objects.count(), list(ContactImport.objects.all())) == (
        ["one", "two"],
        1,
        [kept],
    )


def test_whoever_takes_back_by_a_link_reaches_nothing_outside_their_own_rows(
    introduced, inviting, monkeypatch
):
    """Naming somebody with the address of another guest, and taking it back, leaves that guest's letters."""
    letter("guest", AMARA.mails[0], "Dear guest")
    answer("x", AMARA.mails[0])
    brought(inviting, f"Name,Mail\n{AMARA.full_name},{AMARA.mails[0]}\n")
    person = introduced(AMARA)
    monkeypatch.setattr(traces, "_rows", lambda *_: pytest.fail("looked outside"))
    forgetting.forget(person, by=by_link(), today=TODAY)
    assert (causes(), ReceivedMail.objects.count(), ContactImport.objects.count()) == (["guest"], 1, 1)


def test_letters_go_by_the_exact_address_alone(introduced, inviting):
    person = introduced()
    address = AMARA.mails[0]
    for cause, to in (
        ("theirs", address.upper()),
        ("theirs, with a name", f"Amara <{address}>"),
        ("longer", f"x{address}"),
        ("elsewhere", f"{address}.example"),
        ("named", "else@a.example"),
    ):
        letter(cause, to, f"Dear {AMARA.full_name}, {address}")
    own, other = answer("own", address), answer("other", f"x{address}")
    forgetting.forget(person, by=inviting, today=TODAY)
    assert causes() == ["elsewhere", "longer", "named"]
    assert (own in ReceivedMail.objects.all(), other in ReceivedMail.objects.all()) == (False, True)


def test_an_answer_goes_with_its_letter_whoever_wrote_it(introduced, inviting):
    person = introduced()
    answer("office", "office@rivers.example", to=letter("theirs", AMARA.mails[0], "Dear guest"))
    forgetting.forget(person, by=inviting, today=TODAY)
    assert (OutboxMail.objects.count(), ReceivedMail.objects.count()) == (0, 0)


def test_other_letters_that_mention_a_whole_name_are_counted_and_stay(introduced, inviting, browser_of):
    person = introduced()
    letter("whole", "else@a.example", "Please meet DR AMARA OKONJO, of Rivers Watch.")
    OutboxMail.objects.update(state=MailState.SENT)
    letter("longer", "else@a.example", "Please meet Amara Okonjowski.")
    letter("part", "else@a.example", "Okönjo")
    letter("theirs", AMARA.mails[0], f"Dear {AMARA.full_name}")
    answer("x", "else@a.example", "I met Amára\nOkönjo.")
    said = "2 other letters mention this name. They stay: please read them."
    assert said in foretold.of_sealing(person, inviting, TODAY)
    assert said in forgetting.foreseen(person, inviting, TODAY).stays
    page = browser_of(inviting).get(reverse("forget_person", args=[person.key])).content.decode()
    assert said in page
    forgetting.forget(person, by=inviting, today=TODAY)
    assert (causes(), ReceivedMail.objects.count()) == (["longer", "part", "whole"], 1)


def test_a_name_of_one_part_is_counted_nowhere(introduced, inviting):
    letter("one", "else@a.example", "Dear name")
    person = introduced(full_name="name")
    assert not any("mention" in words for words in foretold.of_sealing(person, inviting, TODAY))


@pytest.mark.parametrize(
    ("rows", "goes"),
    [
        ("Name,Mail\nSomebody,AMARA@rivers.example\n", True),
        ("Name,Mails\nSomebody,else@a.example; amara@rivers.example\n", True),
        ("Name,Mail\nSomebody,xamara@rivers.example\n", False),
        ("Name,Mail\nDr AMARA OKONJO,\n", True),
        ('Name,Mail\n"Okönjo, Amára",\n', True),
        ("Surname,Given name\nOKONJO,Amara\n", True),
        ("Given,Post,Surname\nAmára,Judge,Okönjo\n", True),
        ("Surname,Given name\nOkönjo,Chi\nNwosu,Amára\n", False),
        ("Name,Notes\nChi Nwosu,Seen with Dr Amára Okönjo in Accra\n", False),
        ("Name\nAmára Okönjowski\n", False),
    ],
)
def test_lists_go_by_an_address_or_a_whole_name_in_a_cell(introduced, inviting, rows, goes):
    person = introduced()
    brought(inviting, rows)
    forgetting.forget(person, by=inviting, today=TODAY)
    assert ContactImport.objects.exists() is not goes


def test_a_name_of_one_part_is_found_in_a_column_of_names_alone(introduced, inviting):
    person = introduced(full_name="Larkmoor")
    place = brought(inviting, "Name,Duty station\nChi Nwosu,Larkmoor\n")
    brought(inviting, "Name,Duty station\nLarkmoor,Accra\n")
    forgetting.forget(person, by=inviting, today=TODAY)
    assert list(ContactImport.objects.all()) == [place]


def test_what_comes_between_looking_and_locking_goes_too(introduced, inviting, monkeypatch):
    person = introduced()
    letter("before", AMARA.mails[0], "Dear guest")
    find = traces.find

    def then_another_comes(known, within, seen=frozenset()):
        found = find(known, within, seen)
        if not seen:
            letter("between", AMARA.mails[0], "Dear guest")
        return found

    monkeypatch.setattr(traces, "find", then_another_comes)
    sealing.seal(person, by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    assert causes() == []


def test_if_the_person_was_changed_meanwhile_all_is_looked_for_anew(db):
    letter("new", "new@a.example", "Dear guest")
    before, after = [AMARA], [replace(AMARA, mails=("new@a.example",))]
    traces.erase(after, before, EVERYWHERE, traces.find(before, EVERYWHERE))
    assert causes() == []


def test_what_rows_made_one_with_them_tell_of_goes_too(introduced, inviting):
    person, twin = introduced(), introduced(full_name="A. Okonjo", mails=("old@a.example",))
    letter("old", "old@a.example", "Dear guest")
    merging.merge(person, twin, facts=AMARA, by=inviting, today=TODAY)
    sealing.seal(person, by=inviting, alias="Willow", today=TODAY)
    assert causes() == []


def test_the_outbox_is_read_outside_the_lock(
    introduced, inviting, monkeypatch, django_capture_on_commit_callbacks
):
    """Inside it only rows that came since are opened."""
    for number in range(3):
        letter(f"n{number}", "else@a.example", "Dear guest")
    opened = []
    is_address = traces.Wanted.is_address
    monkeypatch.setattr(
        traces.Wanted, "is_address", lambda self, text: opened.append(text) or is_address(self, text)
    )
    forgetting.forget(introduced(), by=inviting, today=TODAY)
    assert len(opened) == 3


def test_particulars_without_names_want_nothing():
    wanted = traces.Wanted([Particulars(full_name="")])
    assert (wanted.is_mentioned("anything"), wanted.is_address(""), wanted.is_address(None)) == (
        False,
        False,
        False,
    )


ICS = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDESCRIPTION:With Dr Amára Okö\r\n njo of Rivers Watch\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def enclosed(cause, *parts, calendar=b"", text="Please see the file.", **said):
    """A letter of a meeting to somebody else, with what goes with it."""
    said = {"meeting_code": CODE, "is_held": True} | said
    return mail.queue(
        "kit/mail/letter",
        to="else@a.example",
        cause=cause,
        context={"subject": "Rivers", "text": text},
        content=mail.Content(is_formatted=True, parts=parts, calendar=calendar),
        **said,
    )


def _word(words):
    paper = Paper(house="House", body=words, dated=TODAY)
    return mail.Part("letter.docx", DOCUMENTS[1], letter_docx(paper))


def test_what_has_not_left_and_says_the_name_in_a_file_is_withdrawn(introduced, inviting, browser_of):
    """Each kind of file that may go with a letter, planted; what has left and what says nothing stays as it is."""
    person = introduced()
    enclosed("words", text="You would speak with Dr Amára Okönjo.")
    enclosed("calendar", calendar=ICS.encode())
    enclosed("table", mail.Part("list.csv", "text/csv", b"Name\nAMARA OKONJO\n"))
    enclosed("name of a file", mail.Part("Amára Okönjo.png", "image/png", b"\x89PNG"))
    enclosed("word", _word("You would speak with Dr Amára Okönjo."), is_held=False)
    enclosed("nothing read", mail.Part("torn.pdf", DOCUMENTS[0], b"%PDF-1.7 torn"))
    enclosed(
        "says nothing", _word("You would speak with somebody."), mail.Part("a.png", "image/png", b"\x89")
    )
    enclosed("namesake", text="Dear Dr Amára Okönjo", label="Dr Amára Okönjo")
    enclosed("of the house", text="Dear Dr Amára Okönjo", meeting_code="")
    has_left = enclosed("has left", calendar=ICS.encode())
    OutboxMail.objects.filter(pk=has_left.pk).update(state=MailState.SENT)
    said = foretold.of_sealing(person, inviting, TODAY)
    assert (
        "6 other letters that have not left say this name, themselves or in a file that goes with them. "
        "They are withdrawn: please write them anew with the other name."
    ) in said
    assert "2 other letters mention this name. They stay: please read them." in said
    page = browser_of(inviting).get(reverse("seal_person", args=[person.key])).content.decode()
    assert "6 other letters that have not left" in page
    sealing.seal(person, by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    cancelled = OutboxMail.objects.filter(state=MailState.CANCELLED).values_list("cause", flat=True)
    assert sorted(cancelled) == ["calendar", "name of a file", "nothing read", "table", "word", "words"]
    assert OutboxMail.objects.filter(finished_on=TODAY).count() == 6
    states = dict(OutboxMail.objects.values_list("cause", "state"))
    assert (states["has left"], states["says nothing"], states["namesake"], states["of the house"]) == (
        MailState.SENT,
        MailState.HELD,
        MailState.HELD,
        MailState.HELD,
    )


def test_a_letter_with_the_name_that_comes_while_looking_is_withdrawn_too(introduced, inviting, monkeypatch):
    person = introduced()
    find = traces.find

    def then_another_comes(known, within, seen=frozenset()):
        found = find(known, within, seen)
        if not seen:
            enclosed("between", calendar=ICS.encode())
        return found

    enclosed("before", text="Quiet")
    monkeypatch.setattr(traces, "find", then_another_comes)
    sealing.seal(person, by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    assert OutboxMail.objects.get(cause="between").state == MailState.CANCELLED


def test_one_file_is_read_once_however_many_letters_it_goes_with(introduced, monkeypatch):
    file = _word("You would speak with Dr Amára Okönjo.")
    for number in range(3):
        enclosed(f"n{number}", file)
    read = []
    words = enclosures.words
    monkeypatch.setattr(enclosures, "words", lambda part: read.append(part) or words(part))
    assert len(traces.find([AMARA], EVERYWHERE).waiting) == 3
    assert len(read) == 1


def test_a_table_that_goes_with_a_letter_is_looked_through():
    part = OutboxPart(
        name="people.xlsx",
        media_type=enclosures.TABLES[0],
        body=b"".join(workbook(("Name",), [("Amara Okonjo",)], title="People")),
    )
    assert traces.Wanted([AMARA]).is_enclosed(part) is True
    part.body = b"no workbook"
    assert traces.Wanted([AMARA]).is_enclosed(part) is True


def test_forgetting_withdraws_no_letter_of_others(introduced, inviting):
    enclosed("words", text="You would speak with Dr Amára Okönjo.")
    forgetting.forget(introduced(), by=inviting, today=TODAY)
    assert OutboxMail.objects.get().state == MailState.HELD


def _made_one(kept, absorbed, inviting):
    kept, absorbed = Person.objects.get(key=kept.key), Person.objects.get(key=absorbed.key)
    merging.merge(kept, absorbed, facts=particulars.of(kept), by=inviting, today=TODAY)


@pytest.fixture
def chain(introduced, inviting):
    """One was made one with a second, and that with a third: each with an address and a house of their own."""
    rows = [
        introduced(
            full_name=f"Canary {name}",
            mails=(f"{name}@q.example",),
            posts=(PostHeld("Judge", f"Chambers of {name}"),),
        )
        for name in ("one", "two", "three")
    ]
    letter("first", "one@q.example", "Dear Canary One")
    _made_one(rows[1], rows[0], inviting)
    _made_one(rows[2], rows[1], inviting)
    return Person.objects.get(key=rows[2].key)


def test_of_whoever_was_made_one_twice_no_row_leaves_a_letter_or_a_house(chain, inviting):
    sealing.seal(chain, alias="Heron", by=inviting, today=TODAY)
    assert (causes(), Organisation.objects.count()) == ([], 0)
    assert [person.full_name for person in Person.objects.all()] == ["Heron"]


def test_the_same_when_they_are_forgotten(chain, inviting):
    forgetting.forget(chain, by=inviting, today=TODAY)
    assert (causes(), Organisation.objects.count(), Person.objects.count()) == ([], 0, 0)
