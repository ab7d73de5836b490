"""What the world of a meeting is made of: states and regions, rights and treaties, goals, bodies, initiatives.

All of it is loaded from the files in `reference/`; only notes on status and lists of supporters are written by people.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from underrose.context import gazetteer
from underrose.context.folding import fold
from underrose.kit.models import Row


def _one_each(table: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=("institution", *fields), name=f"one_{table}")


class Reference(Row):
    """A file of reference data as it was last loaded: its version, its day, where its facts come from."""

    name = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    day = models.DateField()
    source = models.TextField()
    licence = models.TextField()
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "reference"
        ordering = ("name",)
        constraints = (_one_each("reference", "name"),)

    def __str__(self) -> str:
        return self.name


class AreaKind(models.TextChoices):
    AREA = "area", _("Country or area")
    REGION = "region", _("Region of the M49 standard")
    OWN = "own", _("Region of this house")
    DISPUTED = "disputed", _("Place on whose status states differ")


class AreaQuerySet(QuerySet["Area"]):
    def countries(self) -> "AreaQuerySet":
        """Countries, areas and disputed places: what a person can come from."""
        return self.filter(kind__in=(AreaKind.AREA, AreaKind.DISPUTED))

    def regions(self) -> "AreaQuerySet":
        return self.filter(kind__in=(AreaKind.REGION, AreaKind.OWN))

    def member_states(self) -> "AreaQuerySet":
        return self.filter(membership__isnull=False)

    def in_group(self, code: str) -> "AreaQuerySet":
        """Members of one of the five regional groups at the United Nations."""
        return self.filter(membership__group__code=code)

    def within(self, code: str) -> "AreaQuerySet":
        """Countries and areas inside a region, M49's or ours, as the committed lists have it."""
        return self.filter(code__in=gazetteer.load().members(code))

    def least_developed(self) -> "AreaQuerySet":
        return self.filter(is_least_developed=True)

    def landlocked_developing(self) -> "AreaQuerySet":
        return self.filter(is_landlocked_developing=True)

    def small_island_developing(self) -> "AreaQuerySet":
        return self.filter(is_small_island_developing=True)

    def called(self, words: str) -> "AreaQuerySet":
        """Areas with these words in any of their names, or with exactly this code."""
        like = AreaName.objects.filter(folded__contains=fold(words)).values("area")
        return self.filter(Q(pk__in=like) | Q(code__iexact=words.strip()) | Q(alpha2__iexact=words.strip()))


class Area(Row):
    """A country, an area or a region, under the name the United Nations uses today."""

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=100)
    formal_name = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=AreaKind)
    alpha2 = models.CharField(max_length=2, blank=True)
    numeric = models.CharField(max_length=3, blank=True)
    region = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    is_least_developed = models.BooleanField(default=False)
    is_landlocked_developing = models.BooleanField(default=False)
    is_small_island_developing = models.BooleanField(default=False)
    status_note = models.TextField(blank=True)
    # Once an administrator has written the note, loading the reference data leaves it alone.
    is_note_ours = models.BooleanField(default=False)

    objects: ClassVar[AreaQuerySet] = AreaQuerySet.as_manager()  # type: ignore[assignment] # a manager with the methods of the query

    class Meta:
        db_table = "area"
        ordering = ("name",)
        constraints = (_one_each("area", "code"),)

    def __str__(self) -> str:
        return self.name


class Standing(models.TextChoices):
    CURRENT = "current", _("Name of today")
    VARIANT = "variant", _("Another way to write it")
    FORMER = "former", _("Former name")
    WRONG = "wrong", _("Never its name")
    REGION = "region", _("Region")
    DISPUTED = "disputed", _("Status in dispute")


class AreaName(Row):
    """A name as documents write it, with the days between which the United Nations used it, where that is known."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100)
    standing = models.CharField(max_length=10, choices=Standing)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        db_table = "area_name"
        ordering = ("name",)
        constraints = (_one_each("area_name", "area", "name"),)

    def __str__(self) -> str:
        return self.name


class RegionalGroup(Row):
    """One of the five groups in which Member States sit and are elected."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=60)

    class Meta:
        db_table = "regional_group"
        ordering = ("name",)
        constraints = (_one_each("regional_group", "code"),)

    def __str__(self) -> str:
        return self.name


