"""Where the room stands: figures, what waits for somebody, and the ways on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.kit.needs import Need
from underrose.participation import composition_pages, invited
from underrose.participation.actions import invitations
from underrose.participation.models import (
    LOGISTICS,
    Brief,
    Candidate,
    Constituency,
    Invitation,
    Participant,
    Place,
    Stage,
    Substitute,
)


@dataclass(frozen=True)
class Way:
    """One part of the section, with what stands there now."""

    label: str
    url: str
    says: str


def told(meeting: Meeting, brief: Brief | None, holder: Holder, today: date) -> dict[str, Any]:
    if brief is None:
        return {"brief": None}
    stages, states, places = _counted(meeting)
    return {
        "brief": brief,
        "figures": _figures(brief, states, places),
        "needs": needs(meeting, brief, today),
        "ways": _ways(meeting, holder, stages, states, places),
        "picture": composition_pages.picture(brief, level=3, asked_only=True),
    }


def needs(meeting: Meeting, brief: Brief, today: date) -> list[Need]:
    """What waits for those who invite, the most pressing first."""
    code = meeting.code
    waiting = invited.numbers(
        meeting,
        held=invited.waiting(meeting),
        late=invited.late(meeting, today),
        undelivered=invited.undelivered(meeting),
        untold=invitations.untold(meeting),
    )
    found = []
    if held := waiting["held"]:
        sentence = ngettext("One letter waits to be sent.", "%(count)s letters wait to be sent.", held)
        found.append(
            Need(
                sentence % {"count": held},
                reverse("send_invitations", args=[code]),
                _("Read and send"),
            )
        )
    if late := waiting["late"]:
        sentence = ngettext(
            "One guest is late with an answer.", "%(count)s guests are late with an answer.", late
        )
        found.append(Need(sentence % {"count": late}, reverse("remind", args=[code]), _("Remind")))
    found += _undelivered(meeting, waiting["undelivered"]) + _untold(meeting, waiting["untold"])
    found += _unplaced(meeting) + _taken_back(meeting)
    found += _substitutes(meeting) + _free_places(meeting, brief)
    return found


def _unplaced(meeting: Meeting) -> list[Need]:
    """Whoever becomes protected stands for nothing until a person says what may be known."""
    rows = Candidate.objects.filter(meeting=meeting, person__is_sealed=True, standings__isnull=True)
    rows = rows.standing().filter(Exists(Constituency.objects.filter(axis__brief__meeting=meeting)))
    keys = list(rows.order_by("key").values_list("key", flat=True))
    if not keys:
        return []
    sentence = ngettext(
        "One protected person stands for nothing yet; place them by hand.",
        "%(count)s protected people stand for nothing yet; place them by hand.",
        len(keys),
    )
    address = reverse("candidate", args=[meeting.code, keys[0]])
    return [Need(sentence % {"count": len(keys)}, address, _("Place them"))]


def _taken_back(meeting: Meeting) -> list[Need]:
    """An organisation no longer names somebody with whom the team has begun to work."""
    rows = Candidate.objects.filter(meeting=meeting, is_taken_back=True)
    keys = list(rows.order_by("key").values_list("key", flat=True))
    if not keys:
        return []
    sentence = ngettext(
        "An organisation has taken back one name with which you work.",
        "Organisations have taken back %(count)s names with which you work.",
        len(keys),
    )
    address = reverse("candidate", args=[meeting.code, keys[0]])
    return [Need(sentence % {"count": len(keys)}, address, _("See whom"))]


def _substitutes(meeting: Meeting) -> list[Need]:
    open_ones = Substitute.objects.filter(invitation__meeting=meeting, is_dealt_with=False)
    first = open_ones.select_related("invitation").first()
    if first is None:
        return []
    number = open_ones.count()
    sentence = ngettext(
        "One guest proposes somebody else.", "%(count)s guests propose somebody else.", number
    )
    address = reverse("invitation_page", args=[meeting.code, first.invitation_id])
    return [Need(sentence % {"count": number}, address, _("See whom"))]


def _free_places(meeting: Meeting, brief: Brief) -> list[Need]:
    """A place is free and somebody waits: the one thing nobody should have to notice by chance."""
    if brief.cap is None:
        return []
    room = Participant.objects.filter(meeting=meeting)
    free = brief.cap - room.taking_places(counts_speakers=brief.counts_speakers).count()
    if free <= 0 or not room.filter(place=Place.reserve).exists():
        return []
    sentence = ngettext(
        "One place is free, and the reserve waits.", "%(count)s places are free, and the reserve waits.", free
    )
    return [
        Need(sentence % {"count": free}, reverse("participants", args=[meeting.code]), _("Give the place"))
    ]


def _untold(meeting: Meeting, number: int) -> list[Need]:
    """The meeting has moved, and these people still travel on other days."""
    if not number:
        return []
    sentence = ngettext(
        "One guest knows an earlier time or place.", "%(count)s guests know an earlier time or place.", number
    )
    return [Need(sentence % {"count": number}, reverse("participants", args=[meeting.code]), _("Tell them"))]


def _undelivered(meeting: Meeting, number: int) -> list[Need]:
    """An invitation that came back is nobody's answer."""
    if not number:
        return []
    sentence = ngettext("One invitation did not arrive.", "%(count)s invitations did not arrive.", number)
    address = f"{reverse('invitations', args=[meeting.code])}?state={invited.NOT_ARRIVED}"
    return [Need(sentence % {"count": number}, address, _("See whose"))]


