"""When a guest is forgotten: letters, addresses, reasons and names go; that somebody was asked and answered stays counted."""

import datetime as dt
from contextlib import suppress

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access import links
from underrose.kit import mail
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.participation import named_copies, open_substitutes
from underrose.participation.actions import correspondence, places
from underrose.participation.models import Brief, Invitation, Letter, ListCopy, Participant, Place, Substitute
from underrose.people import particulars
from underrose.people.actions import traces
from underrose.people.actions.forgetting import Foreseen, also_forgets, foretells
from underrose.people.actions.reach import letters_lead_to
from underrose.people.actions.sealing import also_seals, known_of, says_before_sealing
from underrose.people.models import Person
from underrose.people.particulars import Particulars

_LETTERS = (*Letter.Kind.values, correspondence.PROGRAMME)
PLAIN = "en"


@letters_lead_to("invitations", (*(f"{kind}:" for kind in _LETTERS), "calendar:", "device code:"))
def own_letters(person: Person) -> list[str]:
    """Those to a guest, and the codes for the guest's page. Codes for pages of others are about others."""
    keys = Invitation.objects.filter(candidate__person=person).values_list("key", flat=True)
    return [cause for cause, _code in _causes(person)] + [links.codes_of("invitation", key) for key in keys]


@also_forgets("invitations")
def forget_invitations(person: Person, today: dt.date) -> None:
    """Personal pages close, letters and words go, a place still held is free."""
    for cause, code in _causes(person):
        mail.erase(cause, code)
    midnight = dt.datetime(today.year, today.month, today.day, tzinfo=dt.UTC)
    for invitation in Invitation.objects.filter(candidate__person=person).select_related("meeting"):
        for kind in ("invitation", "feed"):
            links.revoke_all(kind, invitation.key, midnight)
        invitation.substitutes.all().delete()
        invitation.reason = None
        invitation.save(update_fields=["reason"])
    Substitute.objects.filter(candidate__person=person).delete()
    for row in open_substitutes.of_nobody_else(person):
        row.delete()
    for copy in named_copies.of(person):
        _is_for_nobody(copy)
    for participant in Participant.objects.filter(person=person).select_related("meeting"):
        _leaves(participant, today)


@also_seals("invitations")
def take_out_words(person: Person, before: Particulars) -> None:
    """Words in which a guest wished to be listed may name them: whoever is protected says anew how they may appear.

    In which language they are written to, as whom somebody proposed them, and whom they proposed, tells of them as well;
    and so does a letter that went to an address of which nothing is known any more.
    """
    for cause, code in _causes(person):
        mail.erase(cause, code)
    theirs = Invitation.objects.filter(candidate__person=person)
    for key in theirs.values_list("pk", flat=True):
        links.erase("feed", key)
    theirs.exclude(language=PLAIN).update(language=PLAIN)
    theirs.update(reason=None)
    for copy in named_copies.of(person, before):
        _is_for_nobody(copy)
    for row in _listed_proposals(person):
        _says_no_more(row)
    open_ones = open_substitutes.of(person, before)
    for row in open_ones.going:
        row.delete()
    for row in open_ones.mentioning:
        row.words = ""
        row.save(update_fields=["words"])
    for participant in Participant.objects.filter(person=person):
        _says_nothing(participant)


@says_before_sealing("invitations")
def foretell_sealing(person: Person) -> list[tuple[int, str]]:
    open_ones = open_substitutes.of(person, particulars.of(person))
    placed = Participant.objects.filter(person=person, has_said_how_listed=True)
    invitations = Invitation.objects.filter(candidate__person=person)
    return [
        (_letters_elsewhere(person), _("Letters to an address of theirs from before are deleted")),
        (
            invitations.exclude(language=PLAIN).count(),
            _("Letters go out in English from now on, because a language may tell who they are. Invitations"),
        ),
        (placed.count(), _("How they wish to be listed is deleted; they may say it anew. Meetings")),
        (
            len(open_ones.going),
            _("Proposals of a substitute, by them or of them, that nobody has listed yet are deleted"),
        ),
        (
            invitations.filter(reason__isnull=False).count(),
            _("Reasons they gave with an answer are deleted"),
        ),
        (
            len(named_copies.of(person)),
            _("Numbered copies of a list that they were given no longer say to whom. Copies"),
        ),
        (len(open_ones.mentioning), _("Words about other substitutes that say their name are deleted")),
        (
            len(_listed_proposals(person)),
            _(
                "Names and words in proposals of a substitute that the team has listed are deleted; the list of candidates stays. Proposals"
            ),
        ),
    ]


