from math import exp, isclose, sqrt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.attribution.third_parties.nets import Net, Nets, checksum, opened, written

KNOWN = ("b", "w=court", "w=tarvik", "first")
KEPT = 0.7


def _nets() -> Nets:
    rng = np.random.default_rng(7)
    known = np.unique(np.array([0, *map(checksum, KNOWN)], np.uint32))
    nets = []
    for _ in range(2):
        vectors = rng.integers(-127, 128, (len(known), 4)).astype(np.int8)
        vectors[0] = 0
        nets.append(Net(vectors, rng.uniform(0.001, 0.02, 4), rng.normal(size=3), rng.normal(size=3), 0.3))
    return Nets(known, nets, KEPT)


def _one(net: Net, known: list[int], row: list[str]) -> float:
    """The same judgement, number by number."""
    places = [known.index(checksum(one)) for one in dict.fromkeys(row) if checksum(one) in known]
    sums = [sum(int(net.vectors[place, at]) for place in places) * float(net.scales[at]) for at in range(4)]
    scale = sqrt(KEPT / max(1, len(places)))
    hidden = [max(0.0, one * scale + float(bias)) for one, bias in zip(sums[:3], net.bias, strict=True)]
    weighed = sum(one * float(out) for one, out in zip(hidden, net.out, strict=True)) + sums[3] * KEPT
    return 1 / (1 + exp(-weighed - net.shift))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*KNOWN, "w=unheard", "é"]), max_size=6), max_size=5))
def test_rows_are_judged_as_number_by_number(rows):
    nets = _nets()
    known = [int(one) for one in nets.known]
    wanted = [sum(_one(net, known, row) for net in nets.nets) / 2 for row in rows]
    assert all(isclose(one, other) for one, other in zip(nets(rows), wanted, strict=True))


def test_unknown_features_count_for_nothing():
    nets = _nets()
    assert nets([["b", "w=unheard"]]) == nets([["b"]])
    assert nets([["w=unheard"]]) == nets([[]])


def test_no_rows_have_no_probabilities():
    assert _nets()([]) == []


def test_a_file_holds_what_was_written():
    nets = _nets()
    file = written(nets.known, nets.nets, nets.kept)
    again = opened(file)
    assert again([["b", "first"], ["w=tarvik"]]) == nets([["b", "first"], ["w=tarvik"]])
    assert written(again.known, again.nets, again.kept) == file


def test_no_feature_has_the_number_of_none():
    assert checksum("") == 1  # its checksum is 0
    assert all(checksum(one) for one in KNOWN)
