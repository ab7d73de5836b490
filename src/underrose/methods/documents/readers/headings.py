"""What makes a line a heading where no style says so, and how deep it stands."""

import re
from collections.abc import Iterable
from dataclasses import replace

from underrose.methods.documents.model import Block, Kind

_LONGEST = 90
_MOST_WORDS = 14
_ENDS = frozenset(".;,!…")
_QUOTES = frozenset("\"'“‘«„([<")
_CONTACT = re.compile(r"@|https?://|www\.|\+?\d[\d ()/-]{7,}\d")


def looks_like_heading(words: str, *, leads_to_list: bool = False) -> bool:
    """Short, on a line of its own, without a full stop: "Who should participate?", "Enquiries to:".

    A line with a colon that leads to a list belongs to the list ("The meeting will:"); a line with a mail address or a
    telephone number is a contact.
    """
    words = words.strip()
    if not words or len(words) > _LONGEST or len(words.split()) > _MOST_WORDS or "\n" in words:
        return False
    first, last = words[0], words[-1]
    if first.islower() or first in _QUOTES or last in _ENDS or _CONTACT.search(words):
        return False
    if last == ":" and leads_to_list:
        return False
    return any(letter.isalpha() for letter in words)


def with_title_levels(blocks: Iterable[Block]) -> list[Block]:
    """Headings without known depth: the lines above the first section are the title's, all others are sections."""
    found = list(blocks)
    lead = next((at for at, block in enumerate(found) if block.kind is not Kind.heading), len(found))
    titles = lead - 1 if 1 < lead < len(found) else lead
    return [
        replace(block, level=1 if at < titles else 2) if block.kind is Kind.heading else block
        for at, block in enumerate(found)
    ]
