"""People outside the room whom a text describes so that others could find them (leak T1)."""

import re
from collections.abc import Iterator

from underrose.methods.attribution.merging import OWN
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.third_parties.cues import cues, sentences_with_heads
from underrose.methods.attribution.third_parties.descriptions import Description, describe, points
from underrose.methods.attribution.third_parties.fixing import fixes
from underrose.methods.attribution.third_parties.names import named
from underrose.methods.attribution.values import Hit, Leak

# What makes a case public: a document symbol, an address, the number of an application, a judgment, a named report.
_EVIDENCE = re.compile(
    r"""\\b(?:[A-Z]{1,5}(?:\.\d)?(?:/[\w.()]+){2,}|S/\d{4}/\d+|E/CN\.\d/\S+)|https?://|\bwww\.|\bnos?\.\s?\d{3,6}/\d\d
    |\bv\.\s[A-Z]|\bDoc\.\s?\d|\bpara(?:graph)?s?\.?\s?\d|\bpp?\.\s\d|\bjudgment\sof\s\d|\bGeneral\sComment\b
    |\breported\s(?:in|by)\s(?:the\s)?[A-Z]|\bpress\srelease\b|\bISBN\b|\bdoi:""".replace("\\\\b", "\\b"),
    re.VERBOSE,
)
# A name after a word of place, whether or not the table knows it.
_PLACE = re.compile(r"\b(?:in|at|near|outside|around|on) (?:the )?[A-Z][a-zß-ÿ]{2,}")


_SAID_OF_ONESELF = re.compile(
    r"\b(?:i am|i'm|i’m|i was|i have been|i became|i remain|i speak as|i come as|we are|we're|we’re|we were)"
    r" +(?:(?:also|still|now|only|not|myself|ourselves|perhaps|probably|both) +)*$"
)
_LEAD = 48
"""Letters before a description in which somebody says that it is of themselves."""


class ThirdParties:
    """Finds third parties. Holds nothing of the room: names of its people are other layers' business."""

    def find(self, passage: Passage) -> list[Hit]:
        """One hit for each sentence that describes somebody absent, with wordings that say less.

        Only sentences with a word for such a person are looked at; the rest costs one pass of an automaton.
        """
        return [hit for start, end in sentences_with_heads(passage) for hit in self._of(passage, start, end)]

    def _of(self, passage: Passage, start: int, end: int) -> Iterator[Hit]:
        if _EVIDENCE.search(passage.text, start, end):
            return
        begin, until = passage.folded_at(start), passage.folded_at(end)
        found = cues(passage, begin, until)
        also = frozenset({"place"}) if _PLACE.search(passage.text, start, end) else frozenset()
        described = describe(passage.folded, begin, until, found, also)
        for made in (*([described] if described else ()), *named(passage, start, end, found)):
            if made.points >= points()["enough"]:
                yield _own(passage, made) if _is_the_speaker(passage, made) else _hit(passage, made)


def _is_the_speaker(passage: Passage, made: Description) -> bool:
    """Whether somebody says it of themselves, and so is in the room: "I am the only woman mediator", "as a witness, I"."""
    before = passage.folded[max(0, made.start - _LEAD) : made.start]
    return _SAID_OF_ONESELF.search(before) is not None


def _own(passage: Passage, made: Description) -> Hit:
    """What somebody in the room lived through, whoever it is: general words for a stranger would make no sense there."""
    start, end = passage.original(made.start, made.end)
    return Hit(start=start, end=end, leak=Leak.experience, who=0, variant=OWN)


def _hit(passage: Passage, made: Description) -> Hit:
    start, end = passage.original(made.start, made.end)
    return Hit(
        start=start,
        end=end,
        leak=Leak.third_party,
        said={"third_party": (made.kind,)},
        variant=made.kind,
        fixes=fixes(passage, made),
        weight=min(1.0, made.points / 6),
    )
