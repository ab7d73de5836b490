"""Names as documents write them, judged as of a day."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.context import gazetteer, sources
from underrose.context.folding import fold, plain

HERE = gazetteer.load()
PROJECT = Path(__file__).resolve().parents[4]
SAMPLE = (
    Path(os.environ.get("UNDERROSE_SAMPLES", PROJECT.parent / "shared" / "inputs"))
    / "concept-note-wp1725.txt"
)
NOT_OF_TODAY = [
    "Bosnia-Herzegovina",
    "Czech Republic",
    "The former Yugoslav Republic of Macedonia",
    "United Kingdom and Northern Ireland",
]


@pytest.mark.parametrize(
    ("name", "code", "standing"),
    [
        ("Switzerland", "CHE", "current"),
        ("Swiss Confederation", "CHE", "current"),
        ("the Netherlands", "NLD", "current"),
        ("Netherlands (Kingdom of the)", "NLD", "current"),
        ("Kingdom of the Netherlands", "NLD", "current"),
        ("Bolivia", "BOL", "current"),
        ("BOLIVIA (Plurinational State of)", "BOL", "current"),
        ("Cote d’Ivoire", "CIV", "current"),
        ("Co\u0302te d'Ivoire", "CIV", "current"),
        ("Turkiye", "TUR", "current"),
        ("Guinea Bissau", "GNB", "current"),
        ("St. Kitts & Nevis", "KNA", "current"),
        ("Micronesia", "FSM", "current"),
        ("Congo", "COG", "current"),
        ("The Gambia", "GMB", "current"),
        ("Democratic Republic of Congo", "COD", "variant"),
        ("DRC", "COD", "variant"),
        ("UK", "GBR", "variant"),
        ("USA", "USA", "variant"),
        ("Russia", "RUS", "variant"),
        ("South Korea", "KOR", "variant"),
        ("Vietnam", "VNM", "variant"),
        ("Palestine", "PSE", "variant"),
        ("Korea, Republic of", "KOR", "variant"),
        ("Turkey", "TUR", "former"),
        ("Swaziland", "SWZ", "former"),
        ("Cape Verde", "CPV", "former"),
        ("Ivory Coast", "CIV", "former"),
        ("Burma", "MMR", "former"),
        ("Zaire", "COD", "former"),
        ("Macedonia", "MKD", "wrong"),
        ("Bosnia-Herzegovina", "BIH", "wrong"),
        ("Kosovo*", "XKX", "disputed"),
        ("Taiwan Province of China", "TWN", "disputed"),
        ("Middle East", "middle-east", "region"),
        ("South East Asia", "035", "region"),
        ("south-east asia", "035", "region"),
        ("sub-Saharan Africa", "202", "region"),
        ("Suisse", "CHE", "variant"),
        ("Côte d’Ivoire", "CIV", "current"),
        ("Países Bajos", "NLD", "variant"),
        ("سويسرا", "CHE", "variant"),
        ("كوسوفو", "XKX", "disputed"),
    ],
)
def test_name_is_resolved(name: str, code: str, standing: str) -> None:
    found = HERE.resolve(name)
    assert found is not None
    assert (found.code, found.standing, found.as_written) == (code, standing, name)


@pytest.mark.parametrize(
    "name", ["", "the", "Atlantis", "Chadwick", "Geneva", "Republic of", "Netherlands Antilles"]
)
def test_name_that_is_none_is_not_resolved(name: str) -> None:
    assert HERE.resolve(name) is None


@pytest.mark.parametrize(
    ("name", "on", "standing"),
    [
        ("Czech Republic", date(2016, 5, 16), "current"),
        ("Czech Republic", date(2016, 5, 17), "former"),
        ("Czechia", date(2016, 5, 16), "variant"),
        ("Czechia", date(2016, 5, 17), "current"),
        ("The former Yugoslav Republic of Macedonia", date(1993, 4, 7), "former"),
        ("The former Yugoslav Republic of Macedonia", date(1993, 4, 8), "current"),
        ("The former Yugoslav Republic of Macedonia", date(2019, 2, 12), "current"),
        ("The former Yugoslav Republic of Macedonia", date(2019, 2, 13), "former"),
        ("Turkey", date(2020, 1, 15), "current"),
        ("Türkiye", date(2020, 1, 15), "variant"),
        ("Kampuchea", date(1989, 1, 1), "current"),
        ("Bosnia-Herzegovina", date(1993, 1, 1), "wrong"),
    ],
)
def test_standing_is_of_the_day(name: str, on: date, standing: str) -> None:
    found = HERE.resolve(name, on=on)
    assert found is not None
    assert found.standing == standing


def test_every_name_of_today_is_current_and_leads_to_its_area() -> None:
    for row in sources.rows("areas.csv"):
        for name in filter(None, (row["name"], row["formal"])):
            found = HERE.resolve(name)
            assert found is not None
            assert (found.code, found.standing, found.name) == (row["code"], "current", row["name"])


def test_no_name_has_two_meanings() -> None:
    """Only the region of Micronesia gives way, to the state."""
    meant: dict[str, set[str]] = {}
    for row in sources.rows("names.csv"):
        meant.setdefault(fold(row["name"]), set()).add(row["area"])
    for row in sources.rows("areas.csv"):
        for name in (row["name"], row["name"].partition(" (")[0], row["formal"]):
            meant.setdefault(fold(name), set()).add(row["code"])
    for row in sources.rows("regions.csv"):
        meant.setdefault(fold(row["name"]), set()).add(row["code"])
    meant.pop("")
    assert {name: codes for name, codes in meant.items() if len(codes) > 1} == {"micronesia": {"FSM", "057"}}


def test_members_of_regions() -> None:
    assert HERE.members("053") == {"AUS", "NZL", "NFK", "CXR", "CCK", "HMD"}
    assert len(HERE.members("001")) == 250
    assert len(HERE.members("035")) == 11
    assert HERE.members("nordic") == {"DNK", "FIN", "ISL", "NOR", "SWE"}
    assert HERE.members("CHE") == {"CHE"}
    assert HERE.members("nowhere") == frozenset()


def test_name_of_a_code() -> None:
    assert [HERE.name(code) for code in ("TUR", "FSM", "057", "middle-east", "ZZZ")] == [
        "Türkiye", "Micronesia (Federated States of)", "Micronesia", "Middle East", "ZZZ",
    ]  # fmt: skip


def test_areas_are_each_once_and_no_region() -> None:
    areas = HERE.areas()
    assert len(areas) == len({area.code for area in areas}) == 250
    assert {"CHE", "XKX", "FSM", "057"} & {area.code for area in areas} == {"CHE", "XKX", "FSM"}


def found(text: str) -> list[tuple[str, str]]:
    return [(one.area.as_written, one.area.code) for one in HERE.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chadwick and Nigerians met.", []),
        ("Nigeria, Niger and the Niger Delta", [("Nigeria", "NGA"), ("Niger", "NER")]),
        ("Guinea-Bissau and Guinea", [("Guinea-Bissau", "GNB"), ("Guinea", "GIN")]),
        ("Papua New Guinea; the Gulf of Guinea", [("Papua New Guinea", "PNG")]),
        (
            "Republic of Korea and Democratic People's Republic of Korea",
            [("Republic of Korea", "KOR"), ("Democratic People's Republic of Korea", "PRK")],
        ),
        ("the Democratic People’s Republic\nof Korea", [("Democratic People’s Republic\nof Korea", "PRK")]),
        ("South\n\nSudan", [("Sudan", "SDN")]),
        ("the Congo and the Democratic Republic of the Congo",
         [("Congo", "COG"), ("Democratic Republic of the Congo", "COD")]),
        ("South Sudan", [("South Sudan", "SSD")]),
        ("Northern Ireland and Ireland", [("Ireland", "IRL")]),
        ("the Belgrade-Pristina talks, Serbia-Kosovo", [("Serbia", "SRB"), ("Kosovo", "XKX")]),
        ("turkey, china plates and a guinea pig", []),
        ("us and them; the US and $5 or US$5", [("US", "USA")]),
        ("U.S. policy on the U.S. Virgin Islands", [("U.S.", "USA"), ("U.S. Virgin Islands", "VIR")]),
        ("A Reunion of friends in Réunion", [("Réunion", "REU")]),
        ("Michael Jordan and Jordan Smith", []),
        ("in Jordan, Georgia and Chad", [("Jordan", "JOR"), ("Georgia", "GEO"), ("Chad", "TCD")]),
        ("While Chad waits, Jordan and Georgia act", [("Chad", "TCD"), ("Jordan", "JOR"), ("Georgia", "GEO")]),
        ("In Chad National elections", [("Chad", "TCD")]),
        ("The World Bank and the Council of Europe", []),
        ("Hong Kong, China and Japan", [("Hong Kong", "HKG"), ("China", "CHN"), ("Japan", "JPN")]),
        ("SWITZERLAND", [("SWITZERLAND", "CHE")]),
        ("Co\u0302te d’Ivoire, then Mali", [("Co\u0302te d’Ivoire", "CIV"), ("Mali", "MLI")]),
        ("the Middle East and South East Asia", [("Middle East", "middle-east"), ("South East Asia", "035")]),
        ("St Lucia & Trinidad & Tobago", [("St Lucia", "LCA"), ("Trinidad & Tobago", "TTO")]),
        ("", []),
    ],
)  # fmt: skip
def test_names_are_found_in_running_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_places_are_of_the_text_as_given() -> None:
    text = "Réunion e\u0301te\u0301 in Co\u0302te d'Ivoire."
    assert [text[one.start : one.end] for one in HERE.find(text)] == ["Réunion", "Co\u0302te d'Ivoire"]


def test_every_name_is_found_in_a_sentence() -> None:
    """What can be looked up can be met in a text, save the world and what a person or a plain word may be."""
    for area in HERE.names():
        if area.code != "001" and not area.as_written.endswith(("*", ", China", ", Province of China")):
            first = HERE.find(f"It was of {area.as_written}; we heard.")
            assert [one.area.code for one in first] == [area.code], area.as_written


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    ends = 0
    for one in HERE.find(text):
        assert ends <= one.start < one.end <= len(text)
        ends = one.end


@given(st.text(max_size=40))
def test_folding_is_steady(text: str) -> None:
    assert len(plain(text)[0]) == (len(text) if plain(text)[1] is None else len(plain(text)[1] or []))
    assert HERE.resolve(text) is None or HERE.resolve(fold(text)) is not None


def test_a_megabyte_is_read_as_well_as_a_line() -> None:
    text = (
        "Delegates of Kenya, Côte d'Ivoire and the Republic of Korea spoke of prevention and of rights. "
        * 11_000
    )[:1_000_000]
    mentions = HERE.find(text)
    assert len(mentions) > 30_000


def test_list_of_states_in_the_real_note() -> None:
    if not SAMPLE.exists():
        print(f"skipped: {SAMPLE.name} is not here")  # noqa: T201 - a skip is said aloud
        pytest.skip("the sample is not here")
    note = SAMPLE.read_text(encoding="utf-8")
    listed = next(line for line in note.splitlines() if line.startswith("² ")).removeprefix("² ").rstrip(".")
    names = re.split(r", | and (?=\w+$)", listed)
    areas = [HERE.resolve(name) for name in names]
    assert len(names) == 70
    assert len({area.code for area in areas if area}) == 70
    assert [
        area.as_written for area in areas if area and area.standing in {"former", "wrong"}
    ] == NOT_OF_TODAY
    reported = [one for one in HERE.find(note) if one.area.standing in {"former", "wrong"}]
    assert ["The " * (one.area.code == "MKD") + one.area.as_written for one in reported] == NOT_OF_TODAY
    others = {
        one.area.as_written: one.area.code
        for one in HERE.find(note)
        if one.area.standing in {"region", "disputed"}
    }
    assert others == {"Kosovo": "XKX", "Middle East": "middle-east", "South East Asia": "035"}
