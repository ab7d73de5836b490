"""Letters wait in the outbox. They are written with their cause, in one transaction; the worker carries them out."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.template import Context, engines
from django.utils import timezone
from django.utils.translation import override

from underrose.kit import house, retention
from underrose.kit.letters.content import NOTHING_MORE, Content, Part, literal
from underrose.kit.letters.hours import MONDAY_TO_FRIDAY, not_before
from underrose.kit.letters.wire import letter, message_id
from underrose.kit.models import (
    FINISHED,
    MUST_LEAVE,
    MailState,
    OutboxMail,
    OutboxPart,
    ReceivedMail,
    Tone,
    institution_key,
)
from underrose.kit.refusals import Refused
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.kit.written import Addition

__all__ = [
    "MONDAY_TO_FRIDAY", "Content", "Delivery", "Leaving", "OutboxBackend", "Part", "about_to_leave", "cancel",
    "cancel_many", "cancel_waiting", "erase", "hidden_words", "hides", "hold", "letter", "literal", "message_id", "not_before",
    "of_cause", "of_causes", "queue", "release",
    "release_many", "send_again", "states_of", "tell_undelivered", "waiting", "when_released",
    "when_undelivered",
]  # fmt: skip

KEPT_DAYS = 30
QUIET = "kit/mail/quiet"
WAITING = (MailState.HELD, MailState.QUEUED)
_AT_ONCE = 5_000  # causes asked for in one question
_MAIL = Addition(OutboxMail, or_nothing=True)
_PART = Addition(OutboxPart)
Told = Callable[[OutboxMail, date], None]
_told: dict[str, Told] = {}
_undelivered: dict[str, Told] = {}
Hidden = Callable[[OutboxMail], Iterable[str]]
_hidden: dict[str, Hidden] = {}


class Delivery(NamedTuple):
    """What became of a letter: its state, the other side's code where it said one, the day it ended."""

    state: MailState
    answer: str
    finished_on: date | None


class Leaving(NamedTuple):
    """What would go out: how many, to whom as pages may name them, and how many of them wait for their hour."""

    mails: tuple[OutboxMail, ...]
    names: tuple[str, ...]
    later: int

    @property
    def number(self) -> int:
        return len(self.mails)


def queue(  # noqa: PLR0913 - each is a fact of one mail
    template: str,
    *,
    to: str,
    context: Mapping[str, Any],
    cause: str,
    meeting_code: str = "",
    scope: str = "",
    tone: str = Tone.FULL,
    language: str = "en-gb",
    is_held: bool = False,
    after: datetime | None = None,
    label: str = "",
    content: Content = NOTHING_MORE,
) -> OutboxMail:
    """Write a mail for one person into the outbox; the same cause twice gives the first mail back.

    A quiet mail says only that there is a message at `context["url"]`, and leaves `content` behind. A held one waits
    for a person to press send. `label` is what pages show in place of the address.
    """
    is_quiet = tone == Tone.QUIET
    if is_quiet and not context.get("url"):
        raise ValueError("A quiet mail needs the address of the page where the message is.")
    carried = NOTHING_MORE if is_quiet else content
    subject, body = _rendered(QUIET if is_quiet else template, context, language)
    return _written(
        OutboxMail(
            recipient=_one_address(to),
            label=label.strip() or None,
            subject=subject,
            body=body,
            is_formatted=carried.is_formatted,
            cause=cause,
            meeting_code=meeting_code,
            scope=scope or meeting_code or "house",
            template=template,
            tone=tone,
            language=language,
            state=MailState.HELD if is_held else MailState.QUEUED,
            after=after,
            queued_on=timezone.now().date(),
        ),
        carried.every_part(),
    )


def release(mail: OutboxMail) -> OutboxMail:
    """Send now: a held mail leaves with the worker, and one that waits for its hour waits no longer."""
    with transaction.atomic():
        found = _locked(mail)
        if found.state != MailState.QUEUED:
            found.require_may_become(MailState.QUEUED)
        _require_unfinished(found)
        was_held = found.state == MailState.HELD
        found.state, found.after = MailState.QUEUED, None
        found.save(update_fields=["state", "after"])
        if was_held:
            _tell(found)
    return found


def when_released(prefix: str) -> Callable[[Told], Told]:
    """Name an act that follows, in the same transaction, when a held letter with such a cause is let go."""

    def named(act: Told) -> Told:
        _told[prefix] = act
        return act

    return named


