"""Who may disclose what: examples, properties, and a twin that tries every case."""

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from underrose.methods.disclosure import (
    TABLE,
    Circumstances,
    Disclosure,
    Letter,
    Overlay,
    Regime,
    Verdict,
    loosened,
    may,
    may_change,
)
from underrose.methods.disclosure.deciding import k_of

maybe = some.sampled_from([None, False, True])
known = some.builds(
    Circumstances,
    has_consented=maybe,
    is_listed=maybe,
    organiser_allows=maybe,
    sharing=some.none() | some.integers(0, 9),
    is_not_identifying=maybe,
    is_cleared_summary=maybe,
    is_topic_only=maybe,
    is_under_alias=maybe,
    k=some.none() | some.integers(0, 8),
)
kinds = some.sampled_from(Disclosure)
some_regimes = some.lists(some.sampled_from(Regime), min_size=1, max_size=4)
some_overlays = some.sets(some.sampled_from(Overlay))


def test_the_strictest_wins() -> None:
    verdict = may(Disclosure.live_posts, regimes=[Regime.on_the_record, Regime.private])
    assert verdict == Verdict(
        Disclosure.live_posts, (Letter.never,), False, (Letter.never,),
        "Posts from the room: may never be disclosed.",
    )  # fmt: skip


def test_conditions_of_two_regimes_must_both_be_met() -> None:
    regimes = [Regime.chatham_house_rule, Regime.off_the_record]
    half = may(Disclosure.live_posts, regimes=regimes, circumstances=Circumstances(is_topic_only=True))
    assert (half.letters, half.is_allowed, half.needs) == (
        (Letter.guard, Letter.topic), None, (Letter.guard,),
    )  # fmt: skip
    whole = Circumstances(is_topic_only=True, is_not_identifying=True)
    assert may(Disclosure.live_posts, regimes=regimes, circumstances=whole).is_allowed is True


@pytest.mark.parametrize(
    ("sharing", "k", "is_allowed"),
    [(None, None, None), (4, None, False), (5, None, True), (3, 3, True), (2, 2, False), (7, 8, False)],
)
def test_a_label_needs_k_people_and_k_has_a_floor(
    sharing: int | None, k: int | None, is_allowed: bool | None
) -> None:
    circumstances = Circumstances(sharing=sharing, k=k)
    verdict = may(Disclosure.label, regimes=[Regime.off_the_record], circumstances=circumstances)
    assert verdict.is_allowed is is_allowed


def test_the_sentence_names_k() -> None:
    verdict = may(Disclosure.label, regimes=[Regime.off_the_record], circumstances=Circumstances(k=1))
    assert verdict.sentence == (
        "A country or sector beside a view: only if at least 3 people in the room share the label."
    )


def test_the_sentence_is_translated_by_the_caller() -> None:
    said = {"may never be disclosed": "ne peut jamais être divulgué", "A recording": "Un enregistrement"}
    verdict = may(
        Disclosure.recording, regimes=[Regime.undisclosed], words=lambda words: said.get(words, words)
    )
    assert verdict.sentence == "Un enregistrement: ne peut jamais être divulgué."


def test_no_regime_is_refused() -> None:
    with pytest.raises(ValueError, match="silence is not permission"):
        may(Disclosure.content, regimes=[])


def test_credit_puts_consent_in_place_of_never() -> None:
    verdict = may(Disclosure.speaker_name, regimes=[Regime.off_the_record], overlays=[Overlay.credit])
    assert (verdict.letters, verdict.is_allowed) == ((Letter.consent,), None)


def test_credit_opens_nothing_where_words_may_not_leave() -> None:
    verdict = may(
        Disclosure.speaker_name,
        regimes=[Regime.off_the_record, Regime.private],
        overlays=[Overlay.credit],
        circumstances=Circumstances(has_consented=True),
    )
    assert verdict.letters == (Letter.never,)


def test_protection_lies_over_credit() -> None:
    both = [Overlay.credit, Overlay.protected]
    assert may(Disclosure.speaker_name, regimes=[Regime.on_the_record], overlays=both).letters == (
        Letter.never,
    )


def test_a_protected_person_stands_on_the_list_under_an_alias() -> None:
    verdict = may(
        Disclosure.list_to_participants, regimes=[Regime.chatham_house_rule], overlays=[Overlay.protected]
    )
    assert verdict.letters == (Letter.organiser, Letter.alias)


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        (Regime.on_the_record, Regime.undisclosed, True),
        (Regime.undisclosed, Regime.on_the_record, False),
        (Regime.chatham_house_rule, Regime.rule_without_country, True),
        (Regime.rule_without_country, Regime.chatham_house_rule, False),
        (Regime.off_the_record, Regime.chatham_house_rule, False),
        (Regime.private, Regime.private, True),
    ],
)
def test_a_regime_is_tightened_never_loosened(before: Regime, after: Regime, allowed: bool) -> None:
    assert may_change(before, after) is allowed
    assert may_change(before, after, all_affected_agree=True) is True


def test_what_a_change_would_loosen_is_named() -> None:
    assert loosened([Regime.off_the_record], [Regime.chatham_house_rule]) == (Disclosure.live_posts,)
    assert loosened([Regime.rule_without_country], [Regime.chatham_house_rule]) == (Disclosure.label,)


RANK = {False: 0, None: 1, True: 2}


