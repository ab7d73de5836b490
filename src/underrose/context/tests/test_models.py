"""Questions the reference data answers."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from underrose.context import actions
from underrose.context.models import Area, AreaName, Body, Initiative, RegionalGroupMembership, Target, Treaty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _loaded(once: Callable[[Callable[[], object]], None]) -> None:
    once(lambda: actions.load_reference(datetime(2026, 3, 1, tzinfo=UTC)))


QUESTIONS: list[tuple[str, Callable[[], int], int]] = [
    ("countries", lambda: Area.objects.countries().count(), 250),
    ("regions", lambda: Area.objects.regions().count(), 38),
    ("member states", lambda: Area.objects.member_states().count(), 193),
    ("African group", lambda: Area.objects.in_group("african").count(), 54),
    ("least developed", lambda: Area.objects.least_developed().count(), 44),
    ("landlocked", lambda: Area.objects.landlocked_developing().count(), 32),
    ("small islands", lambda: Area.objects.small_island_developing().count(), 57),
    ("least developed Africans", lambda: Area.objects.in_group("african").least_developed().count(), 32),
    ("South-eastern Asia", lambda: Area.objects.within("035").count(), 11),
    ("Middle East", lambda: Area.objects.within("middle-east").count(), 15),
    ("organs", lambda: Body.objects.organs().count(), 6),
    ("treaty bodies", lambda: Body.objects.treaty_bodies().count(), 10),
    ("in Geneva, of treaties", lambda: Body.objects.treaty_bodies().in_city("Geneva").count(), 10),
    ("core treaties", lambda: Treaty.objects.core().count(), 9),
    ("protocols", lambda: Treaty.objects.protocols().count(), 9),
]


@pytest.mark.parametrize(
    ("question", "answer"), [row[1:] for row in QUESTIONS], ids=[row[0] for row in QUESTIONS]
)
def test_question_is_answered_in_one_query(
    question: Callable[[], int], answer: int, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert question() == answer


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("swazi", ["SWZ"]),
        ("Cote d’Iv", ["CIV"]),
        ("chn", ["CHN"]),
        ("latvi", ["LVA"]),
        ("middle", ["middle-east", "017"]),
        ("zzz", []),
    ],
)
def test_area_is_found_by_any_of_its_names(words: str, codes: list[str]) -> None:
    assert {area.code for area in Area.objects.called(words)} == set(codes)


def test_a_name_knows_its_days() -> None:
    name = AreaName.objects.select_related("area").get(name="Cape Verde")
    assert (name.area.name, name.valid_from, name.valid_to, name.standing) == (
        "Cabo Verde", date(1975, 9, 16), date(2013, 10, 23), "former",
    )  # fmt: skip


def test_targets_stand_in_the_order_of_the_agenda() -> None:
    codes = [target.code for target in Target.objects.filter(goal__number=8)]
    assert codes == [*(f"8.{number}" for number in range(1, 11)), "8.a", "8.b"]


def test_rows_say_what_they_are() -> None:
    assert str(Area.objects.get(code="TUR")) == "Türkiye"
    assert str(Target.objects.get(code="16.3")) == "16.3 Rule of law and access to justice"
    assert (
        str(RegionalGroupMembership.objects.get(area__code="CHE"))
        == "Switzerland · Western European and other States"
    )
    appeal = Initiative.objects.get(code="appeal-of-13-june")
    assert (appeal.started_on, appeal.lead.code, appeal.supporters_as_of) == (date(2016, 6, 13), "CHE", None)


def test_regions_form_a_tree() -> None:
    area = Area.objects.select_related("region__region__region").get(code="CHE")
    assert area.region is not None
    assert [area.region.name, str(area.region.region)] == ["Western Europe", "Europe"]
