"""The list of people: what is looked for, in which order, and what each row shows. Nothing here opens what is sealed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, DateField, Exists, F, OrderBy, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.kit import tables
from underrose.kit.models import institution_key
from underrose.kit.tables import Cell, Column
from underrose.methods.contacts.cells import Telephone
from underrose.methods.contacts.rows import ContactRow
from underrose.people import choices, posts, search_words
from underrose.people.models import ContactDetail, ContactImport, Person, Post
from underrose.people.posts import NO_POST, PostLine

PAGE = 55
PRINTED = 5_000


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the list. Of protected people all but the alias is blank."""

    person: Person
    post: PostLine
    mails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.person.full_name

    @property
    def standing(self) -> tuple[str, str]:
        """In a word, and the mark beside it."""
        if self.person.is_sealed:
            return str(_("Protected")), "held"
        return (str(_("Do not contact")), "warning") if self.person.do_not_contact else ("", "plain")


class Shown(NamedTuple):
    """A column: its name in the address, its heading, and how a line answers it."""

    name: str
    label: Any
    of: Callable[[Line], Cell]


def _languages(line: Line) -> str:
    return ", ".join(choices.language_name(code) for code in line.person.languages)


def _introduced(line: Line) -> date | None:
    """Since when a protected person stands in the list would find them in an older one."""
    return None if line.person.is_sealed else line.person.introduced_on


COLUMNS = (
    Shown("native", _("Name in its own script"), lambda line: line.person.native_name),
    Shown("position", _("Position"), lambda line: line.post.title),
    Shown("organisation", _("Organisation"), lambda line: line.post.organisation),
    Shown("country", _("Country"), lambda line: choices.country_name(country_of(line))),
    Shown("sector", _("Sector"), lambda line: choices.sector_name(line.post.sector)),
    Shown("station", _("Duty station"), lambda line: line.post.duty_station),
    Shown("languages", _("Languages"), _languages),
    Shown("mail", _("E-mail"), lambda line: "; ".join(line.mails)),
    Shown("telephone", _("Telephone"), lambda line: "; ".join(line.telephones)),
    Shown("introduced", _("In the list since"), _introduced),
)
USUAL = ("position", "organisation", "country", "sector")
CONTACTS = frozenset({"mail", "telephone"})
SORTS = ("name", "organisation", "country", "introduced")


def country_of(line: Line) -> str:
    return line.person.country or line.post.country


@dataclass(frozen=True)
class Asked:
    """What an address asks for; anything unknown is as if it was not asked."""

    query: str = ""
    country: str = ""
    sector: str = ""
    language: str = ""
    standing: str = ""
    brought: str = ""
    sort: str = "name"
    columns: tuple[str, ...] = USUAL
    keys: tuple[str, ...] = ()

    @property
    def is_narrow(self) -> bool:
        return any((self.query, self.country, self.sector, self.language, self.standing, self.brought))


def found(holder: Holder, asked: Asked, today: date) -> QuerySet[Person]:
    """Whom this colleague may see of those asked for, in order."""
    people = Person.objects.visible_to(holder).filter(institution=institution_key())
    people = people.brought_by_list(asked.brought, holder) if asked.brought else people
    people = _matching(people, asked.query) if asked.query else people
    if asked.keys:
        people = people.filter(key__in=asked.keys)
    held = Post.objects.held_on(today).filter(person=OuterRef("key"))
    if asked.country:
        there = held.filter(Q(country=asked.country) | Q(country="", organisation__country=asked.country))
        people = people.filter(Q(country=asked.country) | Q(country="") & Exists(there))
    if asked.sector:
        of_it = held.filter(Q(sector=asked.sector) | Q(sector="", organisation__sector=asked.sector))
        people = people.filter(Exists(of_it))
    if asked.language:
        people = people.filter(search_words__contains=search_words.of_language(asked.language))
    people = people.filter(**_STANDINGS.get(asked.standing, {}))
    return _ordered(people, asked.sort, held)


def lists_of(holder: Holder) -> list[ContactImport]:
    """The lists this colleague took in, the latest first, as long as they are kept."""
    found = ContactImport.objects.filter(account=holder.account, state__in=ContactImport.OVER)
    return list(found.defer("original"))


_STANDINGS: Mapping[str, Mapping[str, Any]] = {
    "protected": {"is_sealed": True},
    # Whether a protected person may be written to is told to nobody who looks through a list.
    "closed": {"do_not_contact": True, "is_sealed": False},
    "open": {"do_not_contact": False, "is_sealed": False},
}


