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

# A year, a council or a document that does not say where this person spoke.
PRIVATE = [
    "Grace Otieno told the group that the Human Rights Council in 2017 had failed the victims.",
    "Grace Otieno said that the Security Council (2018) had been too slow.",
    "At the Security Council in 2017 there had been no progress, Grace Otieno said.",
    "In 2017, Grace Otieno said, the Council had failed.",
    "Since resolution 2282 (2016), Grace Otieno argued, little had changed.",
    "Grace Otieno cited the report A/HRC/37/55 at length.",
    "Grace Otieno recalled the debate (Human Rights Council 2017).",
    "Grace Otieno referred to the Human Rights Council session of 2017.",
    "Grace Otieno criticised the Security Council in 2017 for its silence.",
    "On resolution 1325 (2000), Grace Otieno noted that women were absent.",
    "According to Grace Otieno, the 2016 peace agreement had not reached the villages.",
    "Grace Otieno, who had worked on the 2005 World Summit, warned against haste.",
    "The Secretary-General told the Human Rights Council in 2017 that prevention pays; Grace Otieno disagreed.",
    "Grace Otieno agreed with what the Secretary-General told the Human Rights Council in 2017.",
    "As the Secretary-General told the Human Rights Council in 2017, “prevention pays”, and Grace Otieno added that it saves lives.",
    "Grace Otieno quoted Kofi Annan’s 2005 report “In Larger Freedom”.",
    "“Prevention pays” (A/73/890), said Grace Otieno.",
    "In her 2019 speech in the room, Grace Otieno praised the Council.",
    "Grace Otieno’s view of the Human Rights Council in 2017 was bleak.",
    "Grace Otieno’s remarks on 16 January 2020 were the sharpest of the day.",
    "Grace Otieno said that, according to the Report of the Secretary-General (A/73/890, p. 3), prevention pays.",
    "Under the Equality Act 2010, Grace Otieno explained, employers must act.",
    "Grace Otieno told participants in May 2019 that the Council was deaf.",
    "Grace Otieno (Kenya, 2017) was sceptical.",
    "The 13 June Appeal was praised by Grace Otieno.",
    "Grace Otieno and the High Commissioner, who addressed the General Assembly in 2018, differ.",
    "Resolution 60/251 was, Grace Otieno said, a compromise.",
    "Grace Otieno has followed the Universal Periodic Review since 2008 and warned of fatigue.",
    "In 2018 the Human Rights Council met in Geneva, and Grace Otieno warned of fatigue.",
    "Grace Otieno found in A/HRC/37/55 nothing on land.",
    "“We were never asked”, Grace Otieno said of the 2030 Agenda.",
    "Grace Otieno asked what the European Parliament in 2019 had meant.",
    "Grace Otieno doubted that the judgment of 3 May 2018 would be enforced.",
    "Grace Otieno noted the statement by the President of the Security Council (S/PRST/2018/1).",
    "During the discussion of the 73rd session of the General Assembly in 2018, Grace Otieno was silent.",
    "Quoting the Guardian of 3 May 2018, Grace Otieno said the tide had turned.",
    "Grace Otieno: the Human Rights Council in 2017 was a low point.",
    "Grace Otieno warned the group in 2017 terms about Opuz v. Turkey (2009).",
    "For Grace Otieno, general comment No. 36 settles the matter.",
    "“It settles the matter” (general comment No. 36), in the words of Grace Otieno.",
    "The 2016 report of the panel, which Grace Otieno had read, was discussed.",
    "A letter from Grace Otieno to the organisers of 3 January 2020 was read out.",
    "Grace Otieno stressed, as had the Human Rights Council in 2017, that time was short.",
    "See https://example.org/report for what Grace Otieno asked about.",
    "Grace Otieno asked for the link https://example.org/2019/report to be shared.",
]

# The same name with a source that anybody can look up.
SOURCED = [
    "As Grace Otieno told the Human Rights Council in 2017, “land is life”.",
    "Grace Otieno (Human Rights Council 2017) put it well.",
    "In a speech to the Security Council on 10 January 2017, Grace Otieno said that prevention must come first.",
    "“Prevention must come first” (Grace Otieno, statement to the Security Council, 10 January 2017).",
    "“Prevention must come first” — Grace Otieno, Security Council, 10 January 2017.",
    "Grace Otieno’s 2015 book “Land and Law” argued that titles matter.",
    "Grace Otieno argues in *Land and Law* (Cambridge University Press, 2014) that titles matter.",
    "Grace Otieno, writing in the Guardian on 3 May 2018, called for titles.",
    "“Titles matter”, Grace Otieno told the Guardian on 3 May 2018.",
    "Grace Otieno, Special Rapporteur on the right to food, reported to the Human Rights Council in 2018 (A/HRC/37/55) that hunger grows.",
    "In her report to the Human Rights Council (A/HRC/37/55), Grace Otieno found that hunger grows.",
    "According to Grace Otieno’s statement to the Security Council of 10 January 2017, prevention pays.",
    "In the words of Grace Otieno (speech to the Security Council, 10 January 2017), prevention pays.",
    "Addressing the General Assembly on 24 September 2018, President Grace Otieno said that dialogue pays.",
    "The Special Rapporteur on torture, Grace Otieno, has warned that impunity spreads (A/HRC/40/59, para. 12).",
    "“Impunity spreads”, said Grace Otieno (S/PV.8514, p. 3).",
    "The report “Land and Law” (2015) by Grace Otieno is often cited.",
    "Grace Otieno has said publicly that “impunity spreads” (press release of 3 May 2018).",
    "Grace Otieno said before the House of Lords on 3 May 2018 that impunity spreads.",
    "High Commissioner Grace Otieno warned that impunity spreads.[1]\n\n[1] Statement to the Human Rights Council, 10 September 2018.",
    "[3] Grace Otieno, address to the General Assembly, 25 September 2018.",
]


def spans(text):
    return FRAMES.public_spans(passage(text))


def is_covered(text, name=NAME):
    start = text.index(name)
    return any(begin <= start and start + len(name) <= end for begin, end in spans(text))


@pytest.mark.parametrize("text", PRIVATE)
def test_name_beside_a_mere_year_or_council_is_not_public(text):
    assert not is_covered(text)


@pytest.mark.parametrize("text", SOURCED)
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
