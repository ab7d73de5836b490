"""The committed files: complete, in order, with version, day, source and licence."""

from datetime import date

import pytest

from underrose.context import sources

# How many of each the world has.
COUNTS = {
    "areas.csv": 248,
    "bodies.csv": 124,
    "goals.csv": 17,
    "regions.csv": 30,
    "targets.csv": 169,
}
TARGETS_OF_GOALS = [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]


@pytest.mark.parametrize("name", sources.names())
def test_file_says_what_it_is(name: str) -> None:
    said = sources.source(name)
    assert said.version >= 1
    assert date(1948, 12, 10) <= said.day <= date(2026, 1, 1)
    assert said.source != ""
    assert said.licence != ""


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_table_has_all_its_rows(name: str, count: int) -> None:
    rows = sources.rows(name)
    first = next(iter(rows[0]))
    assert len(rows) == count
    assert len({row[first] for row in rows}) == count
    assert [row for row in rows if None in row or None in row.values()] == []


def test_targets_follow_their_goals() -> None:
    codes = [row["code"] for row in sources.rows("targets.csv")]
    counts = [sum(code.startswith(f"{goal}.") for code in codes) for goal in range(1, 18)]
    assert counts == TARGETS_OF_GOALS
    for goal, count in enumerate(counts, start=1):
        tails = [code.split(".")[1] for code in codes if code.startswith(f"{goal}.")]
        numbers = [tail for tail in tails if tail.isdigit()]
        letters = [tail for tail in tails if not tail.isdigit()]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        assert letters == [chr(ord("a") + place) for place in range(count - len(numbers))]


def test_labels_are_short_and_all_different() -> None:
    for name in ("goals.csv", "targets.csv"):
        labels = [row["label"] for row in sources.rows(name)]
        assert len(set(labels)) == len(labels)
        assert max(map(len, labels)) <= 70
    labels = list(sources.toml("udhr.toml")["labels"].values())
    assert list(sources.toml("udhr.toml")["labels"]) == [str(number) for number in range(1, 31)]
    assert len(set(labels)) == 30
    assert max(map(len, labels)) <= 40


def test_nine_treaties_and_their_nine_bodies() -> None:
    treaties = sources.toml("treaties.toml")["treaty"]
    core = [one for one in treaties if "to" not in one]
    assert [(one["code"], one["body"]) for one in core] == [
        ("ICERD", "CERD"), ("ICCPR", "CCPR"), ("ICESCR", "CESCR"), ("CEDAW", "CEDAW"), ("CAT", "CAT"),
        ("CRC", "CRC"), ("ICMW", "CMW"), ("CPED", "CED"), ("CRPD", "CRPD"),
    ]  # fmt: skip
    assert len(treaties) - len(core) == 9
    assert [one["code"] for one in treaties if one["adopted"] >= one["in_force"]] == []
    bodies = {row["code"]: row["kind"] for row in sources.rows("bodies.csv")}
    assert {bodies[one["body"]] for one in treaties} == {"treaty body"}


def test_symbols_of_treaties_and_initiatives_are_well_formed() -> None:
    from underrose.context import symbols

    for one in sources.toml("treaties.toml")["treaty"]:
        (symbol,) = symbols.parse(one["symbol"])
        assert (symbol.body, symbol.kind, symbol.canonical) == ("GA", "resolution", one["symbol"])
        # A session opens in the autumn and may run into the next year.
        assert symbol.year is not None
        assert one["adopted"].year - symbol.year in {0, 1}
    for one in sources.toml("initiatives.toml")["initiative"]:
        assert symbols.parse(one.get("symbol", "A/RES/70/262")) != ()


def test_five_groups_hold_every_member_state_once() -> None:
    groups = sources.toml("groups.toml")["group"]
    sizes = {one["code"]: len(one["members"].split()) for one in groups}
    assert sizes == {
        "african": 54,
        "asia-pacific": 54,
        "eastern-european": 23,
        "latin-american-and-caribbean": 33,
        "western-european-and-others": 29,
    }
    members = [code for one in groups for code in one["members"].split()]
    assert len(set(members)) == 193
    states = {row["code"] for row in sources.rows("areas.csv") if row["formal"] or row["code"] == "CZE"}
    assert states - set(members) == {"COK", "NIU", "PSE", "VAT"}
    assert set(members) - states == set()


def test_groups_of_need() -> None:
    rows = sources.rows("areas.csv")
    assert [sum(row[flag] == "yes" for row in rows) for flag in ("ldc", "lldc", "sids")] == [44, 32, 57]
    least_developed = {row["code"] for row in rows if row["ldc"]}
    assert {"BTN", "STP", "VUT", "AGO"} & least_developed == {"AGO"}


def test_codes_of_areas_agree_with_the_locale_tables() -> None:
    """An independent table: the Unicode locale repository, by way of Babel."""
    from babel import Locale
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    for row in sources.rows("areas.csv"):
        assert aliases[row["code"]] == [row["alpha2"]]
        assert aliases[row["numeric"]] == [row["alpha2"]]
        assert row["alpha2"] in Locale("en").territories


def test_places_and_parents_exist() -> None:
    regions = {row["code"]: row["parent"] for row in sources.rows("regions.csv")}
    assert {parent for parent in regions.values() if parent} - regions.keys() == set()
    codes = {row["code"] for row in sources.rows("areas.csv")} | {"XKX", "TWN"}
    assert {row["region"] for row in sources.rows("areas.csv")} - regions.keys() == set()
    own = sources.toml("own_regions.toml")["region"]
    assert {code for one in own for code in one["members"]} - codes == set()
    bodies = {row["code"] for row in sources.rows("bodies.csv")}
    assert {row["parent"] for row in sources.rows("bodies.csv")} - bodies == {""}


def test_prevention_has_four_stages_and_four_tasks() -> None:
    peace = sources.toml("peace.toml")
    assert [one["code"] for one in peace["stage"]] == ["outbreak", "escalation", "continuation", "recurrence"]
    assert [one["number"] for one in peace["task"]] == [1, 2, 3, 4]
    assert [one["code"] for one in peace["pillar"]] == ["peace-and-security", "development", "human-rights"]


def test_days_of_names_are_in_order() -> None:
    for row in sources.rows("names.csv"):
        first, last = sources.day_of(row["from"]), sources.day_of(row["to"])
        assert first is None or last is None or first < last
