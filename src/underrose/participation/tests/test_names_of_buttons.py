"""What is read aloud of a button begins with the words that stand on it (WCAG 2.5.3)."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parent.parent / "templates" / "participation"
# An act in one line of a template: how it is called aloud, and what stands on it.
ACT = re.compile(r'<(?:a|button)\b[^>]*aria-label="((?:{%.*?%}|[^"])*)"[^>]*>(.*?)</(?:a|button)>')


def _words(markup):
    """A template's tags set aside: only words that are translated, and variables, are left."""
    said = re.sub(r"{% translate ['\"](.*?)['\"] %}", r"\1", markup)
    return re.sub(r"{%.*?%}|<.*?>", "", said).strip()


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_name_of_an_act_begins_with_its_words(path):
    met = [(_words(name), _words(shown)) for name, shown in ACT.findall(path.read_text("utf-8"))]
    assert [pair for pair in met if not pair[0].startswith(pair[1])] == []
