"""Who may come in: the institution, its accounts and their roles, personal links, open sessions, the record of acts."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from underrose.access.roles import Role
from underrose.kit.models import Row

SESSION_IDLE = dt.timedelta(minutes=30)
SESSION_LONGEST = dt.timedelta(hours=12)
HANDING_OVER_WAITS = dt.timedelta(days=14)
"""Longer than most leaves of absence: who is called gone shall have read the letter."""


class Institution(Row):
    """The house that convenes. There is one in an installation; its key stands in every table."""

    name = models.CharField(_("name"), max_length=200)
    home_country = models.CharField(_("home country"), max_length=3, blank=True)
    logo_words = models.CharField(_("words beside the logo"), max_length=120, blank=True)
    contact = models.EmailField(_("address for enquiries"), blank=True)

    class Meta:
        db_table = "institution"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution"], name="institution_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AccountQuerySet(models.QuerySet["Account"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def holding(self, role: Role, meeting_code: str = "") -> Self:
        return self.filter(grants__role=role, grants__meeting_code=meeting_code)

    def matching(self, words: str) -> Self:
        """Colleagues whose name or address contains what was typed."""
        found = models.Q(name__icontains=words) | models.Q(email__icontains=words)
        return self.filter(found) if words else self


class AccountManager(models.Manager.from_queryset(AccountQuerySet)):  # type: ignore[misc]  # made at run time
    def get_by_natural_key(self, email: str) -> "Account":
        account: Account = self.get(email__iexact=email)
        return account


class Account(Row):
    """A colleague who signs in. There is no password, no last sign-in, and no flag that opens everything."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("full name"), max_length=200)
    language = models.CharField(_("language"), max_length=12, default="en-gb")
    is_active = models.BooleanField(_("may sign in"), default=True)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    is_anonymous = False
    is_authenticated = True

    class Meta:
        db_table = "account"
        constraints: ClassVar = [
            models.UniqueConstraint("institution", Lower("email"), name="account_email_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> str:
        return self.name

    def get_username(self) -> str:
        return self.email

    def natural_key(self) -> tuple[str]:
        return (self.email,)

    def get_session_auth_hash(self) -> str:
        """A session is bound to the account and its address; either changing ends it."""
        said = f"{self.key}|{self.email.lower()}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()

    def has_usable_password(self) -> bool:
        return False

    def set_unusable_password(self) -> None:
        """Nothing to set: there are no passwords."""

    def check_password(self, _raw: str) -> bool:
        return False


class Grant(Row):
    """A role of an account, on one meeting, or on the house where the meeting code is blank."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices())
    meeting_code = models.CharField(_("meeting"), max_length=40, blank=True)
    # The key of the session a note-taker was asked for; blank for every other role.
    session = models.CharField(_("session"), max_length=36, blank=True, default="")
    # The key of one of its groups; blank is the whole session with all its groups.
    group = models.CharField(_("group"), max_length=36, blank=True, default="")

    class Meta:
        db_table = "grant_of_role"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["institution", "account", "role", "meeting_code", "session", "group"],
                name="grant_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["institution", "meeting_code"], name="grant_meeting"),
            models.Index(fields=["institution", "account", "meeting_code"], name="grant_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.meeting_code}".strip()


class HandingOver(Row):
    """An administrator asks that somebody takes over roles of a colleague that open a room. It waits for a second person."""

    giver = models.ForeignKey(Account, models.CASCADE, related_name="leaving")
    taker = models.ForeignKey(Account, models.CASCADE, related_name="following")
    meeting_code = models.CharField(max_length=40)
    asked_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    asked_on = models.DateField()

    class Meta:
        db_table = "handing_over"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["institution", "giver", "meeting_code"], name="handing_over_once"
            ),
        ]

    def __str__(self) -> str:
        return f"handing over {self.meeting_code}"

    @property
    def due_on(self) -> dt.date:
        """From this day on it can be done although no programme director agreed, where there is none."""
        return self.asked_on + HANDING_OVER_WAITS


class Link(Row):
    """A personal address. Only the hash of its token is kept; a letter names what it opens."""

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    meeting_code = models.CharField(max_length=40, blank=True)
    hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "link"
        constraints: ClassVar = [models.UniqueConstraint(fields=["institution", "hash"], name="link_once")]
        indexes: ClassVar = [models.Index(fields=["institution", "kind", "subject"], name="link_subject")]

    def __str__(self) -> str:
        return self.kind

    def is_open(self, now: dt.datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at

    @property
    def page(self) -> dict[str, Any]:
        """What it opens. Devices, codes and limits belong to the page: each of several letters leads to the same one."""
        return {"kind": self.kind, "subject": self.subject}


class BoundPage(Row):
    """A personal page whose first device has come. Stays when its devices are forgotten: whoever finds a letter later is not the first."""

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()

    class Meta:
        db_table = "bound_page"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "kind", "subject"], name="bound_page_once"),
        ]

    def __str__(self) -> str:
        return self.kind


class BoundDevice(Row):
    """A browser that knows one personal page, by the hash of its cookie. Not what browser, not from where, not at what hour."""

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    hash = models.CharField(max_length=64)
    bound_on = models.DateField()

    class Meta:
        db_table = "bound_device"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "hash"], name="bound_device_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["institution", "kind", "subject"], name="bound_device_subject")
        ]

    def __str__(self) -> str:
        return f"device {self.key}"


class Means(models.TextChoices):
    MAIL = "mail", _("by mail")
    TELEPHONE = "telephone", _("by telephone")


class LinkCode(Row):
    """A code that lets one more device in. The minute it is good from is inside the digest, so that no row tells an hour."""

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    means = models.CharField(max_length=9, choices=Means.choices)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_on = models.DateField()

    class Meta:
        db_table = "link_code"
        constraints: ClassVar = [
            # A new code takes the place of the one before.
            models.UniqueConstraint(
                fields=["institution", "kind", "subject", "means"], name="link_code_once"
            ),
        ]

    def __str__(self) -> str:
        return f"code {self.key}"


class SessionQuerySet(models.QuerySet["Session"]):
    def open(self, now: dt.datetime) -> Self:
        """Neither idle for half an hour nor older than half a day."""
        return self.filter(seen_at__gt=now - SESSION_IDLE, opened_at__gt=now - SESSION_LONGEST)

    def ended(self, now: dt.datetime) -> Self:
        idle = models.Q(seen_at__lte=now - SESSION_IDLE)
        return self.filter(idle | models.Q(opened_at__lte=now - SESSION_LONGEST))


class Session(Row):
    """An open sign-in. The row is found by the hash of the cookie, and only the cookie opens what it holds."""

    hash = models.CharField(max_length=64)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    sealed = models.BinaryField()
    device = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = SessionQuerySet.as_manager()

    class Meta:
        db_table = "session"
        constraints: ClassVar = [models.UniqueConstraint(fields=["institution", "hash"], name="session_once")]
        indexes: ClassVar = [models.Index(fields=["institution", "seen_at"], name="session_seen")]

    def __str__(self) -> str:
        return self.device


class RecordName(Row):
    """Stands for an account in the record. Deleting the row forgets who it was; the record stays whole."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="record_names")
    seal = models.CharField(max_length=64)

    class Meta:
        db_table = "record_name"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "account"], name="record_name_once"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class RecordQuerySet(models.QuerySet["RecordEntry"]):
    def on_meetings(self, codes: Collection[str]) -> Self:
        return self.filter(meeting_code__in=codes)

    def matching(self, words: str) -> Self:
        """Lines whose verb, noun or meeting contains what was typed."""
        fields = ("verb__icontains", "noun__icontains", "meeting_code__icontains")
        found = models.Q()
        for field in fields:
            found |= models.Q(**{field: words})
        return self.filter(found) if words else self


class RecordEntry(Row):
    """One line of the record: on this day, someone did this to that. No values, no address, no time of day."""

    position = models.PositiveBigIntegerField()
    day = models.DateField()
    who = models.UUIDField(null=True)
    verb = models.CharField(max_length=40)
    noun = models.CharField(max_length=40)
    subject = models.UUIDField(null=True)
    meeting_code = models.CharField(max_length=40, blank=True)
    seal = models.CharField(max_length=64)
    checkpoint = models.CharField(max_length=64, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        db_table = "record_entry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "position"], name="record_position_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["institution", "meeting_code"], name="record_meeting")]

    def __str__(self) -> str:
        return f"{self.day} {self.verb} {self.noun}"
