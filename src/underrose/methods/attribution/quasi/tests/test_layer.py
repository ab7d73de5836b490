import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, people
from underrose.methods.attribution.values import Leak, Person, Policy, Roster

LAYER = QuasiIdentifiers(ROOM)


def _hits(text):
    return LAYER.find(passage(text))


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("A lawyer from Kenya said so.", [Leak.one_clause]),
        ("A lawyer said so. The same speaker, from Kenya, repeated it.", [Leak.one_clause, Leak.linked]),
        ("Both Kenyans disagreed.", [Leak.counted]),
        ("Everybody signed, except for the two judges.", [Leak.counted]),
        ("The judge closed her folder.", [Leak.pronoun]),
        ("A judge said so. She repeated it.", [Leak.one_clause, Leak.pronoun]),
    ],
)
def test_leak_is_of_its_kind(text, leaks):
    assert [hit.leak for hit in _hits(text)] == leaks


def test_places_are_those_of_the_original():
    text = "Yes — “the\u00a0Kényan lawyer” said so. A LAWYER from Kenya\u200b said so."
    found = [text[hit.start : hit.end] for hit in _hits(text)]
    assert found[-1] == "A LAWYER from Kenya"


def test_linked_hit_leads_to_the_first_and_takes_all_that_was_said():
    first, second = _hits("A lawyer from Africa spoke. The same participant, a woman, spoke again.")
    assert second.links == 0
    assert first.links is None
    assert dict(second.said) == {"role": ("lawyer",), "region": ("Africa",), "gender": ("F",)}
    assert second.who == LAYER.anonymity_set({"role": "lawyer", "region": "Africa", "gender": "F"})


def test_speakers_are_not_followed_into_the_next_paragraph():
    one = _hits("A lawyer from Africa spoke. She spoke again.")
    two = _hits("A lawyer from Africa spoke.\n\nShe spoke again.")
    assert (len(one), len(two)) == (2, 1)


def test_pronoun_of_somebody_else_says_nothing_of_the_speaker():
    layer = QuasiIdentifiers(people(("Kenya", "", "lawyer", "", "F", "", "")))
    hits = layer.find(passage("A lawyer spoke. He laughed. The same speaker, from Kenya, went on."))
    assert [dict(hit.said) for hit in hits] == [
        {"role": ("lawyer",)},
        {"role": ("lawyer",), "country": ("Kenya",)},
    ]


def test_experience_nobody_can_place_is_found_without_people():
    (hit,) = _hits('"When I negotiated the annex, nobody slept," came the reply.')
    assert (hit.leak, hit.who) == (Leak.experience, None)


def test_experience_that_names_a_body_leads_to_who_is_there():
    (hit,) = _hits('"I have worked at Norvale for ten years," came the reply.')
    assert hit.who == LAYER.anonymity_set({"body": "Norvale Group"})


def test_title_of_a_post_stands_with_a_capital_after_the():
    layer = QuasiIdentifiers(
        Roster(
            (
                Person(key="1", posts=("Harbour Engineer",), roles=("engineer",), gender="F"),
                Person(key="2", posts=("Deputy Mayor",), roles=("official",), gender="F"),
                Person(key="3", roles=("official",), gender="M"),
            )
        )
    )
    assert [hit.who for hit in layer.find(passage("Then the Harbour Engineer rose."))] == [0b001]
    assert [hit.who for hit in layer.find(passage("Then the Deputy Mayor rose, and she left."))] == [0b010]
    assert layer.find(passage("They spoke of the harbour engineer of old.")) == []


@pytest.mark.parametrize("k", [3, 4, 5, 6])
def test_fixes_restore_what_they_promise(k):
    layer = QuasiIdentifiers(ROOM, Policy(k=k))
    text = "Later a female lawyer from Brazil working on torture prevention disagreed."
    (hit,) = layer.find(passage(text))
    assert hit.fixes
    for fix in hit.fixes:
        new = text[: fix.start] + fix.wording + text[fix.end :]
        who = [found.who for found in layer.find(passage(new))] or [layer.index.counting]
        assert who[0].bit_count() == fix.k >= k


