"""Where people work, and the posts they hold there over time."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from underrose.kit.models import Row
from underrose.people.models.persons import Person


class Sector(models.TextChoices):
    """What kind of place it is, seen from a meeting on rights and prevention."""

    government = "government", _("Government")
    permanent_mission = "permanent_mission", _("Permanent mission")
    parliament = "parliament", _("Parliament")
    judiciary = "judiciary", _("Judiciary")
    international_body = "international_body", _("International body")
    regional_body = "regional_body", _("Regional body")
    national_institution = "national_institution", _("National human rights institution")
    civil_society = "civil_society", _("Civil society")
    field_practice = "field_practice", _("Field practice")
    academia = "academia", _("University or research institute")
    think_tank = "think_tank", _("Think tank")
    foundation = "foundation", _("Foundation")
    business = "business", _("Business")
    media = "media", _("Media")
    faith = "faith", _("Faith community")
    other = "other", _("Other")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def matching(self, folded: str) -> "OrganisationQuerySet":
        """Those whose names hold what was typed, in whatever script or accent."""
        return self.filter(search_words__contains=folded) if folded else self


class Organisation(Row):
    """A ministry, a mission, an association, a firm. Its name is kept as people there write it."""

    name = models.CharField(_("name"), max_length=250)
    native_name = models.CharField(_("name in its own script"), max_length=250, blank=True)
    country = models.CharField(_("country"), max_length=3, blank=True)
    sector = models.CharField(_("sector"), max_length=24, choices=Sector, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    # Folded and romanised, so that a search finds it in any spelling.
    search_words = models.TextField(blank=True, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        db_table = "organisation"
        ordering = ("name", "key")
        constraints = [
            models.UniqueConstraint(fields=["institution", "name", "country"], name="organisation_once")
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def held_on(self, day: date) -> "PostQuerySet":
        """Those not yet left and already taken up."""
        return self.filter(
            Q(start_on__isnull=True) | Q(start_on__lte=day), Q(end_on__isnull=True) | Q(end_on__gte=day)
        )


class Post(Row):
    """What a person does, where, and from when until when. Posts of sealed people stand in their particulars."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("organisation"),
    )
    title = models.CharField(_("position"), max_length=250, blank=True)
    department = models.CharField(_("department"), max_length=250, blank=True)
    country = models.CharField(_("country they speak for"), max_length=3, blank=True)
    sector = models.CharField(_("sector"), max_length=24, choices=Sector, blank=True)
    duty_station = models.CharField(_("duty station"), max_length=120, blank=True)
    start_on = models.DateField(_("since"), null=True, blank=True)
    end_on = models.DateField(_("until"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        db_table = "post"
        # The two databases do not agree where a post without a first day belongs.
        ordering = (F("start_on").desc(nulls_last=True), "key")
        indexes = [models.Index(fields=["institution", "person"], name="post_of_person")]

    def __str__(self) -> str:
        return self.title
