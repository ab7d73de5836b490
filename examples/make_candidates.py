"""Writes candidates.xlsx: 160 invented people, with the faults that real spreadsheets have.

    .venv/bin/python examples/make_candidates.py

The people are combined from `candidates.txt` beside this file; nobody in it exists. The faults are listed in `FAULTS`.
"""

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from anyascii import anyascii

HERE = Path(__file__).parent
SECTORS = (
    "Donor government", "Affected country", "Geneva policy makers", "New York policy makers", "Human rights defenders", "Experts",
    "Field practitioners", "Analysts and opinion formers", "Business", "International and regional bodies",
)  # fmt: skip
BODIES = (
    ("Ministry of Foreign Affairs", "Head of Division"), ("Ministry of Water", "Director"), ("Permanent Mission in Geneva", "First Secretary"),
    ("Permanent Mission in New York", "Counsellor"), ("Lantern Circle", "Coordinator"), ("Institute of Open Records", "Research Fellow"),
    ("Bridgework Relief", "Field Officer"), ("The Tidewater Review", "Editor"), ("Kestrel Logistics", "Vice-President"),
    ("Secretariat of the Estuary Commission", "Adviser"),
)  # fmt: skip
HEADINGS = (
    "No.", "Title", "SURNAME / Nom", "Given name / Prénom", "Name in native script", "Organisation", "Position / Fonction", "Country", "City",
    "Languages", "Contact", "Tel. (office)", "Mobile", "M/F", "Last update", "Remarks", "Do not contact", "Nominated by",
)  # fmt: skip
(
    TITLE, SURNAME, GIVEN, NATIVE, COUNTRY, LANGUAGES, EMAIL, OFFICE, MOBILE, UPDATED, REMARKS, CLOSED
) = (1, 2, 3, 4, 7, 9, 10, 11, 12, 14, 15, 16)  # fmt: skip
DONORS = {
    "Norway", "Germany", "France", "Holland", "Switzerland", "Japan", "Canada", "United States of America", "United Kingdom",
    "Republic of Korea", "New Zealand", "Poland",
}  # fmt: skip
MISSIONS = {2: "Geneva", 3: "New York"}
WOMEN = {"Ms", "Mme", "Sra"}
EMPTY_AFTER, HEADINGS_AFTER = 37, 80


@dataclass
class Person:
    """One line of the sheet on its way there."""

    sector: int
    cells: list[Any]

    @property
    def number(self) -> int:
        return int(self.cells[0])


