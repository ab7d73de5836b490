"""Two candidates of one meeting who turn out to be one person: one of them goes on, with what was said of both."""

from itertools import chain
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.participation.models import (
    Brief,
    Candidate,
    Conflict,
    Invitation,
    InvitationState,
    Participant,
    Place,
    Stage,
)
from underrose.people.merging_rules import Joining, joins, objection
from underrose.people.models import INVITING, Person
from underrose.people.pointing import keys_to

# How far a candidate has come: a partner's no outweighs a yes, and only a letter that was prepared outweighs that.
FAR = (Stage.set_aside, Stage.long_list, Stage.proposed, Stage.cleared, Stage.vetoed, Stage.invited)
# Taken from the second where the first says nothing.
FILLED = ("expected_acceptance", "nomination_id", "named_as", "substitute_for_id")
Pair = tuple[Candidate, Candidate]
Told = dict[str, Any]


def _pairs(kept: Person, absorbed: Person) -> list[Pair]:
    """Of each meeting on whose list both stand, the one who goes on and the other."""
    others = {one.meeting_id: one for one in absorbed.candidates.select_related("meeting")}
    mine = kept.candidates.filter(meeting__in=others).select_related("meeting").order_by("meeting__code")
    return [(one, others[one.meeting_id]) for one in mine]


@objection("candidates")
def were_both_invited(kept: Person, absorbed: Person, by: Holder) -> str:
    """Two letters have two answers: which of them counts a person decides first."""
    for one, other in _pairs(kept, absorbed):
        states = [_invitation_state(candidate) for candidate in (one, other)]
        if not all(states) or states[1] == InvitationState.withdrawn:
            continue
        if not by.may(*INVITING, meeting_code=one.meeting.code):
            return _(
                "Both were invited to one meeting of another team, which decides first. "
                "Please ask a programme director of the house. Nothing was changed."
            )
        if states[0] == InvitationState.withdrawn:
            return _(
                "The invitation to %(code)s was withdrawn for the one who would stay, and the other is invited. "
                "Keep the other one instead. Nothing was changed."
            ) % {"code": one.meeting.code}
        return _(
            "Both were invited to %(code)s. Withdraw one of the two invitations first, then make them one. "
            "Nothing was changed."
        ) % {"code": one.meeting.code}
    return ""


def _invitation_state(candidate: Candidate) -> str:
    return Invitation.objects.filter(candidate=candidate).values_list("state", flat=True).first() or ""


def foretold(kept: Person, absorbed: Person, by: Holder) -> list[str]:
    """What becomes of the two candidates, before anything happens. Of meetings of others nothing is said."""
    return [
        _(
            "Both are candidates of %(code)s: they become one there, “%(stage)s”, with the groups and reasons of both."
        )
        % {"code": one.meeting.code, "stage": Stage(_further(one, other)).label}
        for one, other in _pairs(kept, absorbed)
        if by.may(*INVITING, meeting_code=one.meeting.code)
    ]


def _further(one: Candidate, other: Candidate) -> str:
    return max(one.stage, other.stage, key=lambda stage: FAR.index(Stage(stage)))


@transaction.atomic
def join(kept: Person, absorbed: Person) -> Told:
    """Which rows stay with the second, and what a colleague needs to part the two again. No word of anybody stands in it."""
    pairs = _pairs(kept, absorbed)
    places = Participant.objects.filter(person=absorbed, place=Place.withdrawn)
    shared = places.filter(meeting__in=kept.participations.values("meeting"))
    left = [str(other.pk) for _one, other in pairs]
    left += [str(key) for key in shared.values_list("pk", flat=True)]
    return {"left": left, "candidates": [_joined(*pair) for pair in pairs]}


def _joined(one: Candidate, other: Candidate) -> Told:
    told: Told = {
        "one": str(one.pk),
        "other": str(other.pk),
        "stages": [one.stage, other.stage],
        "capacity": one.capacity,
        "is_must_have": one.is_must_have,
        "is_taken_back": one.is_taken_back,
        "why_until": len(one.why),
        "filled": [
            name for name in FILLED if getattr(one, name) is None and getattr(other, name) is not None
        ],
        "rows": _pointed(one, other),
    }
    stage = _further(one, other)
    if stage != one.stage:
        one.stage, one.capacity = stage, other.capacity
    one.is_must_have = one.is_must_have or other.is_must_have
    if "nomination_id" in told["filled"]:
        one.is_taken_back = other.is_taken_back
    for name in told["filled"]:
        setattr(one, name, getattr(other, name))
    if one.substitute_for_id == one.pk:
        one.substitute_for_id = None
    if other.why and other.why not in one.why:
        one.why = f"{one.why}\n{other.why}".strip()
    one.revision += 1
    one.save()
    # Counted nowhere and shown nowhere: it waits for the two to be parted, and goes with the second person.
    other.stage = Stage.set_aside
    other.save(update_fields=["stage"])
    _changed(one)
    return told | {"revision": one.revision}


def _pointed(one: Candidate, other: Candidate) -> list[list[str]]:
    """Rows of the second that the first has not: groups, a partner's word, an invitation. Each as (model, field, key)."""
    return list(chain.from_iterable(_of_kind(*relation, one, other) for relation in keys_to(Candidate)))


def _of_kind(model: type[Model], key: Any, one: Candidate, other: Candidate) -> list[list[str]]:
    return [
        [model._meta.label, key.name, str(row.pk)]
        for row in model._default_manager.filter(**{key.name: other.pk}).exclude(pk=one.pk)
        if not _is_between(row, one) and _points(row, key.name, one)
    ]


def _is_between(row: Model, one: Candidate) -> bool:
    """That the two were not to be in the room together says nothing once they are one."""
    return isinstance(row, Conflict) and one.pk in {row.one_id, row.other_id}


def _points(row: Model, name: str, candidate: Candidate) -> bool:
    """False where that candidate has such a row already."""
    setattr(row, name, candidate)
    try:
        with transaction.atomic():
            row.save(update_fields=[name])
    except IntegrityError:
        return False
    return True


@transaction.atomic
def part(kept: Person, absorbed: Person, told: Told) -> None:  # noqa: ARG001 - the rows themselves know whose they are
    """Two candidates again. What was written of the first since then stays with the first."""
    for pair in told["candidates"]:
        found = Candidate.objects.in_bulk([UUID(pair["one"]), UUID(pair["other"])])
        one, other = found.get(UUID(pair["one"])), found.get(UUID(pair["other"]))
        if other is None:
            continue
        for label, name, key in pair["rows"]:
            for row in apps.get_model(label)._default_manager.filter(pk=UUID(key), **{name: pair["one"]}):
                _points(row, name, other)
        other.stage = pair["stages"][1]
        other.save(update_fields=["stage"])
        if one is not None:
            _restore(one, pair)
        _changed(other)


def _restore(one: Candidate, pair: Told) -> None:
    """The letter goes back to whom it was sent, so the first is no longer invited by it."""
    if one.revision == pair["revision"]:
        for name in ("capacity", "is_must_have", "is_taken_back"):
            setattr(one, name, pair[name])
        for name in pair["filled"]:
            setattr(one, name, None)
        one.why, one.stage = one.why[: pair["why_until"]], pair["stages"][0]
    elif one.stage == Stage.invited and not Invitation.objects.filter(candidate=one).exists():
        one.stage = pair["stages"][0]
    one.revision += 1
    one.save()


def _changed(candidate: Candidate) -> None:
    Brief.objects.filter(meeting=candidate.meeting_id).update(revision=F("revision") + 1)


joins("candidates", Joining(foretold, join, part))