class RegionalGroupMembership(Row):
    """A Member State's place in its group; there is one for each of the 193."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="membership")
    group = models.ForeignKey(RegionalGroup, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        db_table = "regional_group_membership"
        constraints = (_one_each("regional_group_membership", "area"),)

    def __str__(self) -> str:
        return f"{self.area} · {self.group}"


class BodyQuerySet(QuerySet["Body"]):
    def organs(self) -> "BodyQuerySet":
        return self.filter(kind="organ")

    def treaty_bodies(self) -> "BodyQuerySet":
        return self.filter(kind="treaty body")

    def in_city(self, seat: str) -> "BodyQuerySet":
        return self.filter(seat=seat)


class Body(Row):
    """An organ, committee, office, fund or agency of the United Nations system, or one close to it."""

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    seat = models.CharField(max_length=40)

    objects: ClassVar[BodyQuerySet] = BodyQuerySet.as_manager()  # type: ignore[assignment] # a manager with the methods of the query

    class Meta:
        db_table = "un_body"
        ordering = ("name",)
        constraints = (_one_each("un_body", "code"),)

    def __str__(self) -> str:
        return self.name


class TreatyQuerySet(QuerySet["Treaty"]):
    def core(self) -> "TreatyQuerySet":
        """The nine treaties themselves, without their protocols."""
        return self.filter(protocol_to__isnull=True)

    def protocols(self) -> "TreatyQuerySet":
        return self.filter(protocol_to__isnull=False)


class Treaty(Row):
    """A core international human rights treaty, or an optional protocol to one."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    adopted_on = models.DateField()
    in_force_on = models.DateField()
    symbol = models.CharField(max_length=40)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="treaties")
    protocol_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="protocols")

    objects: ClassVar[TreatyQuerySet] = TreatyQuerySet.as_manager()  # type: ignore[assignment] # a manager with the methods of the query

    class Meta:
        db_table = "treaty"
        ordering = ("adopted_on", "code")
        constraints = (_one_each("treaty", "code"),)

    def __str__(self) -> str:
        return self.name


class Article(Row):
    """An article of the Universal Declaration of Human Rights, under a short label of ours."""

    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)

    class Meta:
        db_table = "udhr_article"
        ordering = ("number",)
        constraints = (_one_each("udhr_article", "number"),)

    def __str__(self) -> str:
        return f"{self.number} {self.label}"


class Goal(Row):
    """A Sustainable Development Goal, under a short label of ours."""

    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)

    class Meta:
        db_table = "goal"
        ordering = ("number",)
        constraints = (_one_each("goal", "number"),)

    def __str__(self) -> str:
        return f"{self.number} {self.label}"


class Target(Row):
    """A target of a goal: "16.3". `position` is its place in the agenda, where 8.10 follows 8.9 and 1.a follows 1.5."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="targets")
    code = models.CharField(max_length=5)
    label = models.CharField(max_length=90)
    position = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "target"
        ordering = ("position",)
        constraints = (_one_each("target", "code"),)

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class Pillar(Row):
    """One of the three pillars of the work of the United Nations."""

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "pillar"
        ordering = ("number",)
        constraints = (_one_each("pillar", "code"),)

    def __str__(self) -> str:
        return self.name


class PreventionStage(Row):
    """What is to be prevented on the continuum: the outbreak, escalation, continuation or recurrence of conflict."""

    code = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    meaning = models.TextField()

    class Meta:
        db_table = "prevention_stage"
        ordering = ("number",)
        constraints = (_one_each("prevention_stage", "code"),)

    def __str__(self) -> str:
        return self.name


class PreventionTask(Row):
    """A kind of work that sustains peace; any task may serve any stage."""

    code = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    meaning = models.TextField()

    class Meta:
        db_table = "prevention_task"
        ordering = ("number",)
        constraints = (_one_each("prevention_task", "code"),)

    def __str__(self) -> str:
        return self.name


class Initiative(Row):
    """What states have launched and a meeting builds on. Its supporters are those of a day, or are not held."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    started_on = models.DateField()
    lead = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=80, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    supporters_as_of = models.DateField(null=True)

    class Meta:
        db_table = "initiative"
        ordering = ("started_on",)
        constraints = (_one_each("initiative", "code"),)

    def __str__(self) -> str:
        return self.name


class Supporter(Row):
    """A state that supported an initiative on the day of its list, under the name the list gave it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="supporters")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    as_written = models.CharField(max_length=100)

    class Meta:
        db_table = "supporter"
        ordering = ("as_written",)
        constraints = (_one_each("supporter", "initiative", "area"),)

    def __str__(self) -> str:
        return self.as_written
