"""What else in a meeting tells who somebody is, at the moment they become protected."""

from dataclasses import replace

import pytest

from underrose.kit import mail
from underrose.kit.models import MailState, OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation import composition, nomination_pages, overview
from underrose.participation.actions import candidates, invitations, nominations, replies
from underrose.participation.models import Brief, Candidate, Invitation, Standing, Substitute
from underrose.participation.named import Named
from underrose.participation.tests.asked import person as invited
from underrose.participation.tests.asked import sent
from underrose.people import foretold, particulars
from underrose.people.actions import persons, sealing
from underrose.people.models import Person

from .listed import NOW, TODAY, a_brief, a_meeting, a_person, browser_of, colleague, group

pytestmark = pytest.mark.django_db


def _told():
    return {"by": colleague(), "today": TODAY}


def _sealed(person):
    return sealing.seal(Person.objects.get(key=person.key), alias="Heron", **_told())


def test_whoever_becomes_protected_stands_for_nothing_until_placed_by_hand():
    meeting = a_meeting()
    brief = a_brief(meeting)
    person = a_person("CANARY Fjord", country="NOR", sector="business", organisation="CANARY Works")
    candidates.add(meeting, [person, a_person("Ada Fjord", country="NOR")], **_told())
    assert Standing.objects.filter(candidate__person=person).exists()
    before = Brief.objects.get().revision
    _sealed(person)
    assert not Standing.objects.filter(candidate__person=person).exists()
    assert group(brief, "norway").candidates.count() == 1
    assert Brief.objects.get().revision > before
    assert composition.of(Brief.objects.get()).room.candidates == 2
    need = overview.needs(meeting, Brief.objects.get(), TODAY)[0]
    assert need.sentence == "One protected person stands for nothing yet; place them by hand."
    assert "Heron" in browser_of(colleague()).get(need.url).content.decode()
    one = Candidate.objects.get(person=person)
    candidates.write(one, revision=one.revision, constituencies=[group(brief, "business")], **_told())
    assert overview.needs(meeting, Brief.objects.get(), TODAY) == []


def test_who_named_a_protected_person_is_no_longer_known():
    meeting = a_meeting()
    facts = {"name": "Y", "mail": "y@x.example", "places": 1, "open_until": TODAY, "words": ""}
    asked = nominations.ask(meeting, "CANARY House", by=colleague(), now=NOW, **facts)
    one = nominations.name_person(asked, Named("CANARY Fjord", mail="c@x.example"), **_told())
    _sealed(one.person)
    found = Candidate.objects.get()
    assert (found.nomination, found.named_as, found.is_taken_back) == (None, None, False)


def test_whoever_named_them_sees_no_more_than_on_any_page_that_was_closed():
    """Otherwise one row less would tell, and the name could be written once more beside the other one."""
    meeting = a_meeting()
    facts = {"name": "Y", "mail": "y@x.example", "places": 3, "open_until": TODAY, "words": ""}
    one, two = (nominations.ask(meeting, house, by=colleague(), now=NOW, **facts) for house in ("One", "Two"))
    person = nominations.name_person(one, Named("CANARY Fjord", mail="c@x.example"), **_told()).person
    nominations.name_person(one, Named("Ada Sol", mail="a@x.example"), **_told())
    nominations.name_person(two, Named("Ben Okoth", mail="b@x.example"), **_told())
    assert "ask anew. Pages: 1." in " ".join(_said(person))
    _sealed(person)
    nominations.close(two, **_told())
    shown = []
    for asked in (one, two):
        asked.refresh_from_db()
        page = nomination_pages.own(asked, TODAY)
        shown.append((page["restated"], page["closed"], page["named"]))
    assert shown[0] == shown[1]
    with pytest.raises(Refused, match="no longer taken here"):
        nominations.name_person(one, Named("CANARY Fjord", mail="c@x.example"), **_told())
    assert Candidate.objects.filter(person__full_name__contains="CANARY").count() == 0


