"""What sealing costs: fifty records opened for a page, the key looked up, one record sealed."""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date

from table import Table


def milliseconds(act: Callable[[], object], rounds: int = 200) -> float:
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def measure(table: Table) -> None:
    from django.conf import settings

    from underrose.kit import keys
    from underrose.kit.models import OutboxMail

    ring = keys.ring(settings.KEY_FOLDER)
    ring.key("house", "mail")
    body = OutboxMail._meta.get_field("body")
    words = "A point of about the usual length, as a rapporteur would type it while somebody speaks. " * 4
    made = [OutboxMail(body=words, queued_on=date(2026, 1, 1)) for _ in range(50)]
    sealed = [body.pre_save(mail, add=True) for mail in made]

    def open_fifty() -> None:
        for mail, value in zip(made, sealed, strict=True):
            mail.body = value
            assert mail.body == words

    table.at_most("50 records opened", milliseconds(open_fifty), 5, "ms")
    table.at_most(
        "50 records sealed", milliseconds(lambda: [body.pre_save(one, add=True) for one in made]), 5, "ms"
    )
    looks = milliseconds(lambda: [ring.existing("house", "mail") for _ in range(1000)], 50)
    table.at_most("key looked up, its file seen", looks, 10, "µs")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="underrose-bench-") as home:
        os.environ["UNDERROSE_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.settings")
        import django

        django.setup()
        table = Table("keys")
        measure(table)
        table.finish(as_json=asked.json)


if __name__ == "__main__":
    main()
