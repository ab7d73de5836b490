"""A list of people on its way in: what its columns hold, what each row would do, and the particulars that come of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.access.holders import Holder, holder_of
from underrose.context import gazetteer
from underrose.methods import names
from underrose.methods.contacts.headers import Field, Mapping, propose_mapping, recognised
from underrose.methods.contacts.model import Table
from underrose.methods.contacts.plan import Known, Plan, dry_run
from underrose.methods.contacts.reading import read
from underrose.methods.contacts.rows import Cleaned, ContactRow, Fault, Ill, clean, is_sure, someone
from underrose.methods.names import Someone
from underrose.people import forgetting_rules, particulars, sectors, typed
from underrose.people.models import INVITING, ContactImport, Gender, NeedToKnow, Person, Sector
from underrose.people.particulars import LONGEST_NOTE, Form, Particulars, PostHeld

FIELDS = {
    Field.full_name: gettext_lazy("Full name"),
    Field.honorific: gettext_lazy("Title before the name"),
    Field.given_name: gettext_lazy("Given name"),
    Field.family_name: gettext_lazy("Family name"),
    Field.native_name: gettext_lazy("Name in its own script"),
    Field.salutation: gettext_lazy("Salutation"),
    Field.organisation: gettext_lazy("Organisation"),
    Field.department: gettext_lazy("Department"),
    Field.position: gettext_lazy("Position"),
    Field.sector: gettext_lazy("Sector"),
    Field.country: gettext_lazy("Country"),
    Field.duty_station: gettext_lazy("Duty station"),
    Field.languages: gettext_lazy("Languages"),
    Field.email: gettext_lazy("E-mail"),
    Field.telephone: gettext_lazy("Telephone"),
    Field.mobile: gettext_lazy("Mobile telephone"),
    Field.gender: gettext_lazy("Gender"),
    Field.do_not_contact: gettext_lazy("Do not contact"),
    Field.notes: gettext_lazy("Kept as a note, “From a list”"),
}
_NAMED = frozenset(field.value for field in FIELDS)
LONGEST_CELL = 60
LATEST_LISTS = 5
_WOMAN = frozenset(["f", "female", "woman", "w", "femme", "mujer", "женщина", "ж", "امراة", "女"])
_ANOTHER = frozenset(["another", "other", "x", "diverse", "nonbinary"])
_MAN = frozenset(["m", "male", "man", "homme", "hombre", "мужчина", "м", "رجل", "男"])


@dataclass(frozen=True)
class Understood:
    """A list with its columns named and its rows cleaned."""

    table: Table
    mapping: Mapping
    cleaned: Cleaned


@dataclass(frozen=True)
class Foreseen:
    """What taking it in would do, row by row, and to whom."""

    understood: Understood
    plan: Plan
    persons: dict[str, Person]

    @cached_property
    def rows(self) -> dict[int, ContactRow]:
        return {row.line: row for row in self.understood.cleaned.rows}


def table_of(imported: ContactImport) -> Table:
    return read(imported.original, imported.file_name, str(imported.mapping.get("sheet", "")))


def understood(imported: ContactImport) -> Understood:
    table = table_of(imported)
    mapping = mapping_of(table, imported.mapping.get("columns"))
    cleaned = clean(table, mapping, country_code, words=_said)
    remarks = (*_remarks_on_sectors(cleaned.rows, mapping), *_remarks_on_notes(cleaned.rows))
    return Understood(table, mapping, replace(cleaned, faults=(*cleaned.faults, *remarks)))


def _remarks_on_notes(rows: Iterable[ContactRow]) -> Iterator[Fault]:
    for row in rows:
        if len(row.notes) > LONGEST_NOTE:
            sentence = _("This note is longer than 2,000 letters.")
            remedy = _("Shorten it; otherwise only its beginning is kept.")
            yield Fault(row.line, "", Ill.note, sentence, remedy, is_fatal=False)


def _remarks_on_sectors(rows: Iterable[ContactRow], mapping: Mapping) -> tuple[Fault, ...]:
    """What is not known as a sector, and what was only guessed, is told and never lost without a word."""
    heading = next((mapping.guesses[place].header for place in mapping.places(Field.sector)), "")
    met = [(row, sectors.read(row.sector)) for row in rows if row.sector]
    return tuple(_sector_fault(row, found, heading) for row, found in met if not found.is_certain)


def _sector_fault(row: ContactRow, found: sectors.SectorRead, heading: str) -> Fault:
    cell = row.sector if len(row.sector) <= LONGEST_CELL else f"{row.sector[:LONGEST_CELL]}…"
    if found.value:
        sentence = _("“%(cell)s” is read as “%(sector)s”.") % {
            "cell": cell,
            "sector": Sector(found.value).label,
        }
        return Fault(
            row.line, heading, Ill.sector, sentence, _("Correct it if it is another."), is_fatal=False
        )
    sentence = _("“%(cell)s” is no sector that is known here.") % {"cell": cell}
    remedy = _("Correct it; the person is taken over without it.")
    return Fault(row.line, heading, Ill.sector, sentence, remedy, is_fatal=False)


def _said(words: str) -> str:
    """In the language of whoever reads; a country that is not known is not kept here, so nothing else is promised."""
    if words.endswith("it is kept as it is typed."):
        return _("Correct it; the person is taken over without it.")
    return _(words)


def mapping_of(table: Table, chosen: list[str] | None) -> Mapping:
    """As it is proposed, or as somebody has chosen; what is not offered stays the user's own and is not taken in.

    What somebody remarked about people is kept only if a person chooses so.
    """
    mapping = propose_mapping(table.headers, [row.cells for row in table.rows])
    if chosen is None:
        for place in mapping.places(Field.notes):
            mapping = mapping.with_field(place, None)
    for place, name in enumerate(chosen or ()):
        if place < len(mapping.guesses):
            mapping = mapping.with_field(place, Field(name) if name in _NAMED else None)
    return mapping


def was_brought_before(imported: ContactImport) -> bool:
    """Whether this colleague had this very file taken in, among the latest lists that are still kept."""
    others = ContactImport.objects.filter(account=imported.account, state__in=ContactImport.OVER)[
        :LATEST_LISTS
    ]
    return any(other.original == imported.original for other in others.iterator())


@dataclass(frozen=True)
class NotTaken:
    """Headings of the columns that stay behind, parted by why; a column in which nothing stands is not told."""

    own: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    diet: tuple[str, ...] = ()


def not_taken(said: Understood) -> NotTaken:
    found: dict[str, list[str]] = {"own": [], "region": [], "diet": []}
    for guess in said.mapping.guesses:
        is_empty = not any(row.cells[guess.place] for row in said.table.rows)
        if guess.field in FIELDS or is_empty:
            continue
        named = recognised(guess.header)
        kind = named.value if named in {Field.region, Field.diet} else "own"
        found[kind].append(guess.header or _("Column %(number)s") % {"number": guess.place + 1})
    return NotTaken(**{kind: tuple(headings) for kind, headings in found.items()})


@lru_cache(maxsize=4096)
def country_code(typed: str) -> str | None:
    found = gazetteer.load().resolve(typed)
    return found.code if found else None


def foreseen(imported: ContactImport, *, compares_protected: bool = False) -> Foreseen:
    """Nothing is changed. Protected people are compared only for a colleague who may open them, and never named.

    Whoever asks for that has a line written in the record first (`actions.imports.note_comparison`).
    """
    said = understood(imported)
    holder = holder_of(imported.account)
    people = list(Person.objects.visible_to(holder))
    facts = in_the_clear(people)
    if compares_protected:
        said = replace(said, cleaned=_without_protected(said.cleaned, may_be_compared(holder)))
    known = [_known(key, one) for key, one in facts.items()]
    plan = dry_run(said.cleaned, known, do_blanks_erase=imported.blanks_erase)
    if plan.is_cut:
        said = replace(said, table=replace(said.table, remarks=(*said.table.remarks, _cut())))
    return Foreseen(said, plan, {str(person.key): person for person in people})


def may_be_compared(holder: Holder) -> list[Person]:
    """Protected people whom a meeting of this colleague needs to know."""
    codes = holder.codes_within(*INVITING)
    needed = NeedToKnow.objects.filter(meeting_code__in=codes).values("person")
    return list(Person.objects.visible_to(holder).filter(is_sealed=True, key__in=needed).order_by("key"))


def _cut() -> str:
    return _(
        "So many names in this list are alike that not all were compared. Some who are known already may stand as new: please look at them."
    )


def _known(key: UUID, facts: Particulars) -> Known:
    houses = [post.organisation for post in facts.posts if post.organisation]
    return Known(str(key), _names(facts), facts.mails, facts.telephones, houses[0] if houses else "")


def _names(facts: Particulars) -> tuple[str, ...]:
    parted = f"{facts.given_name} {facts.family_name}".strip()
    return tuple(dict.fromkeys(name for name in (facts.full_name, parted, facts.native_name) if name))


def _without_protected(cleaned: Cleaned, mine: Iterable[Person]) -> Cleaned:
    """Rows that would lay the real name of a protected person beside their alias, as far as this colleague may know.

    Everybody is compared: in a list in which many share an address, a search that stops early would let the name in.
    """
    opened = particulars.of_many(mine)
    there = [
        Someone(str(key), _names(facts), facts.mails, facts.telephones, house)
        for key, facts in opened.items()
        for house in {"", *(post.organisation for post in facts.posts)}
    ]
    pairs = names.sharing(map(someone, cleaned.rows), there)
    met = {int(pair.one) for pair in pairs if is_sure(pair.score, pair.reasons)}
    faults = tuple(_protected(line) for line in sorted(met))
    rows = tuple(row for row in cleaned.rows if row.line not in met)
    return Cleaned(rows, (*cleaned.faults, *faults))


def _protected(line: int) -> Fault:
    sentence = _("This is a protected person.")
    remedy = _("Change what is known on the page of the person; in a list the name would stand in the clear.")
    return Fault(line, "", Ill.no_name, sentence, remedy, is_fatal=True)


def facts_of(row: ContactRow) -> Particulars:
    """A person from one row. The name stands as it was typed, with its title before it."""
    name = row.name if row.title and row.name.startswith(row.title) else f"{row.title} {row.name}".strip()
    languages = row.languages
    salutation = (Form((languages or ("en",))[0], "", row.salutation[:250]),) if row.salutation else ()
    facts = Particulars(
        full_name=name[:250],
        native_name=row.native_name[:250],
        given_name=row.given_name[:120],
        family_name=row.family_name[:120],
        gender=_gender(row.gender),
        languages=languages,
        country=row.country[:3],
        mails=tuple(mail[:254] for mail in row.emails),
        telephones=tuple(number.typed[:254] for number in row.telephones),
        posts=_post(row),
        forms=salutation,
        labels=tuple((number.typed[:254], _("mobile")) for number in row.telephones if number.is_mobile),
        list_note=row.notes[:LONGEST_NOTE],
    )
    return typed.tidied(facts)


def _post(row: ContactRow) -> tuple[PostHeld, ...]:
    if not (row.organisation or row.position):
        return ()
    held = PostHeld(
        title=row.position[:250],
        organisation=row.organisation[:250],
        department=row.department[:250],
        country=row.country[:3],
        sector=sectors.read(row.sector).value,
        duty_station=row.duty_station[:120],
    )
    return (held,)


def _gender(typed: str) -> str:
    said = names.fold(typed)
    if said in _WOMAN:
        return Gender.woman.value
    return Gender.man.value if said in _MAN else Gender.another.value if said in _ANOTHER else ""


def emptied_by_blanks(said: Understood, imported: ContactImport) -> frozenset[Field]:
    """What a blank cell empties, if that was chosen: of what a list has no column for, nothing is blank in it."""
    if not imported.blanks_erase:
        return frozenset()
    return frozenset(guess.field for guess in said.mapping.guesses if guess.field is not None)


def updated(
    before: Particulars, row: ContactRow, today: date, *, emptied: frozenset[Field] = frozenset()
) -> Particulars:
    """What is known after a row. Addresses and numbers are added; a blank erases what is in `emptied` alone."""
    new = facts_of(row)
    plain = {
        name: getattr(new, name)
        for name in ("full_name", "native_name", "given_name", "family_name", "gender", "country")
        if getattr(new, name) or (name in emptied and name != "full_name")
    }
    return replace(
        before,
        **plain,
        languages=tuple(dict.fromkeys((*before.languages, *new.languages))),
        mails=_added(before.mails, new.mails, str.casefold),
        telephones=_added(before.telephones, new.telephones, names.digits),
        posts=_posts(before, new, today, emptied),
        forms=(*before.forms, *(form for form in new.forms if not before.form(form.language).salutation)),
        labels=tuple(dict.fromkeys((*before.labels, *new.labels))),
        list_note=new.list_note or before.list_note,
    )


def in_the_clear(persons: Iterable[Person]) -> dict[UUID, Particulars]:
    """What is known now of those among these who are not protected."""
    return particulars.of_many([person for person in persons if not person.is_sealed])


def taken_over(
    person: Person,
    before: Particulars,
    row: ContactRow,
    *,
    by: Holder,
    today: date,
    emptied: frozenset[Field],
) -> Particulars:
    """The same for one colleague: another team's guest keeps the addresses by which that team reaches them."""
    after = updated(before, row, today, emptied=emptied)
    if forgetting_rules.may_be_reached_elsewhere(person, by, today):
        return replace(after, mails=before.mails, telephones=before.telephones, labels=before.labels)
    return after