Counted = dict[str, int]


def _counted(meeting: Meeting) -> tuple[Counted, Counted, Counted]:
    """Candidates by stage, invitations by state, participants by place: three questions."""
    stages = Candidate.objects.filter(meeting=meeting).order_by().values_list("stage").annotate(Count("pk"))
    states = Invitation.objects.filter(meeting=meeting).order_by().values_list("state").annotate(Count("pk"))
    guests = Participant.objects.filter(meeting=meeting).guests()
    places = guests.order_by().values_list("place").annotate(Count("pk"))
    return dict(stages), dict(states), dict(places)


def _figures(brief: Brief, states: Counted, places: Counted) -> list[dict[str, Any]]:
    awaited = sum(states.get(state, 0) for state in invited.AWAITED)
    return [
        {"number": places.get(Place.confirmed, 0), "label": _("guests confirmed"), "of": brief.cap},
        {"number": awaited, "label": _("have not answered")},
        {"number": places.get(Place.reserve, 0), "label": _("on the reserve")},
    ]


def _ways(meeting: Meeting, holder: Holder, stages: Counted, states: Counted, places: Counted) -> list[Way]:
    """The parts of the section in the order of the work."""
    code = meeting.code
    all_candidates, asked = sum(stages.values()), sum(states.values())
    cleared = stages.get(Stage.cleared, 0)
    found = [
        Way(_("Brief"), reverse("brief", args=[code]), _("constituencies and what is asked of each")),
        Way(
            _("Candidates"),
            reverse("candidates", args=[code]),
            ngettext("%(count)s person", "%(count)s people", all_candidates) % {"count": all_candidates},
        ),
        Way(
            _("Waves"),
            reverse("waves", args=[code]),
            ngettext(
                "%(count)s cleared and not yet invited", "%(count)s cleared and not yet invited", cleared
            )
            % {"count": cleared},
        ),
        Way(
            _("Invitations"),
            reverse("invitations", args=[code]),
            ngettext("%(count)s letter", "%(count)s letters", asked) % {"count": asked},
        ),
        Way(
            _("Participants"),
            reverse("participants", args=[code]),
            ngettext("%(count)s confirmed", "%(count)s confirmed", places.get(Place.confirmed, 0))
            % {"count": places.get(Place.confirmed, 0)},
        ),
    ]
    if holder.may(*LOGISTICS, meeting_code=code):
        found.append(
            Way(_("Logistics"), reverse("logistics", args=[code]), _("journeys, rooms, meals, lists"))
        )
    return found
