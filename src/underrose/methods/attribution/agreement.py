"""Words that claim more agreement than was noted: "most participants" behind one voice.

Counts stay private; readers get words that mean something, so the words must not mean more than there was.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from underrose.methods.attribution.values import Words
from underrose.methods.disclosure.sentences import gettext_noop


class Agreement(StrEnum):
    """How far the room agreed, as noted."""

    consensus = "consensus"
    broad = "broad"
    substantial = "substantial"
    some = "some"
    minority = "minority"
    single = "single"
    contested = "contested"
    untested = "untested"


class Voices(StrEnum):
    """How many said so, as a rough band."""

    one = "one"
    two = "two"
    few = "few"
    many = "many"
    most = "most"
    room = "room"


@dataclass(frozen=True, slots=True)
class Overclaim:
    """Words that claim more than there is. Places are those of the text."""

    start: int
    end: int
    words: str
    claims: Agreement
    needs: str
    """What must stand behind these words."""
    offered: tuple[str, ...]
    """What the evidence allows to say, in English."""


LANGUAGES = ("en",)
"""Words are known in these; a text of another language is not looked at."""

NEEDS = {
    Agreement.consensus: gettext_noop("The chair tested the room, and no dissent was recorded."),
    Agreement.broad: gettext_noop("More than half of those who spoke, of two groups or more."),
    Agreement.substantial: gettext_noop("Five voices or more, or two sectors or more."),
    Agreement.some: gettext_noop("Three voices or more."),
    Agreement.minority: gettext_noop("Two voices, neither of them alone of its kind in the room."),
    Agreement.single: gettext_noop("One voice: no word for a category at all."),
    Agreement.contested: gettext_noop("Two voices or more on each side; else a neutral passive."),
    Agreement.untested: gettext_noop("One voice, and no reply."),
}
"""What must stand behind the words of each level."""
_RAW: dict[str, Any] = tomllib.loads((Path(__file__).parent / "agreement.toml").read_text(encoding="utf-8"))
_RISING = (
    Agreement.single,
    Agreement.minority,
    Agreement.some,
    Agreement.substantial,
    Agreement.broad,
    Agreement.consensus,
)
_RANK = {level: rank for rank, level in enumerate(_RISING)}
_OF_VOICES = dict(zip(Voices, _RISING, strict=True))
_QUOTED = re.compile(r"“[^”\n]{0,2000}”|\"[^\"\n]{0,2000}\"|«[^»\n]{0,2000}»")


def overclaims(
    text: str,
    agreement: Agreement | str | None,
    voices: Voices | str | None,
    language: str = "en",
    words: Words = str,
) -> tuple[Overclaim, ...]:
    """The words of an English text that claim more than the agreement and the voices noted behind it allow.

    What is empty was not noted, and allows anything; the weaker of the two decides. Quoted words claim nothing of the room. "Views diverged"
    needs a disagreement that was noted, with three voices at least. Linear in the text. Raises ValueError for unknown values.
    """
    level = Agreement(agreement) if agreement else None
    band = Voices(voices) if voices else None
    if language.partition("-")[0] not in LANGUAGES or (level is None and band is None):
        return ()
    allowed = _allowed(level, band)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return tuple(
        Overclaim(start, end, text[start:end], claim, words(NEEDS[claim]), _offered(level, band, allowed))
        for start, end, claim in _claims(text)
        if not any(begin <= start and end <= until for begin, until in quoted)
        and _is_too_much(claim, level, band, allowed)
    )


def offered(agreement: Agreement | str | None, voices: Voices | str | None) -> tuple[str, ...]:
    """The words that this evidence allows, the plainest first."""
    level = Agreement(agreement) if agreement else None
    band = Voices(voices) if voices else None
    return _offered(level, band, _allowed(level, band))


def _allowed(level: Agreement | None, band: Voices | None) -> Agreement:
    """The strongest claim that both allow. A disagreement lets "some" speak; what nobody answered is one voice."""
    noted = {Agreement.contested: Agreement.some, Agreement.untested: Agreement.single}
    of_level = noted.get(level, level) if level else Agreement.consensus
    of_band = _OF_VOICES[band] if band else Agreement.consensus
    return min(of_level, of_band, key=_RANK.__getitem__)


def _is_too_much(claim: Agreement, level: Agreement | None, band: Voices | None, allowed: Agreement) -> bool:
    if claim is Agreement.contested:
        return (level not in (None, Agreement.contested)) or band in (Voices.one, Voices.two)
    return _RANK[claim] > _RANK[allowed]


def _offered(level: Agreement | None, band: Voices | None, allowed: Agreement) -> tuple[str, ...]:
    if level is Agreement.contested:
        has_sides = band not in (Voices.one, Voices.two)
        return tuple(_RAW["contested" if has_sides else "neutral"]["offered"])
    if level is Agreement.untested:
        return (*_RAW["untested"]["offered"], *_RAW["single"]["offered"])
    return tuple(_RAW[allowed]["offered"])


def _claims(text: str) -> Iterator[tuple[int, int, Agreement]]:
    """Every claim of a text; of two that begin together the longer counts."""
    for match in _CLAIM.finditer(text):
        said = " ".join((match["says"] or match["counts"]).casefold().split())
        yield match.start(), match.end("people") if match["counts"] else match.end(), _LEVEL_OF[said]


def _any(phrases: list[str]) -> str:
    return "|".join(
        re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True)
    )


_LEVEL_OF = {
    phrase: level for level in Agreement for kind in ("says", "counts") for phrase in _RAW[level][kind]
}
_CLAIM = re.compile(
    rf"(?<![\w-])(?:(?P<says>{_any([one for level in Agreement for one in _RAW[level]['says']])})(?![\w-])"
    rf"|(?P<counts>{_any([one for level in Agreement for one in _RAW[level]['counts']])})(?![\w-])"
    # Only looked at, so that another claim may begin among these words.
    r"(?=(?:\s+of)?(?:\s+(?:the|those|these|our))?(?:\s+[\w-]+){0,2}?"
    rf"\s+(?P<people>{_any(_RAW['people'].split() + _RAW['saying'].split())})(?![\w-])))",
    re.IGNORECASE,
)
