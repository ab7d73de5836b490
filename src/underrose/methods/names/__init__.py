"""Comparing names of people across scripts, accents and spellings. For finding, never for addressing anybody."""

from underrose.methods.names.comparing import ALIKE, Likeness, Reason, likeness
from underrose.methods.names.finding import Pair, Someone, against, compared, digits, keys, pairs
from underrose.methods.names.writing import fold, romanise

__all__ = [
    "ALIKE",
    "Likeness",
    "Pair",
    "Reason",
    "Someone",
    "against",
    "compared",
    "digits",
    "fold",
    "keys",
    "likeness",
    "pairs",
    "romanise",
]
