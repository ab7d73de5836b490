"""Letters for consulates: a register whose numbers never come twice, and passports that do not stay."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, NoReturn

from django.db import transaction
from django.db.models import Max, Q

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit import retention
from underrose.kit.refusals import require
from underrose.participation.models import Participant, VisaLetter
from underrose.participation.rules import logistics as rules


@dataclass(frozen=True, slots=True, repr=False)
class Passport:
    """What a consulate wants to read. It stays only as long as its letter is being made."""

    name: str
    nationality: str
    number: str
    born_on: date | None = None
    valid_until: date | None = None
    consulate: str = ""

    def __repr__(self) -> str:
        return "<Passport>"

    def __reduce_ex__(self, protocol: Any, /) -> NoReturn:
        raise TypeError("A passport stays in memory: it enters no job, cache or session.")


@transaction.atomic
def ask_for_letter(  # noqa: PLR0913 - all of it is said by name
    participant: Participant,
    *,
    by: Holder,
    passport: Passport,
    signatory: str,
    passport_until: date,
    today: date,
    is_another: bool = False,
) -> VisaLetter:
    """Enter a letter in the register under the next number, with the passport until it has been used."""
    # The meeting's row is held, so that two letters at once do not draw one number.
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=participant.meeting_id)
    require(rules.may_ask_for_letter(participant, passport_until, today))
    days = {"born_on": passport.born_on, "valid_until": passport.valid_until}
    require(rules.is_sound_passport(meeting, **days, today=today))
    require(rules.is_second_letter(serials_of(participant), is_wanted=is_another))
    last = VisaLetter.objects.filter(meeting=meeting).aggregate(last=Max("serial"))["last"] or 0
    letter = VisaLetter.objects.create(
        meeting=meeting,
        participant=participant,
        serial=last + 1,
        signatory=signatory,
        passport=_as_text(passport),
        asked_on=today,
        passport_until=passport_until,
    )
    record(by, "entered", "visa letter", letter.key, meeting.code, today)
    return letter


def serials_of(participant: Participant) -> list[int]:
    """The numbers under which this guest stands in the register with a letter that was sent, or still can be."""
    found = VisaLetter.objects.filter(participant=participant)
    usable = found.filter(Q(sent_on__isnull=False) | Q(passport__isnull=False))
    return list(usable.values_list("serial", flat=True))


@transaction.atomic
def issue(letter: VisaLetter, *, by: Holder, today: date) -> VisaLetter:
    """The letter is made. Twice is the same as once."""
    locked = _locked(letter)
    require(rules.may_issue(locked))
    if locked.issued_on is None:
        locked.issued_on = today
        locked.save(update_fields=["issued_on"])
        record(by, "made", "visa letter", locked.key, locked.meeting.code, today)
    return locked


def passport_of(letter: VisaLetter) -> Passport:
    """What the letter says of the passport, as long as it is kept."""
    require(rules.may_issue(letter) or rules.may_be_sent(letter))
    assert letter.passport is not None
    return _from_text(letter.passport)


@transaction.atomic
def say_sent(letter: VisaLetter, *, by: Holder, today: date) -> VisaLetter:
    """The letter is on its way, so the passport is no longer needed and goes. Twice is the same as once."""
    locked = _locked(letter)
    require(rules.may_be_sent(locked))
    if locked.sent_on is None:
        locked.sent_on, locked.passport = today, None
        locked.save(update_fields=["sent_on", "passport"])
        record(by, "sent", "visa letter", locked.key, locked.meeting.code, today)
    return locked


@transaction.atomic
def erase_passport(letter: VisaLetter, *, by: Holder, today: date) -> VisaLetter:
    """The letter is not needed after all: its number stays in the register, the passport goes."""
    locked = _locked(letter)
    if locked.passport is not None:
        locked.passport = None
        locked.save(update_fields=["passport"])
        record(by, "erased", "passport", locked.key, locked.meeting.code, today)
    return locked


@retention.rule("used_passports")
@transaction.atomic
def used_passports(now: datetime) -> int:
    """A passport goes on the day that was chosen, whether its letter was sent or not."""
    found = VisaLetter.objects.filter(passport__isnull=False, passport_until__lte=now.date())
    return found.update(passport=None)


def _locked(letter: VisaLetter) -> VisaLetter:
    return VisaLetter.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=letter.pk)


def _as_text(passport: Passport) -> str:
    return json.dumps(asdict(passport), ensure_ascii=False, default=date.isoformat)


def _from_text(kept: str) -> Passport:
    said = json.loads(kept)
    for name in ("born_on", "valid_until"):
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    return Passport(**{field.name: said[field.name] for field in fields(Passport)})
