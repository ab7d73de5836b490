"""What the models are shown of each word: itself, its neighbours, the candidate it stands in, and its document."""

import re
from collections import Counter
from collections.abc import Sequence

from underrose.methods.attribution.third_parties.candidates import Candidate
from underrose.methods.attribution.third_parties.reading import Document, Line
from underrose.methods.attribution.third_parties.tokens import Token, kinds, shape

Rows = list[list[str]]
"""For each word of a paragraph, its features."""

_NEAR, _FAR = 3, 7
_WORDS = re.compile(r"[^\W\d_]+|\S")
_SMALL = frozenset(
    ("the", "a", "an", "of", "to", "in", "and", "that", "on", "by", "was", "had", "his", "her", "for", "with", "it", "at", "as", "he", "she")
)  # fmt: skip
_OFTEN = 6
_SMALL_WORD = re.compile(r"\b[a-z]{3,}")


def word_features(document: Document) -> list[Rows]:
    """For each paragraph, for each word, its features. Linear in the length of the text."""
    around = candidate_rows(document)
    seen: set[str] = set()
    return [_line_features(document, number, around, seen) for number in range(len(document.lines))]


def _line_features(document: Document, number: int, around: Rows, seen: set[str]) -> Rows:
    line = document.lines[number]
    plain = [_neighbour(token) for token in line.tokens]
    rare = [_rarity(document, token) for token in line.tokens]
    rows = []
    for place, token in enumerate(line.tokens):
        row = _word(token)
        row += _neighbours(plain, rare, place)
        row += _pairs(line.tokens, place)
        row += _whole_text(document, number, token, seen)
        row += _rare(document, token, rare[place])
        row += _sentence(document, line, place)
        inside = line.inside[place]
        if inside >= 0:
            span = document.spans[inside]
            row += around[inside]
            row.append(f"at={span.kind}{'B' * (token.start == span.start)}{'E' * (token.end == span.end)}")
            row += _where(document, number, inside)
        rows.append(row)
    return rows


def _word(token: Token) -> list[str]:
    word = token.folded
    row = ["b", f"w={word}", f"s={shape(token.text)}"]
    if token.text.isalpha():
        row += [f"e3={word[-3:]}", f"e2={word[-2:]}", f"p3={word[:3]}"]
    return row + [f"k={kind}" for kind in kinds(word)]


def _neighbour(token: Token) -> list[str]:
    word = token.folded
    short = "9" * len(word) if word.isdigit() else word
    return [f"w={short}", f"s={shape(token.text)[:3]}", *(f"k={kind}" for kind in kinds(word))]


def _neighbours(plain: Sequence[Sequence[str]], rare: Sequence[str], place: int) -> list[str]:
    row = []
    for step in range(-_NEAR, _NEAR + 1):
        at = place + step
        if step and 0 <= at < len(plain):
            row += [f"{step}{feature}" for feature in plain[at]]
            if rare[at] == "rare" and abs(step) < _NEAR:
                row.append(f"{step}rare")
    if place == 0:
        row.append("start")
    if place == len(plain) - 1:
        row.append("end")
    return row


def _pairs(line: Sequence[Token], place: int) -> list[str]:
    two, before = (line[at].folded if at >= 0 else "^" for at in (place - 2, place - 1))
    after = line[place + 1].folded if place + 1 < len(line) else "$"
    word = line[place].folded
    return [f"-1|0={before}|{word}", f"0|1={word}|{after}", f"-2|-1={two}|{before}"]


def _whole_text(document: Document, number: int, token: Token, seen: set[str]) -> list[str]:
    count = len(document.lines)
    row = [
        f"in={document.lines[number].section}",
        f"part={min(9, number * 10 // count)}",
        f"line={min(number, 6)}",
    ]
    if token.start in document.quoted:
        row.append("quoted")
    if token.text[0].isupper():
        if not token.text.isascii():
            row.append("accent")
        row.append(f"strange={document.rarity.get(token.folded, '')}")
        row.append(f"n={band(document.words[token.folded])}")
        if token.folded in document.subject:
            row.append("subject")
        if token.folded not in seen:
            row.append("first")
            seen.add(token.folded)
        if document.state and token.folded[:4] == document.state[:4]:
            row.append("state")
    return row


def _rarity(document: Document, token: Token) -> str:
    is_small = token.text.isalpha() and not token.text[0].isupper()
    return document.rarity.get(token.folded, "") if is_small else ""


def _rare(document: Document, token: Token, rarity: str) -> list[str]:
    if not rarity:
        return []
    often = "+" if document.words[token.folded] > SEVERAL else ""
    return [rarity, f"{rarity}{often}", f"{rarity}{token.folded[-2:]}", f"{rarity}{token.folded[-3:]}"]


SEVERAL = 2


