"""What the organiser has settled for the days of a meeting, and what is assumed until it is known better."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.kit.models import Row
from underrose.participation.models.participants import LOGISTICS


class ArrangementsQuerySet(models.QuerySet["Arrangements"]):
    def visible_to(self, holder: Holder) -> "ArrangementsQuerySet":
        return self.filter(meeting__code__in=holder.codes_within(*LOGISTICS))


class Arrangements(Row):
    """How guests reach the house, who signs letters for consulates, and whether participants receive a list."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="arrangements")
    arrival_help = models.TextField(_("how to arrive"), blank=True)
    visa_signatory = models.CharField(_("who signs letters for consulates"), max_length=200, blank=True)
    # An assumption of the organiser: so many days before the journey a consulate wants to have everything.
    visa_lead_days = models.PositiveSmallIntegerField(_("days a consulate needs"), default=42)
    # Where the rule of the room leaves it to the organiser; unknown until somebody has decided.
    shares_list = models.BooleanField(_("participants receive the list"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ArrangementsQuerySet.as_manager()

    class Meta:
        db_table = "arrangements"

    def __str__(self) -> str:
        return f"arrangements {self.key}"
