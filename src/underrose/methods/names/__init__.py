"""Comparing names of people across scripts, accents and spellings. For finding, never for addressing anybody."""

from underrose.methods.names.blocking import keys
from underrose.methods.names.comparing import ALIKE, Likeness, Reason, likeness
from underrose.methods.names.finding import Pair, Pairs, against, compared, pairs, sharing
from underrose.methods.names.someone import Someone, digits
from underrose.methods.names.writing import fold, romanise

__all__ = [
    "ALIKE",
    "Likeness",
    "Pair",
    "Pairs",
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
    "sharing",
]