def band(count: int) -> str:
    """A count, coarsely."""
    return str(count) if count <= SEVERAL else "3" if count < _OFTEN else "6"


def _sentence(document: Document, line: Line, place: int) -> list[str]:
    """Words farther away, before or after, by the kind of candidate."""
    inside = line.inside[place]
    kind = document.spans[inside].kind if inside >= 0 else "."
    row = []
    for step in range(-_FAR, _FAR + 1):
        at = place + step
        if abs(step) > _NEAR and 0 <= at < len(line.tokens):
            other = line.tokens[at]
            if other.text.isalpha() and other.folded not in _SMALL:
                row.append(f"{'L' if step < 0 else 'R'}{kind}|{other.folded}")
    return row


def _where(document: Document, number: int, inside: int) -> list[str]:
    kind, count = document.spans[inside].kind, len(document.lines)
    return [
        f"in={kind}|{document.lines[number].section}",
        f"line={kind}|{min(number, 8)}",
        f"part={kind}|{min(9, number * 10 // count)}",
    ]


def candidate_rows(document: Document) -> Rows:
    """For each candidate what is shown of it as a whole, the same for each of its words."""
    met: Counter[str] = Counter()
    rows = []
    for place, key in enumerate(document.keys):
        rows.append(_candidate(document, place, is_first=not met[key]))
        met[key] += 1
    return rows


def _candidate(document: Document, place: int, *, is_first: bool) -> list[str]:
    span, key, text = document.spans[place], document.keys[place], document.text
    kind, words = span.kind, key.split(" ")
    before = _WORDS.findall(text[max(0, span.start - 40) : span.start].rsplit("\n", 1)[-1])[-3:]
    after = _WORDS.findall(text[span.end : span.end + 40].split("\n", 1)[0])[:2]
    inner = [one for word in words for one in kinds(word)]
    last, next_ = " ".join(before[-1:]).casefold(), " ".join(after[:1]).casefold()
    row = [
        f"c={key if kind in ('name', 'law', 'span') else kind}",
        f"c.kind={kind}",
        f"c.head={kind}|{words[-1] if kind == 'name' else shape(words[-1])}",
        f"c.first={kind}|{words[0]}" if kind == "name" else f"c.shape={shape(words[0])}|{len(words)}",
        f"c.len={kind}|{min(len(words), 6)}",
        f"c.n={kind}|{band(document.times[key])}|{'first' if is_first else 'later'}",
        *(f"c.k={kind}|{one}" for one in sorted(set(inner))),
        *(f"c.b{step}={kind}|{word.casefold()}" for step, word in enumerate(reversed(before), 1)),
        *(f"c.a{step}={kind}|{word.casefold()}" for step, word in enumerate(after, 1)),
        f"c.bb={kind}|{' '.join(before[-2:]).casefold()}",
        f"c.aa={kind}|{' '.join(after).casefold()}",
        f"c.ba={kind}|{last}|{next_}",
    ]
    if kind == "name":
        row += _name(document, place, last, inner)
    if kind in ("date", "span", "share", "sum"):
        row += _told(text, span)
    if kind in ("name", "person") and document.subject.intersection(words):
        row.append("c.subject")
    return row


def _told(text: str, span: Candidate) -> list[str]:
    """The small words of the sentence before and behind a date or a sum."""
    behind = text[span.end : span.end + 60].split(". ", maxsplit=1)[0].split("\n", maxsplit=1)[0]
    before = text[max(0, span.start - 60) : span.start].rsplit(". ", 1)[-1].rsplit("\n", 1)[-1]
    row = [f"c.then={span.kind}|{word}" for word in _SMALL_WORD.findall(behind)[:6]]
    return row + [f"c.ere={span.kind}|{word}" for word in _SMALL_WORD.findall(before)[-6:]]


def _name(document: Document, place: int, before: str, inner: Sequence[str]) -> list[str]:
    key, span = document.keys[place], document.spans[place]
    words, times = key.split(" "), document.times[key]
    head = words[-1]
    row = [f"c.hb={head}|{before}", f"c.hst={head}|{document.state}", f"c.hn={head}|{times > SEVERAL}"]
    row += [f"c.hk={head}|{kind}" for word in words[:-1] for kind in kinds(word)]
    if not document.text[span.start : span.end].replace("’", "").isascii():
        row += ["c.accent", f"c.accent={head}"]
    strange = sum(document.rarity.get(word) == "rare" for word in words)
    row += [
        f"c.strange={min(strange, 3)}",
        f"c.hr={head}|{strange > 0}",
        f"c.hr0={head}|{words[0] in document.rarity}",
    ]
    if "city" in inner and "bodies" in inner:
        row.append("c.local")
    if document.state and any(word[:4] == document.state[:4] for word in words):
        row.append("c.state")
    return row
