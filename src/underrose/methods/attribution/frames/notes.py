"""The footnotes a text carries, and the marks that lead to them."""

import re

_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
MARK = re.compile(rf"[{_RAISED}]+|\[\^\w{{1,12}}\]|(?<=[.,;”\"’\w])\[\d{{1,3}}\]")
LAST_MARK = re.compile(rf"(?P<mark>[{_RAISED}]+|\[\^\w{{1,12}}\]|\[\d{{1,3}}\])\s*$")
_NOTE = re.compile(
    rf"^[ \t]*(?P<mark>[{_RAISED}]+|\[\^?\w{{1,12}}\]:?)[ \t]*(?P<note>\S[^\n]*)", re.MULTILINE
)
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def mark_of(mark: str) -> str:
    """The number or name in a mark: "²", "[2]" and "[^2]:" are one."""
    return mark.translate(_FIGURES).strip("[]^:. ")


def footnotes(text: str) -> dict[str, str]:
    """The footnotes a text carries, by their marks: lines that begin with one. Linear."""
    return {mark_of(match["mark"]): match["note"] for match in _NOTE.finditer(text)}
