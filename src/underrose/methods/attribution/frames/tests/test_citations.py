"""Authors of what is published are no leak where it is cited; a name beside a year or a body is."""

import time

import pytest

from underrose.methods.attribution.frames.citations import citations


def _cited(text: str) -> list[str]:
    return [text[start:end] for start, end in citations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("cf. A. Otieno Were, “Salt and Wages”, Lake Review 14 (2017), pp. 5–31; figures for 2015 only", "A. Otieno"),
        ("It is taken from M. van den Akker, Upstream Friends (Harbour Press, 2018), p. 71.", "M. van den"),
        ("So it was found (L. Avetian, “The Red Spring”, Lori Observer, 4 April 2020).", "L. Avetian"),
        ("See Otieno, A. and Quintero, R., “Salt”, Journal of Salt 3 (2011).", "Otieno, A."),
        ("As in Rosalba Quintero, “On Hems”, Textile Studies, vol. 9, no. 2 (2016), 11–19.", "Rosalba"),
        ("R. Quintero, *Hems and Wages* (Lima: Fondo del Sur, 2014).", "R. Quintero"),
    ],
)  # fmt: skip
def test_author_of_a_citation_is_told(text: str, begins: str) -> None:
    (found,) = _cited(text)
    assert found.startswith(begins)


@pytest.mark.parametrize(
    "text",
    [
        "A. Otieno, Lakeside Legal Aid (Kisumu, 2018), was late.",
        "A. Otieno (2017) is in the room.",
        "A. Otieno said that “salt is dear”, and left in 2018.",
        "Amina Otieno, “salt is dear”, morning of the second day",
        "Rosalba Quintero’s Land Trust (Geneva: founded in Bern, 2011) was thanked.",
        "Rosalba Quintero joined the Press Council in 2017.",
        "Otieno, A., Kenya; Quintero, R., Peru; meeting of 2017",
    ],
)
def test_name_without_what_it_published_is_no_author(text: str) -> None:
    assert _cited(text) == []


def test_long_line_of_names_is_read_in_linear_time() -> None:
    text = "A. Otieno, B. Quintero, " * 4_000 + " 2017"
    begun = time.process_time()
    assert _cited(text) == []
    assert time.process_time() - begun < 6
