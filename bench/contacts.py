"""Lists of people: 5,000 rows read, mapped, cleaned and planned; their duplicates; and how right the comparison of names is."""

import argparse
import csv
import io
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from table import Table
from underrose.methods.contacts.cells import Telephone
from underrose.methods.contacts.headers import propose_mapping
from underrose.methods.contacts.plan import Known, dry_run, values_of
from underrose.methods.contacts.reading import read
from underrose.methods.contacts.rows import Cleaned, ContactRow, clean
from underrose.methods.contacts.vcards import as_vcards
from underrose.methods.names import ALIKE, Someone, against, compared, keys, likeness, pairs
from underrose.methods.names import tests as labelled
from underrose.methods.names.parts import taken_apart

ROWS, COLUMNS = 5_000, 20
PLANTED = 200
HEADINGS = (
    "Title", "Surname / Nom", "Given name", "Native script", "Organisation", "Department", "Position", "Sector", "Country", "Region",
    "City", "Languages", "E-mail", "Telephone", "Mobile", "Gender", "Remarks", "Ref", "Last update", "Do not contact",
)  # fmt: skip
SYLLABLES = [
    "ba",
    "ko",
    "ri",
    "ne",
    "ta",
    "lu",
    "mi",
    "so",
    "an",
    "der",
    "vic",
    "mar",
    "el",
    "ho",
    "gu",
    "shi",
    "pe",
    "zo",
    "ya",
    "quin",
    "hus",
    "nov",
    "dze",
]


def people(seed: int = 1725) -> list[list[str]]:
    """Invented people: 400 given and 900 family names, a tenth of the people with the forty most usual of each."""
    rng = random.Random(seed)
    givens = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).capitalize() for _ in range(400)]
    families = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize() for _ in range(900)]
    found = []
    for number in range(ROWS - PLANTED):
        most = 40 if number % 10 == 0 else 900
        given, family = rng.choice(givens[:most]), rng.choice(families[:most])
        found.append(_row(number, given, family))
    for number in range(ROWS - PLANTED, ROWS):
        twin = found[number * 7 % (ROWS - PLANTED)]
        found.append(
            [
                *_row(number, f"{twin[2]} X.", twin[1].upper())[:12],
                twin[12],
                *twin[13:17],
                f"R{number}",
                *twin[18:],
            ]
        )
    return found


def _row(number: int, given: str, family: str) -> list[str]:
    return [
        "Dr", family, given, "", f"House {number % 300}", "Division", "Adviser", "Experts", "Kenya", "Africa", "Nairobi", "English, French",
        f"p{number}@house{number % 300}.example", f"+44 1632 96{number:04d}", f"+44 7700 90{number:04d}", "F", "Met in spring", f"R{number}",
        "2030-03-05", "no",
    ]  # fmt: skip


