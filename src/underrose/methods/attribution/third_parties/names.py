"""Full names of people in a sentence that says what happened to them.

Whether a name is of the room's roster is not asked here: whoever puts the layers together keeps the room's own hit. A name
alone, or a person who speaks, is no third party; a name beside an ordeal, an age or a relative is.
"""

import re
from collections.abc import Iterator, Sequence

from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.third_parties.candidates import OPENERS
from underrose.methods.attribution.third_parties.cues import Cue, lexicon_groups
from underrose.methods.attribution.third_parties.descriptions import Description, patterns, speaks
from underrose.methods.attribution.third_parties.tokens import folded, kinds
from underrose.methods.attribution.verbs import DETERMINERS

_CAPITAL = r"[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z](?:[-’'][^\W\d_]+)?"
_NAME = re.compile(
    rf"(?<![\w’'])(?:(?P<title>Mr|Mrs|Ms|Miss|Dr|[Ll]ittle|[Yy]oung)\.? )?"
    rf"(?P<name>{_CAPITAL}(?: (?:(?:al|bin|ben|de|del|da|dos|van|von|el|ould|la) )?{_CAPITAL}){{0,3}})"
)
_RELATED = re.compile(
    r"(?:mother|father|parents?|family|widow|wife|husband|son|daughter|sister|brother|children|relatives|lawyer|case|death|arrest"
    r"|killing|murder|disappearance|trial|release|fate) of $"
)
_THEIRS = re.compile(
    r"(?:[’']s)? (?:mother|father|parents|family|widow|wife|husband|son|daughter|sister|brother|children|lawyer)\b|, (?:his|her|their|my|our) \w+\b"
)
_BEFALLS = re.compile(r" (?:had|has|was) (?:been |not )?\w+|, (?:who|whose|aged|then|now)\b")
_NO_PERSON = frozenset(
    (
        "country",
        "city",
        "months",
        "days",
        "bodies",
        "court_words",
        "nationalities",
        "money",
        "headings",
        "measures",
        "numbers",
        "law_heads",
        "when",
    )
)


def named(passage: Passage, start: int, end: int, found: Sequence[Cue]) -> Iterator[Description]:
    """People named between two places of the original. `found` are the cues there."""
    told = {group for cue in found for group in cue.groups}
    if not told & {"incident", "ordeal", "testimony", "kin"}:
        return
    for match in _NAME.finditer(passage.text, start, end):
        first = folded(match["name"].split()[0])
        if first in OPENERS or first in DETERMINERS:
            continue
        is_told = bool(match["title"]) or _is_spoken_of(passage.text, start, match)
        if _is_person(match["name"].split(), is_told=is_told):
            made = _described(passage, match.span(), (start, end), found)
            if made:
                yield made


def _is_spoken_of(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the words around say that this is a person, though no list knows the name."""
    before, after = text[max(start, match.start() - 40) : match.start()], text[match.end() : match.end() + 40]
    is_full = " " in match["name"]
    return bool(is_full and (_RELATED.search(before) or _THEIRS.match(after) or _BEFALLS.match(after)))


def _is_person(parts: Sequence[str], *, is_told: bool) -> bool:
    words = [word for part in parts for word in re.split("[-’' ]", folded(part)) if word]
    classes = [set(kinds(word)) for word in words]
    names = {"forename", "surname"}
    if any(found & (_NO_PERSON | {"occupations"}) and not found & names for found in classes):
        return False
    if any(lexicon_groups(word) & {"speakers"} for word in words):
        return False
    known = sum(bool(found & names) for found in classes)
    return is_told or (len(parts) > 1 and known > 0)


def _described(
    passage: Passage, name: tuple[int, int], sentence: tuple[int, int], found: Sequence[Cue]
) -> Description | None:
    start, end = name
    begin, until = passage.folded_at(start), passage.folded_at(end)
    head = Cue(begin, until, passage.folded[begin:until], frozenset({"name"}))
    if speaks(passage.folded, head, found):
        return None
    tells = {
        group
        for cue in found
        for group in cue.groups & {"incident", "ordeal", "testimony", "duty", "meeting"}
    }
    tells |= patterns(passage.folded[passage.folded_at(sentence[0]) : passage.folded_at(sentence[1])]) & {
        "age",
        "past",
    }
    text = passage.text
    if _RELATED.search(text[max(sentence[0], start - 40) : start]) or _THEIRS.match(text[end : end + 40]):
        tells.add("near_kin")
    return Description(head, "name", begin, until, frozenset(tells))
