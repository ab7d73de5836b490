"""When a guest is forgotten: letters, addresses, reasons and names go; that somebody was asked and answered stays counted."""

import datetime as dt

from django.utils.translation import ngettext

from underrose.access import links
from underrose.kit import mail
from underrose.participation.actions import places
from underrose.participation.models import Brief, Invitation, Letter, Participant, Place, Substitute
from underrose.people.actions.forgetting import Foreseen, also_forgets, foretells
from underrose.people.actions.sealing import also_seals
from underrose.people.models import Person
from underrose.people.particulars import Particulars

_LETTERS = (*Letter.Kind.values,)


@also_forgets("invitations")
def forget_invitations(person: Person, today: dt.date) -> None:
    """Personal pages close, letters and words go, a place still held is free."""
    midnight = dt.datetime(today.year, today.month, today.day, tzinfo=dt.UTC)
    for invitation in Invitation.objects.filter(candidate__person=person).select_related("meeting"):
        links.revoke_all("invitation", invitation.key, midnight)
        for kind in _LETTERS:
            mail.erase(f"{kind}:{invitation.key}:", invitation.meeting.code)
        invitation.substitutes.all().delete()
        invitation.reason = None
        invitation.save(update_fields=["reason"])
    Substitute.objects.filter(candidate__person=person).delete()
    for participant in Participant.objects.filter(person=person).select_related("meeting"):
        _leaves(participant, today)


@also_seals("invitations")
def take_out_words(person: Person, before: Particulars) -> None:  # noqa: ARG001 - what is sealed is taken out whatever it was
    """Words in which a guest wished to be listed may name them: whoever is protected says anew how they may appear.

    In which language they are written to, and as whom somebody proposed them, tells of them as well.
    """
    Invitation.objects.filter(candidate__person=person).update(language="en")
    for substitute in Substitute.objects.filter(candidate__person=person).select_related("invitation"):
        substitute.name = substitute.mail = substitute.words = ""
        substitute.save(update_fields=["name", "mail", "words"])
    for participant in Participant.objects.filter(person=person):
        _says_nothing(participant)


@foretells("invitations")
def foretell_invitations(person: Person) -> Foreseen:
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


def _leaves(participant: Participant, today: dt.date) -> None:
    """Words about how to be listed go; whoever has not come yet does not come."""
    mail.erase(f"calendar:{participant.key}:", participant.meeting.code)
    _says_nothing(participant)
    end_on = participant.meeting.end_on
    if participant.place != Place.withdrawn and (end_on is None or end_on >= today):
        places.give_back(Brief.objects.locked(participant.meeting_id), participant, today)


def _says_nothing(participant: Participant) -> None:
    participant.alias = participant.role_words = ""
    participant.has_said_how_listed = False
    participant.save(update_fields=["alias", "role_words", "has_said_how_listed"])
