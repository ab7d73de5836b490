"""A composition as arrays: who counts to which target, who takes a seat, who excludes whom, who is in play."""

from collections.abc import Collection

import numpy as np

from underrose.methods.allocation.composition import (
    IN_PLAY,
    OUT_OF_PLAY,
    Candidate,
    Composition,
    Target,
    Unworkable,
)
from underrose.methods.allocation.scenarios import Flags, Floats, Indices


def counts_to(candidate: Candidate, target: Target) -> bool:
    return target.categories <= candidate.categories


def incidence(composition: Composition) -> Floats:
    """(targets, candidates): 1.0 where the candidate counts to the target."""
    return np.array(
        [[counts_to(each, target) for each in composition.candidates] for target in composition.targets],
        dtype=np.float64,
    ).reshape(len(composition.targets), len(composition.candidates))


def seats(composition: Composition) -> Floats:
    """(candidates,) 1.0 for each who counts to the cap."""
    return np.array([each.counts_to_cap for each in composition.candidates], dtype=np.float64)


def conflict_table(composition: Composition) -> Flags:
    """(candidates, candidates): True where not both may be in the room."""
    place = {each.key: row for row, each in enumerate(composition.candidates)}
    found = np.zeros((len(place), len(place)), dtype=np.bool_)
    for conflict in composition.conflicts:
        first, second = place[conflict.first], place[conflict.second]
        found[first, second] = found[second, first] = True
    return found


def rows_in_play(composition: Composition, chosen: Collection[str]) -> Indices:
    """Where those stand who are in play, or would be once the chosen are invited."""
    added = set(chosen)
    unknown = sorted(added - {each.key for each in composition.candidates})
    if unknown:
        raise Unworkable(f"{unknown[0]} is not a candidate; add them first or leave them out of the wave.")
    for each in composition.candidates:
        if each.key in added and each.standing in OUT_OF_PLAY:
            raise Unworkable(f"{each.key} has {each.standing.value} and cannot be invited again in a wave.")
    return np.array(
        [
            row
            for row, each in enumerate(composition.candidates)
            if each.standing in IN_PLAY or each.key in added
        ],
        dtype=np.intp,
    )
