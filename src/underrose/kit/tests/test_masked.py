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
