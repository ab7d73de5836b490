"""What forms offer to choose from, and the words for what was chosen."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

from underrose.context import gazetteer
from underrose.people.models import Sector

# Languages people at such meetings read, beside those of the United Nations.
LANGUAGES = (
    "en", "fr", "es", "ar", "zh", "ru", "am", "az", "bn", "bs", "my", "ca", "cs", "da", "nl", "et", "fa", "fi", "ka",
    "de", "el", "ha", "he", "hi", "hu", "hy", "id", "it", "ja", "kk", "km", "ko", "ku", "ky", "lo", "lt", "lv", "mk",
    "ms", "ne", "no", "om", "ps", "pl", "pt", "ro", "sr", "si", "so", "sq", "sv", "sw", "ta", "tg", "th", "ti", "tr",
    "uk", "ur", "uz", "vi",
)  # fmt: skip


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    areas = sorted(gazetteer.load().areas(), key=lambda area: area.name)
    return {area.code: area.name for area in areas}


def countries() -> list[tuple[str, str]]:
    return [("", ""), *_countries().items()]


def country_name(code: str) -> str:
    return _countries().get(code, code)


@lru_cache(maxsize=16)
def _languages(shown_in: str) -> dict[str, str]:
    names = Locale.parse(shown_in, sep="-").languages
    found = {code: str(names.get(code, code)) for code in LANGUAGES}
    return {code: name[:1].upper() + name[1:] for code, name in found.items()}


def _here() -> dict[str, str]:
    return _languages((get_language() or "en").split("-")[0])


def languages() -> list[tuple[str, str]]:
    """Those of the United Nations first, the others by name."""
    named = list(_here().items())
    return [("", ""), *named[:6], *sorted(named[6:], key=lambda pair: pair[1])]


def language_name(code: str) -> str:
    return _here().get(code, code)


def sectors() -> list[tuple[str, str]]:
    return [("", ""), *[(sector.value, str(sector.label)) for sector in Sector]]


def sector_name(code: str) -> str:
    return str(Sector(code).label) if code in Sector.values else code
