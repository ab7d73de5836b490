"""A letter as others than its reader see it: a … stands for the personal address in it, and it is no link."""

import re

from django.utils.safestring import SafeString, mark_safe

from underrose.kit.letters import content
from underrose.kit.logs import INSTEAD, TOKEN

# As our own HTML writes it: an address whose … was encoded.
_ENCODED = "%E2%80%A6"
_LINK = re.compile(rf'<a href="([^"]*{_ENCODED}[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
# A word and an address behind it. Each word is begun once, so that a long one costs no more than its length.
_BESIDE = re.compile(r"(?<!\S)(\S+) <([^\s<>]+)>")


def words(written: str) -> str:
    return TOKEN.sub(INSTEAD, written)


def html(markdown: str) -> SafeString:
    """The formatted letter; where the address stood behind other words, it follows them."""
    return mark_safe(_LINK.sub(_as_text, content.html(words(markdown))))  # noqa: S308 - of what content.html cleaned, only links are taken away


def plain(markdown: str) -> str:
    return _BESIDE.sub(_said_once, content.plain(words(markdown)).replace(_ENCODED, INSTEAD))


def _said_once(found: re.Match[str]) -> str:
    said, address = found[1], found[2]
    return said if INSTEAD in address and said.endswith(address) else found[0]


def _as_text(link: re.Match[str]) -> str:
    address, said = link[1].replace(_ENCODED, INSTEAD), link[2]
    return said if INSTEAD in said else f"{said} ({address})"