def people() -> Iterator[Person]:
    """160 people: every line of the list is a country, its city, its languages and four people."""
    number = 0
    for line in (HERE / "candidates.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        country, city, languages, *four = (part.strip() for part in line.split("|"))
        for name in four:
            number += 1
            sector = _sector(number, is_donor=country in DONORS)
            yield Person(
                sector, _cells(number, name, (country, MISSIONS.get(sector, city), languages), BODIES[sector])
            )


def _sector(number: int, *, is_donor: bool) -> int:
    """The sectors in turn, but only donor countries have a donor government."""
    sector = (number * 7) % len(SECTORS)
    return sector if sector not in {0, 1} else 0 if is_donor else 1


def _cells(number: int, name: str, where: tuple[str, str, str], post: tuple[str, str]) -> list[Any]:
    latin, _, native = (part.strip() for part in name.partition("="))
    title, given, surname = latin.split("_")
    country, city, languages = where
    body, position = post
    address = f"{_plain(given)}.{_plain(surname)}@{_plain(body.split()[-1])}.example"
    updated = date(2030, 1 + number % 12, 1 + number % 28)
    return [
        number, title, surname, given, native, body, position, country, city, languages, address,
        f"+44 1632 960{number:03d}", "" if number % 3 else f"+44 7700 900{number:03d}", "F" if title in WOMEN else "M",
        updated, "", "", "" if number % 5 else "Lantern Circle",
    ]  # fmt: skip


def _plain(name: str) -> str:
    spelt = unicodedata.normalize("NFKD", anyascii(name)).lower()
    return "".join(letter for letter in spelt if letter.isalnum())


FAULTS: dict[int, dict[int, Any]] = {
    3: {SURNAME: "HAUGEN  "},
    6: {EMAIL: "first.address@ministry.example; second.address@ministry.example"},
    9: {EMAIL: "claire.dumont(at)lantern.example"},
    12: {OFFICE: 441632960012},
    15: {UPDATED: "5 March 2030"},
    18: {UPDATED: "some time ago"},
    21: {OFFICE: "+44 (0) 1632 960021 / +44 1632 960221"},
    24: {REMARKS: "=1+1"},
    27: {COUNTRY: "Atlantis"},
    30: {MOBILE: "4.47701E+11"},
    33: {LANGUAGES: "French (good); Klingonish"},
    36: {EMAIL: "Post for the two of us <shared.post@lantern.example>"},
    39: {CLOSED: "yes"},
    42: {TITLE: "H.E. Mr"},
}
"""Number of the person, place of the cell, what stands there instead."""

AGAIN: dict[int, dict[int, Any]] = {
    # The same person in another script with the same address, in capitals, without accents, with the same telephone.
    41: {SURNAME: "Хусейнов", GIVEN: "Рашид", NATIVE: "", OFFICE: "", MOBILE: ""},
    5: {SURNAME: "MUELLER", GIVEN: "Juergen", OFFICE: "", MOBILE: ""},
    129: {SURNAME: "Garcia Marquina", GIVEN: "Jose", OFFICE: "", MOBILE: ""},
    73: {SURNAME: "王", GIVEN: "伟", NATIVE: "", OFFICE: "", MOBILE: ""},
    57: {EMAIL: "", GIVEN: "Mohamad", SURNAME: "Al Husseini", MOBILE: ""},
}
"""People who stand in the list a second time, and how."""


def book() -> bytes:
    """The workbook: a title above, sections with merged headings, the headings once more in the middle."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as made:
        made.set_properties({"title": "Candidates", "created": date(2030, 11, 4)})
        sheet = made.add_worksheet("Long list")
        bold, day = made.add_format({"bold": True}), made.add_format({"num_format": "d mmm yyyy"})
        sheet.write_string(0, 0, "Larkmoor Dialogues: long list of candidates", bold)
        sheet.write_string(1, 0, "Please return by 1 December. For internal use.")
        sheet.write_row(3, 0, HEADINGS, bold)
        at, written = 4, 0
        for sector, title in enumerate(SECTORS):
            sheet.merge_range(at, 0, at, len(HEADINGS) - 1, title, bold)
            at += 1
            for person in _listed(sector):
                _write(sheet, at, person, day)
                at, written = at + 1, written + 1
                if written == EMPTY_AFTER:
                    at += 1
                if written == HEADINGS_AFTER:
                    sheet.write_row(at, 0, HEADINGS, bold)
                    at += 1
        sheet.write_string(at, 0, "Total")
        sheet.write_number(at, 1, written)
        made.add_worksheet("Notes").write_string(0, 0, "Green cells were checked by telephone.")
    return target.getvalue()


def _listed(sector: int) -> Iterator[list[Any]]:
    """Everybody of one sector, those who stand in the list twice at its end, and in the last one a row without a name."""
    everybody = list(people())
    for person in everybody:
        if person.sector == sector:
            yield _changed(person.cells, FAULTS.get(person.number, {}))
    for person in everybody:
        if person.sector == sector and person.number in AGAIN:
            yield _changed(person.cells, AGAIN[person.number] | {0: len(everybody) + 1})
    if sector == len(SECTORS) - 1:
        nobody = _changed(
            everybody[-1].cells, {SURNAME: "", GIVEN: "", NATIVE: "", EMAIL: "", OFFICE: "", MOBILE: ""}
        )
        yield nobody


def _changed(cells: list[Any], changes: dict[int, Any]) -> list[Any]:
    return [changes.get(place, cell) for place, cell in enumerate(cells)]


def _write(sheet: Any, at: int, cells: list[Any], day: Any) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, date):
            sheet.write_datetime(at, place, cell, day)
        elif cell != "":
            sheet.write(at, place, cell)


if __name__ == "__main__":
    (HERE / "candidates.xlsx").write_bytes(book())
