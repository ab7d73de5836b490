"""Who should participate: the brief, candidates, invitations and those in the room."""

from underrose.participation.models.arrangements import Arrangements
from underrose.participation.models.briefs import Axis, Brief, Constituency, Crossing
from underrose.participation.models.candidates import (
    GUESTS,
    Candidate,
    Capacity,
    Clearance,
    ClearanceRound,
    ClearanceState,
    Conflict,
    Nomination,
    Stage,
    Standing,
)
from underrose.participation.models.invitations import (
    Channel,
    Invitation,
    InvitationState,
    Letter,
    Substitute,
    Wave,
    WavePlace,
)
from underrose.participation.models.participants import (
    LOGISTICS,
    ListCopy,
    Listing,
    Needs,
    Participant,
    Place,
    VisaLetter,
)

__all__ = [
    "GUESTS",
    "LOGISTICS",
    "Arrangements",
    "Axis",
    "Brief",
    "Candidate",
    "Capacity",
    "Channel",
    "Clearance",
    "ClearanceRound",
    "ClearanceState",
    "Conflict",
    "Constituency",
    "Crossing",
    "Invitation",
    "InvitationState",
    "Letter",
    "ListCopy",
    "Listing",
    "Needs",
    "Nomination",
    "Participant",
    "Place",
    "Stage",
    "Standing",
    "Substitute",
    "VisaLetter",
    "Wave",
    "WavePlace",
]
