"""Languages are called by their names, in the language of whoever reads."""

import pytest
from django.utils.translation import override

from underrose.programme.sentences import language_name


@pytest.mark.parametrize(
    ("reader", "code", "name"),
    [
        ("en-gb", "am", "Amharic"),
        ("en-gb", "so", "Somali"),
        ("en-gb", "zh", "Chinese"),
        ("en-gb", "zh-hans", "Simplified Chinese"),
        ("en-gb", "nb", "Norwegian Bokmål"),
        ("en-gb", "qq", "qq"),
        ("ar", "so", "الصومالية"),
        ("ar", "en", "الإنجليزية"),
    ],
)
def test_name_of_a_language(reader: str, code: str, name: str) -> None:
    with override(reader):
        assert language_name(code) == name
