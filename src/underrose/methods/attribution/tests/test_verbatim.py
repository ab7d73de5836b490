from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.attribution import near_copies, shingles
from underrose.methods.attribution.near_copies import NearCopies
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.retold import plain
from underrose.methods.attribution.shingles import WordHashes, runs, stretches
from underrose.methods.attribution.values import Leak
from underrose.methods.attribution.verbatim import ALARM, SIZE, Verbatim

POINTS = (
    "The mill by the river was sold twice before anybody asked us. It stands empty now.",
    "I walked three days to register the orchard, and the clerk had gone fishing.",
    "A register without a map is a promise without a date for the people upstream.",
)
KEY = b"a key of a test"


def found(text, points=POINTS):
    return [
        (hit.leak, hit.variant, text[hit.start : hit.end])
        for hit in Verbatim(points, KEY).find(passage(text))
    ]


@pytest.mark.parametrize(
    ("text", "voice", "copy"),
    [
        ("“The mill by the river was sold twice”, some held.", "quoted", "The mill by the river was sold twice"),
        ("Some said so: The mill by the river was sold twice before anybody asked us, they held.", "sentence",
         "The mill by the river was sold twice before anybody asked us"),
        ("It was said that a register without a map is a promise.", "whole", "a register without a map is a promise"),
        ("One view was, a promise without a date for the people upstream.", "whole",
         "a promise without a date for the people upstream"),
        ("Some I walked three days to register the orchard, then gave up.", "first person",
         "I walked three days to register the orchard"),
        ("I walked three days on to register the orchard, and then the clerk had gone fishing!", "near",
         "I walked three days on to register the orchard, and then the clerk had gone fishing"),
    ],
)  # fmt: skip
def test_copy_that_keeps_the_speakers_voice_is_found(text, voice, copy):
    assert found(text) == [(Leak.verbatim, voice, copy)]


TOLD_AGAIN = (
    ("We feed the guards before we feed the nurses and we feed the nurses before we feed ourselves, so do not ask me about rice.",
     "Budgets are odd, since clinics feed the guards before they feed the nurses and they feed the nurses before they feed themselves."),
    ("A parcel of salt crosses with more seals than a bishop and arrives damper than the fog.",
     "Salt is slow. Parcels of salt cross with more seals than a bishop and arrive damper than the fog."),
    ("They weigh our bread with a kitchen clock and call the loss an average, and then they print the average in colour.",
     "grp B: bread; they weigh our bread with a kitchen clock and call the loss an average; posters"),
    ("Half of that harvest is counted, the other half is sung, and I sign for both of them.",
     "Figures are weak, since half of the harvest is counted, the other half is sung."),
)  # fmt: skip


@pytest.mark.parametrize(("point", "text"), TOLD_AGAIN)
def test_clause_told_by_another_person_or_in_another_number_is_a_copy(point, text):
    assert [(leak, voice) for leak, voice, _ in found(text, (point,))] == [(Leak.verbatim, "retold")]


def test_image_of_one_point_that_is_taken_up_is_its_own_wording():
    point = "What we run here is a wallpaper laundromat, clean sheets come out of it whatever goes in."
    text = "Certificates were discussed. As it stands, it is a wallpaper laundromat."
    assert found(text, (point,)) == [(Leak.own_wording, "image", "wallpaper laundromat")]
    assert found(text, (point, "A wallpaper laundromat it is, I agree with that.")) == []
    assert found("It is a good point, and the room was warm.", ("It is a good point, I told them.",)) == []


def test_clause_that_is_a_small_part_of_a_point_is_none():
    point, text = TOLD_AGAIN[3]
    assert found(text, (f"{point} {' '.join(f'word{number}' for number in range(20))}.",)) == []


def test_short_recommendation_of_anybody_is_no_copy_and_a_personal_one_is():
    point = "More clerks should be trained in the hill towns."
    text = "More clerks should be trained in the hill towns, it was felt, and paid."
    assert found(text, (point,)) == []
    mine = point.replace("the hill towns", "our hill towns")
    assert found(text.replace("the hill towns", "our hill towns"), (mine,)) != []
    assert found(f"“{point}”, somebody said.", (point,)) != []


