"""What a note says of who should participate, as axes and constituencies a brief can begin with.

Nothing is added to the note: no minimum, no maximum, no share. Where it names countries, cities or kinds of people,
candidates can be placed by them; every such reading is shown and can be changed.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from underrose.concept.models import Meeting
from underrose.concept.models.note import SectionKind as Heading
from underrose.concept.note import participation
from underrose.concept.note.model import AreaNamed, Group, Section, SectionKind
from underrose.context import gazetteer
from underrose.methods.documents.readers import markdown
from underrose.people.models import Gender, Sector

WORLD_REGIONS = ("002", "019", "142", "150", "009")
_NO_WORDS = ""


@dataclass(frozen=True, slots=True)
class ConstituencyProposed:
    """A group of people on one axis, and by what somebody is recognised as one of them."""

    value: str
    label: str
    as_written: str = ""
    areas: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    duty_stations: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class AxisProposed:
    feature: str
    label: str
    constituencies: tuple[ConstituencyProposed, ...]


def paragraph_of(meeting: Meeting) -> str:
    """The words under "Who should participate?", as they stand in the note today."""
    found = meeting.sections.filter(kind=Heading.participation, is_removed=False)
    return "\n\n".join(section.body.strip() for section in found if section.body.strip())


def axes(paragraph: str, on: date | None) -> tuple[AxisProposed, ...]:
    """Every group the paragraph names, each on the axis its words belong to, in the order of the note."""
    blocks = markdown.read(paragraph).blocks
    section = Section(_NO_WORDS, SectionKind.participation, paragraph, _NO_WORDS, tuple(blocks))
    groups = participation.groups([section], gazetteer.load(), on)
    proposed = (
        AxisProposed("country_group", _("Groups of countries"), _each(groups, _is_of_countries)),
        AxisProposed("country", _("Countries and regions named"), _areas(groups)),
        AxisProposed("duty_station", _("Duty station"), _stations(groups)),
        AxisProposed("perspective", _("Perspective"), _each(groups, _is_perspective)),
        AxisProposed("sector", _("Sector"), _each(groups, _is_sector)),
    )
    return tuple(axis for axis in proposed if axis.constituencies)


def usual(feature: str) -> AxisProposed | None:
    """An axis that many meetings look at and the note need not name: asked for by a person, without any number."""
    if feature == "gender":
        found = [ConstituencyProposed(one.value, str(one.label), genders=(one.value,)) for one in Gender]
        return AxisProposed("gender", _("Gender"), tuple(found))
    if feature == "sector":
        kinds = [one for one in Sector if one is not Sector.other]
        found = [ConstituencyProposed(one.value, str(one.label), sectors=(one.value,)) for one in kinds]
        return AxisProposed("sector", _("Sector"), tuple(found))
    if feature == "region":
        names = gazetteer.load()
        found = [
            ConstituencyProposed(slugify(names.name(code)), names.name(code), areas=(code,))
            for code in WORLD_REGIONS
        ]
        return AxisProposed("region", _("Region"), tuple(found))
    return None


USUAL = ("gender", "sector", "region")

_OF_COUNTRIES = frozenset({"donor_countries", "affected_countries", "countries"})
_OF_SECTORS = frozenset({"business", "international_bodies", "media", "academics"})


def _is_of_countries(group: Group) -> bool:
    return group.kind in _OF_COUNTRIES


def _is_sector(group: Group) -> bool:
    return group.kind in _OF_SECTORS


def _is_perspective(group: Group) -> bool:
    return not _is_of_countries(group) and not _is_sector(group)


def _each(groups: Iterable[Group], belongs: Callable[[Group], bool]) -> tuple[ConstituencyProposed, ...]:
    return _once(_of_group(group) for group in groups if belongs(group))


def _of_group(group: Group) -> ConstituencyProposed:
    """“Policy makers in Geneva” are those of the sector whose post is there; a town alone makes nobody one of a group."""
    sectors = () if _is_of_countries(group) else sectors_of(group.name)
    return ConstituencyProposed(
        value=_slug(group.name),
        label=_headed(group.name)[:200],
        as_written=group.as_written[:300],
        areas=_codes(group.areas),
        sectors=sectors,
        duty_stations=tuple(dict.fromkeys(group.places)) if sectors else (),
        is_open=group.is_open,
    )


def _codes(areas: Iterable[AreaNamed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(area.code for area in areas if area.code))


def _areas(groups: Iterable[Group]) -> tuple[ConstituencyProposed, ...]:
    """Each country and region that is named, by itself; one the gazetteer does not hold is placed by hand."""
    return _once(
        ConstituencyProposed(
            value=_slug(_bare(area.as_written)),
            label=_headed(_bare(area.as_written))[:200],
            as_written=area.as_written[:300],
            areas=(area.code,) if area.code else (),
        )
        for group in groups
        for area in group.areas
    )


def _stations(groups: Iterable[Group]) -> tuple[ConstituencyProposed, ...]:
    return _once(
        ConstituencyProposed(_slug(place), place, group.as_written[:300], duty_stations=(place,))
        for group in groups
        for place in group.places
    )


# Words of a group, and the sectors of those they mean.
_SECTORS: tuple[tuple[str, tuple[Sector, ...]], ...] = (
    (r"polic(?:y|ies)[- ]?makers?|decision[- ]?makers?|officials?|diplomats?|ministers?|governments?|décideurs|diplomates",
     (Sector.government, Sector.permanent_mission)),
    (r"parliamentarians?|legislators?|parlementaires?", (Sector.parliament,)),
    (r"judges?|judiciar\w+|magistrates?", (Sector.judiciary,)),
    (r"defenders?|activists?|défenseu\w+", (Sector.civil_society, Sector.national_institution)),
    (r"civil society|ngos?|non-governmental|grassroots|community|youth|women'?s (?:groups|organi[sz]ations)|société civile",
     (Sector.civil_society,)),
    (r"national human rights institutions?|ombuds\w*", (Sector.national_institution,)),
    (r"practitioners?|mediators?|frontline|field|praticien\w*", (Sector.field_practice,)),
    (r"analysts?|think[- ]tanks?", (Sector.think_tank,)),
    (r"experts?|specialists?|academi\w+|scholars?|universit\w+|researchers?|scientists?|chercheu\w+",
     (Sector.academia, Sector.think_tank)),
    (r"opinion|media\b|journalists?|editors?|press\b", (Sector.media,)),
    (r"business|private sector|compan(?:y|ies)|industry|firms|investors?|entreprises", (Sector.business,)),
    (r"international|united nations|\bun\b|multilateral", (Sector.international_body,)),
    (r"regional", (Sector.regional_body,)),
    (r"foundations?|philanthrop\w+|fondations?", (Sector.foundation,)),
    (r"faith|religious|church\w*", (Sector.faith,)),
)  # fmt: skip


def sectors_of(words: str) -> tuple[str, ...]:
    """The sectors in which such people work, as far as the words say."""
    found = [
        sector.value
        for pattern, sectors in _SECTORS
        if re.search(rf"\b(?:{pattern})", words, re.IGNORECASE)
        for sector in sectors
    ]
    return tuple(dict.fromkeys(found))


def _once(proposed: Iterable[ConstituencyProposed]) -> tuple[ConstituencyProposed, ...]:
    """Two groups of one name become two constituencies all the same, told apart by a number."""
    taken: dict[str, ConstituencyProposed] = {}
    for one in proposed:
        if one in taken.values():
            continue
        value, number = one.value, 2
        while value in taken:
            value, number = f"{one.value}-{number}", number + 1
        taken[value] = replace(one, value=value)
    return tuple(taken.values())


def _slug(words: str) -> str:
    return slugify(words, allow_unicode=True)[:80].strip("-") or "group"


def _bare(words: str) -> str:
    return re.sub(r"^the\s+", "", words, flags=re.IGNORECASE)


def _headed(words: str) -> str:
    return words[:1].upper() + words[1:]
