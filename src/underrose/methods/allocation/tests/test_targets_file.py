import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.allocation.composition import Category, Target, Unworkable
from underrose.methods.allocation.targets_file import read_pool, read_targets, target_rows, write_targets

HEADER = "feature,value,min,max,min_flex,max_flex\n"
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@st.composite
def targets(draw):
    low = draw(st.integers(0, 20))
    high = draw(st.one_of(st.none(), st.integers(low, 40)))
    crossed = draw(st.frozensets(st.builds(Category, WORDS, WORDS), max_size=2))
    name = draw(WORDS)
    crossed = frozenset(each for each in crossed if each.feature != name)
    flexible = None if high is None else draw(st.one_of(st.none(), st.integers(high, 50)))
    return Target(
        name, draw(WORDS), low, high, draw(st.one_of(st.none(), st.integers(0, low))), flexible,
        draw(st.sampled_from([1.0, 2.5])), crossed,
    )  # fmt: skip


@given(st.lists(targets(), max_size=6, unique_by=lambda target: target.categories))
def test_what_is_written_is_read_back(wanted):
    for given_ in (write_targets(wanted), write_targets(wanted).encode(), target_rows(wanted)):
        read = read_targets(given_)
        assert read.targets == tuple(wanted)
        assert read.faults == ()


@given(
    st.one_of(
        st.binary(max_size=80), st.text(max_size=80), st.text(max_size=80).map(lambda text: HEADER + text)
    )
)
def test_nothing_that_is_given_ends_in_anything_but_sentences(given_):
    for read in (read_targets, read_pool):
        try:
            assert all(fault.sentence.endswith(".") for fault in read(given_).faults)
        except Unworkable as refused:
            assert str(refused).endswith(".")  # noqa: PT017 - either is an answer


@pytest.mark.parametrize(
    "text",
    [
        "attr,value,lower,upper\nrole,0,11,14\n",
        "category,feature,min,max\nrole,0,11,14\n",
        "feature;value;min;max;min_flex;max_flex\nrole;0;11;14;;\n",
        "\ufeffFeature\tValue\tMin\tMax\nrole\t0\t11\t14\n\n",
    ],
)
def test_layouts_in_use_are_read(text):
    assert read_targets(text).targets == (Target("role", "0", 11, 14),)
    assert read_targets(text.encode()).targets == (Target("role", "0", 11, 14),)


def test_old_windows_files_are_read():
    read = read_targets((HEADER + "région,Afrique,1,2,,\n").encode("cp1252"))
    assert read.targets == (Target("région", "Afrique", 1, 2),)


def test_a_crossing_is_read():
    (target,) = read_targets(HEADER + "gender × region,woman × Asia,1,2,0,3\n").targets
    assert target.categories == {Category("gender", "woman"), Category("region", "Asia")}
    assert (target.minimum_flexible, target.maximum_flexible) == (0, 3)


def test_rows_of_a_spreadsheet_are_read():
    rows = [["feature", "value", "min", "max"], ["role", 3.0, 1.0, None], [None, "", None, None]]
    assert read_targets(rows).targets == (Target("role", "3", 1),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("role,0,many,2", "Line 2: min is “many”; write a whole number. The line was left out."),
        ("role,0,1.5,2", "Line 2: min is “1.5”; write a whole number. The line was left out."),
        ("role,0,1,1e999", "Line 2: max is “1e999”; write a whole number. The line was left out."),
        ("role,0,-1,2", "Line 2: min is “-1”; write a whole number. The line was left out."),
        (",0,1,2", "Line 2: the feature or its value is empty; fill in both. The line was left out."),
        ("a × b,0,1,2", "Line 2: a crossing of 2 features needs as many values. The line was left out."),
        ("a × a,0 × 0,1,2", "Line 2: a crossing names a: 0 twice; once is enough. The line was left out."),
        (
            "role,0,3,2",
            (
                "Line 2: The minimum for role: 0 is 3 and its maximum 2; lower the one or raise the other. "
                "The line was left out."
            ),
        ),
    ],
)
def test_a_broken_line_is_named_and_the_rest_kept(line, said):
    read = read_targets(f"{HEADER}{line}\nrole,1,1,2\n")
    assert [target.value for target in read.targets] == ["1"]
    assert [(fault.line, fault.sentence) for fault in read.faults] == [(2, said)]


def test_a_weight_is_read_or_named():
    read = read_targets("feature,value,min,max,weight\na,x,1,2,2.5\na,y,1,2,heavy\n")
    assert [target.weight for target in read.targets] == [2.5]
    assert read.faults[0].sentence == "Line 3: weight is “heavy”; write a number. The line was left out."


def test_the_same_target_twice_is_named():
    read = read_targets(HEADER + "a,x,1,2\na,x,2,3\n")
    assert read.targets == (Target("a", "x", 1, 2),)
    assert read.faults[0].sentence == "Line 3: a: x stands above already; remove one of the two."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("who,value,min,max\n", "called feature"),
        ("feature,what,min,max\n", "called value"),
        ("feature,value,max\n", "called min"),
    ],
)
def test_a_file_without_its_columns_is_named(text, said):
    (fault,) = read_targets(text).faults
    assert fault.line == 1
    assert said in fault.sentence


def test_a_pool_is_read():
    read = read_pool("id,role,region,p_accept,body\n7,0,2,0.9141,A\n8,1,,,\n")
    first, second = read.candidates
    assert first.categories == {Category("role", "0"), Category("region", "2")}
    assert (first.key, first.chance, first.body) == ("7", 0.9141, "A")
    assert (second.categories, second.chance, second.body) == ({Category("role", "1")}, 0.5, "")
    assert read.faults == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",0,0.5", "Line 3: the id is empty; give every candidate one. The line was left out."),
        (
            "1,0,0.5",
            "Line 3: the id 1 stands above already; give every candidate their own. The line was left out.",
        ),
        ("2,0,often", "Line 3: p_accept is “often”; write a number. The line was left out."),
        ("2,0,1.4", "Line 3: p_accept is 1.4; write a number between 0 and 1. The line was left out."),
        ("2,0,nan", "Line 3: p_accept is nan; write a number between 0 and 1. The line was left out."),
    ],
)
def test_a_broken_candidate_is_named_and_the_rest_kept(line, said):
    read = read_pool(f"id,role,p_accept\n1,0,0.5\n{line}\n")
    assert [each.key for each in read.candidates] == ["1"]
    assert [fault.sentence for fault in read.faults] == [said]


@pytest.mark.parametrize(("text", "said"), [("", "is empty"), ("role,p_accept\n0,0.5\n", "called id")])
def test_a_pool_without_its_columns_is_named(text, said):
    (fault,) = read_pool(text).faults
    assert said in fault.sentence


def test_what_is_no_table_is_refused():
    with pytest.raises(Unworkable, match="save the sheet as CSV"):
        read_targets(HEADER + "x" * 200_000 + ",1,1,1\n")
