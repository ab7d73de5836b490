"""What a note promises and does not keep: empty or doubled sections, objectives, one limit, one rule for the room."""

from collections.abc import Iterator

from underrose.concept.note.headings import promises, unnumbered
from underrose.concept.note.model import Finding, NoteReading, SectionKind
from underrose.concept.note.plain import folded
from underrose.concept.note.purposes import OBJECTIVE_WORDS
from underrose.concept.note.words import say

_REGIME_NAMES = {
    "chatham_house_rule": "the Chatham House Rule",
    "off_the_record": "off the record",
    "private": "private and confidential",
    "on_the_record": "on the record",
}


def duplicate_section(reading: NoteReading) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for section in reading.sections:
        heading = folded(unnumbered(section.heading)).rstrip(":")
        if heading and heading in seen:
            yield Finding(
                "duplicate-section",
                section.place,
                say(
                    "The heading “{heading}” stands here a second time, after {place}.",
                    heading=section.heading,
                    place=seen[heading] or say("the first"),
                ),
                say("Bring the two parts together, or give one of them another heading."),
            )
        seen.setdefault(heading, section.place)


def missing(reading: NoteReading) -> Iterator[Finding]:
    """A heading with nothing below it; a note without a day or a title."""
    for section in reading.sections:
        if section.heading and not section.markdown.strip():
            yield Finding(
                "missing",
                section.place,
                say("There is nothing under the heading “{heading}”.", heading=section.heading),
                say("Write the part, or take the heading out."),
            )
    if reading.is_plausible and reading.dates is None:
        yield Finding(
            "missing",
            "",
            say("The note names no day of the meeting."),
            say("Give the first and the last day."),
        )
    if reading.is_plausible and not reading.title:
        yield Finding("missing", "", say("The note has no title."), say("Give the meeting a title."))


def objectives(reading: NoteReading) -> Iterator[Finding]:
    """A heading that promises objectives, and none to be found; or the same one twice."""
    for section in reading.sections:
        if promises(section.heading, OBJECTIVE_WORDS) and section.markdown.strip() and not reading.objectives:
            yield Finding(
                "objectives",
                section.place,
                say("Under “{heading}” no list of objectives was found.", heading=section.heading),
                say("Set each objective on a line of its own, so that it can be followed up."),
            )
    seen: set[str] = set()
    for objective in reading.objectives:
        if folded(objective) in seen:
            yield Finding(
                "objectives",
                "",
                say("The objective “{words}” is stated twice.", words=objective),
                say("Take one of the two out."),
            )
        seen.add(folded(objective))


def cap(reading: NoteReading) -> Iterator[Finding]:
    """Two limits in one note leave the project manager guessing."""
    if not reading.caps:
        return
    first = reading.caps[0]
    for other in reading.caps[1:]:
        if other.number != first.number:
            yield Finding(
                "cap",
                other.place,
                say(
                    "The note limits the number of people to {first} and to {other}.",
                    first=first.number,
                    other=other.number,
                ),
                say("Keep one limit."),
            )


def regime(reading: NoteReading) -> Iterator[Finding]:
    """The rule of the room is stated once and means one thing."""
    named = reading.proposed("regime")
    if "on_the_record" in named and len(named) > 1:
        strict = next(name for name in named if name != "on_the_record")
        place = next(one.place for one in reading.proposals if one.value == "on_the_record")
        yield Finding(
            "regime",
            place,
            say(
                "The note says that the meeting is on the record, and also “{other}”.",
                other=_REGIME_NAMES[strict],
            ),
            say("Say which parts are on the record, or keep one rule."),
        )
    elif {"chatham_house_rule", "off_the_record"} <= set(named):
        place = next(one.place for one in reading.proposals if one.value == "chatham_house_rule")
        yield Finding(
            "regime",
            place,
            say(
                "The note promises both the Chatham House Rule and that the meeting is off the record; they are not the same."
            ),
            say("Keep one: the Rule lets people use what they heard, off the record is stricter."),
        )


def contacts(reading: NoteReading) -> Iterator[Finding]:
    """A part for enquiries in which nobody can be reached."""
    for section in reading.sections:
        if section.kind is SectionKind.enquiries and section.markdown.strip() and not reading.contacts:
            yield Finding(
                "missing",
                section.place,
                say(
                    "Under “{heading}” there is neither a mail address nor a telephone number.",
                    heading=section.heading,
                ),
                say("Give one way to reach the team."),
            )
