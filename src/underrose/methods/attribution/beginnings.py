"""The beginning of a sentence, and a wording that stands there."""

from dataclasses import replace

from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Fix, Way

_MARKS = " \t\n\"“”'‘’«»([-–—•*#>0123456789.)"


def with_capital(fix: Fix, passage: Passage) -> Fix:
    """The wording as it begins a sentence, where it does."""
    if fix.way is not Way.say or not begins_sentence(passage, fix.start):
        return fix
    return replace(fix, wording=fix.wording[:1].upper() + fix.wording[1:])


def begins_sentence(passage: Passage, place: int) -> bool:
    """Whether nothing but marks stands before a place in its sentence."""
    start, _ = passage.sentence_of(place)
    return not passage.text[start:place].strip(_MARKS)
