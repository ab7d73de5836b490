"""Whoever was told of before is taken up again: parts of a group, pronouns, places told in passing, people of the same country."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, people, wanted

LAYER = QuasiIdentifiers(ROOM)
MANY = QuasiIdentifiers(
    people(
        *(
            (country, "", "engineer", "", "M", "", "")
            for country in ("Peru", "Mali", "Chile", "Ghana", "Fiji")
        ),
        *((country, "", "engineer", "", "F", "", "") for country in ("Peru", "Norway", "Japan")),
        *(
            (country, "", "farmer", "", "F", "", "")
            for country in ("Peru", "Norway", "Japan", "Mali", "Chad")
        ),
    )
)
"""Enough engineers to hide in, three of them women."""


def _who(layer, text):
    return [hit.who for hit in layer.find(passage(text))]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The journalists were of two minds. One of them, a Peruvian, sided with nobody.", "role=journalist;country=Peru"),
        ("Among the lawyers the fee was disputed. One of them, practising in Brazil, waives it.", "role=lawyer;country=Brazil"),
        ("The lawyers arrived together. Two of them, both from Kenya, left early.", "role=lawyer;country=Kenya"),
        ("The diplomats agreed. The Finn among them added a footnote.", "role=diplomat;country=Finland"),
        ("Diplomats opened the morning. The women among them asked for names.", "role=diplomat;gender=F"),
        ("The judges followed. The second of them, from Mali, ran out of time.", "role=judge;country=Mali"),
        ("In this order: lawyer - judge - journalist (the second of these, Ghanaian, without slides)", "role=judge;country=Ghana"),
        ("Two judges fell out, one from Ghana and one from Mali.", "role=judge;country=Mali"),
        ("Two men held the pen, one Malian and one Peruvian.", "gender=M;country=Peru"),
        ("The diplomats were content, but for one, a woman.", "role=diplomat;gender=F"),
        ("The lawyers would not sign. The Brazilian would, with a reservation.", "role=lawyer;country=Brazil"),
        ("Both Kenyans spoke; the woman at greater length.", "country=Kenya;gender=F"),
        ("The Norwegians were tired. Their academic apologised for the weather.", "country=Norway;role=academic"),
        ("Two academics were there. The one who teaches in Kuwait had brought dates.", "role=academic;country=Kuwait"),
        ("The vendors were polled; the woman abstained.", "role=vendor;gender=F"),
        ("Of the judges nothing was asked, and his was the only paper.", "role=judge;gender=M"),
        ("Vendors declined; one, a Brazilian, would think about it.", "role=vendor;country=Brazil"),
        ("Two lawyers compared fees: a Kenyan and a Brazilian.", "role=lawyer;country=Kenya"),
        ("Two lawyers compared fees. The younger, from Brazil, takes rice.", "role=lawyer;country=Brazil"),
        ("The loudest of the judges, from Mali, was asked to sit.", "role=judge;country=Mali"),
        ("The vendors kept to the second row; she thought the first too warm.", "role=vendor;gender=F"),
    ],
)  # fmt: skip
def test_one_of_a_group_is_what_the_group_is(text, says):
    assert LAYER.anonymity_set(wanted(says)) in _who(LAYER, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A man asked about ports, himself from the Brazilian north.", "gender=M;country=Brazil"),
        ("A woman asked about land. The same, a lawyer, returned to it.", "gender=F;role=lawyer"),
        ("A lawyer and a vendor quarrelled. The first, from Brazil, gave way.", "role=lawyer;country=Brazil"),
        ("A lawyer and a vendor quarrelled. The second, from Brazil, gave way.", "role=vendor;country=Brazil"),
        ("A judge from Ghana was heard. Her compatriot saw it otherwise.", "country=Ghana"),
        ("A lawyer from Brazil was brief. Another of her profession, from Kenya, was not.", "role=lawyer;country=Kenya"),
        ("A Malian speaker, custody: children are asked by three courts.", "country=Mali"),
        ("One speaker regretted that his office in Dakar had no lift.", "country=Senegal;gender=M"),
        ("One diplomat yawned. He had flown in from Helsinki that night.", "role=diplomat;country=Finland;gender=M"),
        ("A journalist read it out. Back in Lima, she has read worse.", "role=journalist;country=Peru;gender=F"),
        (
            "One of the journalists paid for it herself, as she said, for the bureau in Accra had no money.",
            "role=journalist;country=Ghana;gender=F",
        ),
        ("A judge asked who reads annexes. He has been a lawyer in Mali for too long.", "role=judge;country=Mali;gender=M"),
        ("The speaker from Ghana had two points. As a judge she could make only one.", "country=Ghana;role=judge;gender=F"),
        ("A lawyer agreed, a Kenyan.", "role=lawyer;country=Kenya"),
        ("A vendor had come all the way from Helsinki to say no.", "role=vendor;country=Finland"),
        ('A lawyer from Africa wrote: "In Kenya we wait for nine years."', "role=lawyer;country=Kenya"),
        ('"In my country, Finland, that is breakfast," a diplomat said.', "role=diplomat;country=Finland"),
        ("A diplomat said that as a Norwegian she keeps quiet.", "role=diplomat;country=Norway;gender=F"),
        ("A diplomat said that Norwegians like herself keep quiet.", "role=diplomat;country=Norway"),
        ("A judge compared it with the custom in his own Mali.", "role=judge;country=Mali"),
        ("A judge compared it with the custom at home in Mali.", "role=judge;country=Mali"),
        ("A diplomat compared it with Norway, where she grew up.", "role=diplomat;country=Norway;gender=F"),
        ("A diplomat was asked for maps, and showed his own country's stretch of ice above Helsinki.", "role=diplomat;country=Finland"),
        ("As for loans, he of the ministry in Lima held that they evaporate.", "gender=M;country=Peru"),
        ("Someone from Latin America rose. It was the journalist, and she was short.", "region=Latin America;role=journalist;gender=F"),
        ("One diplomat listened. Posted for years by the sea, at Helsinki, he had seen worse.", "role=diplomat;country=Finland;gender=M"),
    ],
)  # fmt: skip
def test_the_same_one_is_known_again(text, says):
    assert LAYER.anonymity_set(wanted(says)) in _who(LAYER, text)


@pytest.mark.parametrize(
    "text",
    [
        "An engineer objected. Nobody answered her.",
        "An engineer objected to the table, and hers was the only objection.",
        "An engineer answered that October is when her people plant.",
        "The engineers were asked for prices; hers were the lowest.",
        "An engineer had been asked about pumps, yet it was a question of pay: she has had none since May.",
    ],
)
def test_a_pronoun_wherever_it_stands_says_who_of_many(text):
    assert MANY.anonymity_set({"role": ["engineer"], "gender": ["F"]}) in _who(MANY, text)


@pytest.mark.parametrize(
    "text",
    [
        "An engineer told of a widow and her goats.",
        "An engineer said that a minister had lost her keys.",
        "Engineers must sleep. She who does not is no use.",
        "An engineer thanked Amina, who had kept her promise.",
        "An engineer named the poet Amina Diallo. Nobody had read her.",
        "An engineer asked what that costs HER and the others.",
    ],
)
def test_a_pronoun_behind_somebody_else_is_theirs(text):
    assert MANY.anonymity_set({"role": ["engineer"], "gender": ["F"]}) not in _who(MANY, text)


def test_a_pronoun_behind_somebody_known_already_is_no_second_finding():
    assert len(_who(MANY, "A farmer from Chad kept her hat on.")) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A judge spoke for Ghana and asked for water.", "role=judge;country=Ghana"),
        ("A judge, if I remember well from Ghana, asked for water.", "role=judge;country=Ghana"),
        ("A diplomat who reports to Oslo asked for water.", "role=diplomat;country=Norway"),
        ("A judge asked for water. From Mali, as it happens.", "role=judge;country=Mali"),
        ("Neither Ghanaian had read it; the judge among them had brought it.", "country=Ghana;role=judge"),
    ],
)
def test_a_place_in_passing_is_whence(text, says):
    assert LAYER.anonymity_set(wanted(says)) in _who(LAYER, text)


@pytest.mark.parametrize(
    "text",
    [
        "A judge, just back from a visit to Ghana, asked for water.",
        "A judge who had travelled to Peru asked for water.",
    ],
)
def test_where_somebody_only_went_is_not_whence(text):
    assert {who for who in _who(LAYER, text) if who} <= {LAYER.anonymity_set({"role": ["judge"]})}


@pytest.mark.parametrize(
    "text",
    ["Judges: hers was no, his was yes.", "The two judges differ: she would publish, he would not."],
)
def test_she_and_he_are_two(text):
    both = [LAYER.anonymity_set({"role": ["judge"], "gender": [gender]}) for gender in ("F", "M")]
    assert _who(LAYER, text)[1:] == both


def test_a_pronoun_that_was_somebody_elses_is_forgotten():
    text = "A participant from Africa said what he had always said. The same participant, a journalist, said more."
    assert LAYER.anonymity_set({"region": ["Africa"], "role": ["journalist"]}) in _who(LAYER, text)


def test_whoever_is_only_told_of_is_found_when_a_pronoun_goes_on():
    assert _who(LAYER, "The vendors kept to the second row.") == []
    assert len(_who(LAYER, "The vendors kept to the second row; she thought the first too warm.")) == 2


def test_a_pronoun_is_said_without_its_gender():
    text = "An engineer objected to the table, and hers was the only objection."
    fixes = [
        fix.wording
        for hit in MANY.find(passage(text))
        if text[hit.start : hit.end] == "hers"
        for fix in hit.fixes
    ]
    assert fixes == ["theirs"]


@pytest.mark.parametrize(
    "text",
    [
        "One of them, a Peruvian, sided with nobody.",
        "His office in Dakar has no lift.",
        "Her compatriot saw it otherwise.",
        "The first, from Brazil, gave way.",
    ],
)
def test_nobody_is_taken_up_where_nobody_was_told_of(text):
    assert len([who for who in _who(LAYER, text) if who]) <= 1


def test_a_language_is_no_country_and_a_country_no_language():
    finnish = LAYER.find(passage("A Finnish speaker asked for the floor."))
    assert [hit.said.get("country") for hit in finnish] == []
    assert _who(LAYER, "A Malian speaker asked for the floor.") == [
        LAYER.anonymity_set({"country": ["Mali"]})
    ]
