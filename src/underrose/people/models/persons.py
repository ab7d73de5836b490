"""A person, how to write to them, what they agreed to, and which meetings know them."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.kit.models import Row
from underrose.kit.sealed import SealedTextField

# Whose work it is to know who is invited.
INVITING = (Role.PROGRAMME_DIRECTOR, Role.PROJECT_MANAGER)


class Gender(models.TextChoices):
    """As the person says it; blank where nobody asked."""

    woman = "woman", _("Woman")
    man = "man", _("Man")
    another = "another", _("Another gender")


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, holder: Holder) -> "PersonQuerySet":
        """All, for colleagues who invite on some meeting; sealed people stand there by their alias."""
        if holder.account is None or not holder.may_anywhere(*INVITING):
            return self.none()
        return self.present()

    def present(self) -> "PersonQuerySet":
        """Neither merged into another nor forgotten."""
        return self.filter(merged_into__isnull=True, is_forgotten=False)

    def brought_by_list(self, list_key: str, holder: Holder) -> "PersonQuerySet":
        """Those of a list that this colleague took in: nobody of a colleague's list, and nobody who is protected."""
        try:
            key = UUID(list_key)
        except ValueError:
            return self.none()
        mine = {"brought_by__imported": key, "brought_by__imported__account": holder.account}
        return self.filter(is_sealed=False, **mine)

    def matching(self, folded: str) -> "PersonQuerySet":
        """Those whose names hold every word that was typed, in whatever script or accent."""
        found = self
        for word in folded.split():
            found = found.filter(search_words__contains=word)
        return found


class Person(Row):
    """Somebody who is, was or may be invited.

    Of sealed people these columns hold the alias and nothing else: a list, an export or a letter that reads
    `full_name` cannot tell more. Their real particulars are sealed (`people.particulars`).
    """

    full_name = models.CharField(_("full name"), max_length=250)
    native_name = models.CharField(_("name in its own script"), max_length=250, blank=True)
    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    family_name = models.CharField(_("family name"), max_length=120, blank=True)
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, blank=True)
    # Codes, the one they read best first.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    country = models.CharField(_("country"), max_length=3, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    is_sealed = models.BooleanField(_("protected person"), default=False)
    particulars = SealedTextField(null=True, blank=True)
    # Columns of a list that the house has no place for, kept because somebody chose so; of protected people with the rest.
    list_note = SealedTextField(_("from a list"), null=True, blank=True)
    do_not_contact = models.BooleanField(_("do not contact"), default=False)
    introduced_on = models.DateField(_("introduced on"))
    revision = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="absorbed"
    )
    is_forgotten = models.BooleanField(default=False, editable=False)
    # Folded and romanised names, posts and organisations, so that a search finds them in any spelling.
    search_words = models.TextField(blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        db_table = "person"
        ordering = ("family_name", "full_name", "key")
        indexes = [
            models.Index(
                fields=["institution", "family_name", "full_name", "key"], name="person_by_family_name"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def sealed_by(self) -> tuple[str, str]:
        return "people", "people"

    @property
    def language(self) -> str:
        """The language to write in; English where none is known."""
        return str(self.languages[0]) if self.languages else "en"


class ContactDetail(Row):
    """One address or number of a person. Those of sealed people stand in their particulars."""

    class Kind(models.TextChoices):
        mail = "mail", _("E-mail")
        telephone = "telephone", _("Telephone")

    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_details")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    value = models.CharField(_("address or number"), max_length=254)
    label = models.CharField(_("which"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    has_bounced = models.BooleanField(_("mail comes back"), default=False)
    # Lower case, or digits alone: what makes two the same.
    compared = models.CharField(max_length=254, editable=False)

    class Meta:
        db_table = "contact_detail"
        ordering = ("kind", "position", "key")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "person", "kind", "compared"], name="contact_detail_once"
            )
        ]
        indexes = [models.Index(fields=["institution", "kind", "compared"], name="contact_detail_compared")]

    def __str__(self) -> str:
        return str(self.kind)


class FormOfAddress(Row):
    """How a person is addressed in one language, in the words of a protocol office."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="forms_of_address")
    language = models.CharField(_("language"), max_length=12)
    form_of_address = models.CharField(_("form of address"), max_length=250, blank=True)
    salutation = models.CharField(_("salutation"), max_length=250, blank=True)

    class Meta:
        db_table = "form_of_address"
        ordering = ("language",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "person", "language"], name="form_of_address_once")
        ]

    def __str__(self) -> str:
        return str(self.language)


class Purpose(models.TextChoices):
    """What a person may have agreed to."""

    invitations = "invitations", _("Invitations to meetings")
    circulation = "circulation", _("Reports and papers")
    follow_up = "follow_up", _("Questions after a meeting")
    introductions = "introductions", _("Introductions to other participants")


class Consent(Row):
    """Yes or no to one purpose, on a day, and how it was given. The latest word stands."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=13, choices=Purpose)
    is_given = models.BooleanField(_("agreed"))
    said_on = models.DateField(_("on"))
    how = models.CharField(_("how"), max_length=120, blank=True)

    class Meta:
        db_table = "consent"
        ordering = ("purpose",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "person", "purpose"], name="consent_once")
        ]

    def __str__(self) -> str:
        return str(self.purpose)


class HistoryLineQuerySet(models.QuerySet["HistoryLine"]):
    def visible_to(self, holder: Holder) -> "HistoryLineQuerySet":
        """Only of meetings on which the colleague invites: another meeting's guests are its own affair."""
        return self.filter(meeting_code__in=holder.codes_within(*INVITING))


class HistoryLine(Row):
    """That a person was invited, replied, attended, acted or corrected their particulars, on a day. Never what they said."""

    class Kind(models.TextChoices):
        invited = "invited", _("Invited")
        replied = "replied", _("Replied")
        attended = "attended", _("Attended")
        acted = "acted", _("Acted")
        # By the person, on the page of an invitation: the day alone, and nothing of what they wrote.
        revised = "revised", _("Corrected by the guest")

    person = models.ForeignKey(Person, models.CASCADE, related_name="history")
    kind = models.CharField(max_length=8, choices=Kind)
    meeting_code = models.CharField(max_length=40)
    happened_on = models.DateField()

    objects = HistoryLineQuerySet.as_manager()

    class Meta:
        db_table = "history_line"
        ordering = ("-happened_on", "kind", "key")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "person", "kind", "meeting_code", "happened_on"],
                name="history_line_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.meeting_code}"


class NeedToKnow(Row):
    """A meeting whose inviting colleagues may open a sealed person, each time with a line in the record."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="needs_to_know")
    meeting_code = models.CharField(max_length=40)

    class Meta:
        db_table = "need_to_know"
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "person", "meeting_code"], name="need_to_know_once"
            )
        ]

    def __str__(self) -> str:
        return self.meeting_code