def as_workbook(rows: list[list[str]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("People")
        for at, row in enumerate([list(HEADINGS), *rows]):
            for place, cell in enumerate(row):
                sheet.write_string(at, place, cell)
    return target.getvalue()


def timed(table: Table) -> None:
    rows = people()
    raw = as_workbook(rows)
    start = time.perf_counter()
    found = read(raw, "people.xlsx")
    after_reading = time.perf_counter()
    mapping = propose_mapping(found.headers, [row.cells for row in found.rows])
    cleaned = clean(found, mapping, {"Kenya": "KE"}.get)
    after_cleaning = time.perf_counter()
    plan = dry_run(cleaned, [])
    end = time.perf_counter()
    table.at_least("rows read from XLSX", len(found.rows), ROWS, "rows")
    table.at_most("XLSX read in the guarded process", after_reading - start, 2, "s")
    table.at_most("columns mapped, rows cleaned", after_cleaning - after_reading, 2, "s")
    table.at_most("preview: read, map, clean, dry run", end - start, 5, "s")
    table.at_least("planted duplicates told", plan.counts.duplicate, PLANTED, "rows")
    known = [
        Known(str(row.line), (row.name,), row.emails, reference=row.reference, values=values_of(row))
        for row in cleaned.rows
    ]
    start = time.perf_counter()
    again = dry_run(cleaned, known)
    table.at_most("dry run against as many people", time.perf_counter() - start, 5, "s")
    table.at_most(
        "changes when the same list comes again", sum(bool(one.changes) for one in again.decisions), 0, "rows"
    )
    start = time.perf_counter()
    length = sum(len(card) for card in as_vcards(cleaned.rows))
    table.at_most("5,000 address cards written", time.perf_counter() - start, 1, "s")
    table.at_least("octets of address cards", length, 500_000, "octets")
    text = "\n".join(";".join(row) for row in [list(HEADINGS), *rows]).encode("cp1252")
    start = time.perf_counter()
    read(text, "people.csv")
    table.at_most("CSV read in the guarded process", time.perf_counter() - start, 2, "s")
    table.at_most(
        "most memory of a reading process",
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        600,
        "MB",
    )


def right(table: Table) -> None:
    """Precision and recall on pairs labelled before tuning, and on pairs that were written after it."""
    folder = Path(next(iter(labelled.__path__)))
    for name, precision, recall in (("labelled", 0.97, 0.95), ("unseen", 0.95, 0.9)):
        with (folder / f"{name}.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        same = [row for row in rows if row["is_same"] == "1"]
        told = [row for row in rows if likeness(row["one"], row["other"]).score >= ALIKE]
        right = [row for row in told if row["is_same"] == "1"]
        blocked = [row for row in same if not keys(row["one"]) & keys(row["other"])]
        table.at_least(f"{name}: pairs", len(rows), 50, "pairs")
        table.at_least(f"{name}: precision", len(right) / len(told), precision, "share")
        table.at_least(f"{name}: recall", len(right) / len(same), recall, "share")
        table.at_most(f"{name}: same people lost by blocking", len(blocked), 0, "pairs")


def _word(rng: random.Random, least: int = 2, most: int = 4) -> str:
    return "".join(rng.choices(SYLLABLES, k=rng.randint(least, most))).capitalize()


def _spoilt(rng: random.Random, name: str) -> str:
    letters = list(name)
    for _ in range(2):
        letters[rng.randrange(len(letters))] = rng.choice("aeioubdmnrst ")
    return "".join(letters)


def _mixed(rng: random.Random, words: list[str], count: int) -> str:
    return " ".join(rng.choices(words, k=count))


GIVENS = [
    "Mohamed",
    "Mohammed",
    "Ahmed",
    "Ali",
    "Min",
    "Ji",
    "Anh",
    "Van",
    "Thi",
    "Harpreet",
    "Maria",
    "Jose",
    "Juan",
    "Carlos",
    "Ana",
    "Luis",
]
FAMILIES = [
    "Mohamed",
    "Nguyen",
    "Kim",
    "Singh",
    "Garcia",
    "Tran",
    "Lee",
    "Park",
    "Kaur",
    "Rodriguez",
    "Khan",
    "Ahmed",
    "Hassan",
    "Hussein",
]
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def narrow(rng: random.Random, count: int = ROWS) -> list[tuple[str, ...]]:
    """25 given names and 150 surnames, each person written in four ways."""
    givens, families = [_word(rng, 2, 3) for _ in range(25)], [_word(rng) for _ in range(150)]
    found = []
    for _ in range(count):
        given, middle, family = rng.choice(givens), rng.choice(givens), rng.choice(families)
        found.append(
            (
                f"Dr {given} {middle} {family}",
                f"{given} {family}",
                f"{family} Müller {given}",
                f"{middle} {given} {family}",
            )
        )
    return found


WORST: dict[str, Callable[[random.Random], list[tuple[str, ...]]]] = {
    "all of one name": lambda _: [("Ada Lind",)] * ROWS,
    "all of one surname": lambda rng: [(f"{_word(rng)} Mohamed",) for _ in range(ROWS)],
    "usual names": lambda rng: [(f"{_mixed(rng, GIVENS, 2)} {rng.choice(FAMILIES)}",) for _ in range(ROWS)],
    "few given names and surnames, four writings": narrow,
    "hardly a name": lambda rng: [(rng.choice([".", "-", "x", "A.", "Dr", "Mr X", "?", ""]),) for _ in range(ROWS)],
    "two initials": lambda rng: [(f"{rng.choice(GIVENS)[0]}. {rng.choice(FAMILIES)[0]}. {_word(rng, 1, 2)}",) for _ in range(ROWS)],
    "thirty words": lambda rng: [(" ".join(_word(rng, 2, 5) for _ in range(30)),) for _ in range(ROWS)],
    "eight words of sixty": lambda rng: [(_mixed(rng, words, 8),) for words in [[_word(rng) for _ in range(60)]] for _ in range(ROWS)],
    "words of sixty letters": lambda rng: [(f"{_word(rng, 25, 30)} {_word(rng, 25, 30)}",) for _ in range(ROWS)],
    "one name misspelt": lambda rng: [(_spoilt(rng, "Mohammed Abdurrahman Hussein"),) for _ in range(ROWS)],
    "one script": lambda rng: [(" ".join("".join(rng.choices(ARABIC, k=5)) for _ in range(3)),) for _ in range(ROWS)],
}  # fmt: skip


def bounded(table: Table) -> None:
    """Whatever people are called: processor time, not the clock, for the machine is shared."""
    for name, invented in WORST.items():
        here, there = (_people(invented(random.Random(seed))) for seed in (3, 4))
        rows = tuple(_contact(line, one) for line, one in enumerate(here, 2))
        known = [Known(one.key, one.names, organisation=one.organisation, values={}) for one in there]
        acts = (
            ("pairs", lambda: pairs(here)),  # noqa: B023 # called before the next
            ("against", lambda: against(here, there)),  # noqa: B023
            ("dry run", lambda: dry_run(Cleaned(rows, ()), known)),  # noqa: B023
        )
        for act, run in acts:
            taken_apart.cache_clear()
            start = time.process_time()
            run()
            table.at_most(f"{name}: {act}", time.process_time() - start, 5, "s")


def _people(names: list[tuple[str, ...]]) -> list[Someone]:
    return [
        Someone(str(number), one, (f"p{number}@x.example",), (f"01632{number:06d}",), f"House {number % 300}")
        for number, one in enumerate(names)
    ]


def _contact(line: int, one: Someone) -> ContactRow:
    return ContactRow(
        line=line,
        full_name=one.names[0],
        native_name=one.names[-1],
        organisation=one.organisation,
        emails=one.emails,
        telephones=tuple(Telephone(number, number) for number in one.telephones),
    )


def narrow_is_whole(table: Table) -> None:
    """2,000 people of few names are all compared, and planted twins found among them."""
    rng = random.Random(9)
    names = [(f"{rng.choice(GIVENS)} {_word(rng, 2, 3)}",) for _ in range(2_000)]
    crowd = _people(names)
    twins = [
        Someone(
            f"twin {one.key}", (f"{one.names[0].split()[1].upper()} {one.names[0].split()[0]}",), one.emails
        )
        for one in crowd[:PLANTED]
    ]
    found = pairs([*crowd, *twins], most=None)
    told = {(pair.one, pair.other) for pair in found}
    alike = {
        (one.key, twin.key)
        for one, twin in zip(crowd, twins, strict=False)
        if compared(one, twin).score >= ALIKE
    }
    table.at_least("planted twins that are alike", len(alike), PLANTED * 0.9, "pairs")
    table.at_most("of them not found among 2,000 people of few names", len(alike - told), 0, "pairs")
    table.at_most("2,000 people of few names: cut", found.is_cut, 0, "times")


def linear(table: Table) -> None:
    """Twice the people in about twice the time."""
    everybody = [
        Someone(f"{seed} {row[17]}", (f"{row[2]} {row[1]}",), (f"{seed}.{row[12]}",))
        for seed in (7, 8)
        for row in people(seed)
    ]
    spent, busy = [], []
    for count in (ROWS, 2 * ROWS):
        start, before = time.perf_counter(), time.process_time()
        pairs(everybody[:count])
        spent.append(time.perf_counter() - start)
        busy.append(time.process_time() - before)
    table.at_most("duplicates among 5,000 people not met before", spent[0], 3, "s")
    table.at_most("5,000 usual people: cut", pairs(everybody[:ROWS], most=None).is_cut, 0, "times")
    table.at_most("processor time of 10,000 people against 5,000", busy[1] / busy[0], 3, "times")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="not used: the people are invented here")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    table = Table("Lists of people")
    timed(table)
    right(table)
    linear(table)
    bounded(table)
    narrow_is_whole(table)
    table.finish(as_json=given.json)


if __name__ == "__main__":
    main()
