"""The list of candidates: what is searched and chosen, in which order, with which columns, on the page and in files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.context import gazetteer
from underrose.kit.tables import Column
from underrose.participation.models import Brief, Candidate, Capacity, Conflict, Stage, Standing
from underrose.people import posts
from underrose.people.models import Post, Sector
from underrose.people.search_words import folded

PAGE = 55
MANY = 1_000
USUAL_SORT = "name"
SORTS: Mapping[str, tuple[str, ...]] = {
    "name": ("person__family_name", "person__full_name"),
    "stage": ("stage", "person__family_name"),
    "capacity": ("capacity", "person__family_name"),
    "listed": ("listed_on", "person__family_name"),
    "nominated": ("nomination__organisation__name", "person__family_name"),
}
COLUMNS: Mapping[str, Any] = {
    "post": gettext_lazy("Position and organisation"),
    "country": gettext_lazy("Country"),
    "constituencies": gettext_lazy("Stands for"),
    "stage": gettext_lazy("Stage"),
    "capacity": gettext_lazy("Capacity"),
    "nominated": gettext_lazy("Nominated by"),
    "listed": gettext_lazy("Listed on"),
}
USUAL_COLUMNS = ("post", "country", "constituencies", "stage")
MARKS = {Stage.cleared: "done", Stage.invited: "done", Stage.vetoed: "warning", Stage.proposed: "held"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to see; anything unknown is as if it was not asked."""

    words: str = ""
    stage: str = ""
    capacity: str = ""
    constituency: str = ""
    nowhere: str = ""
    country: str = ""
    nomination: str = ""
    sort: str = USUAL_SORT
    columns: tuple[str, ...] = USUAL_COLUMNS

    @property
    def is_narrow(self) -> bool:
        return any(
            (
                self.words,
                self.stage,
                self.capacity,
                self.constituency,
                self.nowhere,
                self.country,
                self.nomination,
            )
        )


def asked(given: QueryDict) -> Asked:
    sort = given.get("sort", USUAL_SORT)
    columns = tuple(name for name in COLUMNS if name in given.getlist("column"))
    return Asked(
        words=given.get("q", "").strip()[:100],
        stage=given.get("stage", "") if given.get("stage") in Stage.values else "",
        capacity=given.get("capacity", "") if given.get("capacity") in Capacity.values else "",
        constituency=key_of(given.get("constituency", "")),
        nowhere=key_of(given.get("nowhere", "")),
        country=given.get("country", "")[:3],
        nomination=key_of(given.get("nomination", "")),
        sort=sort if sort.removeprefix("-") in SORTS else USUAL_SORT,
        columns=columns or USUAL_COLUMNS,
    )


def key_of(words: str) -> str:
    try:
        return str(UUID(words))
    except ValueError:
        return ""


def found(candidates: QuerySet[Candidate], wanted: Asked) -> QuerySet[Candidate]:
    """Those that fit, in the order wanted. What is sealed is neither opened nor searched."""
    rows = (
        candidates.filter(person__is_forgotten=False)
        .select_related("person", "nomination__organisation")
        .defer(
            "why",
            "named_as",
            "person__particulars",
            "nomination__name",
            "nomination__mail",
            "nomination__words",
        )
    )
    for word in folded(wanted.words).split():
        rows = rows.filter(person__search_words__contains=word)
    exact = {"stage": wanted.stage, "capacity": wanted.capacity, "nomination": wanted.nomination}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    standing = Standing.objects.filter(candidate=OuterRef("pk"))
    if wanted.constituency:
        rows = rows.filter(Exists(standing.filter(constituency__key=wanted.constituency)))
    if wanted.nowhere:
        rows = rows.filter(~Exists(standing.filter(constituency__axis__key=wanted.nowhere)))
    if wanted.country:
        rows = rows.filter(_of_country(wanted.country))
    return rows.order_by(*_order(wanted.sort))


def _of_country(code: str) -> Q:
    held = Post.objects.filter(person=OuterRef("person"))
    return Q(person__country=code) | Q(
        Exists(held.filter(Q(country=code) | Q(country="", organisation__country=code)))
    )


