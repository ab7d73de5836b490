"""Chance that nobody can foretell, for verbs to whom nobody hands dice of their own."""

from random import Random, SystemRandom

HOUSE: Random = SystemRandom()
