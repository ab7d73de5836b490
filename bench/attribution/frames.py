"""Public attribution: how often it is flagged, whether it hides anybody of the room, and what is recognised in a concept note.

The people who are quoted in public are put into every room for some rows: then a sentence with its source must still pass,
and a sentence that only mentions a year or a council must not.
"""

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from attribution.figures import overlaps, passages, rooms, wilson, within
from table import Table
from underrose.methods.attribution.frames import Frames
from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Hit, Leak, Person, Roster

FLAGGED, LOST, SPEAKS = 0.01, 0.0, 0.8
NOTE = "inputs/concept-note-wp1725.txt"
QUOTED = ("António Guterres", "Michelle Bachelet", "Kofi Annan")
"""Whom the data and the note quote in public."""

# {0} is somebody of the room. None of these says where {0} spoke in public.
MENTIONING = (
    "{0} regretted that the General Assembly in 2018 had looked away.",
    "{0} feared that resolution 2282 (2016) would stay on paper.",
    "Since the Security Council met in January 2017, {0} observed, little had moved.",
    "{0} had read the report of the Secretary-General (A/73/890) and found it timid.",
    "{0} remembered the day the Human Rights Council was founded (2006).",
    "In 2015 the European Parliament had asked the same, as {0} reminded the room.",
    "When the Special Rapporteur told the General Assembly in 2018 that hunger grows, nobody listened, {0} sighed.",
    "{0} held article 6 of the International Covenant on Civil and Political Rights to be clear.",
    "“Paper does not feed anybody”, {0} said of the 2030 Agenda.",
    "{0} set the judgment in Smith v. Ruritania (2009) against practice.",
    "{0} and the High Commissioner, who addressed the Human Rights Council in 2018, see it differently.",
    "The discussion of general comment No. 36 was opened by {0}.",
)
# Here the sentence itself says where.
SOURCED = (
    "As {0} told the Human Rights Council in 2018, “paper feeds nobody”.",
    "“Paper feeds nobody” ({0}, statement to the Security Council, 10 January 2017).",
    "In a speech to the General Assembly on 24 September 2018, {0} said that paper feeds nobody.",
    "{0} (Human Rights Council 2018) has put it best.",
    "In the words of {0} (address to the European Parliament, 3 May 2018), paper feeds nobody.",
    "{0}’s 2015 book “Paper and Bread” argues that paper feeds nobody.",
    "Paper feeds nobody, {0} told the Guardian on 3 May 2018.",
    "“Paper feeds nobody” — {0}, Security Council, 10 January 2017.",
)  # fmt: skip


def measure(folder: Path, table: Table) -> None:
    every, texts = rooms(folder), passages(folder)
    legit = [one for one in texts if one["kind"] == "legit_public"]
    _legitimate(table, "legitimate public attribution flagged", every, legit)
    quoted = {room: _with(roster, QUOTED) for room, roster in every.items()}
    _legitimate(table, "... with those quoted in the room", quoted, legit)
    _hidden(table, texts)
    _templates(table, every)
    _speaking(table, texts)
    _note(table, folder, every, quoted)


def _with(roster: Roster, names: Iterable[str]) -> Roster:
    people = [
        Person(key=name, name=name, given=name.split()[0], family=name.split()[-1], countries=("PT",), roles=("official",))
        for name in names
    ]  # fmt: skip
    return replace(roster, people=(*roster.people, *people))


def _legitimate(table: Table, name: str, every: dict[str, Roster], legit: list[dict[str, Any]]) -> None:
    guards = {room: Guard(roster, key=b"bench") for room, roster in every.items()}
    flagged = sum(len(guards[one["event"]].scan(one["text"])) > 0 for one in legit)
    shown = within(wilson(flagged, len(legit)))
    table.at_most(f"{name} {shown} of {len(legit)}", flagged / max(1, len(legit)), FLAGGED, "share")


def _hidden(table: Table, texts: list[dict[str, Any]]) -> None:
    """Labelled people that a public span is drawn over."""
    frames = Frames(Roster(()))
    hidden = labelled = 0
    for one in texts:
        if one["kind"] == "legit_public":
            continue
        spans = frames.public_spans(passage(one["text"]))
        labelled += len(one["spans"])
        hidden += sum(
            overlaps(span["start"], span["end"], spans) for span in one["spans"] if span["participants"]
        )
    table.at_most(f"labelled people hidden by a public span, of {labelled}", hidden, LOST, "spans")


def _templates(table: Table, every: dict[str, Roster]) -> None:
    rng = random.Random(1725)
    lost = seen = flagged = sourced = 0
    for roster in every.values():
        guard = Guard(roster, key=b"bench")
        for person in rng.sample(roster.people, 12):
            for template in MENTIONING:
                lost += not _names(guard, template.format(person.name), person.name)
                seen += 1
            for template in SOURCED:
                flagged += _names(guard, template.format(person.name), person.name)
                sourced += 1
    shown = within(wilson(lost, seen))
    table.at_most(
        f"people beside a mere year or council, lost {shown} of {seen}", lost / seen, 0.005, "share"
    )
    shown = within(wilson(flagged, sourced))
    table.at_most(f"people with a source of their own, flagged {shown} of {sourced}", flagged / sourced, FLAGGED, "share")  # fmt: skip


def _names(guard: Guard, text: str, name: str) -> bool:
    start = text.index(name)
    return any(one.start < start + len(name) and start < one.end for one in guard.scan(text))


def _speaking(table: Table, texts: list[dict[str, Any]]) -> None:
    """Labelled speakers of real summaries: each was the subject of a sentence, mostly of a reporting one."""
    frames = Frames(Roster(()))
    said = labelled = 0
    for one in texts:
        if one["kind"] != "direct_in_real_summary":
            continue
        mentions = [Hit(start=s["start"], end=s["end"], leak=Leak.named, who=1) for s in one["spans"]]
        found = frames.find(passage(one["text"]), mentions)
        said += sum(overlaps(s.start, s.end, [(f.start, f.end) for f in found]) for s in mentions)
        labelled += len(mentions)
    shown = within(wilson(said, labelled))
    table.at_least(f"replaced speakers in a reporting frame {shown} of {labelled}", said / max(1, labelled), SPEAKS, "share")  # fmt: skip


def _note(table: Table, folder: Path, every: dict[str, Roster], quoted: dict[str, Roster]) -> None:
    """The concept note itself, where it lies in reach: nothing leaks, and its public quotations are recognised."""
    note = next((one / NOTE for one in folder.resolve().parents if (one / NOTE).exists()), None)
    if note is None:
        print("frames: the concept note is not in reach, its rows are left out")
        return
    text = note.read_text(encoding="utf-8")
    for name, known in (("any room", every), ("those quoted in the room", quoted)):
        leaks = [len(Guard(roster, key=b"bench").scan(text, published=[text])) for roster in known.values()]
        table.at_most(f"findings in the concept note with {name}, most of {len(leaks)} rooms", max(leaks), 0, "findings")  # fmt: skip
    public = Frames(Roster(())).public(passage(text))
    sources = {one.subject for one in public if one.subject}
    table.at_least("public sources with evidence recognised in the note", len(sources), 3, "sources")
    table.at_least(
        "public quotations recognised in the note", len({one.quote for one in public if one.quote}), 2, "quotations"
    )  # fmt: skip
    documents = {one.evidence for one in public if not one.subject}
    table.at_least("documents and initiatives recognised in the note", len(documents), 3, "documents")
