"""From the rows of a table to people: every cell cleaned, every fault told with its place and remedy."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from underrose.methods.contacts.cells import (
    Telephone,
    as_day,
    as_emails,
    as_languages,
    as_telephones,
    offered_split,
)
from underrose.methods.contacts.headers import SET_ASIDE, Field, Mapping, is_yes, recognised
from underrose.methods.contacts.model import Row, Table
from underrose.methods.contacts.sentences import gettext_noop
from underrose.methods.names import Reason, Someone, pairs

Country = Callable[[str], str | None]
Words = Callable[[str], str]


class Ill(StrEnum):
    """What can be wrong with a row."""

    no_name = "no_name"
    email = "email"
    telephone = "telephone"
    country = "country"
    sector = "sector"
    """Told by whoever knows sectors; `clean` knows none."""
    note = "note"
    """Told by whoever says how long one may be."""
    language = "language"
    day = "day"
    yes_or_no = "yes_or_no"


_SAID = {
    Ill.no_name: (
        gettext_noop("This row names nobody."),
        gettext_noop("Fill in a name, or take the row out."),
    ),
    Ill.email: (
        gettext_noop("“{cell}” is no e-mail address."),
        gettext_noop("Correct it; the person is taken over without it."),
    ),
    Ill.telephone: (
        gettext_noop("“{cell}” is no telephone number, or the spreadsheet has shortened it."),
        gettext_noop("Correct it; the person is taken over without it."),
    ),
    Ill.country: (
        gettext_noop("“{cell}” is no country that is known here."),
        gettext_noop("Correct it or choose one; it is kept as it is typed."),
    ),
    Ill.language: (
        gettext_noop("“{cell}” is no language that is known here."),
        gettext_noop("Correct it; the other languages are taken over."),
    ),
    Ill.day: (gettext_noop("“{cell}” is no day that can be read."), gettext_noop("Write it as 2031-03-05.")),
    Ill.yes_or_no: (
        gettext_noop("“{cell}” says neither yes nor no."),
        gettext_noop("Until it does, the person counts as not to be contacted."),
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one place. `column` is the heading, empty for the whole row."""

    line: int
    column: str
    ill: Ill
    sentence: str
    remedy: str
    is_fatal: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to part a name, offered and never imposed."""

    family_name: str
    given_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One person of a list. Texts stand as typed but for spaces around them."""

    line: int
    full_name: str = ""
    title: str = ""
    salutation: str = ""
    given_name: str = ""
    family_name: str = ""
    native_name: str = ""
    organisation: str = ""
    department: str = ""
    position: str = ""
    sector: str = ""
    country: str = ""
    """The code the mapping function gave; empty if it knew none."""
    country_typed: str = ""
    region: str = ""
    duty_station: str = ""
    languages: tuple[str, ...] = ()
    """Codes: "fr", "sw"."""
    emails: tuple[str, ...] = ()
    telephones: tuple[Telephone, ...] = ()
    gender: str = ""
    notes: str = ""
    reference: str = ""
    last_update: str = ""
    """YYYY-MM-DD."""
    do_not_contact: bool | None = None
    extras: tuple[tuple[str, str], ...] = ()
    """Headings and cells of the user's own columns."""
    offer: Offer | None = None

    @property
    def name(self) -> str:
        """What to call the person in a list: the full name, else its parts, else the name in its own script."""
        return self.full_name or f"{self.given_name} {self.family_name}".strip() or self.native_name


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two rows of one file that may be one person. `is_sure`: their names are alike and something else is the same."""

    line: int
    of_line: int
    score: float
    reasons: tuple[Reason, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Duplicates:
    """In the order of the file. `is_cut`: so many names are alike that not all were compared."""

    found: tuple[Duplicate, ...]
    is_cut: bool = False

    def __iter__(self) -> Iterator[Duplicate]:
        return iter(self.found)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The people of a table, and what is wrong with it. A row with a fatal fault is in `faults` alone."""

    rows: tuple[ContactRow, ...]
    faults: tuple[Fault, ...]

    @property
    def rejected(self) -> tuple[int, ...]:
        """The lines that are not taken over."""
        return tuple(dict.fromkeys(fault.line for fault in self.faults if fault.is_fatal))


def clean(
    table: Table, mapping: Mapping, country: Country, *, reject: Iterable[Ill] = (), words: Words = str
) -> Cleaned:
    """The people of a table under a mapping of its columns.

    `country` turns a name as typed into a code or None. Nobody is rejected but those without a name and those with a
    fault of a kind in `reject`. `words` translates the sentences. About 60 µs a row; never raises.
    """
    strict = frozenset({Ill.no_name, *reject})
    found: list[ContactRow] = []
    faults: list[Fault] = []
    for row in table.rows:
        reader = _Reader(row, mapping, strict, words)
        person = reader.person(country)
        if not any(fault.is_fatal for fault in reader.faults):
            found.append(person)
        faults += reader.faults
    return Cleaned(tuple(found), tuple(faults))


def someone(row: ContactRow) -> Someone:
    """A row as the comparison of names takes it."""
    names = (row.name, f"{row.given_name} {row.family_name}".strip(), row.native_name)
    return Someone(
        key=str(row.line),
        names=tuple(dict.fromkeys(name for name in names if name)),
        emails=row.emails,
        telephones=tuple(telephone.number for telephone in row.telephones),
        organisation=row.organisation,
    )


