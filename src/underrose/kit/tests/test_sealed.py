import copy
import pickle
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction

from underrose.kit import keys
from underrose.kit.models import OutboxMail
from underrose.kit.sealed import Destroyed, Sealed, SealedBytesField, SealedTextField, WillNotOpen

pytestmark = pytest.mark.django_db
SECRET = "canary-7f3a"


def make(**fields: object) -> OutboxMail:
    given = {"recipient": "a@b.org", "subject": "Subject", "body": SECRET, "cause": str(uuid4())}
    return OutboxMail.objects.create(**{**given, "queued_on": date(2026, 1, 1), **fields})


def raw(mail: OutboxMail, column: str = "body") -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM outbox_mail WHERE cause = %s", [mail.cause])  # noqa: S608
        return bytes(cursor.fetchone()[0])


def put(mail: OutboxMail, value: bytes, column: str = "body") -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE outbox_mail SET {column} = %s WHERE cause = %s", [value, mail.cause])  # noqa: S608


@pytest.fixture(autouse=True)
def _own_keys(key_folder: Path) -> None:
    pass


def test_value_comes_back_and_stands_closed_in_the_database() -> None:
    mail = make()
    assert OutboxMail.objects.get(pk=mail.pk).body == SECRET
    assert SECRET.encode() not in raw(mail)
    assert raw(mail)[0] == 1
    assert len(raw(mail)) == 1 + 12 + len(SECRET) + 16


def test_same_words_are_closed_differently_each_time() -> None:
    assert raw(make()) != raw(make())


def test_value_moved_to_another_row_does_not_open() -> None:
    one, other = make(), make()
    put(other, raw(one))
    with pytest.raises(WillNotOpen):
        _ = OutboxMail.objects.get(pk=other.pk).body


def test_value_moved_to_another_field_does_not_open() -> None:
    mail = make()
    put(mail, raw(mail, "subject"))
    with pytest.raises(WillNotOpen):
        _ = OutboxMail.objects.get(pk=mail.pk).body


def test_value_of_another_scope_does_not_open() -> None:
    mail = make(scope="one")
    keys.ring(keys_of()).key("two", "mail")
    OutboxMail.objects.filter(pk=mail.pk).update(scope="two")
    with pytest.raises(WillNotOpen):
        _ = OutboxMail.objects.get(pk=mail.pk).body


def test_value_bound_to_another_table_does_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = make()
    monkeypatch.setattr(OutboxMail._meta, "db_table", "another")
    found = OutboxMail(pk=mail.pk, scope=mail.scope, body=Sealed(raw(mail)))
    with pytest.raises(WillNotOpen):
        _ = found.body


@pytest.mark.parametrize("damage", [b"", b"\x01", b"\x02" + bytes(40), b"\x01" + bytes(40)])
def test_damaged_value_says_so_without_its_content(damage: bytes) -> None:
    mail = make()
    put(mail, damage)
    with pytest.raises(WillNotOpen) as told:
        _ = OutboxMail.objects.get(pk=mail.pk).body
    assert SECRET not in str(told.value)


def test_list_with_a_destroyed_key_still_shows_the_rest() -> None:
    make(scope="one", meeting_code="A")
    make(scope="two", meeting_code="B")
    keys.ring(keys_of()).destroy("one", "mail")
    shown = []
    for mail in OutboxMail.objects.order_by("meeting_code"):
        try:
            shown.append((mail.meeting_code, mail.body))
        except Destroyed:
            shown.append((mail.meeting_code, None))
    assert shown == [("A", None), ("B", SECRET)]


def test_row_with_a_destroyed_key_can_still_be_saved_and_loses_nothing() -> None:
    mail = make(scope="one")
    before = raw(mail)
    keys.ring(keys_of()).destroy("one", "mail")
    found = OutboxMail.objects.get(pk=mail.pk)
    found.answer = "550"
    found.save()
    assert (raw(mail), OutboxMail.objects.get(pk=mail.pk).answer) == (before, "550")


