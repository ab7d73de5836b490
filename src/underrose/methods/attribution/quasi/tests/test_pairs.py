"""Two people of one sentence are two, whether both did it or one did not."""

import json
from pathlib import Path

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.roster_files import from_json

ROSTERS = Path(__file__).parents[6] / "tests" / "data" / "attribution" / "rosters.json"


@pytest.fixture(scope="module")
def guard() -> Guard:
    raw = ROSTERS.read_bytes()
    assert "LM" in json.loads(raw)
    return Guard(from_json(raw, "LM"), key=b"pairs")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A participant from Kenya and a participant from Japan objected.", ["from Kenya", "from Japan"]),
        ("The delegate from Japan and the delegate from Norway objected.", ["from Japan", "from Norway"]),
        ("The delegate from Japan, not the delegate from Norway, objected.", ["from Japan", "from Norway"]),
        (
            "It was the delegate from Japan, not the delegate from Norway, who objected.",
            ["from Japan", "from Norway"],
        ),
        ("The participants, not the organisers, objected.", []),
        ("The minutes, not the report, were signed.", []),
    ],
)
def test_each_of_a_pair_is_found(guard: Guard, text: str, found: list[str]) -> None:
    places = [text[one.start : one.end] for one in guard.scan(text, points=()).findings]
    assert len(places) == len(found)
    assert all(words in place for words, place in zip(found, places, strict=True))