def test_what_a_guest_wrote_of_a_substitute_goes_when_the_substitute_becomes_protected():
    meeting = a_meeting()
    a_brief(meeting)
    guest = sent(meeting, "Ama Okoro")
    said = replies.Proposed("CANARY Sol", "canary@sol.example", "my deputy CANARY")
    row = replies.propose_substitute(guest, proposed=said, **_told())
    other = replies.propose_substitute(guest, proposed=replies.Proposed("Ben Okoth"), **_told())
    _sealed(replies.list_substitute(row, **_told()).person)
    row, other = Substitute.objects.get(key=row.key), Substitute.objects.get(key=other.key)
    assert (row.name, row.mail, row.words) == ("", "", "")
    assert other.name == "Ben Okoth"
    html = browser_of(colleague()).get(f"/desk/meetings/AB12/participation/invitations/{guest.key}/")
    assert "CANARY" not in html.content.decode()
    assert "Heron" in html.content.decode()


def test_the_language_of_a_letter_tells_nothing_of_a_protected_person():
    meeting = a_meeting()
    a_brief(meeting)
    one = sent(meeting, invited("Lan Phạm", languages=("vi", "fr")))
    two = sent(meeting, invited("Béla Nagy", languages=("fr",)))
    assert one.language != "en"
    _sealed(one.candidate.person)
    assert Invitation.objects.get(key=one.key).language == "en"
    assert Invitation.objects.get(key=two.key).language == "fr"


def _said(person):
    return foretold.of_sealing(Person.objects.get(key=person.key), colleague(), TODAY)


def test_what_is_taken_away_from_lists_of_candidates_is_said_with_its_number_before():
    meeting, other = a_meeting(), a_meeting("CD34")
    a_brief(meeting)
    facts = {"name": "Y", "mail": "y@x.example", "places": 1, "open_until": TODAY, "words": ""}
    asked = nominations.ask(meeting, "CANARY House", by=colleague(), now=NOW, **facts)
    named = Named("Ada Fjord", mail="ada@x.example", country="NOR")
    person = nominations.name_person(asked, named, **_told()).person
    candidates.add(other, [person], **_told())
    number = Standing.objects.filter(candidate__person=person).count()
    assert number > 0
    marks = (
        "What they stand for in meetings is taken away, because it may tell who they are; "
        f"the team places them anew by hand. Marks taken away: {number}."
    )
    by_whom = "Who named them, and in what words, is deleted. Lists on which they were named: 1."
    said = _said(person)
    assert (marks in said, by_whom in said) == (True, True)
    page = browser_of(colleague()).get(f"/desk/people/{person.key}/protect/").content.decode()
    assert f"Marks taken away: {number}." in page
    _sealed(person)
    assert Standing.objects.filter(candidate__person=person).count() == 0


def test_nothing_is_said_of_what_will_not_happen():
    person = a_person("Ada Fjord", country="NOR")
    said = " ".join(_said(person))
    for words in ("Marks taken away", "Who named them", "Proposals", "in English", "address of theirs"):
        assert words not in said


def test_a_letter_to_an_address_from_before_does_not_leave():
    """Prepared, then the address was corrected: the letter with the real name would have left by itself."""
    meeting = a_meeting()
    a_brief(meeting)
    guest = sent(meeting, invited("CANARY Fjord", mails=("canary@old.example",)))
    person = guest.candidate.person
    calendar = mail.queue(
        "kit/mail/letter",
        to="canary@older.example",
        cause=f"moved:{guest.key}:2",
        meeting_code=meeting.code,
        context={"subject": "CANARY Fjord", "text": "Dear CANARY Fjord"},
    )
    facts = replace(particulars.of(person), mails=("canary@new.example",))
    persons.revise(person, by=colleague(), facts=facts, revision=person.revision, today=TODAY)
    number = mail.of_cause("", meeting.code).filter(cause__contains=str(guest.key)).count()
    assert (number, calendar.state) == (2, MailState.QUEUED)
    assert "Letters to an address of theirs from before are deleted: 2." in _said(person)
    _sealed(person)
    assert OutboxMail.objects.filter(cause__contains=str(guest.key)).count() == 0


