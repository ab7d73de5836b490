"""Languages are named in the language of whoever reads."""

from underrose.methods.attribution import language
from underrose.methods.attribution.language_names import NAMES


def test_every_language_that_is_told_is_marked_for_the_translators():
    told = {*language.languages(), *(script.language for script in language._SCRIPTS)}
    assert told == set(NAMES)
    assert len(NAMES) == len(set(NAMES))
