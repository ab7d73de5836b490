"""Third-party files come with their name, version, licence and hash beside them."""

import hashlib
import re
import tomllib
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static/kit"
FONTS = STATIC / "fonts"
LISTED = tomllib.loads((FONTS / "manifest.toml").read_text())["font"]


def test_every_font_is_listed_with_its_hash() -> None:
    listed = {name: digest for font in LISTED for name, digest in font["sha256"].items()}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.woff2")}
    assert listed == found


def test_every_family_has_its_licence_beside_it() -> None:
    for font in LISTED:
        assert (FONTS / font["licence_file"]).read_text().count("SIL OPEN FONT LICENSE Version 1.1") == 1
        assert set(font) == {"name", "version", "package", "licence", "licence_file", "copyright", "sha256"}


def test_the_stylesheet_asks_for_every_font_and_no_other() -> None:
    asked = set(re.findall(r'url\("fonts/([^"]+)"\)', (STATIC / "underrose.css").read_text()))
    assert asked == {path.name for path in FONTS.glob("*.woff2")}


def test_scripts_stay_small() -> None:
    lines = {path.name: len(path.read_text().splitlines()) for path in STATIC.glob("*.js")}
    assert max(lines.values()) < 200
    assert sum(lines.values()) < 600
