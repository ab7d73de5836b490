"""Loading the reference data, and what people write beside it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import call_command

from underrose.access.holders import PUBLIC, Holder
from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.context import actions, sources
from underrose.context.models import (
    Area,
    AreaName,
    Article,
    Body,
    Goal,
    Initiative,
    Pillar,
    PreventionStage,
    PreventionTask,
    Reference,
    RegionalGroup,
    RegionalGroupMembership,
    Supporter,
    Target,
    Treaty,
)  # fmt: skip
from underrose.kit.refusals import Refused

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 9, tzinfo=UTC)
TODAY = date(2026, 3, 1)
ADMINISTRATOR = Holder(grants={"": frozenset({Role.ADMINISTRATOR})})
DIRECTOR = Holder(grants={"": frozenset({Role.PROGRAMME_DIRECTOR}), "AB12": frozenset({Role.ADMINISTRATOR})})

pytestmark = pytest.mark.django_db


@pytest.fixture
def _loaded(db: Any) -> None:
    actions.load_reference(NOW)


def test_loading_brings_everything() -> None:
    loaded = actions.load_reference(NOW)
    counts = {model.__name__: model._default_manager.count() for model in (
        Area, Article, Body, Goal, Initiative, Pillar, PreventionStage, PreventionTask, RegionalGroup,
        RegionalGroupMembership, Supporter, Target, Treaty,
    )}  # fmt: skip
    assert counts == {
        "Area": 288, "Article": 30, "Body": 124, "Goal": 17, "Initiative": 3, "Pillar": 3, "PreventionStage": 4,
        "PreventionTask": 4, "RegionalGroup": 5, "RegionalGroupMembership": 193, "Supporter": 0, "Target": 169,
        "Treaty": 18,
    }  # fmt: skip
    assert loaded.added == sum(counts.values()) + AreaName.objects.count() + Reference.objects.count()
    assert (loaded.changed, loaded.removed, loaded.dropped) == (0, 0, 0)
    assert set(Reference.objects.values_list("name", flat=True)) == set(sources.names())


@pytest.mark.usefixtures("_loaded")
def test_loading_again_changes_nothing(django_assert_num_queries: Any) -> None:
    before = {area.pk: area.code for area in Area.objects.all()}
    with django_assert_num_queries(18):
        assert actions.load_reference(LATER) == actions.Loaded()
    assert {area.pk: area.code for area in Area.objects.all()} == before
    assert set(Reference.objects.values_list("loaded_at", flat=True)) == {NOW}


@pytest.mark.usefixtures("_loaded")
def test_loading_mends_what_was_changed_and_keeps_what_others_may_point_to() -> None:
    Area.objects.filter(code="CHE").update(name="Swiss", is_least_developed=True, region=None)
    AreaName.objects.filter(area__code="CHE").delete()
    AreaName.objects.create(
        area=Area.objects.get(code="FIN"), name="Fenland", folded="fenland", standing="variant"
    )
    Body.objects.create(code="OLD", name="An old office", kind="office", seat="Geneva")
    assert actions.load_reference(LATER) == actions.Loaded(added=2, changed=1, removed=1, dropped=1)
    switzerland = Area.objects.select_related("region").get(code="CHE")
    assert (switzerland.name, switzerland.is_least_developed, str(switzerland.region)) == (
        "Switzerland", False, "Western Europe",
    )  # fmt: skip
    assert Body.objects.filter(code="OLD").count() == 1


@pytest.mark.usefixtures("_loaded")
def test_note_of_an_administrator_is_never_overwritten() -> None:
    kosovo = Area.objects.get(code="XKX")
    actions.word_status_note(kosovo, note=" As our ministry words it. ", by=ADMINISTRATOR, today=TODAY)
    assert actions.load_reference(LATER) == actions.Loaded()
    kosovo.refresh_from_db()
    assert kosovo.status_note == "As our ministry words it."
    assert list(RecordEntry.objects.values_list("verb", "noun", "subject", "day")) == [
        ("worded", "status note", kosovo.pk, TODAY)
    ]


@pytest.mark.usefixtures("_loaded")
def test_note_nobody_worded_follows_the_files() -> None:
    Area.objects.filter(code="XKX").update(status_note="older words")
    actions.load_reference(LATER)
    assert Area.objects.get(code="XKX").status_note == sources.toml("disputed.toml")["area"][0]["note"]


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize(("code", "by"), [("XKX", DIRECTOR), ("XKX", PUBLIC), ("CHE", ADMINISTRATOR)])
def test_note_is_refused(code: str, by: Holder) -> None:
    area = Area.objects.get(code=code)
    with pytest.raises(Refused):
        actions.word_status_note(area, note="Other words", by=by, today=TODAY)
    area.refresh_from_db()
    assert area.is_note_ours is False
    assert RecordEntry.objects.count() == 0


@pytest.mark.usefixtures("_loaded")
def test_supporters_are_kept_as_written_on_their_day() -> None:
    appeal = Initiative.objects.get(code="appeal-of-13-june")
    names = ["Switzerland", "Czech Republic", "The former Yugoslav Republic of Macedonia", "Switzerland"]
    day = date(2018, 6, 13)
    actions.record_supporters(appeal, names=names, as_of=day, by=ADMINISTRATOR, today=TODAY)
    assert list(appeal.supporters.values_list("as_written", "area__code")) == [
        ("Czech Republic", "CZE"),
        ("Switzerland", "CHE"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
    ]
    actions.record_supporters(appeal, names=["Finland"], as_of=TODAY, by=ADMINISTRATOR, today=TODAY)
    appeal.refresh_from_db()
    assert [str(one) for one in appeal.supporters.all()] == ["Finland"]
    assert appeal.supporters_as_of == TODAY
    assert actions.load_reference(LATER) == actions.Loaded()
    assert appeal.supporters.count() == 1


@pytest.mark.usefixtures("_loaded")
def test_supporters_with_an_unknown_name_are_refused_whole() -> None:
    appeal = Initiative.objects.get(code="appeal-of-13-june")
    with pytest.raises(Refused, match="Atlantis, Middle East"):
        actions.record_supporters(
            appeal, names=["Finland", "Atlantis", "Middle East"], as_of=TODAY, by=ADMINISTRATOR, today=TODAY
        )
    with pytest.raises(Refused):
        actions.record_supporters(appeal, names=["Finland"], as_of=TODAY, by=DIRECTOR, today=TODAY)
    assert (appeal.supporters.count(), RecordEntry.objects.count()) == (0, 0)


def test_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("reference")
    assert " added, 0 changed, 0 removed." in capsys.readouterr().out
    Body.objects.create(code="OLD", name="An old office", kind="office", seat="Geneva")
    call_command("reference")
    assert capsys.readouterr().out.splitlines() == [
        "Reference data: 0 added, 0 changed, 0 removed.",
        "1 rows are no longer in the files and were kept.",
    ]
