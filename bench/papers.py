"""How long the papers of a meeting take: badges, letters, the delegate list, calendar entries.

Each run changes the names, because the typesetter remembers what it set before.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from table import Table
from underrose.methods.calendars import Attendee, Entry, House, request
from underrose.methods.documents import letters
from underrose.methods.documents.letter_pdf import letters_pdf
from underrose.methods.documents.letter_word import letter_docx
from underrose.methods.documents.letters import Letter
from underrose.methods.documents.name_cards import CardSheet, NameCard, badges_pdf, tent_cards_pdf
from underrose.methods.documents.people_list import Listed, Shown, people_list
from underrose.methods.documents.sheet_pdf import sheet_pdf
from underrose.methods.documents.sheet_word import sheet_docx
from underrose.methods.documents.sheets import Sheet

RUNS, CROWD, PEOPLE = 5, 1000, 55
DAY = date(2030, 11, 4)
NAMES = (
    ("Amara Okonkwo-Lindqvist", ""),
    ("Layla Haddad", "ليلى حداد"),
    ("Chen Wei", "陈伟"),
    ("Kim Min-jun", "김민준"),
    ("Priya Nair", "प्रिया नायर"),
    ("Oksana Kovalenko", "Оксана Коваленко"),
    ("María-Fernanda de la Concepción Rodríguez y Echeverría", ""),
    ("Nino Beridze", "ნინო ბერიძე"),
)
POSTS = (
    ("Director, Department for Small Harbours and Coastal Resilience", "Ministry of Estuaries", "Norway"),
    ("Senior adviser", "Foundation for Pilots and Lighthouse Keepers", "Lebanon"),
    ("Counsellor", "Permanent Mission", "China"),
    ("Field coordinator", "Salt Marsh Trust", "Republic of Korea"),
)
BODY = """We have the pleasure of inviting you to *Small harbours and the law of open water* at Larkmoor Hall.

Fifty-five people will come: those who keep harbours, those who write the rules for them, and those who study
both. We would value your experience as {position}, above all on these questions:

- what harbours **keep in their records**, and for how long;
- who may read them.

Please tell us whether you can come, on [your own page](https://larkmoor.example/i/{number}), {full_name}."""
LETTER = Letter(
    house="Larkmoor Dialogues",
    house_lines=("Larkmoor Hall, 3 Tidal Road", "+44 1632 960 011"),
    reference="ER2031/{number}",
    day="4 November 2030",
    addressee=("{full_name}", "{position}", "{organisation}"),
    salutation="Dear {full_name},",
    subject="Invitation to Larkmoor",
    body=BODY,
    closing="Yours sincerely,",
    signatory="Ines Okafor",
    signatory_title="Programme director",
    dated=DAY,
)
LABELS = {shown: shown.value.title() for shown in Shown}
LIST = Sheet(
    title="Small harbours and the law of open water",
    blocks=(),
    dated=DAY,
    note="Off the record.",
    copy_mark="Copy 7 – for the chair",
)


def person(number: int, turn: int) -> tuple[str, str, tuple[str, str, str]]:
    name, native = NAMES[number % len(NAMES)]
    return f"{name} {number}-{turn}", native, POSTS[(number + turn) % len(POSTS)]


def cards(turn: int) -> list[NameCard]:
    people = [person(number, turn) for number in range(PEOPLE)]
    return [NameCard(name, native, post[0], post[1]) for name, native, post in people]


def written(turn: int) -> list[Letter]:
    people = [(number, *person(number, turn)) for number in range(PEOPLE)]
    return [
        letters.filled(
            LETTER,
            {"number": str(number), "full_name": name, "position": post[0], "organisation": post[1]},
        )
        for number, name, _native, post in people
    ]


def listed(count: int, turn: int) -> Sheet:
    people = [person(number, turn) for number in range(count)]
    return people_list(
        LIST, [Listed(name, native, *post) for name, native, post in people], labels=LABELS, number="No."
    )


def entries(turn: int) -> list[bytes]:
    entry = Entry(
        uid="1@larkmoor.example",
        sequence=turn,
        stamped_on=DAY,
        starts=datetime(2031, 3, 3, 14),  # noqa: DTZ001 - the clock at the place
        ends=datetime(2031, 3, 5, 13),  # noqa: DTZ001 - the clock at the place
        zone="Europe/Zurich",
        summary="Small harbours",
    )
    house = House("Larkmoor Dialogues", "dialogues@larkmoor.example")
    return [
        request(
            replace(entry, uid=f"{number}@larkmoor.example"),
            house=house,
            attendee=Attendee(person(number, turn)[0], f"p{number}@example.org"),
        )
        for number in range(PEOPLE)
    ]


def timed(table: Table, name: str, make: Callable[[int], bytes], bar: int) -> bytes:
    """The median of some runs after a first one, which loads fonts and programs."""
    made, took = make(0), []
    for turn in range(1, RUNS + 1):
        start = time.perf_counter()
        made = make(turn)
        took.append((time.perf_counter() - start) * 1000)
    table.at_most(name, statistics.median(took), bar, "ms")
    return made


def measure(table: Table, kept: Path | None) -> None:
    sheet = CardSheet("Badges", DAY, heading="Larkmoor Dialogues")
    start = time.perf_counter()
    badges_pdf(cards(-1), sheet)
    table.at_most("55 badges, first in the process", (time.perf_counter() - start) * 1000, 1500, "ms")
    made = {
        "badges.pdf": timed(table, "55 badges", lambda turn: badges_pdf(cards(turn), sheet), 300),
        "tents.pdf": timed(table, "55 tent cards", lambda turn: tent_cards_pdf(cards(turn), sheet), 500),
        "letters.pdf": timed(
            table, "55 letters as one PDF", lambda turn: letters_pdf(written(turn), title="Letters"), 1000
        ),
        "letter.docx": timed(table, "a letter in Word", lambda turn: letter_docx(written(turn)[0]), 300),
        "list.pdf": timed(
            table, "delegate list of 55, PDF", lambda turn: sheet_pdf(listed(PEOPLE, turn)), 300
        ),
        "list.docx": timed(
            table, "delegate list of 55, Word", lambda turn: sheet_docx(listed(PEOPLE, turn)), 500
        ),
        "crowd.pdf": timed(
            table, "delegate list of 1,000, PDF", lambda turn: sheet_pdf(listed(CROWD, turn)), 1500
        ),
        "crowd.docx": timed(
            table, "delegate list of 1,000, Word", lambda turn: sheet_docx(listed(CROWD, turn)), 1500
        ),
        "entries.ics": timed(table, "55 calendar entries", lambda turn: b"".join(entries(turn)), 300),
    }
    table.at_most("size of badges.pdf", len(made["badges.pdf"]) / 1024, 500, "KB")
    table.at_most("size of letters.pdf", len(made["letters.pdf"]) / 1024, 1500, "KB")
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        for name, raw in made.items():
            (kept / name).write_bytes(raw)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder to keep the papers made in")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    shown = Table("papers")
    measure(shown, chosen.data)
    shown.finish(as_json=chosen.json)
