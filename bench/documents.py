"""How long a concept note takes on its way out and on its way in, and how large it is.

The note is as long as a real one. Each run changes its words, because the typesetter remembers what it set before.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from table import Table
from underrose.concept.note import lint, understand
from underrose.context import gazetteer
from underrose.methods.documents.model import Footnote, Paper, PaperContact, Passage
from underrose.methods.documents.pdf import paper_pdf
from underrose.methods.documents.reading import read
from underrose.methods.documents.word import paper_docx

RUNS = 20
WORDS = [
    "harbours",
    "keep",
    "their",
    "records",
    "in",
    "many",
    "hands",
    "and",
    "the",
    "people",
    "who",
    "write",
    "rules",
    "for",
    "open",
    "water",
    "seldom",
    "meet",
    "those",
    "who",
    "read",
    "the",
    "tides",
    "so",
    "the",
    "meeting",
    "will",
    "bring",
    "both",
    "to",
    "one",
    "table",
    "and",
    "ask",
    "what",
    "each",
    "could",
    "do",
    "by",
    "next",
    "spring",
]
HEADINGS = (
    "Summary",
    "Context and key policy issues",
    "Format and objectives",
    "Who should participate?",
    "Outcomes",
    "Monitoring and evaluation",
    "Communications",
)


def note(turn: int) -> Paper:
    """A note of about 900 words, two footnotes (one long), five objectives and three contacts."""
    passages = tuple(Passage(heading, body(turn, index)) for index, heading in enumerate(HEADINGS))
    states = ", ".join(f"{WORDS[k % len(WORDS)].title()} Republic {k}" for k in range(70))
    roles = ("Programme director", "Policy team", "Project manager")
    return Paper(
        kind="Concept note",
        title=f"Small harbours and the law of open water, round {turn}",
        reference=f"ER{2000 + turn}",
        when="Monday 3 – Wednesday 5 March 2031",
        place="Larkmoor Hall",
        organiser="Larkmoor Dialogues",
        passages=passages,
        footnotes=(Footnote("1", "See the Register of Tides, p. 4."), Footnote("2", f"{states}.")),
        contacts=tuple(
            PaperContact(role, f"Person {role[:6]}", "+44 20 7946 0018", "person@example.org")
            for role in roles
        ),
        contacts_heading="Enquiries",
        partners=("Ministry of Estuaries", "Pilots’ Foundation"),
        language="en-gb",
        dated=date(2030, 11, 4),
    )


def body(turn: int, index: int) -> str:
    if index == 2:
        lines = "\n".join(f"- {sentence(turn + line, 12)}" for line in range(5))
        return f"{sentence(turn, 50)}\n\n{lines}"
    paragraphs = [sentence(turn * 7 + index * 3 + line, 95) for line in range(4 if index == 1 else 1)]
    notes = "[^1] and[^2]" if index == 1 else ""
    return "\n\n".join(paragraphs) + notes


def sentence(start: int, length: int) -> str:
    return (
        " ".join(WORDS[(start + step * (1 + start % 5)) % len(WORDS)] for step in range(length)).capitalize()
        + "."
    )


def arabic(turn: int) -> Paper:
    text = " ".join(["تتيح هذه الطاولة المستديرة فرصة لبحث سبل عملية"] * 9) + f" {turn}.[^1]"
    passages = tuple(Passage(f"قسم {index}", f"{text}\n\n{text}") for index in range(6))
    return replace(note(turn), title=f"مرافئ صغيرة {turn}", passages=passages, language="ar", direction="rtl")


def milliseconds(make: Callable[[Paper], bytes], paper: Paper) -> tuple[float, bytes]:
    start = time.perf_counter()
    made = make(paper)
    return (time.perf_counter() - start) * 1000, made


def timed(
    table: Table, name: str, make: Callable[[Paper], bytes], papers: list[Paper], bars: tuple[int, int]
) -> bytes:
    """The first one, which loads fonts and programs, then the median of the others."""
    first, made = milliseconds(make, papers[0])
    later = statistics.median(milliseconds(make, paper)[0] for paper in papers[1:])
    table.at_most(f"{name}, first in the process", first, bars[0], "ms")
    table.at_most(f"{name}, median of {len(papers) - 1}", later, bars[1], "ms")
    return made


def measure(table: Table, kept: Path | None) -> None:
    papers = [note(turn) for turn in range(RUNS + 1)]
    made = {
        "note.pdf": timed(table, "PDF", paper_pdf, papers, (1500, 150)),
        "arabic.pdf": timed(
            table, "PDF in Arabic", paper_pdf, [arabic(t) for t in range(RUNS + 1)], (1500, 150)
        ),
        "note.docx": timed(table, "Word", paper_docx, papers, (1000, 300)),
    }
    for name, bar in (("note.pdf", 150), ("note.docx", 30)):
        table.at_most(f"size of {name}", len(made[name]) / 1024, bar, "KB")
    made["note.md"] = markdown(papers[0]).encode()
    made["note.txt"] = markdown(papers[0]).replace("#", "").encode()
    measure_imports(table, made)
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        for name, raw in made.items():
            (kept / name).write_bytes(raw)


def markdown(paper: Paper) -> str:
    head = [paper.kind, f"# {paper.title}", f"{paper.when} | {paper.reference}", paper.place]
    parts = [words for passage in paper.passages for words in (f"## {passage.heading}", passage.markdown)]
    return "\n\n".join([*head, *parts, *(f"[^{one.number}]: {one.text}" for one in paper.footnotes)])


def measure_imports(table: Table, made: dict[str, bytes]) -> None:
    """Each format through its guarded process, as an upload goes; then the understanding by itself."""
    names = gazetteer.load()
    for name in ("note.txt", "note.md", "note.docx", "note.pdf"):
        document = read(made[name], name)
        table.at_most(
            f"import of {name}, read in its own process", median(lambda n=name: read(made[n], n)), 1000, "ms"
        )
        understood = median(lambda d=document: lint(understand(d, names), names))
        table.at_most(f"import of {name}, understood and checked", understood, 100, "ms")


def median(act: Callable[[], object], runs: int = 7) -> float:
    took = []
    for _turn in range(runs):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder to keep the documents made in")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    shown = Table("documents")
    measure(shown, chosen.data)
    shown.finish(as_json=chosen.json)
