"""What files carry: canaries found and gone, on the open files and on our own, text intact, and the time and memory it takes.

A canary is gone when it is in no byte of the copy, packed or unpacked, and in nothing that is found in it. The word of a tracked
insertion is counted twice: with insertions left out it has to be gone, with insertions kept it has to stand as a plain word.
"""

import io
import json
import re
import resource
import statistics
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from PIL import Image

from table import Table
from underrose.methods.inspection import Unreadable, inspect_file, regenerate
from underrose.methods.inspection.tests import hostile_files, office_files, pdf_files

MEMORY, SECONDS = 600, 5.5
"""Megabytes; seconds of the processor, start of the process included."""


def measure(folder: Path, table: Table) -> None:
    """Rows of the task: the open canaries where the folder has them, then our own files, then hostile ones."""
    named = folder / "metadata" / "canaries.json"
    for ending, canaries in json.loads(named.read_text()).items() if named.is_file() else ():
        _canaries(table, f"open {ending}", (named.parent / f"canary.{ending}").read_bytes(), ending, canaries)
    for ending, raw, canaries in _own():
        _canaries(table, f"own {ending}", raw, ending, canaries)
    _times(table)
    _hostile(table)


def _canaries(table: Table, name: str, raw: bytes, ending: str, canaries: list[str]) -> None:
    found = inspect_file(raw, f"a.{ending}")
    said = "\n".join(f"{part.path} {part.value}" for part in found.parts)
    table.at_least(f"{name}: canaries found", sum(word in said for word in canaries), len(canaries), "words")
    strict = _left(regenerate(raw, f"a.{ending}", keep_insertions=False), ending, canaries)
    table.at_least(f"{name}: gone", len(canaries) - len(strict), len(canaries), "words")
    copy = regenerate(raw, f"a.{ending}")
    again = inspect_file(copy, f"a.{ending}")
    inserted = {word for word in _left(copy, ending, canaries) if word in again.text}
    kept = len(_left(copy, ending, canaries) - inserted)
    table.at_most(f"{name}: left other than as an accepted insertion", kept, 0, "words")
    is_same = sorted(found.text.split()) == sorted(again.text.split())
    table.at_least(f"{name}: opens, text intact, nothing found", is_same and not again.left_out, 1, "of 1")


def _left(copy: bytes, ending: str, canaries: list[str]) -> set[str]:
    """The canaries that are still anywhere in a copy. It is opened by another library on the way."""
    found = inspect_file(copy, f"a.{ending}")
    inside = "\n".join([*_unpacked(copy, ending), *(part.value for part in found.parts), found.text])
    return {word for word in canaries if word in inside}


def _unpacked(copy: bytes, ending: str) -> Iterator[str]:
    yield copy.decode("latin-1")
    if ending in {"docx", "xlsx"}:
        with zipfile.ZipFile(io.BytesIO(copy)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("latin-1").replace("\x00", "")
    elif ending == "pdf":
        with pikepdf.open(io.BytesIO(copy)) as pdf:
            for entry in pdf.objects:
                yield entry.unparse().decode("latin-1")
                if isinstance(entry, pikepdf.Stream) and "/DCTDecode" not in str(entry.get("/Filter", "")):
                    yield entry.read_bytes().decode("latin-1")
    else:
        Image.open(io.BytesIO(copy)).load()


def _own() -> Iterator[tuple[str, bytes, list[str]]]:
    """Our own files, with a word in every place we know; the words are read from the files themselves."""
    for ending, raw, first in (
        ("docx", office_files.full_docx(), "W"),
        ("xlsx", office_files.full_xlsx(), "X"),
    ):
        inside = "\n".join(_unpacked(raw, ending))
        yield ending, raw, sorted(set(re.findall(rf"\b{first}[A-Z]{{3,}}\b", inside)))
    source = Path(pdf_files.__file__).read_text()
    body = source[source.index("CONTENT = ") : source.index("def with_earlier_version")]
    yield "pdf", pdf_files.full_pdf(), sorted(set(re.findall(r"\bP[A-Z]{3,}\b", body)))


def _times(table: Table) -> None:
    """Of the processor, so that a busy machine says the same; the clock says about as much on an idle one."""
    files = (("docx", office_files.full_docx()), ("pdf", pdf_files.full_pdf()), ("jpg", office_files.jpeg()))
    for ending, raw in files:
        for what, ask, bar in (("look", inspect_file, 1_000), ("copy", regenerate, 1_500)):
            times = []
            for _ in range(5):
                start = _processor()
                ask(raw, f"a.{ending}")
                times.append((_processor() - start) * 1000)
            name = f"{what} at a small {ending}, start of the process included"
            table.at_most(name, statistics.median(times), bar, "ms")


def _processor() -> float:
    """Seconds of the processor that all ended processes of ours have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _hostile(table: Table) -> None:
    """Every file in a process of its own, as a page asks; whatever is not a copy or a sentence would raise here."""
    slowest = 0.0
    outcomes = {"copied": 0, "refused": 0}
    for _, raw, name in [*hostile_files.built(), *hostile_files.mutated(25)]:
        before = _processor()
        try:
            regenerate(raw, name)
            outcomes["copied"] += 1
        except Unreadable:
            outcomes["refused"] += 1
        slowest = max(slowest, _processor() - before)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    table.at_least("hostile files answered with a copy or a sentence", sum(outcomes.values()), 50, "files")
    table.at_most("hostile files: most processor time of one", slowest, SECONDS, "s")
    table.at_most("hostile files: most memory", peak, MEMORY, "MB")