@foretells("invitations")
def foretell_invitations(person: Person) -> Foreseen:
    invited, besides = _of_invitations(person), _of_papers(person)
    return Foreseen((*invited.goes, *besides), invited.stays)


def _of_papers(person: Person) -> tuple[str, ...]:
    counted = (
        (
            len(open_substitutes.of_nobody_else(person)),
            _("Proposals of a substitute that nobody has listed yet"),
        ),
        (len(named_copies.of(person)), _("To whom numbered copies of a list were given")),
    )
    return tuple(f"{words}: {number}" for number, words in counted if number)


def _of_invitations(person: Person) -> Foreseen:
    number = Invitation.objects.filter(candidate__person=person).count()
    if not number:
        return Foreseen()
    goes = ngettext(
        "The letters and the personal page of one invitation",
        "The letters and the personal pages of %(count)s invitations",
        number,
    )
    stays = ngettext(
        "That one invitation was sent and how it was answered, without a name",
        "That %(count)s invitations were sent and how they were answered, without a name",
        number,
    )
    return Foreseen((goes % {"count": number},), (stays % {"count": number},))


def _causes(person: Person) -> list[tuple[str, str]]:
    """How the causes of all letters to a guest begin, with the meeting of each."""
    invitations = Invitation.objects.filter(candidate__person=person).values_list("key", "meeting__code")
    placed = Participant.objects.filter(person=person).values_list("key", "meeting__code")
    return [
        *((f"{kind}:{key}:", code) for key, code in invitations for kind in _LETTERS),
        *((f"calendar:{key}:", code) for key, code in placed),
    ]


def _letters_elsewhere(person: Person) -> int:
    """Those to an address that is no longer theirs; the others are counted with the outbox."""
    wanted, number = traces.Wanted(known_of(person)), 0
    for cause, code in _causes(person):
        for letter in mail.of_cause(cause, code).only("recipient", "scope"):
            with suppress(Destroyed, WillNotOpen):
                number += not wanted.is_address(letter.recipient)
    return number


def _listed_proposals(person: Person) -> list[Substitute]:
    """Proposals that were taken up, of this person or by them, and still say anything in words of a guest."""
    theirs = Q(candidate__person=person) | Q(invitation__candidate__person=person)
    rows = Substitute.objects.filter(theirs, candidate__isnull=False).select_related("invitation")
    return [row for row in rows if row.name or row.mail or row.words]


def _is_for_nobody(copy: ListCopy) -> None:
    """Its number stays taken; who was given it no longer stands there."""
    copy.recipient = ""
    copy.save(update_fields=["recipient"])


def _says_no_more(row: Substitute) -> None:
    row.name = row.mail = row.words = ""
    row.save(update_fields=["name", "mail", "words"])


def _leaves(participant: Participant, today: dt.date) -> None:
    """Words about how to be listed go; whoever has not come yet does not come."""
    _says_nothing(participant)
    end_on = participant.meeting.end_on
    if participant.place != Place.withdrawn and (end_on is None or end_on >= today):
        places.give_back(Brief.objects.locked(participant.meeting_id), participant, today)


def _says_nothing(participant: Participant) -> None:
    participant.alias = participant.role_words = ""
    participant.has_said_how_listed = False
    participant.save(update_fields=["alias", "role_words", "has_said_how_listed"])