def test_fixes_tell_as_much_as_may_be_told():
    (hit,) = _hits("A lawyer from Kenya disagreed.")
    assert [(fix.wording, fix.k) for fix in hit.fixes] == [
        ("A participant from civil society", 5),
        ("A participant from Africa", 7),
        ("A participant", 20),
    ]


def test_fix_of_a_speaker_already_too_narrow_parts_the_link():
    _, hit = _hits("A judge spoke. The same participant, from Ghana, spoke again.")
    assert [(fix.wording, fix.k) for fix in hit.fixes][-1] == ("A participant", 20)


def test_fix_takes_the_afterthought_with_it():
    text = "A lawyer disagreed, speaking as a Kenyan."
    (hit,) = _hits(text)
    fix = hit.fixes[-1]
    assert text[: fix.start] + fix.wording + text[fix.end :] == "A participant disagreed."


def test_many_who_share_a_body_get_a_fix():
    rows = [("Kenya", "", "lawyer", "", "", "Plain Law", "")] * 5 + [
        ("Peru", "", "judge", "", "", "Court", "")
    ] * 5
    (hit,) = QuasiIdentifiers(people(*rows)).find(passage("A lawyer disagreed."))
    assert hit.who.bit_count() == 5
    assert [fix.wording for fix in hit.fixes] == ["A participant"]


def test_whoever_does_not_fit_is_no_finding():
    assert _hits("A judge from Iceland disagreed.") == []


def test_empty_room_and_empty_text():
    assert QuasiIdentifiers(Roster(())).find(passage("A judge from Ghana disagreed.")) == []
    assert _hits("") == []


def test_layer_shows_no_people():
    (hit,) = _hits("Both Kenyans disagreed.")
    assert repr(hit) == "<Hit>"


WORDS = st.sampled_from(
    [
        "a",
        "the",
        "one",
        "same",
        "participant",
        "lawyer",
        "judge",
        "Kenya",
        "Kenyan",
        "from",
        "of",
        "in",
        "who",
        "is",
        "works",
        "on",
        "mediation",
        ",",
        ".",
        "(",
        ")",
        "said",
        "that",
        "she",
        "he",
        "speaking",
        "as",
        "both",
        "only",
        "not",
        "except",
        "for",
        "-",
        ":",
        '"',
        "'s",
        "and",
        "or",
        "woman",
        "all",
        "but",
        "later",
        "Ghana",
    ]
)


@given(st.lists(WORDS, max_size=25))
def test_any_row_of_words_is_read(words):
    text = " ".join(words)
    for hit in _hits(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.who is None or 0 < hit.who <= LAYER.index.everybody
        for fix in hit.fixes:
            assert 0 <= fix.start <= fix.end <= len(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A participant stationed in Geneva disagreed.", {"duty station": "Geneva"}),
        ("A woman based in Dublin disagreed.", {"gender": "F", "duty station": "Dublin"}),
        ("A participant with a labour perspective disagreed.", {"perspective": "labour"}),
        ("A Tongan health worker disagreed.", {"country": "Tonga", "role": "nurse"}),
        ("An Ivorian officer disagreed.", {"country": "Côte d'Ivoire"}),
    ],
)
def test_axes_of_the_meeting_are_read_as_any_other(text, said):
    rows = (
        ("Tonga", "nurse", "F", "Geneva", "health"),
        ("Tonga", "chief", "M", "Nuku'alofa", "labour"),
        ("Côte d'Ivoire", "army colonel", "M", "Abidjan", "security"),
        ("Ireland", "philanthropist", "F", "Dublin", "funders"),
    )
    layer = QuasiIdentifiers(
        Roster(
            tuple(
                Person(
                    key=role,
                    countries=(country,),
                    roles=(role,),
                    gender=gender,
                    facts={"Duty station": (station,), "Perspective": (view,)},
                )
                for country, role, gender, station, view in rows
            )
        )
    )
    (hit,) = layer.find(passage(text))
    assert hit.who == layer.anonymity_set(said)