def when_undelivered(prefix: str) -> Callable[[Told], Told]:
    """Name an act that follows when a letter with such a cause came back, or the other side would not take it."""

    def named(act: Told) -> Told:
        _undelivered[prefix] = act
        return act

    return named


def hides(prefix: str) -> Callable[[Hidden], Hidden]:
    """Name what else must not be read of somebody who answers to a letter with such a cause: names, numbers, houses."""

    def named(words: Hidden) -> Hidden:
        _hidden[prefix] = words
        return words

    return named


def hidden_words(mail: OutboxMail) -> list[str]:
    """The words that the sections keep from those who read answers to this letter."""
    return [
        word for prefix, words in _hidden.items() if mail.cause.startswith(prefix) for word in words(mail)
    ]


def tell_undelivered(mail: OutboxMail, today: date) -> None:
    """For whoever carries letters and reads what comes back."""
    for prefix, act in _undelivered.items():
        if mail.cause.startswith(prefix):
            act(mail, today)


def hold(mail: OutboxMail) -> OutboxMail:
    """Keep a mail back until somebody presses send."""
    return _moved(mail, MailState.HELD, None)


def cancel(mail: OutboxMail, *, today: date) -> OutboxMail:
    """The mail does not go out."""
    return _moved(mail, MailState.CANCELLED, today)


def send_again(mail: OutboxMail) -> OutboxMail:
    """A second copy, with a Message-ID of its own so that the other side does not drop it as a double."""
    with transaction.atomic():
        found = _locked(mail)
        if not found.is_finished:
            found.require_may_become(MailState.QUEUED)
            return found
        found.copies += found.state != MailState.CANCELLED
        found.state, found.tries, found.finished_on, found.answer = MailState.QUEUED, 0, None, ""
        found.save(update_fields=["copies", "state", "tries", "finished_on", "answer"])
        _tell(found)
    return found


def of_cause(prefix: str, meeting_code: str = "") -> QuerySet[OutboxMail]:
    """The mails whose cause begins so. Name the meeting where you can: the database finds it sooner."""
    found = OutboxMail.objects.filter(cause__startswith=prefix)
    return found.filter(meeting_code=meeting_code) if meeting_code else found


def of_causes(causes: Iterable[str]) -> QuerySet[OutboxMail]:
    """The mails of exactly these causes. The institution is named because the index begins with it."""
    return OutboxMail.objects.filter(institution=institution_key(), cause__in=list(causes))


def states_of(causes: Iterable[str]) -> dict[str, Delivery]:
    """What became of the letters of these causes, in one question; a cause without a letter is not in it."""
    found: dict[str, Delivery] = {}
    wanted = sorted(set(causes))
    for start in range(0, len(wanted), _AT_ONCE):
        rows = OutboxMail.objects.filter(cause__in=wanted[start : start + _AT_ONCE])
        for cause, state, answer, day in rows.values_list("cause", "state", "answer", "finished_on"):
            found[cause] = Delivery(MailState(state), answer, day)
    return found


def cancel_waiting(prefix: str, *, today: date, meeting_code: str = "") -> int:
    """What has not left yet of these causes never leaves: the person has replied, or is no longer invited."""
    return cancel_many(of_cause(prefix, meeting_code), today=today)


def cancel_many(mails: QuerySet[OutboxMail], *, today: date) -> int:
    """Those among these that have not left never leave."""
    # Not by LIKE, for which the letters of named causes would not be looked up by their index.
    begun = mails.annotate(begins=Left("cause", len(MUST_LEAVE)))
    waiting = begun.filter(state__in=WAITING).exclude(begins=MUST_LEAVE)
    return waiting.update(state=MailState.CANCELLED, finished_on=today, after=None)


def waiting() -> QuerySet[OutboxMail]:
    """All that has not left yet, held or on its way to the worker."""
    return OutboxMail.objects.filter(state__in=WAITING)


def about_to_leave(mails: QuerySet[OutboxMail], now: datetime) -> Leaving:
    """Number and names before anything leaves: the held ones among these, by name."""
    held = mails.filter(state=MailState.HELD).defer("body")
    rows = sorted(_named(held), key=lambda row: row[0].casefold())
    later = sum(one.after is not None and one.after > now for _name, one in rows)
    return Leaving(tuple(one for _name, one in rows), tuple(name for name, _one in rows), later)


