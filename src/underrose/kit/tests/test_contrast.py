"""The colours of both themes, read from the stylesheet itself: whoever changes a token meets these figures."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[1] / "static/kit/underrose.css").read_text()
BODY, OTHER, SHAPE = 7.0, 4.5, 3.0
PAIRS = [
    ("ink", "paper", BODY),
    ("ink", "shade", BODY),
    ("soft", "paper", BODY),
    ("soft", "shade", OTHER),
    ("ink", "held-shade", BODY),
    ("ink", "warning-shade", BODY),
    ("ink", "done-shade", BODY),
    ("accent", "paper", OTHER),
    ("accent", "shade", OTHER),
    ("accent", "held-shade", OTHER),
    ("accent-strong", "shade", OTHER),
    ("on-act", "act", OTHER),
    ("on-act", "act-strong", OTHER),
    ("held", "paper", OTHER),
    ("held", "shade", OTHER),
    ("held", "held-shade", OTHER),
    ("warning", "paper", OTHER),
    ("warning", "shade", OTHER),
    ("warning", "warning-shade", OTHER),
    ("done", "paper", OTHER),
    ("done", "shade", OTHER),
    ("done", "done-shade", OTHER),
    ("edge", "paper", SHAPE),
    ("act", "paper", SHAPE),
]


def tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b", css))


def themes() -> dict[str, dict[str, str]]:
    layer = CSS[CSS.index("@layer tokens {") : CSS.index("@layer reset {")]
    light, dark = layer.split("@media (prefers-color-scheme: dark)")
    return {"light": tokens(light), "dark": tokens(dark)}


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((brightness(one), brightness(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_known_pairs() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_both_themes_name_the_same_colours() -> None:
    found = themes()
    assert set(found["light"]) == set(found["dark"])
    assert len(found["light"]) == 17


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("above", "below", "least"), PAIRS)
def test_contrast_suffices(theme: str, above: str, below: str, least: float) -> None:
    colours = themes()[theme]
    found = contrast(colours[above], colours[below])
    assert found >= least, f"{above} on {below}, {theme}: {found:.2f}"


def test_stylesheet_is_light_enough_for_a_bad_line() -> None:
    assert len(CSS.encode()) <= 37_000