def is_sure(score: float, reasons: Iterable[Reason]) -> bool:
    """Whether likeness is enough to act upon: something besides the name must be the same."""
    told = set(reasons)
    return (
        (Reason.email in told and score >= 0.85)  # noqa: PLR2004 # names that have something in common
        or (Reason.telephone in told and score >= 0.93)  # noqa: PLR2004 # names that are alike
        or (Reason.organisation in told and score >= 0.97)  # noqa: PLR2004 # names that are nearly the same
    )


def duplicates(rows: Iterable[ContactRow]) -> Duplicates:
    """Rows that may be one person, the later pointing to the earlier, in the order of the file. In bounded time, as `pairs`."""
    people = list(rows)
    references: dict[str, int] = {}
    found: dict[tuple[int, int], Duplicate] = {}
    for row in people:
        if row.reference and row.reference in references:
            of_line = references[row.reference]
            found[row.line, of_line] = Duplicate(row.line, of_line, 1.0, (), is_sure=True)
        references.setdefault(row.reference, row.line)
    likely = pairs(map(someone, people), most=None)
    for pair in likely:
        of_line, line = sorted((int(pair.one), int(pair.other)))
        found.setdefault(
            (line, of_line),
            Duplicate(line, of_line, pair.score, pair.reasons, is_sure(pair.score, pair.reasons)),
        )
    return Duplicates(tuple(found[place] for place in sorted(found)), likely.is_cut)


class _Reader:
    """One row on its way to a person."""

    def __init__(self, row: Row, mapping: Mapping, strict: frozenset[Ill], words: Words) -> None:
        self.row = row
        self.mapping = mapping
        self.strict = strict
        self.words = words
        self.faults: list[Fault] = []

    def person(self, country: Country) -> ContactRow:
        full_name, typed = self._text(Field.full_name), self._text(Field.country)
        names = {field: self._text(Field(field)) for field in ("given_name", "family_name", "native_name")}
        if not full_name and not any(names.values()):
            self._fault(Ill.no_name, "", "")
        is_parted = bool(names["given_name"] or names["family_name"])
        plain = {code: self._text(Field(code)) for code in _PLAIN}
        return ContactRow(
            line=self.row.line,
            full_name=full_name,
            **names,
            **plain,
            country=self._country(country, typed),
            country_typed=typed,
            languages=self._languages(),
            emails=self._emails(),
            telephones=self._telephones(),
            last_update=self._day(),
            do_not_contact=self._do_not_contact(),
            extras=self._extras(),
            notes=self._notes(),
            offer=None if is_parted else _offer(full_name),
        )

    def _cells(self, field: Field) -> list[tuple[str, str]]:
        """Headings and cells of the columns that hold a field."""
        return [
            (self.mapping.guesses[place].header, self.row.cells[place])
            for place in self.mapping.places(field)
            if self.row.cells[place]
        ]

    def _text(self, field: Field) -> str:
        return "; ".join(cell for _, cell in self._cells(field))

    def _fault(self, ill: Ill, column: str, cell: str) -> None:
        sentence, remedy = _SAID[ill]
        shown = cell if len(cell) <= 60 else f"{cell[:59]}…"  # noqa: PLR2004 # letters of a cell in a sentence
        self.faults.append(
            Fault(
                self.row.line,
                column,
                ill,
                self.words(sentence).format(cell=shown),
                self.words(remedy),
                ill in self.strict,
            )
        )

    def _country(self, country: Country, typed: str) -> str:
        code = country(typed) if typed else None
        if typed and not code:
            self._fault(Ill.country, self._cells(Field.country)[0][0], typed)
        return code or ""

    def _emails(self) -> tuple[str, ...]:
        found: list[str] = []
        for header, cell in self._cells(Field.email):
            good, bad = as_emails(cell)
            found += good
            for one in bad:
                self._fault(Ill.email, header, one)
        return tuple({email.casefold(): email for email in reversed(found)}.values())[::-1]

    def _telephones(self) -> tuple[Telephone, ...]:
        found: dict[str, Telephone] = {}
        for field in (Field.telephone, Field.mobile):
            for header, cell in self._cells(field):
                good, bad = as_telephones(cell, is_mobile=field is Field.mobile)
                for telephone in good:
                    found.setdefault(telephone.number, telephone)
                for one in bad:
                    self._fault(Ill.telephone, header, one)
        return tuple(found.values())

    def _languages(self) -> tuple[str, ...]:
        found: list[str] = []
        for header, cell in self._cells(Field.languages):
            good, bad = as_languages(cell)
            found += good
            for one in bad:
                self._fault(Ill.language, header, one)
        return tuple(dict.fromkeys(found))

    def _day(self) -> str:
        for header, cell in self._cells(Field.last_update):
            if day := as_day(cell):
                return day.isoformat()
            self._fault(Ill.day, header, cell)
        return ""

    def _do_not_contact(self) -> bool | None:
        for header, cell in self._cells(Field.do_not_contact):
            answer = is_yes(cell)
            if answer is None:
                self._fault(Ill.yes_or_no, header, cell)
            return answer is not False
        return None

    def _notes(self) -> str:
        """A line for each cell, under its heading unless that says no more than "Notes"."""
        cells = self._cells(Field.notes)
        return "\n".join(
            cell if not header or recognised(header) is Field.notes else f"{header}: {cell}"
            for header, cell in cells
        )

    def _extras(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (guess.header, self.row.cells[guess.place])
            for guess in self.mapping.guesses
            if guess.field is None and guess.field not in SET_ASIDE and self.row.cells[guess.place]
        )


_PLAIN = (
    "title", "salutation", "organisation", "department", "position", "sector", "region", "duty_station", "gender", "reference",
)  # fmt: skip


def _offer(full_name: str) -> Offer | None:
    parted = offered_split(full_name)
    return Offer(*parted) if parted else None
