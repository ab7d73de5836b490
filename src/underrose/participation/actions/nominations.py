"""An organisation is asked to name people, and names them on a page of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from underrose.access import links
from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit import mail
from underrose.kit.refusals import require
from underrose.kit.templatetags.kit import days
from underrose.participation import known_here, taken_up
from underrose.participation import named as words
from underrose.participation.actions import candidates
from underrose.participation.models import Candidate, Nomination, Stage
from underrose.participation.named import Named
from underrose.participation.rules import nominations as rules
from underrose.people.actions import introductions, persons
from underrose.people.actions.organisations import Houses
from underrose.people.models import Organisation, Person
from underrose.people.particulars import PostHeld

# After the last day the page still shows what was written, and takes nothing more.
SHOWN_AFTER = timedelta(days=30)


def organisation_called(name: str) -> Organisation:
    """The organisation of this name, added to the address book if nobody knows it yet."""
    found = Organisation.objects.filter(name__iexact=name.strip()).order_by("key").first()
    if found is not None:
        return found
    houses, post = Houses(), PostHeld(organisation=name.strip())
    houses.know([post])
    made = houses.of(post)
    assert made is not None
    return made


@transaction.atomic
def ask(meeting: Meeting, organisation: str, *, by: Holder, now: datetime, **request: Any) -> Nomination:
    """Prepare the letter that asks for names: `name`, `mail`, `places`, `words`, `open_until`. It waits in the outbox."""
    house = organisation_called(organisation)
    nomination = Nomination(meeting=meeting, organisation=house, asked_on=now.date(), **request)
    require(rules.may_ask_for_names(meeting, house, nomination.open_until, now.date()))
    nomination.save()
    _write_letter(nomination, now)
    record(by, "asked", "nomination", nomination.key, meeting.code, now.date())
    return nomination


@transaction.atomic
def ask_again(nomination: Nomination, *, by: Holder, now: datetime) -> None:
    """The letter once more, with a new address; the one before opens nothing any more."""
    locked = _locked(nomination)
    require(rules.may_change_names(locked, now.date()))
    _write_letter(locked, now)
    record(by, "asked", "nomination", locked.key, locked.meeting.code, now.date())


def _write_letter(nomination: Nomination, now: datetime) -> None:
    meeting = nomination.meeting
    lifetime = max(nomination.open_until - now.date(), timedelta()) + SHOWN_AFTER
    mail.cancel_waiting(f"nomination:{nomination.key}:", today=now.date(), meeting_code=meeting.code)
    link, token = links.reissue("nomination", nomination.key, meeting.code, now, lifetime)
    mail.queue(
        template="participation/mail/nomination",
        to=nomination.mail,
        context={
            "name": nomination.name,
            "organisation": nomination.organisation.name,
            "title": meeting.title,
            "code": meeting.code,
            "days": days(meeting.start_on, meeting.end_on),
            "places": nomination.places,
            "open_until": nomination.open_until,
            "words": nomination.words,
            "url": settings.SITE_URL + reverse("nomination", args=[token]),
        },
        meeting_code=meeting.code,
        scope=str(meeting.key),
        tone=meeting.mail_tone,
        cause=f"nomination:{nomination.key}:{link.key}",
        is_held=True,
    )


@links.address_of("nomination")
def addressee(key: UUID) -> links.Addressee | None:
    """Where a code goes for a device that is not known: to the address the letter was sent to."""
    found = Nomination.objects.select_related("meeting").filter(pk=key).first()
    if found is None:
        return None
    return links.Addressee(found.mail, "en", is_at_risk=found.meeting.mail_tone == "quiet")


@transaction.atomic
def revise(nomination: Nomination, *, by: Holder, today: date, places: int, open_until: date) -> Nomination:
    """More or fewer places, a later or an earlier last day. A closed page opens again."""
    locked = _locked(nomination)
    require(rules.may_be_open_until(locked.meeting, open_until, today))
    require(rules.may_have_places(places, locked.candidates.filter(is_taken_back=False).count()))
    locked.places, locked.open_until, locked.is_closed = places, open_until, False
    locked.save(update_fields=["places", "open_until", "is_closed"])
    record(by, "revised", "nomination", locked.key, locked.meeting.code, today)
    return locked


@transaction.atomic
def close(nomination: Nomination, *, by: Holder, today: date) -> None:
    """No more names are taken. What was named stays, and a letter that waits never leaves."""
    locked = _locked(nomination)
    locked.is_closed = True
    locked.save(update_fields=["is_closed"])
    mail.cancel_waiting(f"nomination:{locked.key}:", today=today, meeting_code=locked.meeting.code)
    record(by, "closed", "nomination", locked.key, locked.meeting.code, today)


@transaction.atomic
def name_person(nomination: Nomination, facts: Named, *, by: Holder, today: date) -> Candidate:
    """Somebody is named: a person of the address book from now on, and a candidate on the long list."""
    locked = _locked(nomination)
    before = named_by(locked)
    free = locked.places - sum(not one.is_taken_back for one in before)
    require(rules.may_name(locked, facts, _named(before), free, today))
    return _list(locked, facts, by=by, today=today)


def _list(locked: Nomination, facts: Named, *, by: Holder, today: date) -> Candidate:
    """A new person on the long list, or one who stands there: the organisation sees the same in both cases."""
    there = known_here.candidate_called(locked.meeting, facts)
    if there is not None:
        return _join(there, locked, facts, by=by, today=today)
    person = persons.introduce(by=by, facts=words.as_particulars(facts), today=today)
    listed = candidates.add(locked.meeting, [person], by=by, today=today, nomination=locked)
    candidate = listed.candidates[0]
    _keep_words(candidate, facts, person)
    return candidate


def _join(there: Candidate, nomination: Nomination, facts: Named, *, by: Holder, today: date) -> Candidate:
    """What the house knows and how far it has come stays; the words stand beside it, for the organisation alone to see."""
    there.nomination = nomination
    there.named_as = words.as_text(replace(facts, person="", joined=words.how_far(there)))
    there.save(update_fields=["nomination", "named_as"])
    record(by, "listed", "candidates", nomination.meeting_id, nomination.meeting.code, today)
    return there


def _part(candidate: Candidate) -> None:
    """As if these words had never joined: the candidate is the team's own again."""
    candidate.nomination, candidate.named_as = None, None
    candidate.save(update_fields=["nomination", "named_as"])