def _added(old: tuple[str, ...], new: tuple[str, ...], same: Callable[[str], str]) -> tuple[str, ...]:
    there = {same(one) or one for one in old}
    return (*old, *(one for one in new if (same(one) or one) not in there))


def _posts(
    before: Particulars, new: Particulars, today: date, emptied: frozenset[Field]
) -> tuple[PostHeld, ...]:
    """The post of the row is the one held now: one in the same place is revised, the only other one has ended."""
    if not new.posts:
        return before.posts
    post = new.posts[0]
    now = [held for held in before.posts if held.is_held_on(today)]
    same = next(
        (held for held in now if names.fold(held.organisation) == names.fold(post.organisation)), None
    )
    if same is not None:
        return tuple(_revised(held, post, emptied) if held is same else held for held in before.posts)
    yesterday = today - timedelta(days=1)
    ends = now[0] if len(now) == 1 and (now[0].start_on or yesterday) <= yesterday else None
    return (post, *(replace(held, end_on=yesterday) if held is ends else held for held in before.posts))


_POST_FIELDS = {"title": Field.position}


def _revised(old: PostHeld, new: PostHeld, emptied: frozenset[Field]) -> PostHeld:
    said = {
        name: getattr(new, name)
        for name in ("title", "department", "country", "sector", "duty_station")
        if getattr(new, name) or _POST_FIELDS.get(name, name) in emptied
    }
    return replace(old, **said)


def faults_by_line(said: Understood) -> dict[int, list[Fault]]:
    found: dict[int, list[Fault]] = {}
    for fault in said.cleaned.faults:
        found.setdefault(fault.line, []).append(fault)
    return found
