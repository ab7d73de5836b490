from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.attribution.differencing import small_cells

AFRICA, ASIA = ("region", "Africa"), ("region", "Asia")
LAWYER = ("role", "lawyer")


def found(*tables, k=5):
    return [(cell.label, cell.count, cell.is_published) for cell in small_cells(tables, k)]


def test_published_small_count_is_small():
    assert found({(): 55, (AFRICA,): 3}) == [((AFRICA,), 3, True)]


def test_what_is_left_of_a_total_is_small():
    assert found({(): 55, (AFRICA,): 30, (ASIA,): 23}) == [
        ((("region", frozenset({"Africa", "Asia"})),), 2, False)
    ]


def test_two_tables_subtract():
    by_region, by_role = {(AFRICA,): 20}, {(AFRICA, LAWYER): 18}
    assert found(by_region) == found(by_role) == []
    assert found(by_region, by_role) == [((AFRICA, ("role", frozenset({"lawyer"}))), 2, False)]


def test_subtraction_in_several_steps_is_found():
    tables = {(): 55, (AFRICA,): 30}, {(LAWYER,): 40, (LAWYER, AFRICA): 18}
    neither = (("region", frozenset({"Africa"})), ("role", frozenset({"lawyer"})))
    assert found(*tables) == [(neither, 3, False)]


def test_same_table_before_and_after_somebody_left_leaves_the_difference():
    assert found({(AFRICA,): 20}, {(AFRICA,): 19}) == [((AFRICA,), 1, False)]
    assert found({(AFRICA,): 20}, {(AFRICA,): 15}) == []


def test_nobody_is_no_small_cell():
    assert found({(): 20, (AFRICA,): 20}) == []
    assert found() == []


def test_order_of_axes_does_not_matter():
    assert found({(AFRICA,): 20}, {(LAWYER, AFRICA): 18}) == found({(AFRICA,): 20}, {(AFRICA, LAWYER): 18})


NO_AFRICA, NO_LAWYER = ("region", frozenset({"Africa"})), ("role", frozenset({"lawyer"}))
LABELS = [
    tuple(one for one in pair if one)
    for pair in product((None, AFRICA, NO_AFRICA), (None, LAWYER, NO_LAWYER))
]
PLAIN = [(), (AFRICA,), (LAWYER,), (AFRICA, LAWYER)]


def row(label):
    """Which of the four kinds of people a label counts."""
    kinds = product((AFRICA, NO_AFRICA), (LAWYER, NO_LAWYER))
    return [float(all(one in kind for one in label)) for kind in kinds]


@given(st.lists(st.integers(0, 6), min_size=4, max_size=4), st.sets(st.sampled_from(PLAIN), min_size=1))
def test_small_cells_are_those_that_linear_algebra_determines(people, published):
    table = {label: int(np.dot(row(label), people)) for label in published}
    known = np.array([row(label) for label in published])
    determined = {
        (label, count)
        for label in LABELS
        if np.linalg.matrix_rank(np.vstack([known, row(label)])) == np.linalg.matrix_rank(known)
        and 0 < (count := int(np.dot(row(label), people))) < 5
    }
    assert {(label, count) for label, count, _ in found(table)} == determined
