"""What of access goes by itself, once a day."""

import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from django.core.cache import caches

from underrose.access import links, record
from underrose.access.holders import PUBLIC
from underrose.access.models import Link, RecordEntry
from underrose.kit import backup, retention
from underrose.kit.models import Duty

pytestmark = pytest.mark.django_db
NOW = datetime(2029, 5, 4, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def test_link_that_opens_nothing_any_more_goes() -> None:
    made = [links.issue("review", uuid4(), "", NOW - one * DAY, 2 * DAY)[0] for one in (1, 3, 4)]
    revoked = links.issue("review", uuid4(), "", NOW, DAY)[0]
    links.revoke(revoked, NOW)
    assert retention.sweep(NOW)["ended_links"] == 3
    assert list(Link.objects.all()) == made[:1]
    assert retention.sweep(NOW)["ended_links"] == 0


def test_record_is_pruned_after_two_years_and_stays_whole() -> None:
    for day in (date(2027, 5, 3), date(2027, 5, 4), date(2029, 5, 4)):
        record.record(PUBLIC, "asked", "question", None, today=day)
    kept = record.head()
    assert retention.sweep(NOW)["old_record"] == 1
    found = RecordEntry.objects.order_by("position").values_list("position", "verb")
    assert list(found) == [(1, "pruned"), (2, "asked"), (3, "asked")]
    assert record.first_break(kept) is None
    assert retention.sweep(NOW)["old_record"] == 0
    assert RecordEntry.objects.get(position=1).checkpoint != ""


def test_the_worker_prunes_the_record_as_its_duty() -> None:
    from underrose.kit.jobs import Labourer

    record.record(PUBLIC, "asked", "question", None, today=date(2020, 1, 1))
    assert Labourer()._do_duties(NOW)
    assert Duty.objects.filter(name="retention", next_at=NOW + DAY).exists()
    assert RecordEntry.objects.get().verb == "pruned"


def test_addresses_nobody_uses_go(make: Any) -> None:
    ada = make("Ada")
    own, old = (
        EmailAddress.objects.create(user=ada, email=email, primary=is_primary)
        for email, is_primary in (("ADA@example.org", True), ("before@example.org", False))
    )
    EmailConfirmation.objects.create(email_address=own, key="k")
    assert retention.sweep(NOW)["unused_addresses"] == 2
    assert [list(EmailAddress.objects.all()), EmailConfirmation.objects.count()] == [[own], 0]
    assert old.email == "before@example.org"


def test_counts_of_attempts_go_when_their_minutes_are_over(settings: Any) -> None:
    counts = caches["limits"]
    counts.set("over", 1, timeout=0.0001)
    counts.set("on", 1, timeout=60)
    folder = Path(settings.CACHES["limits"]["LOCATION"])
    for name, age in (("tmpkilled", 7200), ("tmpwriting", 0)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age,) * 2)
    retention.sweep(NOW)
    assert sorted(path.suffix or path.name for path in folder.iterdir()) == [".djcache", "tmpwriting"]


def test_every_rule_of_access_is_known_once_the_house_stands() -> None:
    assert {"attempts", "ended_links", "old_record", "unused_addresses"} <= set(retention._rules)


def test_backup_tells_the_head_of_the_record() -> None:
    record.record(PUBLIC, "asked", "question", None, today=NOW.date())
    assert backup._entries["record"]() == record.head() == RecordEntry.objects.get().seal