def test_key_that_is_not_there_reads_as_destroyed() -> None:
    mail = make(scope="one")
    keys.ring(keys_of()).path("one", "mail").unlink()
    with pytest.raises(Destroyed):
        _ = OutboxMail.objects.get(pk=mail.pk).body


def test_bulk_create_update_fields_refresh_and_deferred() -> None:
    [made] = OutboxMail.objects.bulk_create(
        [OutboxMail(recipient="r", subject="s", body="first", cause="bulk", queued_on=date(2026, 1, 1))]
    )
    found = OutboxMail.objects.defer("body").get(pk=made.pk)
    assert found.body == "first"
    found.body = "second"
    found.save(update_fields=["body"])
    made.refresh_from_db()
    assert made.body == "second"
    assert OutboxMail.objects.only("cause").get(pk=made.pk).subject == "s"


def test_unopened_value_is_written_back_as_it_was() -> None:
    mail = make()
    before = raw(mail)
    OutboxMail.objects.get(pk=mail.pk).save()
    assert raw(mail) == before


def test_row_copied_under_a_new_key_carries_its_words() -> None:
    found = OutboxMail.objects.get(pk=make().pk)
    found.pk, found.cause = uuid4(), "copy"
    found._state.adding = True
    found.save()
    assert OutboxMail.objects.get(cause="copy").body == SECRET


def test_copy_and_pickle_of_a_row_keep_the_value() -> None:
    found = OutboxMail.objects.get(pk=make().pk)
    assert copy.copy(found).body == SECRET
    assert pickle.loads(pickle.dumps(found)).body == SECRET  # noqa: S301 - our own bytes


@pytest.mark.parametrize("lookup", ["body", "body__contains", "body__in", "body__gt", "body__length"])
def test_database_is_not_asked_about_a_sealed_value(lookup: str) -> None:
    with pytest.raises(FieldError, match="sealed"):
        OutboxMail.objects.filter(**{lookup: SECRET}).first()


def test_writing_past_the_row_is_refused() -> None:
    mail = make()
    with pytest.raises(FieldError, match="save or bulk_create"):
        OutboxMail.objects.update(body="plain")
    mail.body = "plain"
    with pytest.raises(FieldError, match="save or bulk_create"):
        OutboxMail.objects.bulk_update([mail], ["body"])


def test_value_does_not_show_in_repr_values_or_str() -> None:
    mail = make()
    told = f"{mail!r} {mail} {list(OutboxMail.objects.values())}"
    assert SECRET not in told
    assert "<sealed>" in told


def test_nothing_stays_nothing_and_can_be_asked_for() -> None:
    field = SealedTextField(null=True)
    field.set_attributes_from_name("note")
    assert field.pre_save(OutboxMail(), add=True) is None
    assert field.get_db_prep_value(None, connection) is None
    assert OutboxMail.objects.filter(body__isnull=True).exists() is False


def test_field_that_was_not_given_is_nothing_and_never_a_word_of_the_program() -> None:
    mail = OutboxMail(recipient="a@b.org", subject="Subject", cause="c", queued_on=date(2026, 1, 1))
    assert mail.body is None
    with pytest.raises(IntegrityError), transaction.atomic():
        mail.save()
    assert OutboxMail.objects.exists() is False


@pytest.mark.parametrize(
    ("default", "found"), [({}, None), ({"default": "so"}, "so"), ({"default": str}, "")]
)
def test_default_is_what_the_model_says(default: dict[str, Any], found: str | None) -> None:
    assert SealedTextField(null=True, **default).get_default() == found


def test_bytes_field_keeps_bytes() -> None:
    field = SealedBytesField()
    assert field._from_bytes(field._to_bytes(b"\x00\xff")) == b"\x00\xff"


def keys_of() -> Path:
    from django.conf import settings

    folder: Path = settings.KEY_FOLDER
    return folder
