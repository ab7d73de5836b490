import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.attribution import agreement
from underrose.methods.attribution.agreement import Agreement, Voices, offered, overclaims

STEPS = list(zip(agreement._RISING, Voices, strict=True))
SENTENCES = {
    Agreement.consensus: "Participants agreed that wells come first.",
    Agreement.broad: "Most participants felt that wells come first.",
    Agreement.substantial: "Many of the speakers felt that wells come first.",
    Agreement.some: "Several felt that wells come first.",
    Agreement.minority: "A few experts held that wells come first.",
    Agreement.single: "It was suggested that wells come first.",
}


@pytest.mark.parametrize("claim", SENTENCES)
@pytest.mark.parametrize(("level", "voices"), STEPS)
def test_words_may_claim_what_was_noted_and_no_more(claim, level, voices):
    is_more = agreement._RANK[claim] > agreement._RANK[level]
    for evidence in ((level, voices), (level, None), (None, voices)):
        assert [one.claims for one in overclaims(SENTENCES[claim], *evidence)] == [claim] * is_more


def test_weaker_of_agreement_and_voices_decides():
    text = SENTENCES[Agreement.broad]
    assert overclaims(text, Agreement.consensus, Voices.one)
    assert overclaims(text, Agreement.single, Voices.room)


def test_finding_names_the_words_what_they_need_and_what_may_stand_instead():
    text = "In the end most speakers felt that wells come first."
    (found,) = overclaims(text, "single", "one", words=str.upper)
    assert (text[found.start : found.end], found.words) == ("most speakers", "most speakers")
    assert found.claims is Agreement.broad
    assert found.needs == "MORE THAN HALF OF THOSE WHO SPOKE, OF TWO GROUPS OR MORE."
    assert found.offered == ("it was suggested that", "one view was that")


def test_disagreement_needs_two_sides():
    text = "Views diverged: some felt that wells come first, others disagreed."
    assert overclaims(text, Agreement.contested, Voices.few) == ()
    assert {one.claims for one in overclaims(text, Agreement.contested, Voices.one)} == {
        Agreement.contested,
        Agreement.some,
    }
    assert Agreement.contested in {one.claims for one in overclaims(text, Agreement.broad, Voices.most)}
    assert offered(Agreement.contested, Voices.one) == ("different views were heard on whether",)
    assert offered(Agreement.contested, Voices.many) == ("views diverged: some ..., others ...",)


def test_what_was_raised_and_not_discussed_is_one_voice():
    assert overclaims("Several felt that wells come first.", Agreement.untested, None)
    assert offered(Agreement.untested, Voices.one)[0] == "it was raised, but not discussed, that"


@pytest.mark.parametrize(
    "text",
    [
        "Most countries lack a register.",
        "The most recent drought lasted some time.",
        "In many-sided talks, two rivers matter most.",
        "One spoke of “broad agreement” elsewhere.",
        "All wells were dry.",
    ],
)
def test_words_that_count_no_people_claim_nothing(text):
    assert overclaims(text, Agreement.single, Voices.one) == ()


def test_other_languages_and_missing_evidence_are_not_judged():
    assert overclaims(SENTENCES[Agreement.broad], Agreement.single, None, language="fr") == ()
    assert overclaims(SENTENCES[Agreement.broad], Agreement.single, None, language="en-GB") != ()
    assert overclaims(SENTENCES[Agreement.broad], "", "") == ()


def test_claim_among_the_words_of_another_is_found():
    found = overclaims("Several by consensus felt so.", Agreement.single, None)
    assert [(one.words, one.claims) for one in found] == [
        ("Several by consensus felt", Agreement.some),
        ("consensus", Agreement.consensus),
    ]


def test_unknown_value_is_refused():
    with pytest.raises(ValueError, match="half"):
        overclaims("Most felt so.", "half", None)


def test_table_and_table_of_words_agree():
    assert set(agreement._RAW) == {*Agreement, "people", "saying", "neutral"}
    told = [
        phrase for level in Agreement for kind in ("says", "counts") for phrase in agreement._RAW[level][kind]
    ]
    assert len(told) == len(set(told))
    assert all(phrase == phrase.casefold() for phrase in told)


PIECES = st.sampled_from(
    [
        "most",
        "participants",
        "felt",
        "several",
        "consensus",
        "views diverged",
        "a few",
        "wells",
        ".",
        "“",
        "”",
        "of the",
    ]
)


@given(st.lists(PIECES, max_size=12))
def test_more_evidence_never_brings_more_findings(pieces):
    text = " ".join(pieces)
    counts = [
        len([one for one in overclaims(text, level, voices) if one.claims is not Agreement.contested])
        for level, voices in STEPS
    ]
    assert counts == sorted(counts, reverse=True)


@given(st.lists(PIECES, max_size=12))
def test_phrases_are_those_of_a_slow_search(pieces):
    text = " ".join(piece for piece in pieces if piece not in "“”")
    slow = {
        at
        for phrase in agreement._RAW["consensus"]["says"]
        for at in range(len(text))
        if f" {text} ".startswith(f" {phrase} ", at)
    }
    found = {
        one.start for one in overclaims(text, Agreement.broad, None) if one.claims is Agreement.consensus
    }
    assert found == slow
