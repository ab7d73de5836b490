from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.attribution.merging import (
    DESCRIPTIONS,
    FRAMES,
    NAMES,
    in_address,
    merged,
    names_merged,
    outside,
)
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Fix, Hit, Leak


def _hit(start, end, leak=Leak.one_clause, who=0b111, **more):
    return Hit(start=start, end=end, leak=leak, who=who, **more)


def _seen(hits):
    return [(hit.start, hit.end, hit.leak.value, hit.who) for hit in hits]


def test_names_that_overlap_are_one_of_those_whom_both_mean():
    two = [_hit(0, 6, Leak.written_otherwise, 0b110), _hit(3, 12, Leak.named, 0b011)]
    assert _seen(names_merged(two)) == [(0, 12, "D1", 0b010)]


def test_names_that_overlap_and_mean_nobody_together_keep_the_longer():
    two = [_hit(0, 6, Leak.written_otherwise, 0b100), _hit(3, 12, Leak.named, 0b011)]
    assert _seen(names_merged(two)) == [(0, 12, "D1", 0b011)]


def test_description_of_a_name_is_left_out():
    assert _seen(merged([_hit(0, 9, Leak.named, 1)], [_hit(4, 20)])) == [(0, 9, "D1", 1)]


def test_of_descriptions_the_one_that_fewest_fit_stays():
    assert _seen(merged([], [_hit(0, 20, who=0b111), _hit(5, 9, who=0b1), _hit(30, 40)])) == [
        (5, 9, "Q1", 1),
        (30, 40, "Q1", 7),
    ]


def test_copied_words_stay_over_a_name():
    assert len(merged([_hit(0, 9, Leak.named, 1)], [_hit(0, 50, Leak.verbatim, None)])) == 2


def test_description_within_somebody_outside_the_room_is_left_out():
    assert _seen(merged([], [_hit(0, 50, Leak.third_party, None), _hit(4, 20)])) == [(0, 50, "T1", None)]


def test_one_place_has_one_finding_of_a_speaker_or_of_somebody_absent():
    """“The mother of a journalist" is not in the room, "a port manager" may be, "a port manager shot in May" is not."""
    mother = _hit(0, 40, Leak.third_party, None, variant="kin")
    assert _seen(merged([], [mother, _hit(0, 50, Leak.counted)])) == [(0, 40, "T1", None)]
    manager = _hit(0, 14, Leak.third_party, None, variant="worker", weight=0.5)
    assert _seen(merged([], [manager, _hit(0, 20)])) == [(0, 20, "Q1", 7)]
    shot = replace(manager, weight=0.9)
    assert _seen(merged([], [shot, _hit(0, 20)])) == [(0, 14, "T1", None)]
    assert _seen(merged([], [shot, _hit(0, 20, who=1)])) == [(0, 20, "Q1", 1)]
    assert _seen(merged([], [mother, _hit(10, 20, Leak.third_party, None, variant="name")])) == [
        (0, 40, "T1", None)
    ]


def test_what_somebody_outside_the_room_lived_through_is_theirs():
    """“A nurse who was taken at the bridge and has not been seen since": the deed goes on behind the words for the nurse."""
    nurse = _hit(0, 30, Leak.third_party, None, variant="worker", weight=0.9)
    deed = _hit(8, 60, Leak.experience, None)
    assert _seen(merged([], [nurse, deed])) == [(0, 30, "T1", None)]
    assert _seen(merged([], [nurse, replace(deed, start=31)])) == [(0, 30, "T1", None)]
    assert len(merged([], [nurse, replace(deed, start=40)])) == 2


def test_a_post_told_in_other_words_is_one_with_the_name_it_holds():
    """“The Canadian senior counsel" and "senior counsel" are one finding."""
    post = _hit(0, 27, Leak.contact_or_post, 0b1)
    assert _seen(merged([_hit(13, 27, Leak.contact_or_post, 0b11)], [post])) == [(0, 27, "D4", 0b1)]


def test_a_post_of_the_room_is_nobody_outside_it_until_something_befell_them():
    """“A trauma consultant who kept a register": one of the room has that post."""
    post = _hit(2, 19, Leak.contact_or_post, 0b1)
    consultant = _hit(0, 40, Leak.third_party, None, variant="worker", weight=0.5)
    assert _seen(merged([post], [consultant])) == [(2, 19, "D4", 0b1)]
    assert len(merged([post], [replace(consultant, weight=0.9)])) == 2
    assert len(merged([_hit(30, 38, Leak.named, 0b1)], [consultant])) == 2


