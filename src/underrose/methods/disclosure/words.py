"""The nouns of disclosure: regimes, kinds of disclosure, letters, and what is known when somebody asks."""

from dataclasses import dataclass
from enum import StrEnum


class Regime(StrEnum):
    """The rule of a room, announced and accepted before a session."""

    on_the_record = "on_the_record"
    chatham_house_rule = "chatham_house_rule"
    off_the_record = "off_the_record"
    rule_without_country = "rule_without_country"
    rule_with_opt_out = "rule_with_opt_out"
    presentations = "presentations"
    private = "private"
    undisclosed = "undisclosed"


class Overlay(StrEnum):
    """What lies over the regime of a room for one person, or for one statement."""

    protected = "protected"
    credit = "credit"


class Disclosure(StrEnum):
    """A kind of thing that could leave the room."""

    content = "content"
    speaker_name = "speaker_name"
    speaker_body = "speaker_body"
    other_names = "other_names"
    list_to_participants = "list_to_participants"
    list_in_public = "list_in_public"
    fact = "fact"
    label = "label"
    verbatim = "verbatim"
    live_posts = "live_posts"
    recording = "recording"


class Letter(StrEnum):
    """One cell of the table: allowed, never, or allowed on one condition."""

    allowed = "Y"
    never = "N"
    consent = "C"
    listed = "L"
    organiser = "F"
    shared = "k"
    guard = "Q"
    summary = "S"
    topic = "T"
    alias = "alias"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known when somebody asks. `None` means that nobody has found out yet."""

    has_consented: bool | None = None
    """That person's consent stands in the record."""
    is_listed: bool | None = None
    """The name stands on the published list or programme of the event."""
    organiser_allows: bool | None = None
    """The organiser's choice at set-up."""
    sharing: int | None = None
    """How many people in the room share the label."""
    is_not_identifying: bool | None = None
    """The guard has looked, and found nobody."""
    is_cleared_summary: bool | None = None
    is_topic_only: bool | None = None
    is_under_alias: bool | None = None
    k: int | None = None
    """The meeting's own k; the table's if none was chosen. A k under the floor counts as the floor."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer: yes, no, or not before something is known. Only `is_allowed is True` lets anything out."""

    kind: Disclosure
    letters: tuple[Letter, ...]
    is_allowed: bool | None
    needs: tuple[Letter, ...]
    """The conditions that are not met, or not known to be met."""
    sentence: str