def release_many(mails: Iterable[OutboxMail]) -> list[OutboxMail]:
    """Send these in one act, each at its hour if it has one; gives those that were still held."""
    with transaction.atomic():
        keys = [one.pk for one in mails]
        found = list(
            OutboxMail.objects.select_for_update()
            .filter(pk__in=keys, state=MailState.HELD)
            .defer("recipient", "label", "subject", "body")
        )
        OutboxMail.objects.filter(pk__in=[one.pk for one in found]).update(state=MailState.QUEUED)
        for one in found:
            one.state = MailState.QUEUED
            _tell(one)
    return found


def erase(prefix: str, meeting_code: str = "") -> int:
    """Forget the mails of these causes with their parts and what came back for them, whether or not they have left."""
    with transaction.atomic():
        found = of_cause(prefix, meeting_code)
        number = found.count()
        ReceivedMail.objects.filter(mail__in=found).delete()
        found.delete()
    return number


class OutboxBackend(BaseEmailBackend):
    """Mail of Django and of the sign-in goes through the outbox too, so that no code is lost with a connection."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for recipient in message.recipients():
                _written(_from_django(message, recipient))
        return len(email_messages)


@retention.rule("finished_mail")
def forget_finished(now: datetime) -> int:
    """Mail that is done with is forgotten after thirty days."""
    ended = now.date() - timedelta(days=KEPT_DAYS)
    found = OutboxMail.objects.filter(state__in=FINISHED, finished_on__lt=ended)
    number = found.count()
    found.delete()
    return number


def _tell(mail: OutboxMail) -> None:
    for prefix, act in _told.items():
        if mail.cause.startswith(prefix):
            act(mail, timezone.now().date())


def _rendered(template: str, context: Mapping[str, Any], language: str) -> tuple[str, str]:
    engine = engines["django"].engine  # type: ignore[attr-defined] # Django's own engine, not one of Jinja's
    with override(language):
        told = {"house_name": house.name(), "site_url": settings.SITE_URL, **context}
        plain = Context(told, autoescape=False)
        subject = engine.get_template(f"{template}.subject.txt").render(plain)
        body = engine.get_template(f"{template}.txt").render(plain)
    return " ".join(subject.split()), body.strip() + "\n"


def _one_address(to: str) -> str:
    address = parseaddr(to)[1]
    if "@" not in address or any(sign in to for sign in "\r\n,"):
        raise Refused("A mail goes to exactly one address.")
    return to.strip()


def _written(mail: OutboxMail, parts: Sequence[Part] = ()) -> OutboxMail:
    # Without a savepoint: a mail that cannot be written undoes the act it was written for.
    with transaction.atomic(savepoint=False):
        if not _MAIL.create(mail):
            return OutboxMail.objects.get(institution=mail.institution, cause=mail.cause)
        for position, part in enumerate(parts):
            _PART.create(
                OutboxPart(
                    mail=mail,
                    position=position,
                    scope=mail.scope,
                    name=part.name,
                    media_type=part.media_type,
                    size=len(part.body),
                    body=part.body,
                )
            )
    return mail


def _from_django(message: EmailMessage, recipient: str) -> OutboxMail:
    return OutboxMail(
        recipient=recipient,
        subject=" ".join(str(message.subject).split()),
        body=str(message.body),
        cause=f"message:{uuid.uuid4()}",
        template="message",
        queued_on=timezone.now().date(),
    )


def _named(mails: Iterable[OutboxMail]) -> Iterator[tuple[str, OutboxMail]]:
    """Those whose key is gone have no name any more, and will not leave."""
    for one in mails:
        with suppress(Destroyed, WillNotOpen):
            yield one.addressee, one


def _locked(mail: OutboxMail) -> OutboxMail:
    return OutboxMail.objects.select_for_update().get(pk=mail.pk)


def _moved(mail: OutboxMail, state: MailState, finished_on: date | None) -> OutboxMail:
    with transaction.atomic():
        found = _locked(mail)
        found.require_may_become(state)
        found.state, found.finished_on, found.after = state, finished_on, None
        found.save(update_fields=["state", "finished_on", "after"])
    return found


def _require_unfinished(mail: OutboxMail) -> None:
    if mail.is_finished:
        mail.require_may_become(MailState.HELD)
