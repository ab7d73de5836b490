"""The whole note as one frozen value: what versions keep, and what page, PDF, Word and comparison are made from."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting

PARTS = ("partners", "sections", "objectives", "themes", "lenses", "footnotes", "quotations", "contacts")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
OBJECTIVES = "{objectives}"
"""A line of its own in a section: the list of objectives stands here."""


@dataclass(frozen=True, slots=True)
class NotePartner:
    name: str
    role: str
    country: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class NoteSection:
    kind: str
    heading: str
    body: str
    audience: str
    public_wording: str = ""


@dataclass(frozen=True, slots=True)
class NoteContact:
    role: str
    name: str
    telephone: str
    mail: str


@dataclass(frozen=True, slots=True)
class NoteFootnote:
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteQuotation:
    words: str
    speaker: str
    place: str = ""
    said_on: str = ""
    source: str = ""
    is_verified: bool = False


@dataclass(frozen=True, slots=True)
class ConceptNote:
    code: str
    kind: str
    title: str
    start_on: date | None = None
    end_on: date | None = None
    venue: str = ""
    town: str = ""
    mode: str = "in_person"
    series: str = ""
    series_slug: str = ""
    ordinal: int | None = None
    cap: int | None = None
    regime: str = ""
    is_invitation_only: bool = True
    language: str = "en"
    follow_up_from_months: int | None = None
    follow_up_to_months: int | None = None
    partners: tuple[NotePartner, ...] = ()
    sections: tuple[NoteSection, ...] = ()
    objectives: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    lenses: tuple[str, ...] = ()
    footnotes: tuple[NoteFootnote, ...] = ()
    quotations: tuple[NoteQuotation, ...] = ()
    contacts: tuple[NoteContact, ...] = ()
    audiences: dict[str, str] = field(default_factory=dict)
    public_wordings: dict[str, str] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        """The way the note itself is read, whatever the language of the pages around it."""
        return "rtl" if self.language.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    def section(self, kind: str) -> NoteSection | None:
        return next((section for section in self.sections if section.kind == kind), None)

    def shows(self, name: str, reader: Audience) -> bool:
        """Whether `reader` may see the field of this name."""
        return reader.reads(Audience(self.audiences.get(name, Audience.team)))

    def for_reader(self, reader: Audience) -> "ConceptNote":
        """The note with everything taken away that this reader may not see, in the words meant for them."""
        sections = tuple(
            _in_words_for(section, reader)
            for section in self.sections
            if reader.reads(Audience(section.audience))
        )
        wordings = self.public_wordings if reader is Audience.public else {}
        hidden = {
            name for name, group in _HIDEABLE.items() if not self.shows(group, reader) or group in wordings
        }
        return replace(
            self,
            title=wordings.get("title", self.title),
            sections=sections,
            footnotes=_called(self.footnotes, sections),
            quotations=self.quotations if reader is Audience.team else (),
            public_wordings={name: words for name, words in wordings.items() if self.shows(name, reader)},
            audiences={},
            **{name: _EMPTY[name] for name in hidden},
        )


_HIDEABLE = {
    "start_on": "dates",
    "end_on": "dates",
    "venue": "venue",
    "town": "venue",
    "series": "series",
    "series_slug": "series",
    "ordinal": "series",
    "cap": "cap",
    "regime": "regime",
    "follow_up_from_months": "follow_up",
    "follow_up_to_months": "follow_up",
    "partners": "partners",
    "objectives": "objectives",
    "themes": "themes",
    "lenses": "lenses",
    "contacts": "contacts",
}
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("start_on", "end_on", "ordinal", "cap", "follow_up_from_months", "follow_up_to_months")),
    **dict.fromkeys(("venue", "town", "series", "series_slug", "regime"), ""),
    **dict.fromkeys(("partners", "objectives", "themes", "lenses", "contacts"), ()),
}


def _in_words_for(section: NoteSection, reader: Audience) -> NoteSection:
    if reader is Audience.public and section.public_wording:
        return replace(section, body=section.public_wording, public_wording="")
    return replace(section, public_wording="")


def _called(
    footnotes: tuple[NoteFootnote, ...], sections: tuple[NoteSection, ...]
) -> tuple[NoteFootnote, ...]:
    text = "\n".join(section.body for section in sections)
    return tuple(footnote for footnote in footnotes if f"[^{footnote.number}]" in text)


def of(meeting: Meeting) -> ConceptNote:
    """The note as it stands now. Nine queries, whatever its length."""
    edition = getattr(meeting, "edition", None)
    return ConceptNote(
        code=meeting.code,
        kind=meeting.kind,
        title=meeting.title,
        start_on=meeting.start_on,
        end_on=meeting.end_on,
        venue=meeting.venue.name if meeting.venue else "",
        town=meeting.venue.town if meeting.venue else "",
        mode=meeting.mode,
        series=edition.series.name if edition else "",
        series_slug=edition.series.slug if edition else "",
        ordinal=edition.ordinal if edition else None,
        cap=meeting.cap,
        regime=meeting.regime,
        is_invitation_only=meeting.is_invitation_only,
        language=meeting.language,
        follow_up_from_months=meeting.follow_up_from_months,
        follow_up_to_months=meeting.follow_up_to_months,
        partners=tuple(NotePartner(p.name, p.role, p.country, p.website) for p in meeting.partners.all()),
        sections=tuple(
            NoteSection(s.kind, s.heading, s.body, s.audience, s.public_wording)
            for s in meeting.sections.all()
            if not s.is_removed
        ),
        objectives=tuple(o.words for o in meeting.objectives.all()),
        themes=tuple(t.words for t in meeting.themes.all()),
        lenses=tuple(lens.words for lens in meeting.lenses.all()),
        footnotes=tuple(NoteFootnote(f.number, f.text) for f in meeting.footnotes.all()),
        quotations=tuple(
            NoteQuotation(q.words, q.speaker, q.place, q.said_on, q.source, q.is_verified)
            for q in meeting.quotations.all()
        ),
        contacts=tuple(NoteContact(c.role, c.name, c.telephone, c.mail) for c in meeting.contacts.all()),
        audiences={name: str(meeting.audience_of(name)) for name in sorted(set(_HIDEABLE.values()))},
        public_wordings=dict(meeting.public_wordings),
    )


def as_json(note: ConceptNote) -> dict[str, Any]:
    """A version's content as a database gives it back: lists for tuples, days as ISO."""
    content: dict[str, Any] = json.loads(json.dumps(asdict(note), default=date.isoformat))
    return content


def from_json(content: dict[str, Any]) -> ConceptNote:
    """The note a version kept. Fields that a later release added take their defaults."""
    known = {name: content[name] for name in ConceptNote.__dataclass_fields__ if name in content}
    for name in ("start_on", "end_on"):
        known[name] = date.fromisoformat(known[name]) if known.get(name) else None
    for name in ("objectives", "themes", "lenses"):
        known[name] = tuple(known.get(name, ()))
    for name, kind in _KINDS.items():
        known[name] = tuple(kind(**part) for part in known.get(name, ()))
    return ConceptNote(**known)


_KINDS: dict[str, type[Any]] = {
    "partners": NotePartner,
    "sections": NoteSection,
    "footnotes": NoteFootnote,
    "quotations": NoteQuotation,
    "contacts": NoteContact,
}
