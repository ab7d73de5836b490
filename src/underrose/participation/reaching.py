"""Whom a letter can reach: who has no address, who asked not to be written to, and whose address is written to already."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from underrose.concept.models import Meeting
from underrose.participation.models import Candidate, InvitationState
from underrose.people import particulars
from underrose.people.models import ContactDetail, Person
from underrose.people.particulars import Particulars


def with_addresses(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Each with whether a mail address stands in the clear, so that `without_letters` need not ask again."""
    mails = ContactDetail.objects.filter(person=OuterRef("person"), kind=ContactDetail.Kind.mail)
    return candidates.annotate(has_address=Exists(mails))


def without_letters(candidates: Collection[Candidate]) -> set[UUID]:
    """Those candidates to whom no letter can go; two questions however many they are. They are asked by post or telephone."""
    clear = [one for one in candidates if not one.person.is_sealed]
    reached = {one.person_id for one in clear if getattr(one, "has_address", False)}
    if unknown := [one.person_id for one in clear if not hasattr(one, "has_address")]:
        rows = ContactDetail.objects.filter(person__in=unknown, kind=ContactDetail.Kind.mail)
        reached |= set(rows.values_list("person", flat=True))
    sealed = particulars.of_many([one.person for one in candidates if one.person.is_sealed])
    reached |= {key for key, known in sealed.items() if known.mail}
    return {one.key for one in candidates if one.person.do_not_contact or one.person_id not in reached}


def written_to_already(
    meeting: Meeting, persons: Iterable[Person], known: Mapping[UUID, Particulars]
) -> dict[str, Person]:
    """Addresses of these persons to which a letter of this meeting goes already, with whom it is for.

    Protected people are never compared: that two letters go to one address would tell whose the address is.
    """
    mine = {known[person.key].mail.casefold() for person in persons if not person.is_sealed} - {""}
    if not mine:
        return {}
    asked = Person.objects.filter(
        is_sealed=False,
        contact_details__kind=ContactDetail.Kind.mail,
        contact_details__compared__in=mine,
        candidates__meeting=meeting,
        candidates__invitation__isnull=False,
    ).exclude(
        candidates__in=Candidate.objects.filter(meeting=meeting, invitation__state=InvitationState.withdrawn)
    )
    found = list(asked.distinct())
    told = particulars.of_many(found)
    return {mail: one for one in found if (mail := told[one.key].mail.casefold()) in mine}
