from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.attendance import Moments, chance_over


def exactly(chances, cap):
    """By convolution: the slow twin."""
    found = np.ones(1)
    for chance in chances:
        found = np.convolve(found, [1 - chance, chance])
    return found[cap + 1 :].sum()


def moments(chances):
    p = np.array(chances)
    return Moments(p.sum(), (p * (1 - p)).sum(), (p * (1 - p) * (1 - 2 * p)).sum(), len(p))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0.1, 0.95), min_size=30, max_size=90), st.floats(-1, 3))
def test_chance_over_is_that_of_the_convolution(chances, deviations):
    known = moments(chances)
    cap = int(known.mean + deviations * known.variance**0.5)
    assert abs(float(chance_over(known, cap)) - exactly(chances, cap)) < 0.01


def test_nobody_can_be_too_many_where_all_fit():
    assert chance_over(moments([0.9] * 5), 5) == 0


def test_a_certain_crowd_is_certainly_too_many():
    assert chance_over(moments([1.0] * 6), 5) == 1


def test_neighbours_are_priced_at_once():
    pairs = np.array(list(product([0.4, 0.6], [1, 2])))
    many = Moments(pairs[:, 0] * 60, pairs[:, 1] * 12, pairs[:, 0] * 0, pairs[:, 0] * 0 + 99)
    assert chance_over(many, 30).shape == (4,)
