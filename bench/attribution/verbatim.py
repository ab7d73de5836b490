"""Copied words: copies found, and false alarms on summaries that people wrote.

An alarm is a V1 hit of `Verbatim.find`; a summary is alarmed if it has one. For each sample of seven words from the transcripts the
sentence around it is ours: in quotation marks, as all of what is reported, or amid other words. The last is what the layer
trades away: human summaries do just that, so it is no alarm, but stands in `Verbatim.shared`, ranked.
"""

import json
import random
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from attribution.figures import overlaps, passages, wilson, within
from table import Table
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Leak
from underrose.methods.attribution.verbatim import Verbatim

FALSE_ALARMS, PLAIN = 0.05, 0.73
BUILD, SPEED = 1.0, 0.3
SAMPLES = 60
HOSTS = {
    "quoted": "One intervention was remembered for “{0}”, and others took it up.",
    "reported": "It was said that {0}.",
    "after a colon": "One view was put like this: {0}.",
    "after a comma": "As it was put in the room, {0}.",
    "alone": "{0}.",
}
AMID = "Delegations dwelt on {0} for a while before lunch."


def measure(folder: Path, table: Table) -> None:
    turns, summaries = _meetings(folder)
    copies = defaultdict(list)
    for one in passages(folder):
        if one["kind"] == "verbatim":
            copies[one["source_meeting"]].append(one)
    counted: Counter[str] = Counter()
    rng = random.Random(1725)
    for name, told in turns.items():
        index = Verbatim(told, b"bench")
        _whole_sentences(counted, index, copies[name])
        _samples(counted, index, told, rng)
        for summary in summaries[name]:
            _summary(counted, index, summary)
    _rows(table, counted)
    _speed(table, [turn for told in turns.values() for turn in told])


def _meetings(folder: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    turns, summaries = {}, {}
    for path in sorted((folder / "transcripts").glob("*.json")):
        meeting: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        turns[path.name] = [turn["content"] for turn in meeting["meeting_transcripts"]]
        asked = [*meeting["general_query_list"], *meeting["specific_query_list"]]
        summaries[path.name] = [one["answer"] for one in asked]
    return turns, summaries


def _whole_sentences(counted: Counter[str], index: Verbatim, labelled: list[dict[str, Any]]) -> None:
    for one in labelled:
        found = [
            (hit.start, hit.end) for hit in index.find(passage(one["text"])) if hit.leak is Leak.verbatim
        ]
        for span in one["spans"]:
            counted["sentences"] += 1
            counted["sentences found"] += overlaps(span["start"], span["end"], found)


def _samples(counted: Counter[str], index: Verbatim, told: list[str], rng: random.Random) -> None:
    long = [words for turn in told if len(words := [w for w in turn.split() if w.strip("–—-…")]) >= 7]
    for _ in range(SAMPLES):
        words = rng.choice(long)
        start = rng.randrange(len(words) - 6)
        copy = " ".join(words[start : start + 7]).strip(".,;:?! ")
        for name, host in (*HOSTS.items(), ("amid", AMID)):
            text = passage(host.format(copy))
            counted[name] += 1
            counted[f"{name} found"] += any(hit.leak is Leak.verbatim for hit in index.find(text))
            counted[f"{name} shared"] += bool(index.shared(text))


def _summary(counted: Counter[str], index: Verbatim, summary: str) -> None:
    text = passage(summary)
    found = {hit.leak for hit in index.find(text)}
    counted["summaries"] += 1
    counted["summaries alarmed"] += Leak.verbatim in found
    counted["summaries with either"] += bool(found)
    counted["summaries that share"] += bool(index.shared(text))


def _rows(table: Table, counted: Counter[str]) -> None:
    def share(part: str, whole: str) -> tuple[str, float]:
        shown = within(wilson(counted[part], counted[whole]))
        return f"{shown} of {counted[whole]}", counted[part] / max(1, counted[whole])

    shown, value = share("sentences found", "sentences")
    table.at_least(f"whole sentences copied, found {shown}", value, 1, "share")
    for name in HOSTS:
        shown, value = share(f"{name} found", name)
        table.at_least(f"seven words {name}, found {shown}", value, 1, "share")
    shown, value = share("summaries alarmed", "summaries")
    table.at_most(f"human summaries with an alarm {shown}", value, FALSE_ALARMS, "share")
    shown, value = share("summaries with either", "summaries")
    table.at_most(f"... or with own wording (V2) {shown}", value, FALSE_ALARMS, "share")
    shown, value = share("summaries that share", "summaries")
    table.at_most(f"human summaries that share seven words {shown}", value, PLAIN, "share")
    shown, value = share("amid shared", "amid")
    table.at_least(f"seven words amid others, in what is shared {shown}", value, 1, "share")
    shown, value = share("amid found", "amid")
    table.at_least(f"seven words amid others, with an alarm {shown}", value, 0, "share")


def _speed(table: Table, every: list[str]) -> None:
    points = [turn for turn in every if len(turn) > 100][:1_000]
    start = time.process_time()
    index = Verbatim(points, b"bench")
    table.at_most("index of 1,000 points", time.process_time() - start, BUILD, "s")
    parts = [passage(turn) for turn in every]
    start = time.process_time()
    for part in parts:
        index.find(part)
    mega = sum(map(len, every)) / 1e6
    table.at_least("search for copies", mega / (time.process_time() - start), SPEED, "MB/s")