def _matching(people: Any, query: str) -> Any:
    """In the script that was typed, or in Latin letters."""
    spellings = search_words.looked_for(query)
    if not spellings:
        return people.none()
    narrowed = people.matching(spellings[0])
    for spelling in spellings[1:]:
        narrowed = narrowed | people.matching(spelling)
    return narrowed


def _ordered(people: QuerySet[Person], sort: str, held: QuerySet[Post]) -> QuerySet[Person]:
    latest = held.order_by(F("start_on").desc(nulls_last=True), "key")
    name = sort.removeprefix("-")
    if name == "organisation":
        people = people.annotate(by=Subquery(latest.values("organisation__name")[:1]))
    elif name == "country":
        own = When(~Q(country=""), then=F("country"))
        people = people.annotate(
            by=Case(own, default=Subquery(latest.values("country")[:1]), output_field=Value("").output_field)
        )
    elif name == "introduced":
        in_the_clear = When(is_sealed=False, then=F("introduced_on"))
        people = people.annotate(by=Case(in_the_clear, default=None, output_field=DateField()))
    else:
        back = "-" if sort.startswith("-") else ""
        return people.order_by(f"{back}family_name", f"{back}full_name", f"{back}key")
    by: OrderBy = F("by").desc(nulls_last=True) if sort.startswith("-") else F("by").asc(nulls_last=True)
    return people.order_by(by, "family_name", "full_name", "key")


def lines(people: Iterable[Person], today: date, *, with_contacts: bool = True) -> list[Line]:
    """Each with the post of today, in two queries however many they are; in one where no column shows contacts."""
    rows = list(people)
    held = posts.current(rows, today)
    contacts = _contacts(rows) if with_contacts else {}
    nothing: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    return [
        Line(person, held.get(person.key, NO_POST), *contacts.get(person.key, nothing)) for person in rows
    ]


def _contacts(rows: list[Person]) -> dict[Any, tuple[tuple[str, ...], tuple[str, ...]]]:
    details: dict[Any, tuple[list[str], list[str]]] = {}
    keys = [person.key for person in rows if not person.is_sealed]
    asked = ContactDetail.objects.filter(person__in=keys).values_list("person", "kind", "value")
    for person, kind, value in asked if keys else ():
        mails, telephones = details.setdefault(person, ([], []))
        (mails if kind == ContactDetail.Kind.mail else telephones).append(value)
    return {person: (tuple(mails), tuple(telephones)) for person, (mails, telephones) in details.items()}


def in_chunks(people: QuerySet[Person], today: date) -> Iterator[Line]:
    """All of them for a file."""
    rows = people.defer("particulars", "list_note")
    yield from tables.in_chunks(rows, lambda some: lines(some, today))


def file_columns() -> list[Column]:
    """For a file: all that a list may hold. Of protected people the alias and nothing else."""
    name = Column(str(_("Full name")), lambda line: line.name)
    given = Column(str(_("Given name")), lambda line: line.person.given_name)
    family = Column(str(_("Family name")), lambda line: _family_name(line.person))
    rest = [Column(str(shown.label), _silent_of_protected(shown.of)) for shown in COLUMNS]
    closed = Column(str(_("Do not contact")), _silent_of_protected(_closed))
    return [name, given, family, *rest, closed]


def _closed(line: Line) -> str:
    return str(_("yes")) if line.person.do_not_contact else ""


def _silent_of_protected(of: Callable[[Line], Cell]) -> Callable[[Line], Cell]:
    return lambda line: None if line.person.is_sealed else of(line)


def as_row(line: Line) -> ContactRow:
    """For an address card. Of protected people the alias and nothing else."""
    person = line.person
    if person.is_sealed:
        return ContactRow(line=0, full_name=person.full_name)
    return ContactRow(
        line=0,
        full_name=person.full_name,
        given_name=person.given_name,
        family_name=_family_name(person),
        native_name=person.native_name,
        organisation=line.post.organisation,
        position=line.post.title,
        duty_station=line.post.duty_station,
        country_typed=choices.country_name(country_of(line)),
        languages=tuple(person.languages),
        emails=line.mails,
        telephones=tuple(Telephone(number, number) for number in line.telephones),
    )


def _family_name(person: Person) -> str:
    """Of a protected person the column only keeps the alias for the order of lists."""
    return "" if person.is_sealed else person.family_name