@given(kinds, some_regimes, some.sampled_from(Regime), some_overlays, known)
def test_adding_a_regime_never_loosens(
    kind: Disclosure, regimes: list[Regime], one_more: Regime, overlays: set[Overlay], now: Circumstances
) -> None:
    before = may(kind, regimes=regimes, overlays=overlays, circumstances=now)
    after = may(kind, regimes=[*regimes, one_more], overlays=overlays, circumstances=now)
    # A credited statement is the one case where a stricter regime brings other conditions, never a freer answer.
    if Overlay.credit not in overlays:
        assert RANK[after.is_allowed] <= RANK[before.is_allowed]
        assert after.letters == (Letter.never,) or set(before.letters) - {Letter.allowed} <= set(
            after.letters
        )
    elif after.letters != before.letters:
        assert (
            after.letters
            == may(kind, regimes=[*regimes, one_more], overlays=overlays - {Overlay.credit}).letters
        )


@given(kinds, some_regimes, some_overlays, known)
def test_protecting_a_person_never_loosens(
    kind: Disclosure, regimes: list[Regime], overlays: set[Overlay], now: Circumstances
) -> None:
    before = may(kind, regimes=regimes, overlays=overlays, circumstances=now)
    after = may(kind, regimes=regimes, overlays={*overlays, Overlay.protected}, circumstances=now)
    assert RANK[after.is_allowed] <= RANK[before.is_allowed]


@given(kinds, some_regimes, known)
def test_credit_without_consent_opens_nothing(
    kind: Disclosure, regimes: list[Regime], now: Circumstances
) -> None:
    unasked = replace(now, has_consented=False)
    before = may(kind, regimes=regimes, circumstances=unasked)
    after = may(kind, regimes=regimes, overlays=[Overlay.credit], circumstances=unasked)
    assert RANK[after.is_allowed] <= RANK[before.is_allowed]


@given(kinds, some_regimes, some_overlays, known)
def test_order_and_repetition_do_not_matter(
    kind: Disclosure, regimes: list[Regime], overlays: set[Overlay], now: Circumstances
) -> None:
    once = may(kind, regimes=regimes, overlays=overlays, circumstances=now)
    again = may(kind, regimes=[*reversed(regimes), *regimes], overlays=overlays, circumstances=now)
    assert once == again


@given(some.sampled_from(Regime), some.sampled_from(Regime), some.sampled_from(Regime))
def test_tightening_is_an_order(one: Regime, two: Regime, three: Regime) -> None:
    assert may_change(one, one)
    assert not (may_change(one, two) and may_change(two, three)) or may_change(one, three)


FACTS: dict[Letter, str] = {
    Letter.consent: "has_consented",
    Letter.listed: "is_listed",
    Letter.organiser: "organiser_allows",
    Letter.guard: "is_not_identifying",
    Letter.summary: "is_cleared_summary",
    Letter.topic: "is_topic_only",
    Letter.alias: "is_under_alias",
}


def _worlds(now: Circumstances) -> Iterator[Circumstances]:
    """Every way in which what is unknown could turn out."""
    unknown = [name for name in FACTS.values() if getattr(now, name) is None]
    sharings = [0, 99] if now.sharing is None else [now.sharing]
    for answers in itertools.product([False, True], repeat=len(unknown)):
        for sharing in sharings:
            yield replace(now, sharing=sharing, **dict(zip(unknown, answers, strict=True)))


def _holds(letter: Letter, world: Circumstances) -> bool:
    if letter is Letter.shared:
        return (world.sharing or 0) >= k_of(world)
    return letter is Letter.allowed or (letter in FACTS and bool(getattr(world, FACTS[letter])))


def _twin(
    kind: Disclosure, regimes: Collection[Regime], overlays: set[Overlay], now: Circumstances
) -> bool | None:
    """Asks every regime and overlay by itself, in every world that could be."""
    letters = [TABLE.regimes[regime][kind] for regime in regimes]
    words_leave = all(TABLE.regimes[regime][Disclosure.content] == "Y" for regime in regimes)
    if Overlay.credit in overlays and words_leave:
        letters = [TABLE.overlays[Overlay.credit].get(kind, letter) for letter in letters]
    if Overlay.protected in overlays:
        letters += [TABLE.overlays[Overlay.protected].get(kind, Letter.allowed)]
    answers = {all(_holds(letter, world) for letter in letters) for world in _worlds(now)}
    return answers.pop() if len(answers) == 1 else None


@given(kinds, some_regimes, some_overlays, known)
def test_the_twin_agrees(
    kind: Disclosure, regimes: list[Regime], overlays: set[Overlay], now: Circumstances
) -> None:
    verdict = may(kind, regimes=regimes, overlays=overlays, circumstances=now)
    assert verdict.is_allowed is _twin(kind, regimes, overlays, now)


def test_the_worked_example_of_the_documentation() -> None:
    page = Path(__file__).parents[5] / "docs" / "explanation" / "regimes.md"
    code = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)[0]
    said = re.findall(r"^verdict\.(\w+)\s+# (None|\(.*?\)|\".*?\")", code, re.MULTILINE)
    verdict = may(
        Disclosure.live_posts,
        regimes=[Regime.chatham_house_rule, Regime.off_the_record],
        circumstances=Circumstances(is_topic_only=True),
    )
    assert [name for name, _ in said] == ["is_allowed", "needs", "sentence"]
    assert [eval(answer, {"Letter": Letter}) for _, answer in said] == [  # noqa: S307 – our own page
        verdict.is_allowed,
        verdict.needs,
        verdict.sentence,
    ]
