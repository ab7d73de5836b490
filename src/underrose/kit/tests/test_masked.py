import pytest

from underrose.kit.letters import masked

TOKEN = "pXy_-" + "Ab9_-" * 9
ADDRESS = f"https://x.example/links/{TOKEN}/"
SEEN = "https://x.example/links/…/"


@pytest.mark.parametrize(
    ("written", "formatted", "plain"),
    [
        (f"See {ADDRESS}.", f"See {SEEN}.", f"See {SEEN}.\n"),
        (f"<{ADDRESS}>", SEEN, f"{SEEN}\n"),
        (f"[Answer]({ADDRESS}) now", f"Answer ({SEEN}) now", f"Answer <{SEEN}> now\n"),
        (f"{ADDRESS}?a=1&b=2", f"{SEEN}?a=1&amp;b=2", f"{SEEN}?a=1&b=2\n"),
        (f"*a _{TOKEN}_ b*", "<em>a … b</em>", "a … b\n"),
    ],
)
def test_personal_address_is_text_with_dots(written: str, formatted: str, plain: str) -> None:
    assert masked.html(written) == f'<p dir="auto">{formatted}</p>\n'
    assert masked.plain(written) == plain


def test_other_addresses_stay_links() -> None:
    shown = masked.html(f"https://house.example/n and {ADDRESS} and [m](https://house.example/m)")
    assert (shown.count("<a "), shown.count("</a>"), TOKEN in shown) == (2, 2, False)
    assert ">https://house.example/n</a>" in shown


def test_an_address_said_twice_stands_once_after_any_sign() -> None:
    said = masked.plain(f"(see:[{ADDRESS}]({ADDRESS}))")
    assert said.count("…") == 1


def test_a_letter_of_dots_is_read_in_one_pass() -> None:
    """Every start with every end, compared with every rest, took five seconds for a thousand dots."""
    dots = "…" * 50_000
    assert masked.plain(f"Dear {dots} <x") == f"Dear {dots} <x\n"
