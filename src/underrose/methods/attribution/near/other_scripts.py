"""Names in another script than Latin: one word alone, and two words of which one is not sure."""

from collections.abc import Callable, Iterator

from underrose.methods.attribution.near import prose
from underrose.methods.attribution.near.lattice import native_fold, script_of
from underrose.methods.attribution.near.native_runs import rest_of_name
from underrose.methods.attribution.near.run_together import Mention
from underrose.methods.attribution.near.tokens import Token
from underrose.methods.attribution.near.wordlist import EXACT, HIGH, NATIVE, Fits, WordIndex
from underrose.methods.attribution.values import Roster

_ALONE = 5
"""Letters from which a word of a script without capitals may stand for somebody by itself."""
_BESIDE_A_SIGN = 3
_CHARACTERS = frozenset(("han", "hangul", "kana"))


class OtherScripts:
    """Of one roster. `come_from` tells the set of those who come from a country."""

    def __init__(self, roster: Roster, index: WordIndex, come_from: Callable[[str], int]) -> None:
        self._index = index
        self._at_home = sum(1 << place for place, one in enumerate(roster.people) if not one.countries)
        for code in prose.countries_of_arabic_names():
            self._at_home |= come_from(code)

    def alone(self, text: str, token: Token, fits: Fits) -> Iterator[Mention]:
        """One word. Where no capitals tell names from words, only a longer one says enough, and in running text one that is sure."""
        if fits.level < HIGH or prose.is_written_small(text, token.start, token.end):
            return
        size = len(native_fold(token.letters))
        is_enough = token.letters[:1].isupper() or size >= _ALONE or script_of(token.letters) in _CHARACTERS
        if prose.is_prose(text, token.start, token.end) and not prose.bears_a_capital(text, token.start):
            if prose.is_small(token.letters):
                return
            is_told = prose.has_sign(text, token.start, token.end)
            is_everyday = prose.is_everyday(token.letters) and fits.level != EXACT
            if is_everyday and not (is_told and is_enough):
                return
            if is_everyday or not (is_told and is_enough):
                fits = self._index.sure_fits(token.letters, self._at_home)
            is_enough |= is_told and size >= _BESIDE_A_SIGN
        if is_enough and (who := fits.given[HIGH] | fits.family[HIGH]):
            yield Mention(token.start, token.end, who, NATIVE, 0.9)

    def beside(self, one: Token, other: Token, here: Fits, there: Fits) -> Mention | None:
        """A word that is surely somebody's, and beside it what reads like the rest of that name."""
        if not (one.is_native and other.is_native):
            return None
        for sure, fits, rest in ((one, here, other), (other, there, one)):
            if fits.level >= HIGH and script_of(sure.letters) not in _CHARACTERS:
                is_sure = len(native_fold(sure.letters)) >= _ALONE or sure.letters[:1].isupper()
                if who := rest_of_name(rest.letters, fits, self._index, is_sure=is_sure):
                    return Mention(one.start, other.end, who, NATIVE, 0.85)
        return None

    def is_no_name(self, text: str, some: list[Token]) -> bool:
        """Whether words of running text that fit one person together are words of the language all the same."""
        natives = [token for token in some if token.is_native]
        is_twice = native_fold(some[0].letters) == native_fold(some[-1].letters)
        if len(some) > 2 and is_twice:  # noqa: PLR2004 # "Otieno and Otieno"
            return True
        if len(natives) < len(some) or not prose.is_prose(text, some[0].start, some[-1].end):
            return False
        if any(prose.is_small(token.letters) for token in natives):
            return True
        return all(prose.is_everyday(token.letters) for token in natives)
