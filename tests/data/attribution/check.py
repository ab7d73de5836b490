"""Reads the passages as they were written, works out offsets, people and k, and compares with what is kept.

`python tests/data/attribution/check.py [second|third|held]` checks; with `--write` it writes `rosters.json` and `passages.jsonl` anew.
Nothing of the guard is used: k is counted by asking every person of the roster.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SETS = (HERE, *(HERE / name for name in ("second", "third", "fourth", "fifth", "sixth", "held", "unseen")))
ENOUGH = 5
Record = dict[str, Any]
Room = list[Record]
NARROWS = {"Q1", "Q2", "Q3", "Q4"}
LEAKS = {"D1", "D2", "D3", "D4", "D5", *NARROWS, "V1", "V2", "A1", "A2", "T1"}
LISTS = ("other_names", "languages")
TITLES = set(
    re.findall(
        r"\w+",
        "amb mr mrs ms dr prof professor justice judge chief rev reverend he h e her his excellency ambassador sra sr"
        " mme m monsieur madame señor señora daw u ato dra doktor herr frau docteur magistrate the of and don doña"
        " colonel col captain capt major maj general gen lt sister atty me maître mx سعادة الأخت s councillor vice mayor г жа господин госпожа السيد السيدة الدكتورة الدكتور السفير 先生 女士 博士",
    )
)
SMALL = set(re.findall(r"\w+", "the of a an for in to at and s city its our their from"))


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "source" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="|", strict=True))


def rosters(folder: Path) -> dict[str, Room]:
    """Everybody, in the layout of the open rosters; what is not known is null."""
    places = {row["iso2"]: row for row in rows(folder, "places.csv")}
    found: dict[str, Room] = {}
    # A room is a file whose people come from the places; in the order in which those name their regions.
    for room in [
        name for name in next(iter(places.values())) if (folder / "source" / f"{name}.csv").exists()
    ]:
        found[room] = []
        for row in rows(folder, f"{room}.csv"):
            place = places[row["iso2"]]
            person: Record = {key: value or None for key, value in row.items()}
            person |= {key: [part for part in row[key].split(",") if part] for key in LISTS}
            person |= {"id": f"{room}-{row['id']}", "counts": row["counts"] == "1", "family": row["family"]}
            person |= {
                "country": place["country"] or None,
                "demonym": place["demonym"] or None,
                "region": place[room] or None,
            }
            found[room].append(person)
    return found


def fits(person: Record, constraints: Record, *, unknown: bool) -> bool:
    """Whether what is said can be true of a person; what is not known counts as `unknown` says."""
    for key, wanted in constraints.items():
        axis = key.removeprefix("not_")
        had, values = person[axis], wanted if isinstance(wanted, list) else [wanted]
        if not had:
            if not unknown:
                return False
            continue
        said = had if isinstance(had, list) else [had]
        if axis == "position":
            same = any(value.casefold() in had.casefold() for value in values)
        else:
            same = bool(set(said) & set(values))
        if same == key.startswith("not_"):
            return False
    return True


def who(room: Room, constraints: Record, *, unknown: bool = True) -> list[str]:
    """Those who count and whom the constraints fit."""
    return [
        person["id"] for person in room if person["counts"] and fits(person, constraints, unknown=unknown)
    ]


def plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in parts if unicodedata.category(mark) != "Mn").replace("ø", "o")


def tokens(text: str) -> list[str]:
    return re.findall(r"[\w\u1000-\u109f]+", plain(text))


def names(person: Record) -> set[str]:
    said = [person["given"], person["family"], person["name"], person["native"], *person["other_names"]]
    return {token for text in said if text for token in tokens(text)}


def distance(one: str, other: str) -> int:
    """Edits between two words, neighbours that change places counted once (optimal string alignment)."""
    last: list[int] = []
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a != b))
            if last and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            now.append(cost)
        last, before = before, now
    return before[-1]


def squashed(text: str) -> str:
    """Letters alone, and those a scanner takes for each other as one."""
    text = re.sub(r"\W|_", "", plain(text)).replace("rn", "m").replace("vv", "w").replace("cl", "d")
    return text.translate(str.maketrans("01i5869", "ollsbbg"))


def runs(person: Record) -> Iterator[str]:
    for said in (
        person["name"],
        f"{person['given']} {person['family']}",
        f"{person['family']} {person['given']}",
    ):
        words = said.split()
        yield from (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))


def exact(text: str, room: Room) -> list[str]:
    said = {token for token in tokens(text) if token not in TITLES}
    return [person["id"] for person in room if said and said <= names(person)]


def nearest(text: str, room: Room, cost: int) -> list[str]:
    said = [token for token in tokens(text) if token not in TITLES]
    costs = {
        person["id"]: sum(min(distance(token, name) for name in names(person)) for token in said)
        for person in room
    }
    least = min(costs.values())
    return [key for key, value in costs.items() if value == least] if least == cost else []


def initialled(text: str, room: Room, *, all_of_them: bool) -> list[str]:
    """ "A. Nwankwo", "A.N.": single letters begin a name, longer words are one."""
    found = []
    letters = re.sub(r"[\W_]", "", text)
    for person in room:
        words = re.findall(r"\w+", plain(person["name"]))
        said = [token for token in tokens(text) if token not in TITLES or len(token) == 1]
        if all_of_them:
            fit = "".join(word[0] for word in words) == plain(letters)
        else:
            fit = all(any(w == t or (len(t) == 1 and w[0] == t) for w in words) for t in said)
        found += [person["id"]] if fit else []
    return found


def posted(text: str, room: Room) -> list[str]:
    said = {token for token in tokens(text) if token not in SMALL}
    keys = ("position", "affiliation", "country", "demonym")
    return [
        person["id"]
        for person in room
        if said <= {token for key in keys for token in tokens(person[key] or "")}
    ]


def reached(text: str, room: Room) -> list[str]:
    number, same = re.sub(r"\D", "", text)[-8:], []
    for person in room:
        phone = re.sub(r"\D", "", person["phone"] or "")
        written = {(person[key] or "").casefold() for key in ("email", "handle")} - {""}
        if text.casefold() in written or (len(number) > 6 and phone.endswith(number)):
            same.append(person["id"])
    return same


EXACT = {"full", "title_surname", "title_full", "reversed", "surname", "given", "nickname", "possessive"}
EXACT |= {"native_script", "no_diacritics", "mononym", "same_name", "capitals", "title_given"}
# A person has to judge these: another romanisation, the other gender's form, a post told in other words.
CLAIMED = {"romanisation", "gendered_surname", "post_told", "pronoun", "plural", "said", "experience"}
CLAIMED |= {"titled_one", "quoted", "unquoted", "near", "exclusive", "declined", "in_address"}


def brute(text: str, variant: str, room: Room) -> list[str] | None:
    """Whom a direct mention can mean, worked out anew; None where only a person can say."""
    if variant in CLAIMED:
        return None
    return WORKED_OUT[variant](text, room)


def garbled(text: str, room: Room) -> list[str]:
    return [p["id"] for p in room if squashed(text) in {squashed(run) for run in runs(p)}]


WORKED_OUT: dict[str, Callable[[str, Room], list[str]]] = {
    **dict.fromkeys(EXACT, exact),
    **dict.fromkeys(("ocr", "joined", "spaced"), garbled),
    **dict.fromkeys(("email", "handle", "telephone"), reached),
    "misspelling_1": partial(nearest, cost=1),
    "misspelling_2": partial(nearest, cost=2),
    "initials": partial(initialled, all_of_them=True),
    "initial_surname": partial(initialled, all_of_them=False),
    "post": posted,
}


MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def constrained(said: str) -> Record:
    pairs = (part.split("=", 1) for part in said.split(";"))
    return {key: value.split(",") if "," in value else value for key, value in pairs}


def span(parts: list[str], spans: list[Record], room: Room, name: str) -> Record:
    """One marked place; the offsets are added by the caller."""
    leak, rest = parts[1], parts[2:]
    if leak not in LEAKS:
        raise ValueError(f"no such leak: {leak} ({parts[0]})")
    found: Record = {"text": parts[0], "leak": leak}
    if rest and "=" in rest[0]:
        said = constrained(rest[0])
        if len(rest) > 1:
            found["links_to"] = int(rest[1].removeprefix(">"))
            said = spans[found["links_to"]]["constraints"] | said
        people = who(room, said)
        return found | {
            "variant": "+".join(sorted(said)),
            "participants": people,
            "k": len(people),
            "k_known": len(who(room, said, unknown=False)),
            "constraints": said,
        }
    people = [f"{name}-{key}" for key in rest[1].split(",")] if len(rest) > 1 else []
    return found | {"variant": rest[0], "participants": people, "k": len(people) or None}


def converted(name: str, kind: str, text: str, room: Room) -> Record:
    spans: list[Record] = []
    aside: dict[str, list[Record]] = {"A0": [], "~": []}
    out, last = "", 0
    for match in MARK.finditer(text):
        parts = match[1].split("|")
        out += text[last : match.start()]
        place = {"start": len(out), "end": len(out) + len(parts[0])}
        if parts[1] in aside:
            aside[parts[1]].append(place | {"text": parts[0]})
        else:
            spans.append(place | span(parts, spans, room, name))
        out, last = out + parts[0], match.end()
    out += text[last:]
    tight = [s["k"] for s in spans if s["leak"] in NARROWS and s["k"] is not None]
    flag = any(s["leak"] not in NARROWS or s["k"] is None or s["k"] < ENOUGH for s in spans)
    record = {"event": name, "kind": kind, "text": out, "spans": spans, "expect_flag": flag}
    record |= {"k_min": min(tight)} if tight else {}
    record |= {"public": aside["A0"]} if aside["A0"] else {}
    return record | ({"neutral": aside["~"]} if aside["~"] else {})


def passages(folder: Path) -> list[Record]:
    """Every passage of the source files, converted, in a steady order."""
    people, found, number = rosters(folder), [], Counter[str]()
    for path in sorted((folder / "source").glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n@")[1:]:
            head, *body = block.strip("\n").split("\n")
            name, kind, *more = head.split()
            points = [line[2:].split(": ", 1) for line in body if line.startswith("> ")]
            text = "\n".join(line for line in body if not line.startswith("> ")).strip("\n")
            number[kind] += 1
            record = {"id": f"{kind}-{number[kind]:03d}"} | converted(name, kind, text, people[name])
            record |= dict(part.split("=", 1) for part in more)
            if points:
                record["points"] = [{"participant": f"{name}-{who}", "text": said} for who, said in points]
            found.append(record)
    return found


def faults(record: Record, room: Room) -> Iterator[str]:
    """What is wrong with the labels of one passage."""
    text, spans = record["text"], record["spans"]
    known = {person["id"] for person in room}
    if "[[" in text or "]]" in text or "  " in text or text != text.strip():
        yield "a mark or a space too many"
    for s in [*spans, *record.get("public", ()), *record.get("neutral", ())]:
        if text[s["start"] : s["end"]] != s["text"] or s["text"] != s["text"].strip() or not s["text"]:
            yield f"offsets of {s['text']!r}"
    for one, other in pairwise(spans):
        if one["end"] > other["start"]:
            yield f"{other['text']!r} begins inside another"
    for s in spans:
        if not set(s["participants"]) <= known or s["k"] != (len(s["participants"]) or None):
            yield f"people of {s['text']!r}: {s['participants']}, k {s['k']}"
        yield from narrow_faults(s, room) if "constraints" in s else direct_faults(s, room)
        if "links_to" in s and not spans[s["links_to"]]["start"] < s["start"]:
            yield f"{s['text']!r} leads to what comes later"


def narrow_faults(s: Record, room: Room) -> Iterator[str]:
    if s["participants"] != who(room, s["constraints"]) or not s["k"]:
        yield f"{s['text']!r}: fits {who(room, s['constraints'])}"
    if (s["k"] < ENOUGH) != (s["k_known"] < ENOUGH):
        yield f"{s['text']!r}: whether it is flagged hangs on what is not known ({s['k_known']}, {s['k']})"
    people = [person for person in room if person["id"] in s["participants"]]
    if s["k"] >= ENOUGH and 1 in (
        len({p["country"] for p in people}),
        len({p["affiliation"] for p in people}),
    ):
        yield f"{s['text']!r}: all share a country or a body"


def direct_faults(s: Record, room: Room) -> Iterator[str]:
    if not s["leak"].startswith("D"):
        return
    fit = brute(s["text"], s["variant"], room)
    if fit is not None and fit != s["participants"]:
        yield f"{s['text']!r} ({s['variant']}): says {s['participants']}, fits {fit}"


def written(records: list[Record]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def kept(people: dict[str, Room]) -> str:
    return json.dumps(people, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    folder = next((one for one in SETS if one.name in sys.argv[1:]), HERE)
    people, records = rosters(folder), passages(folder)
    wrong = [(r["id"], fault) for r in records for fault in faults(r, people[r["event"]])]
    for key, fault in wrong:
        print(key, fault)  # noqa: T201 – for whoever writes passages
    if "--write" in sys.argv and not wrong:
        (folder / "rosters.json").write_text(kept(people), encoding="utf-8")
        (folder / "passages.jsonl").write_text(written(records), encoding="utf-8")
    for title, counted in (
        ("kind", Counter(r["kind"] for r in records)),
        ("leak", Counter(s["leak"] for r in records for s in r["spans"])),
        (
            "variant",
            Counter(
                f"{s['leak']} {s['variant']}" for r in records for s in r["spans"] if s["leak"][0] == "D"
            ),
        ),
        ("flagged", Counter(f"{r['kind']} {r['expect_flag']}" for r in records)),
    ):
        print(title, dict(sorted(counted.items())))  # noqa: T201
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
