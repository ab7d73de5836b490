"""What the models say and what the migrations make is the same: browsers meet tables that are made from the models."""

from django.apps import apps
from django.conf import settings
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from house.tree import SECTIONS


def missing(state: ProjectState) -> dict[str, list[str]]:
    """By section, what a new migration would do."""
    loader = MigrationLoader(None)
    found = MigrationAutodetector(loader.project_state(), state).changes(graph=loader.graph)
    return {
        section: [operation.describe() for one in migrations for operation in one.operations]
        for section, migrations in found.items()
        if section in SECTIONS
    }


def test_no_migration_is_missing() -> None:
    """If this fails: `./run manage makemigrations`, and read what it wrote."""
    assert settings.MIGRATION_MODULES == {}
    assert missing(ProjectState.from_apps(apps)) == {}


def test_a_missing_migration_is_found() -> None:
    state = ProjectState.from_apps(apps)
    changed: ModelState = state.models["dialogue", "point"]
    del changed.fields["revision"]
    assert missing(state) == {"dialogue": ["Remove field revision from point"]}
