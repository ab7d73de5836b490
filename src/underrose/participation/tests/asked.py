"""People who are asked to come, for the tests of invitations and replies: through the same verbs as real ones."""

import re

from underrose.concept.models import Meeting
from underrose.kit import mail
from underrose.kit.models import OutboxMail
from underrose.participation.actions import invitations
from underrose.participation.models import Brief, Candidate, Invitation, Stage
from underrose.participation.tests.furnished import TODAY, director, manager
from underrose.people.actions import persons, sealing
from underrose.people.models import Person
from underrose.people.particulars import Form, Particulars, PostHeld

LINK = re.compile(r"https?://\S+?(/invitations/[^/\s>]+/)")


def person(name: str = "Ama Okoro", **facts) -> Person:
    first = name.split(maxsplit=1)[0].lower()
    facts.setdefault("mails", (f"{first}@guest.example",))
    return persons.introduce(by=director(""), facts=Particulars(full_name=name, **facts), today=TODAY)


def protected(name: str = "Canary Quillfeather", alias: str = "Rowan", **facts) -> Person:
    facts.setdefault("mails", ("canary@quillfeather.example",))
    found = person(name, **facts)
    sealing.seal(found, by=director(""), alias=alias, today=TODAY)
    return Person.objects.get(pk=found.pk)


def becomes_protected(who: Person, alias: str = "Rowan") -> None:
    """Somebody who stood in lists by name until now."""
    sealing.seal(who, by=director(""), alias=alias, today=TODAY)


def candidate(meeting: Meeting, who: Person | str = "Ama Okoro", **facts) -> Candidate:
    who = person(who) if isinstance(who, str) else who
    facts.setdefault("stage", Stage.cleared)
    return Candidate.objects.create(meeting=meeting, person=who, why="", listed_on=TODAY, **facts)


def prepared(meeting: Meeting, who: Person | str = "Ama Okoro", **facts) -> Invitation:
    found = invitations.prepare(
        meeting, [candidate(meeting, who, **facts)], by=manager(meeting.code), today=TODAY
    )
    assert found.refusals == ()
    return found.invitations[0]


def sent(meeting: Meeting, who: Person | str = "Ama Okoro", **facts) -> Invitation:
    """Prepared and let go: an answer is awaited."""
    invitation = prepared(meeting, who, **facts)
    mail.release(letter_of(invitation))
    return Invitation.objects.get(pk=invitation.pk)


def letter_of(invitation: Invitation, kind: str = "invitation") -> OutboxMail:
    """The latest of this kind: the number at the end of its cause rises."""
    found = OutboxMail.objects.filter(cause__startswith=f"{kind}:{invitation.key}:")
    return max(found, key=lambda letter: int(letter.cause.rpartition(":")[2]))


def page_of(invitation: Invitation) -> str:
    """The path of the personal page, as the guest finds it in the letter."""
    found = LINK.search(letter_of(invitation).body)
    assert found is not None
    return found[1]


def capped(meeting: Meeting, cap: int) -> Brief:
    brief = Brief.objects.get(meeting=meeting)
    brief.cap = cap
    brief.save()
    return brief


__all__ = [
    "Form",
    "PostHeld",
    "becomes_protected",
    "candidate",
    "capped",
    "letter_of",
    "page_of",
    "person",
    "prepared",
    "protected",
    "sent",
]
