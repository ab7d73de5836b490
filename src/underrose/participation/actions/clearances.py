"""A partner is shown proposed candidates and says to whom it agrees; when every partner that was asked does, they are cleared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from underrose.access import links
from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Partner
from underrose.kit import mail
from underrose.kit.models import Tone
from underrose.kit.refusals import Refused, require
from underrose.kit.templatetags.kit import days
from underrose.participation.models import Candidate, Clearance, ClearanceRound, ClearanceState, Stage
from underrose.participation.rules import nominations as rules

LINK_LIVES = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: the round, if anybody could be shown, and for each other candidate why not."""

    round: ClearanceRound | None
    number: int
    refusals: tuple[str, ...]


class Recipient(NamedTuple):
    """The person at the partner, and whether names are part of what was agreed."""

    name: str
    mail: str
    shows_names: bool = True


@transaction.atomic
def ask(
    partner: Partner, candidates: Iterable[Candidate], to: Recipient, *, by: Holder, now: datetime
) -> Asked:
    """Prepare the letter with a page of its own. It waits in the outbox. An earlier question on the same person is replaced."""
    require(rules.may_ask_partner(partner))
    meeting, shown, refusals = partner.meeting, [], []
    for candidate in candidates:
        refusal = rules.may_be_shown(candidate)
        refusals += [refusal] if refusal else []
        shown += [] if refusal else [candidate]
    if not shown:
        return Asked(None, 0, tuple(refusals))
    round_ = ClearanceRound.objects.create(
        meeting=meeting,
        partner=partner,
        name=to.name,
        mail=to.mail,
        shows_names=to.shows_names,
        asked_on=now.date(),
    )
    Clearance.objects.filter(round__partner=partner, candidate__in=shown).delete()
    rows = [Clearance(round=round_, candidate=one, reason="") for one in shown]
    Clearance.objects.bulk_create(rows)
    # Somebody who was cleared by others waits for this partner's word again.
    _to(shown, {Stage.cleared}, Stage.proposed)
    _write_letter(round_, len(rows), now)
    record(by, "asked", "clearance", round_.key, meeting.code, now.date())
    return Asked(round_, len(rows), tuple(refusals))


def _write_letter(round_: ClearanceRound, number: int, now: datetime) -> None:
    meeting = round_.meeting
    link, token = links.reissue("clearance", round_.key, meeting.code, now, LINK_LIVES)
    mail.queue(
        template="participation/mail/clearance",
        to=round_.mail,
        context={
            "name": round_.name,
            "partner": round_.partner.name,
            "title": meeting.title,
            "code": meeting.code,
            "days": days(meeting.start_on, meeting.end_on),
            "number": number,
            "url": settings.SITE_URL + reverse("clear_candidates", args=[token]),
        },
        meeting_code=meeting.code,
        scope=str(meeting.key),
        tone=meeting.mail_tone,
        cause=f"clearance:{round_.key}:{link.key}",
        is_held=True,
    )


@links.address_of("clearance")
def addressee(key: UUID) -> links.Addressee | None:
    """Where a code goes for a device that is not known: to the address the letter was sent to."""
    found = ClearanceRound.objects.select_related("meeting").filter(pk=key).first()
    if found is None:
        return None
    return links.Addressee(found.mail, "en", is_at_risk=found.meeting.mail_tone == Tone.QUIET)


class Word(NamedTuple):
    """A partner's word on one candidate."""

    state: ClearanceState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    cleared: int
    vetoed: int
    refusals: tuple[str, ...]


@transaction.atomic
def say(round_: ClearanceRound, answers: Mapping[UUID, Word], *, by: Holder, today: date) -> Said:
    """The partner's word, given anew as often as it likes until the round is closed."""
    locked = (
        ClearanceRound.objects.select_for_update(of=("self",))
        .select_related("meeting", "partner")
        .get(key=round_.key)
    )
    require(rules.may_say(locked))
    rows = Clearance.objects.filter(round=locked, key__in=answers).select_related(
        "candidate__person", "round"
    )
    changed, refusals = [], []
    for row in rows:
        word = answers[row.key]
        if (row.state, row.reason) == (word.state, word.reason):
            continue
        if refusal := rules.may_still_say(row):
            refusals.append(refusal)
            continue
        row.state, row.reason = word.state, word.reason
        row.answered_on = None if word.state == ClearanceState.asked else today
        row.save(update_fields=["state", "reason", "answered_on"])
        changed.append(row.candidate_id)
    _settle(changed)
    if changed:
        record(by, "answered", "clearance", locked.key, locked.meeting.code, today)
    states = list(locked.clearances.values_list("state", flat=True))
    return Said(
        states.count(ClearanceState.cleared),
        states.count(ClearanceState.vetoed),
        tuple(dict.fromkeys(refusals)),
    )


def _settle(keys: Iterable[UUID]) -> None:
    """A veto holds a candidate back; when every partner that was asked agrees, the candidate is cleared."""
    found = (
        Candidate.objects.select_for_update(of=("self",))
        .filter(key__in=list(keys))
        .prefetch_related("clearances__round")
    )
    by_stage: dict[Stage, list[Candidate]] = {Stage.vetoed: [], Stage.cleared: [], Stage.proposed: []}
    for one in found:
        by_stage[_agreed(one)].append(one)
    _to(by_stage[Stage.vetoed], {Stage.proposed, Stage.cleared}, Stage.vetoed)
    _to(by_stage[Stage.proposed], {Stage.vetoed, Stage.cleared}, Stage.proposed)
    _to(by_stage[Stage.cleared], {Stage.vetoed}, Stage.proposed)
    _to(by_stage[Stage.cleared], {Stage.proposed}, Stage.cleared)


def _agreed(candidate: Candidate) -> Stage:
    asked = [
        one
        for one in candidate.clearances.all()
        if not (one.round.is_closed and one.state == ClearanceState.asked)
    ]
    states = {one.state for one in asked}
    if ClearanceState.vetoed in states:
        return Stage.vetoed
    return Stage.cleared if states == {ClearanceState.cleared} else Stage.proposed


def _to(candidates: Iterable[Candidate], before: set[Stage], after: Stage) -> None:
    keys = [one.key for one in candidates]
    Candidate.objects.filter(key__in=keys, stage__in=before).update(stage=after, revision=F("revision") + 1)


@transaction.atomic
def close(round_: ClearanceRound, *, by: Holder, today: date) -> None:
    """No more answers are taken. What was not answered holds nobody up: the director clears, or asks again."""
    locked = (
        ClearanceRound.objects.select_for_update(of=("self",)).select_related("meeting").get(key=round_.key)
    )
    if locked.is_closed:
        raise Refused(rules.may_say(locked))
    locked.is_closed = True
    locked.save(update_fields=["is_closed"])
    mail.cancel_waiting(f"clearance:{locked.key}:", today=today, meeting_code=locked.meeting.code)
    _settle(locked.clearances.filter(state=ClearanceState.asked).values_list("candidate_id", flat=True))
    record(by, "closed", "clearance", locked.key, locked.meeting.code, today)
