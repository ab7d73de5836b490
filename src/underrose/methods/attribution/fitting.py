"""Makes a wording fit its sentence: title, article, brackets and apposition go with the name, an owner keeps short, a
sentence begins with a capital, and the pronouns of the same person are replaced together with the name. English.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from underrose.methods.attribution import pronouns
from underrose.methods.attribution.beginnings import begins_sentence, with_capital
from underrose.methods.attribution.frames.lexicon import CAPITAL, VERB
from underrose.methods.attribution.leaving_out import TITLES
from underrose.methods.attribution.passages import Passage, Span
from underrose.methods.attribution.values import Fix, Way
from underrose.methods.attribution.whole_phrases import whole

_BEFORE_POST = re.compile(r"\b(?:the|an?|our|Our|The|An?)\s+$")
_BRACKET = re.compile(r"\s*\((?![^()\n]*\d)[^()\n]{1,80}\)")
_ASIDE = re.compile(
    rf",\s+(?:an?|who|whose|formerly|once|herself|himself)\s+(?:(?!\b(?:{VERB})\b)[^,.;:!?()\n]){{1,90}}(?P<close>,)(?=\s)"
)
_WHOSE_LAST = re.compile(r",\s+whose\s[^,.;:!?()\n]{1,90}(?=[.;:!?])")
_OWNER = re.compile(r"[’']s\b|(?<=s)[’'](?=\s+\w)")
_STANDS_FOR_SOMEBODY = re.compile(r"(?:an?|one|some)\s", re.IGNORECASE)
_LONG = re.compile(r"\s(?:from|representing|working on)\s")
_GOES_ON = re.compile(
    rf",\s*(?:(?:and|or|but|the|an?|this|that|these|those|his|her|their|its|our|it|there|they|he|she|we|I|who)\b|{CAPITAL})"
)
_IS_BEFORE = re.compile(r"(?<!\bit )(?<!\bthere )\b(?:is|was)\s+$", re.IGNORECASE)
_ROLE_ASIDE = re.compile(
    rf",\s+(?:the|our|its|their)\s+(?:(?!\b(?:{VERB})\b)[^,.;:!?()\n]){{1,90}},(?=\s+(?:\w+ly\s+|also\s+|then\s+)?(?:{VERB})\b)"
)
_MAY_STAND_BEHIND = re.compile(
    r"(?:[,;:]|\b(?:that|while|whereas|although|but|because|as|then|when))\s*$", re.IGNORECASE
)


def fitted(
    fix: Fix, passage: Passage, apposed: Sequence[Span], genders: frozenset[str], others: Sequence[Span]
) -> Fix | None:
    """The wording as it reads in its sentence; None where it cannot.

    `apposed` are places of what is said of the same person, `genders` of those who are meant, `others` the places of other
    people. What stands in between the name and its pronouns becomes part of the wording.
    """
    if fix.wording.casefold().startswith("it was ") and not _may_begin(passage, fix.start):
        return None
    wide = _widened(fix, passage, apposed)
    if wide is None:
        return None
    wide = with_capital(wide, passage)
    wording = wide.wording
    # Where the same person is named again in a later sentence, its pronouns go with that name, which is a finding of its own.
    ended = passage.sentence_of(wide.start)[1]
    others = [*others, *(span for span in apposed if span[0] >= ended)]
    changed = (
        ()
        if pronouns.is_gendered(wording)
        else pronouns.changes(passage, (wide.start, wide.end), genders, others)
    )
    if changed and wording.casefold().startswith("it was "):
        return None  # "It was said that their court was slow": whose?
    return _with_pronouns(wide, passage.text, changed)


def _may_begin(passage: Passage, place: int) -> bool:
    """Whether a clause may begin here: not in the middle of one, and not behind "and", which may join two people."""
    first, _ = passage.sentence_of(place)
    return begins_sentence(passage, place) or _MAY_STAND_BEHIND.search(passage.text[first:place]) is not None


def _widened(fix: Fix, passage: Passage, apposed: Sequence[Span]) -> Fix | None:
    """The wording in place of the name with all that belongs to it."""
    text = passage.text
    if fix.way is not Way.say or not fix.wording or fix.wording.casefold().startswith("it was "):
        return fix
    if _IS_BEFORE.search(text, max(0, fix.start - 60), fix.start) and fix.wording.startswith("a participant"):
        rest = fix.wording.removeprefix("a participant").strip()
        return replace(fix, wording=rest) if rest else None  # "the speaker was a participant" says nothing
    end = _behind(text, fix.end, apposed)
    start = _opened(text, fix.start, apposed)
    if _STANDS_FOR_SOMEBODY.match(fix.wording):
        start, end = whole(passage, start, end)
        end = _behind(text, end, apposed)
        if not begins_sentence(passage, start):  # somebody else stands before: "A colleague of a participant"
            fix = replace(fix, wording=fix.wording[:1].lower() + fix.wording[1:])
    wide = replace(fix, start=start, end=end)
    owner = _OWNER.match(text, end)
    return _owned(wide, text, owner) if owner else wide


def _opened(text: str, start: int, apposed: Sequence[Span]) -> int:
    """Where what stands before the name begins: a post of the same person, titles, an article."""
    for begin, until in apposed:  # "Ambassador of Norway Ingrid Sørensen"
        if begin < start and re.fullmatch(r",?\s+", text[until:start]):
            start = begin
    for pattern in (TITLES, _BEFORE_POST):
        if found := pattern.search(text[max(0, start - 60) : start]):
            start -= len(found[0])
    return start


def _owned(fix: Fix, text: str, owner: re.Match[str]) -> Fix | None:
    """“Otieno's (Kenya) point" becomes "a participant's point"; what ends with a place cannot own."""
    if _LONG.search(fix.wording):
        return None
    if bracket := _BRACKET.match(text, owner.end()):
        return replace(fix, end=bracket.end(), wording=f"{fix.wording}{owner[0][0]}s")
    if "s" in owner[0]:
        return fix
    return replace(fix, end=owner.end(), wording=f"{fix.wording}{owner[0]}s")


def _behind(text: str, end: int, apposed: Sequence[Span]) -> int:
    """Where brackets and an apposition about the same person end: "(Norway)", ", a lawyer from Georgia,"."""
    if found := _BRACKET.match(text, end):
        end = found.end()
    for begin, until in apposed:
        if begin >= end and re.fullmatch(r",\s+", text[end:begin]):
            return _closed(text, until)
        if begin >= end and text[end:begin] == " ":
            return until
    for pattern in (_ROLE_ASIDE, _WHOSE_LAST):
        if found := pattern.match(text, end):
            return found.end()
    found = _ASIDE.match(text, end)
    if found is None:
        return end
    return _closed(text, found.start("close"))


def _closed(text: str, end: int) -> int:
    """Behind the comma that closes an apposition; before it where the comma parts what goes on: "according to X, the law"."""
    return end + (text[end : end + 1] == "," and _GOES_ON.match(text, end) is None)


def _with_pronouns(fix: Fix, text: str, changed: Sequence[pronouns.Change]) -> Fix:
    if not changed:
        return fix
    pieces = sorted([*changed, pronouns.Change(fix.start, fix.end, fix.wording)])
    at, said = pieces[0].start, ""
    for one in pieces:
        said += text[at : one.start] + one.word
        at = one.end
    words = ", ".join(dict.fromkeys(one.word.lower() for one in changed))
    shown = f"{fix.wording} … {words}"
    return replace(fix, start=pieces[0].start, end=at, wording=said, shown=shown)