def test_most_of_a_short_point_is_a_copy_even_with_a_word_left_out():
    point = "Honestly the eastern quay pays for the other three and nobody here asks what the eastern quay smells like."
    text = "Costs differ: the eastern quay pays for the other three and nobody asks what the eastern quay smells like, they add."
    assert [(leak, voice) for leak, voice, _ in found(text, (point,))] == [(Leak.verbatim, "most")] * 2
    longer = f"{point} {' '.join(f'word{number}' for number in range(20))}."
    assert found(text, (longer,)) == []


def test_shared_run_amid_own_words_is_no_finding_but_stands_in_what_is_shared():
    text = "Delegations asked whether the mill by the river was sold twice or once, and when."
    assert found(text) == []
    shared = Verbatim(POINTS, KEY).shared(passage(text))
    assert [text[hit.start : hit.end] for hit in shared] == ["the mill by the river was sold twice"]
    assert shared[0].weight < ALARM
    assert shared[0].said == {"words": ("8",)}


def test_six_words_are_no_run():
    assert found("They spoke of “mill by the river was sold”.") == [
        (Leak.own_wording, "quoted", "mill by the river was sold")
    ]
    assert Verbatim(POINTS, KEY).shared(passage("mill by the river was sold")) == []


def test_short_quotation_of_one_point_alone_is_own_wording():
    assert found("One spoke of “a promise without a date” there.") == [
        (Leak.own_wording, "quoted", "a promise without a date")
    ]
    assert found("Under “a promise without a date” hung a map.") == []
    twice = (*POINTS, "Again a promise without a date was made.")
    assert found("One spoke of “a promise without a date” there.", twice) == []


def test_phrase_of_the_trade_is_none():
    phrase = "thank you very much for that helpful answer"
    points = [f"{number} {phrase} {number}." for number in ("one", "two", "three", "four")]
    assert found(f"It was said that {phrase}.", points) == []
    assert [leak for leak, *_ in found(f"It was said that {phrase}.", points[:3])] == [Leak.verbatim]


def test_spelling_of_marks_capitals_and_hesitation_does_not_hide_a_copy():
    text = "“THE MILL, by the – erm – river was sold twice”"
    assert [leak for leak, *_ in found(text)] == [Leak.verbatim]


def test_what_one_point_alone_has_comes_first():
    points = ("one two three four five six seven eight", "one two three four five six seven", "a b c d e f g")
    text = "so one two three four five six seven nine, then a b c d e f g or not"
    shared = Verbatim(points, KEY).shared(passage(text))
    assert [text[hit.start : hit.end] for hit in shared] == [
        "a b c d e f g",
        "one two three four five six seven",
    ]


def test_full_stop_within_a_number_ends_no_sentence():
    text = "They asked for 2.6 parts of the old mill by the river, again and again."
    before = "We need a mill, and another mill, and yet another mill soon, or"
    assert found(text, (f"{before} 2.6 parts of the old mill by the river.",)) == []
    whole = f"{before}. 2.6 parts of the old mill by the river."
    assert [voice for _, voice, _ in found(text.replace("for 2", "for: 2"), (whole,))] == ["sentence"]


def test_two_quotations_in_single_marks_are_two():
    text = "One spoke of 'a promise' and of 'a date for the people' here."
    assert [copy for _, _, copy in found(text)] == ["a promise", "a date for the people"]


def test_quotation_marks_around_nothing_and_short_sentences_in_between_do_no_harm():
    text = (
        "“…” I saw it. I walked three days on to register the orchard, and then the clerk had gone fishing."
    )
    assert [voice for _, voice, _ in found(text)] == ["near"]


def test_hashes_at_hand_do_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(shingles, "_MOST", 3)
    hashes = WordHashes(KEY)
    first = hashes.of(["a", "b", "c", "d", "e"]).tolist()
    assert len(hashes) <= 4
    assert hashes.of(["a", "b", "c", "d", "e"]).tolist() == first


