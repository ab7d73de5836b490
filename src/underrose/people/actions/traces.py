"""Where a person stands outside the address book: letters to them, what came back for those, and lists that came as files.

A name alone never takes a letter away: whoever chooses a name would choose what is deleted. Letters go by the address
they were sent to, as far as whoever acts may reach (`reach`); lists by an address, or by a whole name in a cell of its
own. What only mentions a name is counted; of a meeting's letters those that have not left are withdrawn when the name
becomes one that nobody may read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from email.utils import parseaddr
from hashlib import sha256
from itertools import islice
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from underrose.kit import mail as outbox
from underrose.kit.models import OutboxMail, OutboxPart, ReceivedMail
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.methods.names import Someone, against, fold
from underrose.people import enclosures, listed, particulars
from underrose.people.actions.reach import Reach
from underrose.people.models import ContactDetail, ContactImport, Person
from underrose.people.particulars import Particulars
from underrose.people.search_words import folded

Known = Sequence[Particulars]
Outside = TypeVar("Outside", OutboxMail, ReceivedMail, ContactImport)
_CHUNK = 200
_AS_TYPED = 8
NONE: frozenset[UUID] = frozenset()


class Traces(NamedTuple):
    """Which rows are theirs, and every row that was looked at, so that only what came since is looked at again."""

    letters: frozenset[UUID] = NONE
    received: frozenset[UUID] = NONE
    lists: frozenset[UUID] = NONE
    seen: frozenset[UUID] = NONE
    # Letters to others that have not left and say the whole name, in their words or in what goes with them.
    waiting: frozenset[UUID] = NONE

    def and_also(self, newer: "Traces") -> "Traces":
        return Traces(*(one | other for one, other in zip(self, newer, strict=True)))


class Wanted:
    """What tells of one or more rows of a person: their addresses, and their names as whole names."""

    def __init__(self, known: Known, but_for: frozenset[str] = frozenset()) -> None:
        """`but_for` are addresses and names, folded, that tell of somebody else as well."""
        self.mails = frozenset(_mails(known)) - but_for
        names = {name for facts in known for name in _names(facts)} - but_for
        self.names = frozenset(name for name in names if " " in name)
        self.short_names = frozenset(names) - self.names
        self.parted = frozenset(
            (given, family)
            for facts in known
            if (given := folded(facts.given_name)) and (family := folded(facts.family_name))
            if f"{given} {family}" not in but_for
        )
        self.longest = max(map(len, names), default=0)
        self.people = [
            Someone(
                str(place),
                tuple(name for name in _written(facts) if " " in name),
                facts.mails,
                facts.telephones,
            )
            for place, facts in enumerate(known)
        ]
        self._met: dict[bytes, bool] = {}

    def is_address(self, text: str | None) -> bool:
        return text is not None and address(text) in self.mails

    def is_named(self, text: str) -> bool:
        """A name and nothing else, also one of a single part."""
        return folded(text) in self.names | self.short_names

    def is_mentioned(self, *texts: str | None) -> bool:
        """A whole name of two parts or more, word by word."""
        if not self.names:
            return False
        said = f" {fold(' '.join(text for text in texts if text))} "
        return any(f" {name} " in said for name in self.names)

    def is_namesake(self, letter: OutboxMail) -> bool:
        """It goes to somebody who is called the same: to whom it goes it tells nothing."""
        return letter.label is not None and folded(letter.label) in self.names

    def is_enclosed(self, part: OutboxPart) -> bool:
        """Said in a file that goes with a letter. One file goes with many letters, and is read once."""
        digest = sha256(part.name.encode() + part.body).digest()
        if digest not in self._met:
            try:
                self._met[digest] = self.is_mentioned(enclosures.words(part))
            except listed.NotRead:
                self._met[digest] = True
        return self._met[digest]

    def is_in(self, line: listed.Line) -> bool:
        if any(mail in self.mails for cell in line.cells for mail in listed.addresses(cell)):
            return True
        # Folding takes marks away and may write one sign in several letters: nothing much longer than a name is one.
        cells = [
            folded(cell) if len(cell) <= _AS_TYPED * self.longest + _AS_TYPED else "" for cell in line.cells
        ]
        if not self.names.isdisjoint(cells):
            return True
        if any(cells[place] in self.short_names or self.is_mentioned(cells[place]) for place in line.named):
            return True
        there = set(cells)
        return any(given in there and family in there for given, family in self.parted if given != family)

    def is_likely_among(self, people: Iterable[Someone]) -> bool:
        """A name as another hand writes it: with a title or an initial, a part more or less, a letter wrong."""
        named = [one for one in self.people if one.names]
        return bool(named) and len(against(named, people)) > 0


def address(text: str) -> str:
    """The address itself, in small letters, without the name before it."""
    return (parseaddr(text)[1] or text).strip().casefold()


def _mails(known: Known) -> Iterator[str]:
    return (mail for facts in known for one in facts.mails if (mail := address(one)))


def _names(facts: Particulars) -> Iterator[str]:
    """Folded, so that a comma between the parts is none."""
    yield from filter(None, map(folded, _written(facts)))


def _written(facts: Particulars) -> list[str]:
    parts = (facts.given_name.strip(), facts.family_name.strip())
    written = [facts.full_name, facts.native_name]
    written += [" ".join(parts), " ".join(reversed(parts))] if all(parts) else []
    return [name for name in written if name]


def find(known: Known, within: Reach, seen: frozenset[UUID] = NONE) -> Traces:
    """What `erase` takes away. It reads the whole outbox, so it is asked for before anything is locked."""
    wanted, looked_at = Wanted(known), set(seen)
    of_colleagues = not within.is_whole and ContactImport.objects.exclude(account=within.account).exists()
    theirs_alone = Wanted(known, _shared(wanted, within)) if of_colleagues else wanted

    def is_listed(one: ContactImport) -> bool:
        if within.is_whole or one.account_id == within.account:
            return _is_listed(one, wanted)
        return _is_surely_listed(one, theirs_alone)

    letters = frozenset(_those(OutboxMail, lambda mail: _is_to(mail, wanted, within), seen, looked_at))
    received = frozenset(_those(ReceivedMail, lambda mail: _is_from(mail, wanted, within), seen, looked_at))
    lists = frozenset(_those(ContactImport, is_listed, seen, looked_at))
    waiting = frozenset(_waiting(wanted, within, seen)) - letters
    return Traces(letters, received, lists, frozenset(looked_at), waiting)


def _is_to(letter: OutboxMail, wanted: Wanted, within: Reach) -> bool:
    return within.is_own(letter) and wanted.is_address(letter.recipient)


def _is_from(answer: ReceivedMail, wanted: Wanted, within: Reach) -> bool:
    if not wanted.is_address(answer.sender):
        return False
    return within.is_of(answer.meeting_code) if answer.mail is None else within.is_own(answer.mail)


def _shared(wanted: Wanted, within: Reach) -> frozenset[str]:
    """Addresses and names that somebody else bears as well, protected or not. Compared in memory, and said to nobody."""
    others = Person.objects.present().exclude(key=within.person)
    rows = list(others.filter(is_sealed=True))
    rows += others.filter(
        contact_details__kind=ContactDetail.Kind.mail, contact_details__compared__in=wanted.mails
    )
    for name in wanted.names | wanted.short_names:
        rows += others.filter(is_sealed=False).matching(name)
    theirs = list(particulars.of_many(rows).values())
    return frozenset((*_mails(theirs), *(name for facts in theirs for name in _names(facts))))


def _waiting(wanted: Wanted, within: Reach, seen: frozenset[UUID]) -> Iterator[UUID]:
    """Of meetings within reach alone: what the house itself writes, such as a code to sign in, is about nobody."""
    if not wanted.names:
        return
    new = set(outbox.waiting().filter(meeting_code__in=within.codes).values_list("pk", flat=True)) - seen
    for chunk in _chunks(new):
        letters = OutboxMail.objects.filter(pk__in=chunk)
        said = set(_saying(wanted, letters))
        yield from (letter.pk for letter in letters.filter(pk__in=said) if not wanted.is_namesake(letter))


def _saying(wanted: Wanted, letters: QuerySet[OutboxMail]) -> Iterator[UUID]:
    """Those that say a whole name, in their words or in a file that goes with them. Files are opened one by one."""
    for letter in letters.iterator(chunk_size=_CHUNK):
        with suppress(Destroyed, WillNotOpen):
            if wanted.is_mentioned(letter.subject, letter.body):
                yield letter.pk
    for part in OutboxPart.objects.filter(mail__in=letters).iterator(chunk_size=1):
        with suppress(Destroyed, WillNotOpen):
            if wanted.is_enclosed(part):
                yield part.mail_id


def withdraw(letters: Iterable[UUID], today: date) -> None:
    """They never leave as they are. What they say stays to be read and written anew."""
    for chunk in _chunks(frozenset(letters)):
        outbox.cancel_many(OutboxMail.objects.filter(pk__in=chunk), today=today)


def erase(known: Known, looked_for: Known, within: Reach, found: Traces) -> Traces:
    """Take away what was found, and what came since; gives what was met. If the person was changed in between, all is looked for anew."""
    seen = found if list(known) == list(looked_for) else Traces()
    every = seen.and_also(find(known, within, seen.seen))
    for chunk in _chunks(every.received):
        ReceivedMail.objects.filter(pk__in=chunk).delete()
    for chunk in _chunks(every.letters):
        ReceivedMail.objects.filter(mail__in=chunk).delete()
        OutboxMail.objects.filter(pk__in=chunk).delete()
    for chunk in _chunks(every.lists):
        ContactImport.objects.filter(pk__in=chunk).delete()
    return every


def mentions(known: Known, within: Reach, found: Traces, *, but_for: frozenset[UUID] = NONE) -> int:
    """Letters and answers of meetings within reach that say the whole name. They stay; a person reads them."""
    wanted = Wanted(known)
    if not wanted.names:
        return 0
    seen: set[UUID] = set()
    letters = set(_saying(wanted, OutboxMail.objects.filter(meeting_code__in=within.codes))) - but_for
    received = set(_those(ReceivedMail, lambda mail: _mentions(mail, wanted, within), NONE, seen))
    return len(letters - found.letters) + len(received - found.received - _answers_to(found.letters))


def _mentions(answer: ReceivedMail, wanted: Wanted, within: Reach) -> bool:
    return answer.meeting_code in within.codes and wanted.is_mentioned(answer.subject, answer.body)


def _answers_to(letters: frozenset[UUID]) -> set[UUID]:
    """They go with the letter, whoever wrote them."""
    return {
        key
        for chunk in _chunks(letters)
        for key in ReceivedMail.objects.filter(mail__in=chunk).values_list("pk", flat=True)
    }


def _is_listed(one: ContactImport, wanted: Wanted) -> bool:
    """A file that cannot be read might hold anything, so it goes as well."""
    try:
        tables = listed.tables(one.original, one.file_name)
    except listed.NotRead:
        return True
    lines = (line for table in tables for line in listed.lines_of(table))
    return (
        wanted.is_mentioned(one.file_name)
        or any(map(wanted.is_in, lines))
        or any(wanted.is_likely_among(listed.people(table)) for table in tables)
    )


def _is_surely_listed(one: ContactImport, wanted: Wanted) -> bool:
    """A colleague's list goes by an address or a whole name that nobody else bears: not because one could not read it."""
    try:
        tables = listed.tables(one.original, one.file_name)
    except listed.NotRead:
        return False
    return any(wanted.is_in(line) for table in tables for line in listed.lines_of(table))


def _those(
    model: type[Outside], is_theirs: Callable[[Outside], bool], seen: frozenset[UUID], looked_at: set[UUID]
) -> Iterator[UUID]:
    """Rows not seen before, one by one; a row whose key is destroyed tells of nobody."""
    for row in _rows(model, seen):
        looked_at.add(row.key)
        try:
            if is_theirs(row):
                yield row.key
        except (Destroyed, WillNotOpen):
            continue


def _rows(model: type[Outside], seen: frozenset[UUID]) -> Iterator[Outside]:
    if not seen:
        yield from model._default_manager.iterator(chunk_size=_CHUNK)
        return
    new = set(model._default_manager.values_list("pk", flat=True)) - seen
    for chunk in _chunks(new):
        yield from model._default_manager.filter(pk__in=chunk)


def _chunks(keys: set[UUID] | frozenset[UUID]) -> Iterator[list[UUID]]:
    left = iter(keys)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk
