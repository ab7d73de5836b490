"""What a rule says in words: every cell of the table once, nothing looser than what decides, and the strictest named alone."""

from itertools import combinations

import pytest
from django.utils.translation import override

from underrose.methods.disclosure import Circumstances, Disclosure, Letter, Overlay, Regime, may
from underrose.methods.disclosure.sentences import KINDS
from underrose.programme import regime_words

EVERY = [*([one.value] for one in Regime), *([a.value, b.value] for a, b in combinations(Regime, 2))]


@pytest.mark.parametrize("regimes", EVERY, ids="+".join)
@pytest.mark.parametrize("shares", [None, True, False])
def test_every_kind_stands_in_one_list_as_the_table_decides(regimes, shares):
    """Cell by cell, against the one function that decides."""
    told = regime_words.told(regimes, shares_list=shares)
    lists = {"leaves": told.leaves, "depends": [one.what for one in told.depends], "stays": told.stays}
    for kind in Disclosure:
        known = Circumstances(organiser_allows=shares if kind == Disclosure.list_to_participants else None)
        answer = may(kind, regimes=[Regime(one) for one in regimes], circumstances=known).is_allowed
        expected = {True: "leaves", None: "depends", False: "stays"}[answer]
        words = {KINDS[kind], f"{KINDS[kind]}, as the organiser chose"}
        assert [name for name, found in lists.items() if words & set(found)] == [expected]
    assert sum(map(len, lists.values())) == len(Disclosure)


@pytest.mark.parametrize("regimes", EVERY, ids="+".join)
def test_leaving_a_covered_regime_out_changes_no_answer(regimes):
    """Naming fewer regimes on a card must promise the same."""
    held = regime_words.holding(regimes)
    for kind in Disclosure:
        assert may(kind, regimes=held).letters == may(kind, regimes=[Regime(one) for one in regimes]).letters


def test_stricter_regime_is_named_alone_and_others_together():
    assert regime_words.name(["chatham_house_rule", "private"]) == "Private and confidential"
    assert regime_words.name(["private", "chatham_house_rule"]) == "Private and confidential"
    assert regime_words.name(["chatham_house_rule", "chatham_house_rule"]) == "Chatham House Rule"
    assert (
        regime_words.name(["off_the_record", "rule_without_country"])
        == "Off the record, non-attributable and the Rule, and no country named"
    )


def test_conditions_are_explained_to_whoever_reads_them_first():
    told = regime_words.told(["chatham_house_rule"])
    conditions = {one.what: one.condition for one in told.depends}
    assert (
        conditions["A country or sector beside a view"]
        == "only if at least 5 people in the room share the label"
    )
    assert any("“A participant from Africa”" in words for words in told.asides)
    assert any("The guard is a program" in words for words in told.asides)
    assert regime_words.asides({Letter.never, Letter.allowed}) == []


def test_protected_person_reads_what_is_never_told_of_them():
    for regime in Regime:
        said = regime_words.of_protected([regime.value])
        for kind in Disclosure:
            theirs = may(kind, regimes=[regime], overlays=[Overlay.protected]).letters
            others = may(kind, regimes=[regime]).letters
            if KINDS[kind] in said:
                assert Letter.never in theirs
                assert Letter.never not in others
    assert "The speaker's name" in regime_words.of_protected(["on_the_record"])
    assert regime_words.of_protected(["undisclosed"]) == ()


def test_words_come_in_the_language_of_the_reader():
    with override("ar"):
        assert regime_words.told(["private"]).name != "Private and confidential"


def test_papers_have_words_for_every_regime_in_every_language():
    known = regime_words.words()
    assert {"en", "fr", "ar"} == set(known)
    for parts in known.values():
        assert set(Regime) <= set(parts)
        assert all(set(parts[one]) == {"name", "card", "spoken"} for one in Regime)
        assert {name: set(parts[name]) for name in ("paper", "words")} == {
            name: set(known["en"][name]) for name in ("paper", "words")
        }
