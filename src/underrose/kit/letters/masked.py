"""A letter as others than its reader see it: a … stands for the personal address in it, and it is no link."""

import re

from django.utils.safestring import SafeString, mark_safe

from underrose.kit.letters import content
from underrose.kit.logs import INSTEAD, TOKEN

# As our own HTML writes it: an address whose … was encoded.
_ENCODED = "%E2%80%A6"
_LINK = re.compile(rf'<a href="([^"]*{_ENCODED}[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_SAID_TWICE = re.compile(rf"(\S*{INSTEAD}\S*) <\1>")


def words(written: str) -> str:
    return TOKEN.sub(INSTEAD, written)


def html(markdown: str) -> SafeString:
    """The formatted letter; where the address stood behind other words, it follows them."""
    return mark_safe(_LINK.sub(_as_text, content.html(words(markdown))))  # noqa: S308 - of what content.html cleaned, only links are taken away


def plain(markdown: str) -> str:
    return _SAID_TWICE.sub(r"\1", content.plain(words(markdown)).replace(_ENCODED, INSTEAD))


def _as_text(link: re.Match[str]) -> str:
    address, said = link[1].replace(_ENCODED, INSTEAD), link[2]
    return said if INSTEAD in said else f"{said} ({address})"
