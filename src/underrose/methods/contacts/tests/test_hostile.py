"""Bytes that mean harm, and files changed by chance: read or refused with a sentence, never anything else."""

import csv
import io
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.contacts import reading
from underrose.methods.contacts.headers import propose_mapping
from underrose.methods.contacts.readers.inside import read_here
from underrose.methods.contacts.rows import clean
from underrose.methods.contacts.tests.making import COUNTRIES, workbook
from underrose.methods.contacts.tests.test_vcards import NEW, OLD
from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.tests import hostile

LIST = 'Name;E-mail;Country\r\nJürgen Müller;j@x.example;Kenya\r\n"A;B";\'+41;\r\n'.encode("cp1252")


def outcome(raw: bytes, name: str) -> str:
    try:
        table = read_here(raw, name)
    except Unreadable as refusal:
        return "refused" if " Nothing was stored. Please " in refusal.sentence else refusal.sentence
    clean(table, propose_mapping(table.headers, [row.cells for row in table.rows]), COUNTRIES.get)
    return "read"


@pytest.mark.parametrize(
    ("raw", "name"),
    [(LIST, "a.csv"), (OLD, "a.vcf"), (NEW, "a.vcf"), (workbook([["Name", "City"], ["Ada", "X"]]), "a.xlsx")],
)
def test_file_changed_by_chance_is_read_or_refused(raw, name):
    rng = random.Random(1725)  # noqa: S311 # the same changes every time
    for _ in range(250):
        changed = bytearray(raw)
        for _ in range(rng.randint(1, 8)):
            at = rng.randrange(len(changed))
            match rng.randrange(3):
                case 0:
                    changed[at] = rng.randrange(256)
                case 1:
                    del changed[at : at + rng.randint(1, 9)]
                case _:
                    changed[at:at] = rng.choice(
                        (b"\x00", b'"', b"\n", b"=", b"\xff\xfe", bytes(changed[at : at + 50]))
                    )
        assert outcome(bytes(changed) or b"x", name) in {"read", "refused"}


@given(st.binary(min_size=1, max_size=300), st.sampled_from(["a.csv", "a.vcf", "a.xlsx", "a"]))
def test_any_bytes_are_read_or_refused(raw, name):
    assert outcome(raw, name) in {"read", "refused"}


def test_hostile_archives_are_read_or_refused():
    assert {
        outcome(raw, "a.xlsx")
        for family in (hostile.zips_with_lies, hostile.names, hostile.cargo)
        for _, raw, _ in family()
    } == {"refused"}


def test_sheet_that_eats_memory_ends_the_process_and_not_the_house():
    rows = [["Name"]] + [[]] * 60_000 + [[""] * 3000 + ["x"]]
    start = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        reading.read(workbook(rows), "a.xlsx")
    assert "Nothing was stored. Please " in caught.value.sentence
    assert time.monotonic() - start < 20


CELL = st.text(
    st.characters(blacklist_categories=["C", "Z"], blacklist_characters="'\ufffd"), min_size=1, max_size=20
)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6))
def test_csv_comes_back_as_it_left(rows):
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["Name", "E-mail", "Country", "City"])
    for number, row in enumerate(rows):
        # What the kit writes: an apostrophe before what a spreadsheet would calculate.
        writer.writerow(
            [
                f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
                for cell in (*row, f"row {number}")
            ]
        )
    table = read_here(target.getvalue().encode("utf-8-sig"), "a.csv")
    assert [row.cells for row in table.rows] == [(*row, f"row {number}") for number, row in enumerate(rows)]
