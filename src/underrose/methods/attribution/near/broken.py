"""Names with something inside or at their edge: signs between the letters, an ending, a word of another script without a blank.

"O_k_o_r_o", "Ok·oro", "Oko-" at the end of a line, "Otieno说", "#OkoroMustGo". Every part is looked up as it stands; nothing is
guessed. Linear in the text.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.near import gate
from underrose.methods.attribution.near.edits import letters
from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.near.nicknames import known_names
from underrose.methods.attribution.near.roster_words import RosterWords
from underrose.methods.attribution.near.run_together import Mention
from underrose.methods.attribution.near.tokens import Token
from underrose.methods.attribution.passages import Passage

_SIGN = r"[_·•∙⋅‧・|*~+./\\'()\[\]{}<>=:;,!^#%$&\"-]"
_RUN = re.compile(rf"[^\W\d_]+(?:(?:{_SIGN}{{1,3}}|- )[^\W\d_]+)+")
_BETWEEN = re.compile(rf"{_SIGN}(?=[^\W\d_]|(?<=-) )")
_LED = re.compile(r"([^\W\d_]{2,30}) $")
_PIECE = re.compile(r"[^\W\d_]+")
_ORDINARY = frozenset("-./',:; ")
"""Signs that stand between words anyway: there a name must read like one."""
_LEAST, _MOST = 5, 40
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}
_LATIN = "A-Za-z\u00c0-\u024f"
_ATTACHED = "\u0590-\u1cff\u3040-\u33ff\u3400-\u9fff\uac00-\ud7a3\uff66-\uff9f"
_WORDS = rf"[{_LATIN}]{{2,30}}(?:[ .'’·-][{_LATIN}]{{2,30}}){{0,4}}"
_GLUED = re.compile(rf"(?<=[{_ATTACHED}])(?<![{_LATIN}]){_WORDS}|(?<![{_LATIN}]){_WORDS}(?=[{_ATTACHED}])")
_LATIN_WORD = re.compile(rf"[{_LATIN}]+")
_LEAST_GLUED = 3
_FILE = r"\.(?:docx?|odt|rtf|pdf|xlsx?|csv|ods|pptx?|txt|md|jpe?g|png|heic|gif|mp[34]|m4a|wav|zip|msg|eml)\b"
_TAG_END = re.compile(rf"#\w{{4,60}}|{_FILE}")
_TAG = re.compile(rf"#\w{{4,60}}|(?<![\w/.])[\w.()+-]{{4,90}}{_FILE}")
_LONGEST_FILE = 90
_IS_ATTACHED = re.compile(f"[{_ATTACHED}][{_LATIN}]|[{_LATIN}][{_ATTACHED}]")
"""Rare, and cheap to look for."""
_TAG_PARTS = re.compile(r"[\W\d_]+|(?<=[^\W\d_A-Z])(?=[A-Z])")
ENDINGS = ("esque", "ites", "ists", "isms", "ians", "like", "ite", "ist", "ism", "ian", "es", "s")
"""What makes a name a family, a following or a manner: "the Okoros", "Okoroesque"."""
_STEM = 4


class Broken:
    """Of one roster."""

    def __init__(self, words: RosterWords) -> None:
        self._given, self._family = words.given, words.family
        self._tables: tuple[Mapping[str, int], ...] = (words.given, words.family, words.combined)
        self._joined = words.joined

    def find(self, passage: Passage) -> Iterator[Mention]:
        """Names with signs between their letters, glued to another script, in tags and names of files."""
        text = passage.folded
        for run in _runs(text):
            yield from self._in_run(passage, run)
        if not passage.text.isascii() and _IS_ATTACHED.search(passage.text):
            for found in _GLUED.finditer(passage.text):
                yield from self._glued(found)
        if "#" in text or "." in text:
            for end in _TAG_END.finditer(passage.text):
                # Behind the sign or the ending that is looked for, the whole is read from where its first letter may stand.
                start = max(0, end.start() - _LONGEST_FILE)
                for tag in _TAG.finditer(passage.text, start, end.end()):
                    if tag.end() == end.end():
                        yield from self._tag(tag)

    def ended(self, text: str, token: Token) -> Mention | None:
        """A name with an ending that is no other name: "Okoros", not "Roberts" for Robert, unless of several."""
        word = token.letters
        if token.is_native or not word.endswith(ENDINGS) or gate_words().count(word):
            return None
        for ending in ENDINGS:
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < _STEM or gate_words().count(stem):
                continue
            who = self._family.get(stem, 0) | self._given.get(stem, 0)
            if who and word not in known_names() and gate.is_person(text, token.start, token.end):
                return Mention(token.start, token.end, who, "ending", 0.8)
        return None

    def _in_run(self, passage: Passage, run: re.Match[str]) -> Iterator[Mention]:
        """The longest stretches of pieces that make a name together, none of them a name by itself."""
        pieces = [(run.start() + one.start(), run.start() + one.end()) for one in _PIECE.finditer(run[0])]
        at = 0
        while at < len(pieces) - 1:
            best = 0
            word = _latin(passage.folded[slice(*pieces[at])])
            for other in range(at + 1, len(pieces)):
                word += _latin(passage.folded[slice(*pieces[other])])
                if len(word) > _MOST:
                    break
                if self._whose(word) and self._is_meant(passage, pieces[at : other + 1], word):
                    best, who = other, self._whose(word)
            if best:
                yield self._made(passage, pieces[at][0], pieces[best][1], who)
            at = best + 1 if best else at + 1

    def _whose(self, word: str) -> int:
        who = 0
        for table in self._tables:
            who |= table.get(word, 0)
        return who or self._joined.get(word, 0)

    def _is_meant(self, passage: Passage, pieces: list[tuple[int, int]], word: str) -> bool:
        """Not a word of English, nor words that other layers read apart, nor by chance among signs of every sentence."""
        is_spelt = all(end - start == 1 for start, end in pieces)
        if len(word) < _LEAST - is_spelt or gate_words().count(word):
            return False
        if any(self._whose(passage.folded[start:end]) for start, end in pieces if end - start >= _STEM):
            return False
        signs = {sign for one, other in pairwise(pieces) for sign in passage.folded[one[1] : other[0]]}
        if not signs <= _ORDINARY or is_spelt:
            return True
        start, end = passage.original(pieces[0][0], pieces[-1][1])
        return passage.text[start].isupper() and gate.is_person(passage.text, start, end)

    def _made(self, passage: Passage, start: int, end: int, who: int) -> Mention:
        """The mention with a bracket that was opened right in front of it, or is closed right behind."""
        inner = passage.folded[start:end]
        for close, opened in _CLOSING.items():
            more = inner.count(close) - inner.count(opened)
            start -= more > 0 and passage.folded[start - 1 : start] == opened
            end += more < 0 and passage.folded[end : end + 1] == close
        # "Milica Stojkov-\nčić": the name in front goes with it.
        led = _LED.search(passage.folded[max(0, start - _MOST) : start])
        if led and (both := self._given.get(_latin(led[1]), 0) & who):
            start, who = start - len(led[0]), both
        return Mention(*passage.original(start, end), who, "broken", 0.8)

    def _glued(self, found: re.Match[str]) -> Iterator[Mention]:
        """Words of one person beside one another, in a run of Latin letters that touches another script."""
        held: Mention | None = None
        for one in _LATIN_WORD.finditer(found[0]):
            start, end = found.start() + one.start(), found.start() + one.end()
            who = self._whose(letters(fold(one[0])))
            if held is not None and who & held.who:
                held = held._replace(end=end, who=who & held.who)
                continue
            if held is not None:
                yield held
            is_name = who and one[0][0].isupper() and len(one[0]) >= _LEAST_GLUED
            held = Mention(start, end, who, "glued", 0.8) if is_name else None
        if held is not None:
            yield held

    def _tag(self, found: re.Match[str]) -> Iterator[Mention]:
        """A hashtag, or the name of a file, with somebody's name in it: the whole of it."""
        parts = [letters(fold(part)) for part in _TAG_PARTS.split(found[0]) if part]
        who = 0
        for at, part in enumerate(parts):
            if len(part) >= _LEAST and not gate_words().count(part):
                who |= self._whose(part)
            if at:
                who |= self._joined.get(parts[at - 1] + part, 0)
        if who:
            yield Mention(found.start(), found.end(), who, "hashtag" if found[0][0] == "#" else "file", 0.95)


def _latin(folded: str) -> str:
    """The letters a to z of a piece; nearly every piece is of them alone."""
    return folded if folded.isascii() else letters(folded)


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Letters that signs join, found by their signs: most text has none between letters."""
    end = 0
    for sign in _BETWEEN.finditer(text):
        start = sign.start()
        if start < end:
            continue
        least = max(end, start - _MOST)
        while start > least and not text[start - 1].isalpha() and sign.start() - start < _SIGNS:
            start -= 1
        while start > least and text[start - 1].isalpha():
            start -= 1
        if found := _RUN.match(text, start):
            end = found.end()
            yield found


_SIGNS = 2
"""Signs in front of the last that stand between two letters."""
