"""Programmes that were released: what each reader was told, and what changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.kit.models import Row
from underrose.programme.models.days import READING


class ProgrammeVersionQuerySet(models.QuerySet["ProgrammeVersion"]):
    def visible_to(self, holder: Holder) -> "ProgrammeVersionQuerySet":
        """A team's own; the public and a link read them by the meeting they may know of."""
        if holder.account is None:
            return self.filter(meeting__in=Meeting.objects.visible_to(holder))
        return self.filter(meeting__code__in=holder.codes_within(*READING))


class ProgrammeVersion(Row):
    """The programme as it was released. It holds keys, never names: a name is asked for when a page is drawn."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="programme_versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField()
    note = models.TextField(_("what changed, in your words"), blank=True)
    released_on = models.DateField(_("released on"))
    # How many were told by mail.
    told = models.PositiveIntegerField(default=0)

    objects = ProgrammeVersionQuerySet.as_manager()

    class Meta:
        db_table = "released_programme"
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "meeting", "number"], name="programme_version_number"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
