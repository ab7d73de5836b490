"""What every table has in common, and the tables of the house's own work: mail, workers, duties, forms sent once."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from underrose.kit.refusals import Refused
from underrose.kit.sealed import SealedBytesField, SealedTextField


def institution_key() -> uuid.UUID:
    """The one institution of this installation; a sharded database can follow because every row carries it."""
    key: uuid.UUID = settings.INSTITUTION
    return key


class Row(models.Model):
    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.UUIDField(default=institution_key, editable=False)

    class Meta:
        abstract = True


class MailState(models.TextChoices):
    HELD = "held", _("Waits for you")
    QUEUED = "queued", _("Waits to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused by the other side")
    BOUNCED = "bounced", _("Came back")
    CANCELLED = "cancelled", _("Cancelled")


FINISHED = (MailState.SENT, MailState.REFUSED, MailState.BOUNCED, MailState.CANCELLED)
_AGAIN = frozenset({MailState.QUEUED})
# Where a mail may go from each state; anything else is refused.
TRANSITIONS: dict[MailState, frozenset[MailState]] = {
    MailState.HELD: frozenset({MailState.QUEUED, MailState.CANCELLED}),
    MailState.QUEUED: frozenset({MailState.HELD, MailState.SENDING, MailState.CANCELLED}),
    # A letter may come back before our own server's yes is written down.
    MailState.SENDING: frozenset({MailState.SENT, MailState.QUEUED, MailState.REFUSED, MailState.BOUNCED}),
    MailState.SENT: _AGAIN | {MailState.BOUNCED},
    MailState.REFUSED: _AGAIN,
    MailState.BOUNCED: _AGAIN,
    MailState.CANCELLED: _AGAIN,
}


class Tone(models.TextChoices):
    FULL = "full", _("Full letter")
    QUIET = "quiet", _("Quiet notice")


MUST_LEAVE = "warning:"
"""How the cause of a mail begins that nobody may hold or cancel."""


class OutboxMailQuerySet(QuerySet["OutboxMail"]):
    def due(self, now: datetime) -> "OutboxMailQuerySet":
        """What the worker may send now, the longest waiting first."""
        ready = Q(after__isnull=True) | Q(after__lte=now)
        return self.filter(ready, state=MailState.QUEUED).order_by(F("after").asc(nulls_first=True))

    def of_meetings(self, codes: frozenset[str]) -> "OutboxMailQuerySet":
        return self.filter(meeting_code__in=codes)

    def of_the_house(self) -> "OutboxMailQuerySet":
        return self.filter(meeting_code="")


class OutboxMail(Row):
    """One message to one person. It is written with its cause, in one transaction, and never silently lost."""

    meeting_code = models.CharField(max_length=40, blank=True, default="")
    # At most one mail for each cause: queueing it twice gives the first one back.
    cause = models.CharField(max_length=200)
    scope = models.CharField(max_length=64, default="house")
    recipient = SealedTextField()
    # What pages show in place of the address, for instance an alias.
    label = SealedTextField(null=True, default=None)
    subject = SealedTextField()
    body = SealedTextField()
    # The body is written in Markdown: it leaves as plain text with the same words in HTML beside it.
    is_formatted = models.BooleanField(default=False)
    template = models.CharField(max_length=120, blank=True, default="")
    tone = models.CharField(max_length=5, choices=Tone.choices, default=Tone.FULL)
    language = models.CharField(max_length=12, default="en-gb")
    state = models.CharField(max_length=9, choices=MailState.choices, default=MailState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=1)
    # An exact time only while the mail waits; what is kept afterwards are days.
    after = models.DateTimeField(null=True, blank=True)
    queued_on = models.DateField()
    finished_on = models.DateField(null=True, blank=True)
    worker = models.UUIDField(null=True, blank=True)
    # The other side's code, for instance 550; never its words, which may repeat the address.
    answer = models.CharField(max_length=12, blank=True, default="")

    objects: ClassVar[models.Manager["OutboxMail"]] = OutboxMailQuerySet.as_manager()

    class Meta:
        db_table = "outbox_mail"
        constraints = [
            models.UniqueConstraint(fields=["institution", "cause"], name="one_mail_for_each_cause"),
        ]
        indexes = [
            models.Index(fields=["state", "after"], name="outbox_mail_due"),
            # All that a list of letters counts and sorts by: the words beside it are not read for that.
            models.Index(
                fields=["meeting_code", "state", "finished_on", "queued_on", "key"], name="outbox_mail_listed"
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return self.scope, "mail"

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def addressee(self) -> str:
        """Whom pages name: the label where there is one, else the address."""
        return str(self.label or self.recipient)

    @property
    def must_leave(self) -> bool:
        """Whether it warns of something, so that nobody who reads the outbox keeps it from whom it warns."""
        return self.cause.startswith(MUST_LEAVE)

    def may_become(self, state: MailState) -> bool:
        is_stopped = self.must_leave and state in {MailState.HELD, MailState.CANCELLED}
        return not is_stopped and state in TRANSITIONS[MailState(self.state)]

    def require_may_become(self, state: MailState) -> None:
        if self.must_leave and not self.is_finished and not self.may_become(state):
            stands = _(
                "This letter warns whoever it is for. Nobody holds or cancels it; nothing was changed."
            )
            raise Refused(str(stands))
        if not self.may_become(state):
            raise Refused(_refusal(MailState(self.state), state))


class OutboxPart(Row):
    """Something that travels with a mail: a letter as Word or PDF, or an entry for the calendar. It goes with its mail."""

    mail = models.ForeignKey(OutboxMail, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    scope = models.CharField(max_length=64)
    name = SealedTextField()
    media_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    body = SealedBytesField()

    class Meta:
        db_table = "outbox_part"
        ordering = ("position",)

    def __str__(self) -> str:
        return f"part {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return self.scope, "mail"


class ReceivedKind(models.TextChoices):
    REPLY = "reply", _("Reply")
    BOUNCE = "bounce", _("Came back")
    DELAY = "delay", _("Delayed")
    AUTOMATIC = "automatic", _("Automatic answer")


class ReceivedMailQuerySet(QuerySet["ReceivedMail"]):
    def replies(self) -> "ReceivedMailQuerySet":
        return self.filter(kind=ReceivedKind.REPLY)


class ReceivedMail(Row):
    """What came back for a mail of ours. Only what a person wrote keeps its words, sealed, for the team of the meeting."""

    mail = models.ForeignKey(OutboxMail, on_delete=models.SET_NULL, null=True, related_name="received")
    meeting_code = models.CharField(max_length=40, blank=True, default="")
    scope = models.CharField(max_length=64)
    kind = models.CharField(max_length=9, choices=ReceivedKind.choices)
    # The same message twice acts once.
    digest = models.CharField(max_length=64)
    # The other side's code, for instance 5.1.1.
    code = models.CharField(max_length=12, blank=True, default="")
    label = SealedTextField(null=True, default=None)
    sender = SealedTextField(null=True, default=None)
    subject = SealedTextField(null=True, default=None)
    body = SealedTextField(null=True, default=None)
    received_on = models.DateField()
    dealt_with_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["ReceivedMail"]] = ReceivedMailQuerySet.as_manager()

    class Meta:
        db_table = "received_mail"
        constraints = [
            models.UniqueConstraint(fields=["institution", "digest"], name="one_act_for_each_message"),
        ]
        indexes = [
            models.Index(fields=["meeting_code", "kind", "received_on"], name="received_mail_of_meeting"),
        ]

    def __str__(self) -> str:
        return f"received {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return self.scope, "mail"

    @property
    def writer(self) -> str:
        """Whom pages name: the label of the mail that was answered, where it has one; else the sender."""
        return str(self.label or self.sender or "")


class Worker(Row):
    """A process that sends mail and does other work. Its count of beats shows that it lives; no clock is compared."""

    beats = models.PositiveBigIntegerField(default=0)

    class Meta:
        db_table = "worker"

    def __str__(self) -> str:
        return f"worker {self.key}"


class Duty(Row):
    """Work that comes round by itself, such as the daily sweep; whoever moves its time on does it."""

    name = models.CharField(max_length=120)
    next_at = models.DateTimeField()

    class Meta:
        db_table = "duty"
        constraints = [models.UniqueConstraint(fields=["institution", "name"], name="one_duty_for_each_name")]

    def __str__(self) -> str:
        return self.name


class Submission(Row):
    """A form that was sent, so that sending it twice shows the first result. Kept for a day, tells no person."""

    digest = models.CharField(max_length=64)
    result = models.BinaryField()
    made_on = models.DateField()

    class Meta:
        db_table = "submission"
        constraints = [
            models.UniqueConstraint(fields=["institution", "digest"], name="one_result_for_each_form")
        ]

    def __str__(self) -> str:
        return f"submission {self.key}"


def _refusal(was: MailState, wanted: MailState) -> str:
    return str(_("This mail cannot become “{wanted}”: it is “{was}”.")).format(
        wanted=wanted.label, was=was.label
    )