def _has_joined(candidate: Candidate) -> bool:
    told = words.of(candidate)
    return told is not None and bool(told.joined)


@transaction.atomic
def change_named(candidate: Candidate, facts: Named, *, by: Holder, today: date) -> Candidate:
    """The organisation corrects what it wrote, as long as nobody else in the house knows the person."""
    assert candidate.nomination is not None
    nomination = _locked(candidate.nomination)
    found = _of(nomination, candidate)
    require(rules.may_change_named(nomination, is_taken_up=bool(taken_up.among([found])), today=today))
    require(rules.is_once(facts, _named(one for one in named_by(nomination) if one.key != found.key)))
    if _has_joined(found):
        _part(found)
        return _list(nomination, facts, by=by, today=today)
    person, facts_now = found.person, words.as_particulars(facts)
    person = persons.revise(person, by=by, facts=facts_now, revision=person.revision, today=today)
    _keep_words(found, facts, person)
    found.person = person
    found.standings.all().delete()
    candidates.place(nomination.meeting, [found], today=today)
    return found


@transaction.atomic
def take_back(candidate: Candidate, *, by: Holder, today: date) -> None:
    """The organisation no longer names this person.

    Of somebody known from its words alone nothing stays. Whoever the house has taken up is set aside, for the team to see.
    """
    assert candidate.nomination is not None
    nomination = _locked(candidate.nomination)
    found = _of(nomination, candidate)
    require(rules.may_take_back(found, today))
    if taken_up.among([found]):
        _set_aside(found)
    elif _has_joined(found):
        _part(found)
    else:
        person = found.person
        found.delete()
        introductions.withdraw_introduction(person, by=by, today=today)
    record(by, "took back", "nomination", nomination.key, nomination.meeting.code, today)


def _set_aside(candidate: Candidate) -> None:
    """Whoever is invited or was refused by a partner stays so; the team alone undoes that."""
    # Whom the team had listed itself stays where the team has put them.
    if not _has_joined(candidate) and candidate.stage in {Stage.long_list, Stage.proposed, Stage.cleared}:
        candidate.stage = Stage.set_aside
    candidate.is_taken_back = True
    candidate.revision += 1
    candidate.save(update_fields=["stage", "is_taken_back", "revision"])


def _keep_words(candidate: Candidate, facts: Named, person: Person) -> None:
    candidate.named_as = words.as_text(replace(facts, person=str(person.key), revision=person.revision))
    candidate.save(update_fields=["named_as"])


def named_by(nomination: Nomination) -> Sequence[Candidate]:
    """Those the organisation has named, in the order of their names as it wrote them."""
    found = list(nomination.candidates.select_related("person", "nomination__meeting", "meeting"))
    return sorted(
        found, key=lambda one: (named.full_name.casefold() if (named := words.of(one)) else "", str(one.key))
    )


def _named(found: Iterable[Candidate]) -> list[Named]:
    return [named for one in found if (named := words.of(one))]


def _of(nomination: Nomination, candidate: Candidate) -> Candidate:
    """With the person held as well: nobody begins to speak of them between the question and the act."""
    Person.objects.select_for_update(of=("self",)).filter(candidates=candidate.key).first()
    found = Candidate.objects.select_for_update(of=("self",)).select_related(
        "person", "meeting", "nomination__meeting"
    )
    return found.get(key=candidate.key, nomination=nomination)


def _locked(nomination: Nomination) -> Nomination:
    found = Nomination.objects.select_for_update(of=("self",)).select_related("meeting", "organisation")
    return found.get(key=nomination.key)