def test_a_letter_that_waited_is_prepared_anew_with_the_other_name():
    meeting = a_meeting()
    a_brief(meeting)
    guest = sent(meeting, invited("CANARY Fjord", mails=("ada@fjord.example",)))
    letter = OutboxMail.objects.get(cause__startswith=f"invitation:{guest.key}:")
    OutboxMail.objects.filter(pk=letter.pk).update(state=MailState.HELD)
    assert (letter.label, "CANARY" in letter.body) == ("CANARY Fjord", True)
    _sealed(guest.candidate.person)
    assert mail.waiting().count() == 0
    invitations.prepare_again(Invitation.objects.get(key=guest.key), **_told())
    anew = mail.waiting().get()
    assert (anew.recipient, anew.label, anew.tone) == ("ada@fjord.example", "Heron", "quiet")
    assert "CANARY" not in f"{anew.subject} {anew.body}"


def test_whom_a_guest_proposed_goes_when_the_guest_becomes_protected():
    meeting = a_meeting()
    a_brief(meeting)
    guest, another = sent(meeting, invited("CANARY Fjord")), sent(meeting, "Ama Okoro")
    listed = replies.propose_substitute(
        guest, proposed=replies.Proposed("Sol Adeyemi", "sol@x.example", "CANARY deputy of mine"), **_told()
    )
    replies.list_substitute(listed, **_told())
    replies.propose_substitute(
        guest, proposed=replies.Proposed("Ben Okoth", "ben@x.example", "CANARY desk of mine"), **_told()
    )
    kept = replies.propose_substitute(
        another, proposed=replies.Proposed("Eve Moss", words="she knows CANARY Fjord"), **_told()
    )
    person = guest.candidate.person
    said = _said(person)
    listed_ones = (
        "Names and words in proposals of a substitute that the team has listed are deleted; "
        "the list of candidates stays. Proposals: 1."
    )
    assert [one for one in said if "roposals" in one or "substitutes" in one] == [
        "Proposals of a substitute, by them or of them, that nobody has listed yet are deleted: 1.",
        "Words about other substitutes that say their name are deleted: 1.",
        listed_ones,
    ]
    _sealed(person)
    rows = {row.key: (row.name, row.mail, row.words) for row in Substitute.objects.all()}
    assert rows == {listed.key: ("", "", ""), kept.key: ("Eve Moss", "", "")}
    html = browser_of(colleague()).get(f"/desk/meetings/AB12/participation/invitations/{guest.key}/")
    assert ("CANARY" in html.content.decode(), "Sol Adeyemi" in html.content.decode()) == (False, True)


@pytest.mark.parametrize(
    ("name", "address", "goes"),
    [
        ("Somebody", "CANARY@fjord.example", True),
        ("Dr CANARY Fjord", "", True),
        ("CANARY", "", False),
        ("Canary Fjordland", "other@fjord.example", False),
    ],
)
def test_a_proposal_that_nobody_listed_goes_when_who_is_proposed_becomes_protected(name, address, goes):
    meeting = a_meeting()
    a_brief(meeting)
    person = a_person("CANARY Fjord", mail="canary@fjord.example")
    guest = sent(meeting, "Ama Okoro")
    said = replies.Proposed(name, address, "my deputy")
    row = replies.propose_substitute(guest, proposed=said, **_told())
    words = "Proposals of a substitute, by them or of them, that nobody has listed yet are deleted: 1."
    assert (words in _said(person)) is goes
    _sealed(person)
    assert Substitute.objects.filter(key=row.key).exists() is not goes
