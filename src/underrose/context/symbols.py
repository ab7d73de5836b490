"""The symbols of United Nations documents: found in text, read, and written in one way.

parse("A/73/890–S/2019/448")   # two symbols: the report was issued to both organs
malformed("A/70/RES/262")      # says what is wrong, and what may have been meant
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from underrose.context import sources

if TYPE_CHECKING:
    from underrose.context.lookalikes import LookAlike

_FIRST_COUNCIL_YEAR = 2006
_ASSEMBLY_FOUNDED = 1945
_FIRST_NUMBERED_SESSION = 31  # before it, resolutions ran on and carried the session in Roman numerals
_LAST_SESSION = 150
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_KINDS = {
    "RES": "resolution",
    "DEC": "decision",
    "PRST": "presidential statement",
    "SGB": "bulletin",
    "AI": "administrative instruction",
    "GC": "general comment",
    "CO": "concluding observations",
}
_KINDS_BY_LETTERS = {"PV": "meeting record", "SR": "meeting record", "L": "draft"}

_PART = r"(?:E?S-\d+|\d+[-–]\d+|[A-Za-z0-9]+(?:\.\d+[A-Za-z]*)?)"
_ROMAN_TAIL = r"(?:[ ]?[A-Z](?=[ ]?\())?[ ]?\([IVXLC]+\)(?:[A-Z]\b)?"
_YEAR_TAIL = r"[ ]?\(\d{4}\)"
_OLD = re.compile(
    r"(?P<head>[AE]/RES/\d+)(?:[ ]?(?P<before>[A-Z]))?[ ]?\((?P<roman>[IVXLC]+)\)(?P<after>[A-Z])?"
)
_RESOLUTION = re.compile(r"S/RES/(?P<number>\d+)(?:[ ]?\((?P<year>\d{4})\))?")


def gettext_noop(words: str) -> str:
    """Marks words for the translators without asking Django; whoever shows them translates."""
    return words


@dataclass(frozen=True, slots=True)
class Symbol:
    """One document. `year` is the year in the symbol, or else the year in which its session opened (Human Rights
    Council: took place); `number` is what follows the body, the kind and the session or year.
    """

    canonical: str
    body: str
    kind: str
    session: int | None
    year: int | None
    number: str
    url: str


@dataclass(frozen=True, slots=True)
class SymbolMention:
    """Where a symbol stands in a text; two symbols when a document was issued to two organs."""

    start: int
    end: int
    symbols: tuple[Symbol, ...]


def parse(text: str) -> tuple[Symbol, ...]:
    """The symbols that a text consists of, one or several joined by a hyphen or dash; none if any is malformed."""
    if not _joint().fullmatch(text.strip()):
        return ()
    symbols = [_symbol(part) for part in _split(text.strip())]
    return tuple(symbol for symbol in symbols if symbol) if all(symbols) else ()


def find(text: str) -> list[SymbolMention]:
    """Every symbol in running text, in order."""
    found = []
    for match in _joint().finditer(text):
        symbols = parse(match.group())
        if symbols:
            found.append(SymbolMention(match.start(), match.end(), symbols))
    return found


def malformed(text: str) -> "list[LookAlike]":
    """What looks like a symbol in running text and is not one, with the reason and what may be meant."""
    from underrose.context import lookalikes

    return lookalikes.malformed(text)


def written(text: str) -> str:
    """One symbol in the one way it is written here, whether or not such a document can exist."""
    old = _OLD.fullmatch(text)
    if old:
        return f"{old['head']}({old['roman']}){old['before'] or old['after'] or ''}"
    resolution = _RESOLUTION.fullmatch(text)
    if resolution:
        return f"S/RES/{resolution['number']}" + (f" ({resolution['year']})" if resolution["year"] else "")
    return text.replace("–", "-")


def fault(symbol: str) -> str:
    """Why no document can bear a symbol of this form, or nothing."""
    parts = symbol.split("/")
    head = _beginning(parts)
    rest = parts[head[0] :]
    if "RES" in rest[1:]:
        return gettext_noop("RES comes directly after the letters of the body, before the session or year.")
    if symbol.startswith("S/RES/"):
        return _security_council_fault(symbol)
    if rest[:1] == ["RES"] and head[2] in {"assembly", "council"} and "(" not in symbol:
        return _session_fault(rest[1:], head[2])
    return ""


@cache
def _beginnings() -> dict[str, tuple[str, str]]:
    return {row["prefix"]: (row["body"], row["counts"]) for row in sources.rows("symbols.csv")}


def _beginning(parts: list[str]) -> tuple[int, str, str]:
    """How many parts name the body, which body, and how it counts."""
    for length in (3, 2, 1):
        name = "/".join(parts[:length])
        # A/CONF.157 and A/AC.292 are each a body of their own under one heading.
        for prefix in (name, re.sub(r"\.\d+$", "", name)):
            if prefix in _beginnings() and len(parts) > length:
                return (length, *_beginnings()[prefix])
    return (0, "", "")


@cache
def _joint() -> re.Pattern[str]:
    heads = "|".join(sorted({prefix.split("/")[0] for prefix in _beginnings()}, key=len, reverse=True))
    tails = rf"(?:(?<=RES/)\d+(?:{_ROMAN_TAIL}|{_YEAR_TAIL})|{_PART})"
    one = rf"(?:{heads})(?:/{tails})+"
    return re.compile(rf"(?<![\w/.\\])(?:{one})(?:[-‐‑–—](?:{one}))*(?![\w/\\])")


@cache
def _join() -> re.Pattern[str]:
    heads = "|".join(sorted({prefix.split("/")[0] for prefix in _beginnings()}, key=len, reverse=True))
    return re.compile(rf"[-‐‑–—](?=(?:{heads})/)")


def _split(text: str) -> list[str]:
    return _join().split(text)


def _symbol(text: str) -> Symbol | None:
    canonical = written(text)
    parts = canonical.split("/")
    length, body, counts = _beginning(parts)
    rest = parts[length:]
    if not length or not _is_likely(parts, rest) or fault(canonical):
        return None
    kind = _kind(rest)
    if rest[0] in {"RES", "DEC", "PRST", "SGB", "AI"}:
        rest = rest[1:]
    session, year, number = _counted(rest, counts)
    return Symbol(canonical, body, kind, session, year, number, url(canonical))


def url(canonical: str) -> str:
    """Where the Organization keeps the document in English."""
    plain = re.sub(r"(\([IVXLC]+\))[A-Z]$", r"\1", canonical).replace(" ", "")
    return f"https://docs.un.org/en/{plain}"


def _is_likely(parts: list[str], rest: list[str]) -> bool:
    """A/B and S/5 are not symbols: there is a number, and a lone one is long."""
    if not any(letter.isdigit() for part in rest for letter in part):
        return False
    if len(parts) == 2:  # noqa: PLR2004 - a body and one part
        return bool(re.fullmatch(r"\d{3,}|PV\.\d+|INF\.\d+", parts[1]))
    if parts[0] in {"A", "S", "E"} and len(parts) > 1:
        return bool(
            re.match(
                r"\d+$|RES$|DEC$|PRST$|HRC$|ICEF$|E?S-\d|(C|CN|AC|CONF|PV|BUR|NGO|INF)\b|EC|ESC", parts[1]
            )
        )
    return True


def _kind(rest: list[str]) -> str:
    for part in rest:
        letters = part.partition(".")[0]
        kind = _KINDS.get(part) or ("." in part and _KINDS_BY_LETTERS.get(letters))
        if kind:
            return kind
    return "document"


def _counted(rest: list[str], counts: str) -> tuple[int | None, int | None, str]:
    """Session, year and number, as the body counts."""
    if "(" in rest[-1]:
        return _counted_in_brackets(rest[-1], counts)
    if {"GC", "CO"} & set(rest[:-1]):
        place = next(place for place, part in enumerate(rest) if part in {"GC", "CO"})
        return None, None, "/".join(rest[place + 1 :])
    skipped = rest[1:] if counts == "assembly" and re.fullmatch(r"C\.\d", rest[0]) else rest
    first, others = skipped[0] if skipped else "", skipped[1:]
    number = "/".join(others)
    if counts == "assembly" and others and re.fullmatch(r"\d{1,3}", first):
        return int(first), _ASSEMBLY_FOUNDED + int(first), number
    if counts == "council" and others and re.fullmatch(r"\d{1,3}", first):
        return int(first), _FIRST_COUNCIL_YEAR + (int(first) - 1) // 3, number
    for place, part in enumerate(skipped if counts == "year" else []):
        if place < len(skipped) - 1 and re.fullmatch(r"(19|20)\d\d", part):
            return None, int(part), "/".join(skipped[place + 1 :])
    return None, None, "/".join(rest)


def _counted_in_brackets(last: str, counts: str) -> tuple[int | None, int | None, str]:
    number, inside, letter = re.split(r"[ ]?\(|\)", last)
    if inside.isdigit():
        return None, int(inside), number
    session = _arabic(inside)
    return session, _ASSEMBLY_FOUNDED + session if counts == "assembly" else None, number + letter


def _arabic(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _security_council_fault(symbol: str) -> str:
    match = _RESOLUTION.fullmatch(symbol)
    if not match:
        return gettext_noop(
            "A resolution of the Security Council is written with its number and the year in brackets, as in S/RES/2282 (2016)."
        )
    if match["year"] and not 1946 <= int(match["year"]) <= 2100:  # noqa: PLR2004 - the Council's first year
        return gettext_noop("The year in brackets is not one in which the Security Council met.")
    return ""


def _session_fault(rest: list[str], counts: str) -> str:
    if len(rest) < 2:  # noqa: PLR2004 - session and number
        return gettext_noop(
            "The session is missing: a resolution is written with its session and its number, as in A/RES/70/262."
        )
    if not rest[0].isdigit():
        return ""
    session = int(rest[0])
    if session > _LAST_SESSION:
        return gettext_noop("There has been no such session; session and number may have changed places.")
    if counts == "assembly" and session < _FIRST_NUMBERED_SESSION:
        return gettext_noop(
            "Before the thirty-first session the session stands in brackets, as in A/RES/217(III)."
        )
    return ""
