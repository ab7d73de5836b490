"""The words of short lists that stand in addresses of this section: kinds of files, names of lists."""

from collections.abc import Iterable

from django.urls import register_converter
from django.urls.converters import StringConverter

from underrose.participation.boards import BOARDS, PAGES


def _one_of(name: str, words: Iterable[str]) -> None:
    """An address takes one of these words and leads nowhere with any other."""
    register_converter(type(name.title(), (StringConverter,), {"regex": "|".join(words)}), name)


LISTS, PAPERS = ("xlsx", "csv"), ("pdf", "docx")
_one_of("listfile", LISTS)
_one_of("paper", PAPERS)
_one_of("filekind", LISTS + PAPERS)
_one_of("board", PAGES)
_one_of("table", BOARDS)
