"""Where a name stands outside the address book: letters, what came back for them, and lists that came as files."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from underrose.kit.models import OutboxMail, ReceivedMail
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.people import listed
from underrose.people.models import ContactImport
from underrose.people.particulars import Particulars

SHORTEST = 4


class Traces(NamedTuple):
    """How much there is of each."""

    letters: int
    received: int
    lists: int


class _Words:
    """The words that tell of a person: names and addresses. A short name alone would find half of the house."""

    def __init__(self, facts: Particulars) -> None:
        names = [name for name in (facts.full_name, facts.native_name) if len(name.strip()) >= SHORTEST]
        self.wanted = tuple(word.casefold() for word in (*names, *facts.mails) if word)

    def are_in(self, *texts: str | None) -> bool:
        said = "\n".join(text for text in texts if text).casefold()
        return any(word in said for word in self.wanted)


def found(facts: Particulars) -> Traces:
    """What `erase` would take away, for the page that asks before."""
    words = _Words(facts)
    return Traces(
        sum(1 for _mail in _mails(words)),
        sum(1 for _received in _received(words)),
        sum(1 for _one in _imports(words)),
    )


def erase(facts: Particulars) -> Traces:
    """Letters to them or that name them, answers of theirs, and lists they stand in: gone, also those that wait."""
    words = _Words(facts)
    letters, received, lists = list(_mails(words)), list(_received(words)), list(_imports(words))
    ReceivedMail.objects.filter(pk__in=received).delete()
    OutboxMail.objects.filter(pk__in=letters).delete()
    ContactImport.objects.filter(pk__in=lists).delete()
    return Traces(len(letters), len(received), len(lists))


def _mails(words: _Words) -> Iterator[UUID]:
    for mail in OutboxMail.objects.iterator(chunk_size=500):
        try:
            if words.are_in(mail.recipient, mail.label, mail.subject, mail.body):
                yield mail.key
        except (Destroyed, WillNotOpen):
            continue


def _received(words: _Words) -> Iterator[UUID]:
    for mail in ReceivedMail.objects.iterator(chunk_size=500):
        try:
            if words.are_in(mail.sender, mail.label, mail.subject, mail.body):
                yield mail.key
        except (Destroyed, WillNotOpen):
            continue


def _imports(words: _Words) -> Iterator[UUID]:
    """A file that cannot be read might hold anything, so it goes as well."""
    for one in ContactImport.objects.iterator(chunk_size=5):
        try:
            if words.are_in(listed.text_of(one.original, one.file_name)):
                yield one.key
        except (Destroyed, WillNotOpen):
            continue
        except listed.NotRead:
            yield one.key
