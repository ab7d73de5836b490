"""Where a text takes up an image of somebody's without quotation marks: "it is a certificate laundromat", "the theory of the coffee stain".

Behind words of comparison and naming, two words side by side of which one is rare in English. Whether one point alone has them is asked of
its hashes. Of 272 summaries that people wrote none takes up such words of one speaker alone.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick

from underrose.methods.attribution.near.gate_words import gate_words

_NOUNS = (
    "image|picture|metaphor|theory|notion|joke|quip|retort|remark|line|phrase|story|parable|proverb|saying|aphorism|tale|comparison"
    "|witticism|term|expression|word"
)
_BEHIND = "about|of|on|with|for"
MARK = re.compile(
    r"\b(?:resembl\w+|amount(?:s|ed)? to|liken(?:s|ed)? to|compar\w+ (?:with|to)|spoke of|talk of|a (?:kind|sort) of|little more than|nothing but"
    rf"|(?:{_NOUNS}) (?:{_BEHIND})|(?:it|this|that) (?:is|was) an?|they (?:are|were)|so-called|known as|called|described as|termed|dubbed|nicknamed)\s+(?:an? |the |his |her |their )?"
)
_LEADS = AhoCorasick(
    [
        *(
            "resembl",
            "amount",
            "liken",
            "compar",
            "spoke of",
            "talk of",
            "a kind of",
            "a sort of",
            "little more than",
        ),
        *(
            "nothing but",
            "they are",
            "they were",
            "so-called",
            "known as",
            "called",
            "described as",
            "termed",
        ),
        *("dubbed", "nicknamed"),
        *(f"{noun} {word}" for noun in _NOUNS.split("|") for word in _BEHIND.split("|")),
        *(f"{what} {verb} a" for what in ("it", "this", "that") for verb in ("is", "was")),
    ]
)
"""What each of the marks begins with: the pattern is tried there alone."""
_STOP = re.compile(r"[^\w\s'-]|\n")
_SMALL = frozenset(
    "a an the of to in on at and or for with that which is was are be by from as it this has have had not no its their his her our".split()  # noqa: SIM905 # a list of words
)
_REACH, _WORDS = 60, 4
"""Letters and words behind the mark in which the image stands."""
_RARE, _SHORTEST = 1, 4


def images(folded: str, words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The first of two words that may be an image, by place among the words; `spans` are their places in the folded text. Linear."""
    starts = [start for start, _ in spans]
    for mark in marks(folded):
        stop = _STOP.search(folded, mark.end(), mark.end() + _REACH)
        first = bisect_left(starts, mark.end())
        last = bisect_left(starts, stop.start() if stop else mark.end() + _REACH)
        for at in range(first, min(last, first + _WORDS) - 1):
            pair = words[at : at + 2]
            if _SMALL.isdisjoint(pair) and any(_is_rare(word) for word in pair):
                yield at


def marks(folded: str) -> Iterator[re.Match[str]]:
    """The marks in their order, none within another: as the pattern finds them."""
    taken = 0
    for at in sorted({start for _, start, _ in _LEADS.find_matches_as_indexes(folded, overlapping=True)}):
        if at >= taken and (mark := MARK.match(folded, at)):
            taken = mark.end()
            yield mark


def _is_rare(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha() and gate_words().count(word) <= _RARE
