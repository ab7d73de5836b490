import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.attribution.frames import Frames, footnotes
from underrose.methods.attribution.frames.layer import _joined
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Hit, Leak, Person, Roster

NOTE = Path(__file__).parents[7] / "shared" / "inputs" / "concept-note-wp1725.txt"
NAME = "Grace Otieno"
FRAMES = Frames(Roster((Person(key="1", name=NAME),)))

SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))


def spans(text):
    return FRAMES.public_spans(passage(text))


def is_covered(text, name=NAME):
    start = text.index(name)
    return any(begin <= start and start + len(name) <= end for begin, end in spans(text))


@pytest.mark.parametrize("text", SENTENCES["private"])
def test_name_beside_a_mere_year_or_council_is_not_public(text):
    assert not is_covered(text)


@pytest.mark.parametrize("text", SENTENCES["sourced"])
def test_name_with_a_source_is_public(text):
    assert is_covered(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Kampala Principles of 2019, led by the Governments of Ghana and Peru, bind all.", "Governments of Ghana and Peru"),
        ("The Government of Peru-led 4 May Appeal was read again.", "Government of Peru"),
        ("In its general recommendation No. 30, the Committee on Lands said that titles matter.", "the Committee on Lands"),
        ("In Smith v. Ruritania (2009), the Regional Court held that titles matter.", "the Regional Court"),
        ("Titles matter (UNODC 2019).", "UNODC 2019"),
        ("The Report of the High Commissioner on titles, 3 March 2019, A/HRC/40/99, says so.", "Report of the High Commissioner"),
    ],
)  # fmt: skip
def test_document_or_initiative_is_public_with_its_authors(text, name):
    assert is_covered(text, name)


@pytest.mark.parametrize(("text", "name"), SENTENCES["bodies"])
def test_body_that_speaks_in_a_document_is_public(text, name):
    assert is_covered(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A Chilean diplomat, writing in the Journal of Ocean Law, vol. 4 (2015), called it old.",
            "A Chilean diplomat",
        ),
        (
            "Following the statement by the representative of Chile (A/C.3/75/SR.4, para. 18), it fell.",
            "representative of Chile",
        ),
        (
            "As the Special Rapporteur on minority schooling noted, a word can be taught (A/HRC/44/977, para. 31).",
            "Rapporteur",
        ),
        (
            "It was said in public by the Austrian delegation on 18 November 2019 at the Vienna Conference.",
            "Austrian delegation",
        ),
    ],
)
def test_somebody_without_a_name_is_public_with_a_source(text, name):
    assert is_covered(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A Chilean diplomat, who had written on the law of the sea since 2015, called it old.",
            "A Chilean diplomat",
        ),
        ("On 3 March the Norwegian delegate made the point again (see item 4).", "Norwegian delegate"),
        ("The Mexican judge quoted the leading opinion of 4 September 2019.", "Mexican judge"),
    ],
)
def test_somebody_without_a_name_or_a_source_is_not(text, name):
    assert not is_covered(text, name)


def test_quotation_of_a_public_source_is_public_as_well():
    text = "As Grace Otieno told the Human Rights Council in 2017, “the people of Peru know” that."
    assert is_covered(text, "the people of Peru know")


def test_source_holds_for_its_own_sentence_alone():
    text = "Grace Otieno (Human Rights Council 2017) put it well. Grace Otieno repeated it here."
    assert all(end <= text.index("Grace Otieno repeated") for _, end in spans(text))


def test_footnote_proves_what_its_sentence_says():
    text = "High Commissioner Grace Otieno warned of haste.²\n\n² Statement to the Human Rights Council, 10 May 2018."
    assert is_covered(text)
    assert not is_covered(text.replace("² Statement to the Human Rights Council, 10 May 2018", "² See above"))


def test_footnote_elsewhere_in_a_long_text_is_given_beside_it():
    one = passage("High Commissioner Grace Otieno warned of haste.²")
    assert FRAMES.public_spans(one) == []
    notes = footnotes("² Statement to the Human Rights Council, 10 May 2018.")
    assert FRAMES.public_spans(one, notes)[0] == (0, 48)


def test_footnote_at_the_end_holds_for_the_office_through_its_paragraph():
    text = "Secretary-General Otieno made it a priority. Reform goes on.[1]\n\n[1] Report of the Secretary-General, A/73/1."
    assert is_covered(text, "Otieno")
    assert not is_covered(text.replace("Report of the Secretary-General", "Report of the Panel"), "Otieno")


def test_mention_with_a_source_gives_no_hit():
    text = "Grace Otieno told the Human Rights Council in 2017 that land is life."
    assert FRAMES.find(passage(text), [Hit(start=0, end=12, leak=Leak.named, who=1)]) == []


def test_everyday_text_has_no_public_source():
    assert (
        spans(
            "In May 2019 the Bill was read; in Colombia the 2016 peace agreement held. 24/7, HIV/AIDS, A/B."
        )
        == []
    )


@pytest.mark.skipif(not NOTE.exists(), reason="the concept note does not lie beside the project")
def test_concept_note_is_full_of_public_sources_and_leaks_nothing():
    text = NOTE.read_text(encoding="utf-8")
    one = passage(text)
    sources = {found.subject for found in FRAMES.public(one) if found.subject}
    quoted = {found.quote for found in FRAMES.public(one) if found.quote}
    mentions = [
        Hit(start=at, end=at + len(name), leak=Leak.named, who=1)
        for name in ("Guterres", "Bachelet")
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    assert len(mentions) == 3
    assert len(sources) == 3
    assert len(quoted) == 2
    assert FRAMES.find(one, mentions) == []
    covered = FRAMES.public_spans(one)
    assert all(any(a <= hit.start and hit.end <= b for a, b in covered) for hit in mentions)


PIECES = st.sampled_from(
    ["Grace Otieno", "the Human Rights Council", "in 2017", "(A/HRC/37/55)", "“", "”", "said that", ".", ",", "²", "\n\n", "According to", "¹ See", "resolution 70/1", "—", "in her report", "’s"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_spans_are_in_order_apart_and_inside(pieces):
    text = " ".join(pieces)
    found = spans(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda pair: (pair[0], sum(pair)))))
def test_joined_spans_cover_the_same_places(given_spans):
    slow = {place for start, end in given_spans for place in range(start, end)}
    assert {place for start, end in _joined(given_spans) for place in range(start, end)} == slow
