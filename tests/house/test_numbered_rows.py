"""On SQLite a number of the row tells in what order rows came: each table that has one stands here, with the reason."""

import pytest
from django.db import connections

from house.tree import without

NUMBERED = {
    "account_emailaddress": "allauth's key; addresses of colleagues, none of a guest",
    "account_emailconfirmation": "allauth's key; stays empty, codes are not kept here",
    "auth_group": "Django's key; stays empty, roles are grants",
    "auth_group_permissions": "Django's key; stays empty",
    "auth_permission": "Django's key; names of permissions, written when the house is set up",
    "django_content_type": "Django's key; names of models, written when the house is set up",
    "django_migrations": "Django's key; the days on which the house was brought up to date",
    "mfa_authenticator": "allauth's key; passkeys of colleagues",
    "sqlite_sequence": "SQLite's own: the highest key of each table above",
}
# Whole files: their numbers are drawn at random by a trigger (kit/sqlite/base.py).
ANYWHERE = {
    "contact_import": "lists that colleagues bring in",
    "imported_note": "notes that colleagues bring in",
    "outbox_part": "calendar entries and letters as files",
}


def asked(alias: str, sql: str) -> dict[str, str]:
    if connections[alias].vendor != "sqlite":
        pytest.skip("PostgreSQL numbers no rows")
    with connections[alias].cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())


@pytest.mark.django_db(databases=["default", "dialogue"])
def test_only_these_tables_number_their_rows() -> None:
    found = {
        table: "numbers its rows"
        for alias in ("default", "dialogue")
        for table in asked(
            alias,
            "SELECT name, '' FROM pragma_table_list WHERE schema = 'main' AND NOT wr AND name <> 'sqlite_schema'",
        )
    }
    assert without(found, NUMBERED | ANYWHERE) == {}


@pytest.mark.django_db
def test_tables_of_files_draw_the_number() -> None:
    drawn = asked("default", "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    assert sorted(drawn) == sorted(ANYWHERE)
    assert all("SET rowid = random() WHERE rowid = NEW.rowid" in sql for sql in drawn.values())