def test_a_man_of_whom_little_is_told_may_be_of_the_room():
    """“A man who prints schoolbooks in Norland" is a publisher of the room; a man shot there is not."""
    man = _hit(0, 40, Leak.third_party, None, variant="sufferer", weight=0.5)
    assert _seen(merged([], [man, _hit(0, 40, who=1)])) == [(0, 40, "Q1", 1)]
    assert _seen(merged([], [man, _hit(0, 40)])) == [(0, 40, "T1", None)]
    assert _seen(merged([], [replace(man, weight=0.9), _hit(0, 40)])) == [(0, 40, "T1", None)]


def test_whom_a_deed_befell_goes_with_it():
    """“I carried my brother's coffin through the snow": one wording does for both."""
    deed = _hit(0, 50, Leak.experience, None, variant="lived")
    brother = _hit(10, 30, Leak.third_party, None, variant="kin")
    assert _seen(merged([], [deed, brother])) == [(0, 50, "Q4", None)]
    assert len(merged([], [deed, replace(brother, end=60)])) == 2
    she = _hit(0, 20, Leak.third_party, None, variant="sufferer", weight=0.5)
    assert _seen(merged([], [deed, she])) == [(0, 50, "Q4", None)]


def test_what_both_ends_of_a_sentence_say_is_told_once():
    """“The speaker was a judge from Mali": the wording for the speaker reaches to Mali."""
    speaker = _hit(0, 11, who=1, fixes=(Fix(0, 30, "One participant was from Africa"),))
    judge = _hit(16, 30, who=1)
    assert _seen(merged([], [speaker, judge])) == [(16, 30, "Q1", 1)]
    assert len(merged([], [speaker, _hit(16, 30, who=3)])) == 2
    assert len(merged([], [_hit(0, 11, who=1), judge])) == 2


def test_somebody_named_in_the_room_is_nobody_outside_it():
    outsider = _hit(0, 9, Leak.third_party, None, variant="name")
    assert _seen(merged([_hit(0, 9, Leak.named, 1)], [outsider])) == [(0, 9, "D1", 1)]
    assert (
        len(merged([_hit(0, 9, Leak.named, 1)], [_hit(0, 40, Leak.third_party, None, variant="family")])) == 2
    )


def test_frame_over_what_it_frames_is_left_out():
    assert _seen(merged([_hit(0, 9, Leak.named, 1)], [_hit(0, 14, Leak.speaks, 1)])) == [(0, 9, "D1", 1)]
    assert _seen(merged([], [_hit(0, 9, who=1), _hit(0, 14, Leak.speaks, 1)])) == [(0, 9, "Q1", 1)]
    assert _seen(merged([], [_hit(0, 14, Leak.speaks, 1)])) == [(0, 14, "A1", 1)]


def test_hits_within_a_public_source_are_left_out():
    hits = [_hit(2, 8), _hit(8, 14), _hit(20, 24)]
    assert _seen(outside(hits, [(0, 10), (19, 30)])) == [(8, 14, "Q1", 7)]


PLACES = st.tuples(st.integers(0, 30), st.integers(1, 8), st.integers(0, 7), st.sampled_from(list(Leak)))


@given(st.lists(PLACES, max_size=12))
@settings(max_examples=300, deadline=None)
def test_merged_names_and_descriptions_never_overlap_one_another(drawn):
    hits = [_hit(start, start + size, leak, who) for start, size, who, leak in drawn]
    names = names_merged([hit for hit in hits if hit.leak in NAMES])
    found = merged(names, [hit for hit in hits if hit.leak not in NAMES])
    kept = [hit for hit in found if hit.leak in NAMES | DESCRIPTIONS]
    assert all(one.end <= other.start for one, other in zip(kept, kept[1:], strict=False))  # noqa: RUF007 # short
    told = {(place, hit.leak) for hit in found for place in range(hit.start, hit.end)}
    for hit in hits:
        if hit.leak in NAMES:
            assert any(place in range(hit.start, hit.end) for place, leak in told if leak in NAMES)
        elif hit.leak is Leak.third_party:  # none of these is of the variant "name"
            assert any(place in range(hit.start, hit.end) for place, leak in told if leak is Leak.third_party)
        elif hit.leak not in DESCRIPTIONS | FRAMES:
            assert hit in found
    outside = [hit for hit in found if hit.leak is Leak.third_party]
    assert all(one.end <= other.start for one, other in zip(outside, outside[1:], strict=False))  # noqa: RUF007 # short


def test_name_within_an_address_stands_for_the_whole_of_it() -> None:
    """Only the name replaced, the rest would still tell the body."""
    text = "Write to ama@observatory.example, she said."
    hit = Hit(start=9, end=12, leak=Leak.written_otherwise, who=1)
    whole = in_address(hit, passage(text))
    assert (text[whole.start : whole.end], whole.leak, whole.variant) == (
        "ama@observatory.example",
        Leak.contact_or_post,
        "mail",
    )
    alone = Hit(start=34, end=37, leak=Leak.named, who=1)
    assert in_address(alone, passage(text)) is alone
