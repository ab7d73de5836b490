"""What else in a meeting tells who somebody is, at the moment they become protected."""

import pytest

from underrose.participation import composition, overview
from underrose.participation.actions import candidates, nominations, replies
from underrose.participation.models import Brief, Candidate, Invitation, Standing, Substitute
from underrose.participation.named import Named
from underrose.participation.tests.asked import person as invited
from underrose.participation.tests.asked import sent
from underrose.people.actions import sealing
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
