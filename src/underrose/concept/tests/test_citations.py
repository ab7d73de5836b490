import pytest

from underrose.concept.citations import contracted, expanded


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("See [@A/RES/70/262].", "See [A/RES/70/262](https://docs.un.org/en/A/RES/70/262)."),
        (
            "[@A/73/890–S/2019/448, p. 3]",
            "[A/73/890](https://docs.un.org/en/A/73/890)–[S/2019/448, p. 3](https://docs.un.org/en/S/2019/448)",
        ),
        ("[@no document]", "no document"),
        ("[label](#) and [^1]", "[label](#) and [^1]"),
    ],
)
def test_citation_becomes_links_to_its_documents(written, shown):
    assert expanded(written) == shown


@pytest.mark.parametrize(
    "written", ["See [@A/RES/70/262].", "[@A/73/890–S/2019/448, p. 3] and [@S/RES/2282 (2016)]"]
)
def test_citation_goes_out_and_comes_back(written):
    assert contracted(expanded(written)) == written


def test_link_to_another_place_is_left_alone():
    assert contracted("[here](https://example.org/)") == "[here](https://example.org/)"
