"""What an import would do, told before it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from underrose.methods.contacts.headers import Field
from underrose.methods.contacts.rows import Cleaned, ContactRow, Duplicate, duplicates, is_sure, someone
from underrose.methods.names import Reason, Someone, against


class Act(StrEnum):
    """What happens to a row."""

    new = "new"
    update = "update"
    duplicate = "duplicate"
    rejected = "rejected"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is there already. `values` in the writing of `values_of`; fields that are missing are not compared."""

    key: str
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    organisation: str = ""
    reference: str = ""
    values: Mapping[Field, str] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    field: Field
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What would happen to one row, and why."""

    line: int
    act: Act
    key: str = ""
    """The person who would be updated."""
    of_line: int = 0
    """The row this one repeats."""
    reasons: tuple[Reason, ...] = ()
    changes: tuple[Change, ...] = ()
    resembles: tuple[str, ...] = ()
    """Keys of people who may be the same; somebody should look."""
    resembles_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    new: int = 0
    update: int = 0
    duplicate: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """All decisions in the order of the file."""

    decisions: tuple[Decision, ...]
    is_cut: bool = False
    """So many names are alike that not all were compared: who is in doubt may be told as new."""

    @property
    def counts(self) -> Counts:
        acts = [decision.act for decision in self.decisions]
        return Counts(*(acts.count(act) for act in Act))


def values_of(row: ContactRow) -> dict[Field, str]:
    """What a row says, as text for each field; several values parted by "; "."""
    said = {field: getattr(row, field.value) for field in _PLAIN}
    said[Field.country] = row.country or row.country_typed
    said[Field.languages] = "; ".join(row.languages)
    said[Field.email] = "; ".join(row.emails)
    said[Field.telephone] = "; ".join(one.typed for one in row.telephones if not one.is_mobile)
    said[Field.mobile] = "; ".join(one.typed for one in row.telephones if one.is_mobile)
    said[Field.do_not_contact] = {True: "yes", False: "no", None: ""}[row.do_not_contact]
    return said


def dry_run(cleaned: Cleaned, existing: Iterable[Known], *, do_blanks_erase: bool = False) -> Plan:
    """What would happen to each row: new, update, duplicate of an earlier row, rejected. Nothing is changed.

    A row updates the person of the same reference, or of a name that is alike with the same address, telephone number or
    organisation. A name alone never updates anybody; it is told under `resembles`. Addresses and numbers are added, never
    replaced; other blanks leave what is there, unless `do_blanks_erase`. About linear in rows and people; 5,000 of each, whatever
    they are called, take at most five seconds.
    """
    known = {one.key: one for one in existing}
    repeated_rows = duplicates(cleaned.rows)
    same, likely = _first_of(repeated_rows), _likely(repeated_rows)
    matches, resembling, is_cut = _matches(cleaned.rows, known)
    found = [Decision(line, Act.rejected) for line in cleaned.rejected]
    for row in cleaned.rows:
        if repeated := same.get(row.line):
            found.append(
                Decision(row.line, Act.duplicate, of_line=repeated.of_line, reasons=repeated.reasons)
            )
        elif match := matches.get(row.line):
            key, reasons = match
            changes = changes_of(known[key].values or {}, row, do_blanks_erase=do_blanks_erase)
            found.append(Decision(row.line, Act.update, key, reasons=reasons, changes=changes))
        else:
            near = tuple(resembling.get(row.line, ()))
            found.append(
                Decision(row.line, Act.new, resembles=near, resembles_lines=tuple(likely.get(row.line, ())))
            )
    decisions = tuple(sorted(found, key=lambda decision: decision.line))
    return Plan(decisions, is_cut=is_cut or repeated_rows.is_cut)


def changes_of(
    before: Mapping[Field, str], row: ContactRow, *, do_blanks_erase: bool = False
) -> tuple[Change, ...]:
    """What a row would change of somebody, field by field."""
    found = []
    for field, after in values_of(row).items():
        if field not in before:
            continue
        old = before[field]
        new = _added(old, after) if field in _ADDED else after
        if new != old and (new or do_blanks_erase):
            found.append(Change(field, old, new))
    return tuple(found)


def _added(old: str, new: str) -> str:
    there = [one for one in old.split("; ") if one]
    known = {one.casefold().replace(" ", "") for one in there}
    return "; ".join(
        [*there, *(one for one in new.split("; ") if one and one.casefold().replace(" ", "") not in known)]
    )


def _first_of(found: Iterable[Duplicate]) -> dict[int, Duplicate]:
    same: dict[int, Duplicate] = {}
    for one in found:
        if one.is_sure:
            same.setdefault(one.line, one)
    return same


def _likely(found: Iterable[Duplicate]) -> dict[int, list[int]]:
    likely: dict[int, list[int]] = {}
    for one in found:
        if not one.is_sure:
            likely.setdefault(one.line, []).append(one.of_line)
    return likely


def _matches(
    rows: Iterable[ContactRow], known: Mapping[str, Known]
) -> tuple[dict[int, tuple[str, tuple[Reason, ...]]], dict[int, list[str]], bool]:
    """For each line the person it would update and why, and the people it only resembles; whether that is cut."""
    people = list(rows)
    references = {one.reference: one.key for one in known.values() if one.reference}
    matches: dict[int, tuple[str, tuple[Reason, ...]]] = {}
    for row in people:
        if row.reference in references:
            matches[row.line] = (references[row.reference], ())
    resembling: dict[int, list[str]] = {}
    there = [
        Someone(one.key, one.names, one.emails, one.telephones, one.organisation) for one in known.values()
    ]
    alike = against(map(someone, people), there)
    for pair in alike:
        line = int(pair.one)
        if is_sure(pair.score, pair.reasons):
            matches.setdefault(line, (pair.other, pair.reasons))
        else:
            resembling.setdefault(line, []).append(pair.other)
    return matches, resembling, alike.is_cut


_PLAIN = (
    Field.full_name, Field.honorific, Field.salutation, Field.given_name, Field.family_name, Field.native_name, Field.organisation,
    Field.department, Field.position, Field.sector, Field.region, Field.duty_station, Field.gender, Field.notes,
    Field.reference, Field.last_update,
)  # fmt: skip
_ADDED = frozenset({Field.email, Field.telephone, Field.mobile, Field.languages})
