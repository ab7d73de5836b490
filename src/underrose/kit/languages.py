"""In which language the words of the house come."""

from django.utils.translation import get_supported_language_variant

HOUSE_LANGUAGE = "en"


def offered(language: str) -> str:
    """The language of pages for somebody with this one: their own if the house has its words, else that of the house.

    Django knows the names of days in a hundred languages. Under one whose other words are missing they would stand alone.
    """
    try:
        return get_supported_language_variant(language).partition("-")[0]
    except LookupError:
        return HOUSE_LANGUAGE
