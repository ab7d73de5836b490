"""Who stands on one list of candidates twice, perhaps: by address and name. Protected people are never compared."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from underrose.concept.models import Meeting
from underrose.methods import names
from underrose.methods.names import Someone
from underrose.participation.candidate_list import Line
from underrose.participation.models import Candidate
from underrose.participation.named import Named
from underrose.people.models import ContactDetail


def candidate_called(meeting: Meeting, facts: Named) -> Candidate | None:
    """The candidate of this address and this name, held; none where another organisation has named them.

    An office shares its address, so the name has to fit as well.
    """
    if not facts.mail:
        return None
    found = _in_the_clear(Candidate.objects.filter(meeting=meeting)).filter(
        nomination=None,
        person__contact_details__kind=ContactDetail.Kind.mail,
        person__contact_details__compared=facts.mail.strip().casefold(),
    )
    called = Someone("", tuple(name for name in (facts.full_name, facts.native_name) if name))
    rows = found.select_for_update(of=("self",)).select_related("person", "meeting").order_by("key")
    return next((one for one in rows if _is_alike(called, one)), None)


def _is_alike(called: Someone, one: Candidate) -> bool:
    written = tuple(name for name in (one.person.full_name, one.person.native_name) if name)
    return names.compared(called, Someone(str(one.key), written)).score >= names.ALIKE


def _in_the_clear(found: QuerySet[Candidate]) -> QuerySet[Candidate]:
    return found.filter(person__is_sealed=False, person__is_forgotten=False, person__merged_into=None)


def with_twins(lines: Iterable[Line], every: QuerySet[Candidate]) -> list[Line]:
    """Each line with those others of the list who bear its name or its address, in two questions however many they are."""
    rows = list(
        _in_the_clear(every)
        .order_by()
        .values_list(
            "key",
            "person_id",
            "person__full_name",
            "person__native_name",
            "person__given_name",
            "person__family_name",
        )
    )
    signs: dict[UUID, set[str]] = {key: _signs(*written) for key, _person, *written in rows}
    keys = {person: key for key, person, *_written in rows}
    mails = ContactDetail.objects.filter(person__in=keys, kind=ContactDetail.Kind.mail)
    for person, mail in mails.values_list("person_id", "compared"):
        signs[keys[person]].add(f"@{mail}")
    by_sign: dict[str, set[UUID]] = defaultdict(set)
    for key, mine in signs.items():
        for sign in mine:
            by_sign[sign].add(key)
    told = {key: (person, name) for key, person, name, *_more in rows}
    return [replace(line, twins=_twins(line.candidate.key, signs, by_sign, told)) for line in lines]


def _signs(full: str, native: str, given: str, family: str) -> set[str]:
    """What two spellings of one name have in common: its parts without accents and capitals, in any order."""
    written = (full, native, f"{given} {family}" if given and family else "")
    return {" ".join(sorted(names.fold(name).split())) for name in written if name}


def _twins(
    key: UUID, signs: dict[UUID, set[str]], by_sign: dict[str, set[UUID]], told: dict[UUID, tuple[UUID, str]]
) -> tuple[tuple[UUID, UUID, str], ...]:
    found = {other for sign in signs.get(key, ()) for other in by_sign[sign]} - {key}
    return tuple((other, *told[other]) for other in sorted(found))
