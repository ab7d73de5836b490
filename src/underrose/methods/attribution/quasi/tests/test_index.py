import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.tests.room import ROOM, people
from underrose.methods.attribution.values import Person, Roster

ROLES = ("judge", "lawyer", "diplomat")
COUNTRIES = ("Kenya", "Norway", "Peru", "")
GENDERS = ("F", "M", "")
ROWS = st.lists(
    st.tuples(st.sampled_from(COUNTRIES), st.sampled_from((*ROLES, "")), st.sampled_from(GENDERS)), max_size=8
)


def _by_hand(rows, said):
    """The slow twin: everybody is asked about every constraint; what is not known fits."""
    found = 0
    for place, (country, role, gender) in enumerate(rows):
        known = {"country": country, "role": role, "gender": gender}
        if all(not known[axis] or known[axis] in values for axis, values in said.items()):
            found |= 1 << place
    return found


@given(
    ROWS,
    st.sets(st.sampled_from(COUNTRIES[:3]), max_size=2),
    st.sets(st.sampled_from(ROLES), max_size=2),
    st.sets(st.sampled_from(GENDERS[:2]), max_size=2),
)
def test_anonymity_set_is_that_of_the_slow_twin(rows, countries, roles, genders):
    index = Index(people(*((country, "", role, "", gender, "", "") for country, role, gender in rows)))
    said = {"country": sorted(countries), "role": sorted(roles), "gender": sorted(genders)}
    said = {axis: values for axis, values in said.items() if values}
    assert index.anonymity_set(said) == _by_hand(rows, said)


@given(st.permutations(("country", "role", "sector", "gender")))
def test_more_said_never_widens(axes):
    index = Index(ROOM)
    said, before = {}, index.everybody
    values = {"country": "Kenya", "role": "lawyer", "sector": "civil society", "gender": "F"}
    for axis in axes:
        said[axis] = values[axis]
        found = index.anonymity_set(said)
        assert found & ~before == 0
        before = found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"country": "Kenya"}, {"iso2": "KE"}),
        ({"country": "Kenya"}, {"demonym": "Kenyan"}),
        ({"country": "Kenya"}, {"country": "KEN"}),
        ({"country": "Norway"}, {"country": "Norvège"}),
        ({"country": "Norway"}, {"country": "Noruega"}),
        ({"country": "Peru"}, {"city": "Lima"}),
        ({"role": "journalist"}, {"role": "reporter"}),
        ({"role": "human rights defender"}, {"profession": "rights activist"}),
        ({"role": "policy-maker"}, {"role": "civil servant"}),
        ({"sector": "business"}, {"sector": "the private sector"}),
        ({"gender": "F"}, {"pronoun": "she"}),
        ({"works_on": "torture prevention"}, {"topic": "the prevention of torture"}),
        ({"works_on": "land rights"}, {"expertise": "land"}),
        ({"affiliation": "UNDP"}, {"body": "undp"}),
        ({"region": "Latin America"}, {"region": "South America"}),
        ({"region": "Middle East"}, {"region": "the Gulf"}),
    ],
)
def test_values_said_otherwise_fit_the_same_people(one, other):
    index = Index(ROOM)
    found = index.anonymity_set(one)
    assert found == index.anonymity_set(other)
    assert found


def test_several_values_of_an_axis_are_alternatives():
    index = Index(ROOM)
    both = index.anonymity_set({"country": ["Kenya", "Norway"]})
    assert both == index.anonymity_set({"country": "Kenya"}) | index.anonymity_set({"country": "Norway"})


def test_not_takes_away_who_is_known_to_fit():
    index = Index(people(("Kenya", "", "", "", "", "", ""), ("", "", "", "", "", "", "")))
    assert index.anonymity_set({"not_country": "Kenya"}) == 0b10
    assert index.anonymity_set({"country": "Kenya"}) == 0b11


def test_staff_hide_nobody():
    index = Index(
        Roster((Person(key="1", roles=("judge",)), Person(key="2", roles=("judge",), counts=False)))
    )
    assert index.anonymity_set({"role": "judge"}) == 0b01


def test_region_of_the_roster_decides_and_the_lattice_fills_in():
    index = Index(
        people(
            ("Egypt", "Middle East", "", "", "", "", ""),
            ("Kenya", "Africa", "", "", "", "", ""),
            ("Ghana", "", "", "", "", "", ""),
            ("", "Africa", "", "", "", "", ""),
        )
    )
    assert index.anonymity_set({"region": "Africa"}) == 0b1110
    assert index.anonymity_set({"region": "West Africa"}) == 0b1100
    assert index.anonymity_set({"country": "Ghana"}) == 0b1100
    assert index.anonymity_set({"country": "Peru"}) == 0


def test_region_of_two_names_holds_both():
    index = Index(people(("Kazakhstan", "Eastern Europe and Central Asia", "", "", "", "", "")))
    assert index.anonymity_set({"region": "Central Asia"}) == 1
    assert index.anonymity_set({"region": "Eastern Europe and Central Asia"}) == 1


def test_axis_of_the_meeting_is_asked_by_its_name():
    roster = Roster(
        (
            Person(key="1", facts={"Duty station": ("Geneva",)}),
            Person(key="2", facts={"Duty station": ("New York",)}),
        )
    )
    index = Index(roster)
    assert index.anonymity_set({"duty station": "Geneva"}) == 0b01
    assert index.anonymity_set({"Perspective": "anything"}) == 0b11


def test_index_shows_nothing_of_itself():
    assert repr(Index(ROOM)) == "<Index>"


def test_shared_is_what_everybody_bears():
    index = Index(ROOM)
    for first, second in itertools.combinations(range(3), 2):
        value = index.shared(1 << first | 1 << second, "country")
        assert (value is not None) == (first // 2 == second // 2)
