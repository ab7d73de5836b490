"""The one function that decides what may leave the room."""

from collections.abc import Collection, Iterable

from underrose.methods.disclosure.sentences import Words, sentence
from underrose.methods.disclosure.table import TABLE
from underrose.methods.disclosure.words import Circumstances, Disclosure, Letter, Overlay, Regime, Verdict

_UNKNOWN = Circumstances()


def may(
    kind: Disclosure,
    *,
    regimes: Collection[Regime],
    overlays: Collection[Overlay] = (),
    circumstances: Circumstances = _UNKNOWN,
    words: Words = str,
) -> Verdict:
    """Whether this may be disclosed under the regimes of meeting, session and item, and the person's overlays.

    The strictest wins: a "never" anywhere is never, and conditions from different regimes must all be met.
    `words` translates the sentences; pass gettext.
    """
    letters = _combined(kind, regimes, overlays)
    answers = {letter: _is_met(letter, circumstances) for letter in letters}
    needs = tuple(letter for letter, answer in answers.items() if answer is not True)
    is_allowed = False if False in answers.values() else None if needs else True
    return Verdict(kind, letters, is_allowed, needs, sentence(kind, letters, k_of(circumstances), words))


def loosened(before: Collection[Regime], after: Collection[Regime]) -> tuple[Disclosure, ...]:
    """The kinds of disclosure that `after` would let out more freely than `before` promised."""
    return tuple(
        kind
        for kind in Disclosure
        if not _is_as_strict(_combined(kind, after, ()), _combined(kind, before, ()))
    )


def may_change(before: Regime, after: Regime, *, all_affected_agree: bool = False) -> bool:
    """A regime may be tightened at any time; loosened only with everyone who relied on it."""
    return all_affected_agree or not loosened((before,), (after,))


def needs_second_person(regimes: Collection[Regime]) -> bool:
    """Whether what is let out under these regimes must be read by two people; one strict regime is enough."""
    return any(regime in TABLE.second_person for regime in regimes)


def keeps_wording(regimes: Collection[Regime]) -> bool:
    """Whether the wording as it was taken may stay once a point has left; all the regimes must say so."""
    return bool(regimes) and all(regime in TABLE.keeps_wording for regime in regimes)


def k_of(circumstances: Circumstances) -> int:
    """The number of people who must share a label; no meeting can choose one under the floor."""
    return max(TABLE.k if circumstances.k is None else circumstances.k, TABLE.k_floor)


def _combined(
    kind: Disclosure, regimes: Collection[Regime], overlays: Collection[Overlay]
) -> tuple[Letter, ...]:
    if not regimes:
        raise ValueError("Name the regime of the meeting at least: silence is not permission")
    letters = {TABLE.regimes[regime][kind] for regime in regimes}
    # A credited statement names its own speaker with consent; where no words may leave at all there is none.
    if Overlay.credit in overlays and kind in TABLE.overlays[Overlay.credit] and _lets_words_out(regimes):
        letters = {TABLE.overlays[Overlay.credit][kind]}
    # Protection comes last, so that nothing lies over it.
    if Overlay.protected in overlays and kind in TABLE.overlays[Overlay.protected]:
        letters.add(TABLE.overlays[Overlay.protected][kind])
    return _strictest(letters)


def _lets_words_out(regimes: Iterable[Regime]) -> bool:
    return all(TABLE.regimes[regime][Disclosure.content] is Letter.allowed for regime in regimes)


def _strictest(letters: set[Letter]) -> tuple[Letter, ...]:
    if Letter.never in letters:
        return (Letter.never,)
    conditions = letters - {Letter.allowed}
    return tuple(letter for letter in Letter if letter in conditions) or (Letter.allowed,)


def _is_as_strict(one: Collection[Letter], other: Collection[Letter]) -> bool:
    return Letter.never in one or set(other) - {Letter.allowed} <= set(one)


def _is_met(letter: Letter, known: Circumstances) -> bool | None:
    answers: dict[Letter, bool | None] = {
        Letter.allowed: True,
        Letter.never: False,
        Letter.consent: known.has_consented,
        Letter.listed: known.is_listed,
        Letter.organiser: known.organiser_allows,
        Letter.shared: None if known.sharing is None else known.sharing >= k_of(known),
        Letter.guard: known.is_not_identifying,
        Letter.summary: known.is_cleared_summary,
        Letter.topic: known.is_topic_only,
        Letter.alias: known.is_under_alias,
    }
    return answers[letter]
