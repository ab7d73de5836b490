"""What the model of candidates is shown: each as a whole, everywhere its string stands, and its neighbours in the text."""

from bisect import bisect_right
from collections import defaultdict

from underrose.methods.attribution.third_parties.reading import Document
from underrose.methods.attribution.third_parties.tokens import kinds
from underrose.methods.attribution.third_parties.word_features import Rows, candidate_rows

_CLOSE = 14
"""Candidates no farther apart than this many characters are shown what stands between them."""
_WORDED = ("name", "person", "initials", "span")


def candidate_features(document: Document) -> Rows:
    """For each candidate of the text its features; the candidates of a text are one sequence. Linear in their number."""
    rows = candidate_rows(document)
    starts = [line.tokens[0].start for line in document.lines]
    lines = [max(0, bisect_right(starts, span.start) - 1) for span in document.spans]
    everywhere: dict[str, set[str]] = defaultdict(set)
    first: dict[str, int] = {}
    for row, key, line in zip(rows, document.keys, lines, strict=True):
        everywhere[key].update(feature for feature in row if feature.startswith(("c.a", "c.b")))
        first.setdefault(key, line)
    result = []
    for place, row in enumerate(rows):
        key, kind = document.keys[place], document.spans[place].kind
        added = _placed(document, kind, lines[place], first[key]) + _worded(key, kind)
        if kind == "name" and document.times[key] > 1:
            added += [f"all{feature}" for feature in sorted(everywhere[key])]
        result.append(["b", *row, *added, *_beside(document, place)])
    return result


def _placed(document: Document, kind: str, line: int, first: int) -> list[str]:
    count = len(document.lines)
    return [
        f"in={kind}|{document.lines[line].section}",
        f"part={kind}|{min(9, line * 10 // count)}",
        f"line={kind}|{min(line, 6)}",
        f"since={kind}|{min(9, first * 10 // count)}",
        f"st={kind}|{document.state}",
    ]


def _worded(key: str, kind: str) -> list[str]:
    words = key.split(" ")
    row = [f"w={kind}|{word}" for word in sorted(set(words))] if kind in _WORDED else []
    if kind == "name":
        inner = {one for word in words[:-1] for one in kinds(word)}
        row += [f"kk={one}|{last}" for one in sorted(inner) for last in kinds(words[-1])]
    return row


def _beside(document: Document, place: int) -> list[str]:
    span = document.spans[place]
    row = []
    for step in (-2, -1, 1, 2):
        at = place + step
        if 0 <= at < len(document.spans):
            other = document.spans[at]
            between = document.text[min(span.end, other.end) : max(span.start, other.start)]
            row.append(
                f"{step}k={span.kind}|{other.kind}|{between.strip() if len(between) < _CLOSE else 'far'}"
            )
    return row