def test_index_holds_no_words():
    index = Verbatim(POINTS, KEY)
    held = [getattr(index, name) for name in Verbatim.__slots__]
    assert "orchard" not in str([list(one) if isinstance(one, dict) else one for one in held])
    assert index._words == {}
    assert repr(index) == "<Verbatim>"


def test_hashes_depend_on_the_key():
    one, other = (Verbatim(POINTS, key)._runs.hashes for key in (b"one", b"other"))
    assert not set(one.tolist()) & set(other.tolist())


def test_nothing_is_found_without_points_or_words():
    assert found("“The mill by the river was sold twice”", ()) == []
    assert found("", POINTS) == []
    assert found("…", ("", "?")) == []


WORDS = st.lists(st.sampled_from("abcdefgh"), min_size=0, max_size=40)


@given(st.lists(WORDS, max_size=4), WORDS)
def test_shared_runs_are_those_of_a_slow_search(points, text):
    slow = {tuple(point[at : at + SIZE]) for point in points for at in range(len(point) - SIZE + 1)}
    covered = {
        place
        for at in range(len(text) - SIZE + 1)
        if tuple(text[at : at + SIZE]) in slow
        for place in range(at, at + SIZE)
    }
    index = Verbatim([" ".join(point) for point in points], KEY)
    hits = index.shared(passage(" ".join(text)))
    assert {place for hit in hits for place in range(hit.start // 2, (hit.end + 1) // 2)} == covered


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_any_run_in_quotation_marks_is_found(points, data):
    point = data.draw(st.sampled_from(points))
    if len(point) < SIZE:
        return
    start = data.draw(st.integers(0, len(point) - SIZE))
    end = data.draw(st.integers(start + SIZE, len(point)))
    text = f"Zed said “{' '.join(point[start:end])}” there."
    assert Leak.verbatim in {leak for leak, *_ in found(text, [" ".join(one) for one in points])}


@given(st.lists(st.integers(0, 5), max_size=20), st.integers(1, 5))
def test_runs_are_equal_where_words_are(words, size):
    hashes = WordHashes(KEY)
    made = runs(hashes.of([str(word) for word in words]), size, hashes.multiplier).tolist()
    told = [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]
    assert len(made) == max(0, len(told))
    assert len(set(made)) == len(set(told))


@given(st.lists(st.booleans(), max_size=30), st.integers(1, 7))
def test_stretches_cover_what_runs_cover(places, size):
    slow = {at + step for at, is_found in enumerate(places) if is_found for step in range(size)}
    spans = list(stretches(np.array(places, dtype=bool), size))
    assert {place for start, end in spans for place in range(start, end)} == slow
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(
    st.lists(st.integers(0, 4), min_size=10, max_size=14),
    st.lists(st.integers(0, 4), min_size=3, max_size=14),
)
def test_near_sentences_are_those_of_a_slow_count(sentence, text):
    hashes = WordHashes(KEY)
    index = NearCopies(hashes.of([str(word) for word in sentence]), [(0, len(sentence))], hashes.multiplier)
    size, share = near_copies.SIZE, near_copies.SHARE
    told = [tuple(sentence[at : at + size]) for at in range(len(sentence) - size + 1)]
    asked = [tuple(text[at : at + size]) for at in range(len(text) - size + 1)]
    enough = sum(one in told for one in asked) >= share * (near_copies.WORDS - size + 1)
    slow = enough and sum(told.count(one) for one in asked) >= share * len(told)
    found = index.find(hashes.of([str(word) for word in text]), [(0, len(text), share)], hashes.multiplier)
    assert bool(list(found)) == slow
    words = runs(hashes.of([str(word) for word in text]), size, hashes.multiplier)
    assert index.has(words).tolist() == [one in told for one in asked]


@pytest.mark.parametrize(
    ("one", "several"),
    [("case", "cases"), ("house", "houses"), ("box", "boxes"), ("march", "marches"), ("duty", "duties"), ("well", "wells")],
)  # fmt: skip
def test_word_is_the_same_in_either_number(one: str, several: str) -> None:
    assert plain(one) == plain(several)