def _order(sort: str) -> list[OrderBy | str]:
    is_down = sort.startswith("-")
    names = SORTS[sort.removeprefix("-")]
    fields = [F(name).desc(nulls_last=True) if is_down else F(name).asc(nulls_last=True) for name in names]
    return [*fields, "key"]


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate as a list shows them; protected people by their alias and nothing else."""

    candidate: Candidate
    name: str
    native_name: str
    post: str
    organisation: str
    country: str
    sector: str
    duty_station: str
    constituencies: tuple[str, ...]
    is_apart: bool
    # Others of this list who may be the same person: key, person, name. Never of protected people.
    twins: tuple[tuple[UUID, UUID, str], ...] = ()

    @property
    def mark(self) -> str:
        return MARKS.get(Stage(self.candidate.stage), "plain")

    @property
    def nominated_by(self) -> str:
        nomination = self.candidate.nomination
        return nomination.organisation.name if nomination else ""


def lines(candidates: Iterable[Candidate], today: date, *, with_pairs: bool = False) -> list[Line]:
    """The rows of one page, or of a file, in a constant number of queries. Only the list says who is kept apart."""
    rows = list(candidates)
    keys = [row.key for row in rows]
    held = posts.current([row.person for row in rows], today)
    stands: dict[UUID, list[str]] = {}
    pairs = Standing.objects.filter(candidate__in=keys).order_by(
        "constituency__axis__position", "constituency__position"
    )
    for candidate, label in pairs.values_list("candidate_id", "constituency__label"):
        stands.setdefault(candidate, []).append(label)
    apart = _apart(keys) if with_pairs else set()
    names, sectors = gazetteer.load(), dict(Sector.choices)
    return [_line(row, held.get(row.person_id, posts.NO_POST), names, sectors, stands, apart) for row in rows]


def _line(
    row: Candidate, post: posts.PostLine, names: Any, sectors: Any, stands: Any, apart: set[UUID]
) -> Line:
    country = post.country or row.person.country
    return Line(
        candidate=row,
        name=row.person.full_name,
        native_name=row.person.native_name,
        post=post.title,
        organisation=post.organisation,
        country=names.name(country) if country else "",
        sector=str(sectors.get(post.sector, "")),
        duty_station=post.duty_station,
        constituencies=tuple(stands.get(row.key, ())),
        is_apart=row.key in apart,
    )


def _apart(keys: list[UUID]) -> set[UUID]:
    pairs = Conflict.objects.filter(Q(one__in=keys) | Q(other__in=keys)).values_list("one_id", "other_id")
    return {key for pair in pairs for key in pair}


def countries(candidates: QuerySet[Candidate]) -> list[tuple[str, str]]:
    """Where the candidates of this meeting are from, for the filter."""
    names = gazetteer.load()
    places = ("person__country", "person__posts__country", "person__posts__organisation__country")
    codes = set(chain.from_iterable(candidates.order_by().values_list(*places).distinct()))
    return sorted(((code, names.name(code)) for code in codes if code), key=lambda pair: pair[1])


def constituencies(brief: Brief | None) -> list[tuple[str, list[tuple[str, str]]]]:
    if brief is None:
        return []
    return [
        (axis.label, [(str(one.key), one.label) for one in axis.constituencies.all()])
        for axis in brief.axes.prefetch_related("constituencies")
    ]


def heads(wanted: Asked) -> list[dict[str, str]]:
    """The heads of the columns shown; those that sort say how they do."""
    order = "descending" if wanted.sort.startswith("-") else "ascending"
    chosen = wanted.sort.removeprefix("-")
    shown = {"name": _("Name"), **{name: COLUMNS[name] for name in wanted.columns}}
    return [
        {
            "name": name if name in SORTS else "",
            "label": str(label),
            "sorted": order if name == chosen else "",
        }
        for name, label in shown.items()
    ]


def file_columns() -> tuple[Column, ...]:
    """What leaves as a file: no reasons, no addresses, protected people by their alias."""
    return (
        Column(_("Name"), lambda line: line.name),
        Column(_("Name in its own script"), lambda line: line.native_name),
        Column(_("Position"), lambda line: line.post),
        Column(_("Organisation"), lambda line: line.organisation),
        Column(_("Country"), lambda line: line.country),
        Column(_("Sector"), lambda line: line.sector),
        Column(_("Duty station"), lambda line: line.duty_station),
        Column(_("Stands for"), lambda line: "; ".join(line.constituencies)),
        Column(_("Stage"), lambda line: str(line.candidate.get_stage_display())),
        Column(_("Capacity"), lambda line: str(line.candidate.get_capacity_display())),
        Column(_("Must be there"), lambda line: _("yes") if line.candidate.is_must_have else ""),
        Column(_("Nominated by"), lambda line: line.nominated_by),
        Column(_("Listed on"), lambda line: line.candidate.listed_on),
    )
