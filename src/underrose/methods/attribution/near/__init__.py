"""Names written otherwise than in the roster: misspelt, short, joined, spaced, in another script or by other rules."""

from underrose.methods.attribution.near.finding import NearForms
from underrose.methods.attribution.near.likeness import ALIKE, ALIKE_NATIVE, alike

__all__ = ["ALIKE", "ALIKE_NATIVE", "NearForms", "alike"]
