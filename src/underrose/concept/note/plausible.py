"""Whether a text reads as a concept note at all, in one sentence a person can act on."""

from underrose.concept.note.model import NoteReading, SectionKind
from underrose.concept.note.words import say

_ENOUGH = 5


def verdict(reading: NoteReading) -> tuple[bool, str]:
    """A note names a day and says something of a meeting; a text that does neither is not forced into its shape."""
    kinds = {section.kind for section in reading.sections if section.heading} - {SectionKind.other}
    marks = {
        say("dates"): 2 if reading.dates else 0,
        say("a reference"): 1 if reading.reference else 0,
        say("a venue"): 1 if reading.venue else 0,
        say("headings of a concept note"): min(len(kinds), 3),
        say("objectives"): 1 if reading.objectives else 0,
        say("who should take part"): 2 if reading.groups else 1 if reading.caps else 0,
        say("a rule for the room"): 2 if reading.proposed("regime") else 0,
        say("partners, a series or contacts"): 1
        if reading.partners or reading.series or reading.contacts
        else 0,
    }
    found = [name for name, weight in marks.items() if weight]
    missing = [name.removeprefix("a ") for name, weight in marks.items() if not weight]
    if sum(marks.values()) >= _ENOUGH:
        return True, say("This reads as a concept note: it has {found}.", found=_listed(found))
    if not found:
        return False, say(
            "This does not read as a concept note: it has no {missing}.",
            missing=_listed(missing, last=say("or")),
        )
    return False, say(
        "This does not read as a concept note: it has {found}, but no {missing}.",
        found=_listed(found),
        missing=_listed(missing, last=say("or")),
    )


def _listed(words: list[str], last: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
