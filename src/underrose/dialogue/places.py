"""Countries and regions as whoever reads calls them: a reason names Kenya in the language of the page, a wording in that of the text."""

from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, gettext

from underrose.methods.attribution.quasi import lattice

_CODES = {
    "africa": "002", "sub-saharan-africa": "202", "north-africa": "015", "east-africa": "014", "west-africa": "011",
    "central-africa": "017", "southern-africa": "018", "europe": "150", "western-europe": "155", "eastern-europe": "151",
    "northern-europe": "154", "southern-europe": "039", "asia": "142", "central-asia": "143", "east-asia": "030",
    "south-east-asia": "035", "south-asia": "034", "oceania": "009", "americas": "019", "north-america": "003",
    "south-america": "005", "central-america": "013", "caribbean": "029", "latin-america": "419",
}  # fmt: skip
"""Codes of the United Nations (M49), by which lists of names in all languages know regions."""
ENGLISH = "en"


def in_the_readers_words(words: str) -> str:
    """A sentence translated, or a value: a term of the house, a country, a region. What is none of these stays as it is."""
    if not words:
        return words
    for written in (words, words[:1].upper() + words[1:]):
        said = gettext(written)
        if said != written:
            return said
    return _named(words, get_language() or ENGLISH)


@cache
def _named(words: str, language: str) -> str:
    if language.partition("-")[0] == ENGLISH or len(words) > _LONGEST:
        return words
    try:
        names = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return words
    region = lattice.region_of(words)
    codes = [_CODES.get(region.key, "")] if region else sorted(lattice.codes_of(words))
    return str(names.get(codes[0], words)) if len(codes) == 1 else words


_LONGEST = 60
"""No name of a country or region is longer."""
