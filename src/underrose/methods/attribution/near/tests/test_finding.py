"""People in a text, however their names are written."""

import string
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.attribution.near import NearForms
from underrose.methods.attribution.near.tokens import spaced, tokens
from underrose.methods.attribution.near.wordlist import WordIndex
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Hit, Leak, Person, Roster

PEOPLE = (
    Person(key="1", name="Grace Otieno", given="Grace", family="Otieno"),
    Person(key="2", name="William Thornbury", given="William", family="Thornbury"),
    Person(key="3", name="Ana Horáková", given="Ana", family="Horáková"),
    Person(key="4", name="Huang Meiling", given="Meiling", family="Huang", native=("黄美玲",)),
    Person(key="5", name="Jean-Pierre van der Meulen", given="Jean-Pierre", family="van der Meulen"),
    Person(key="6", name="Андрей Кузнецов", native=("Андрей Кузнецов",)),
    Person(key="7", name="Samir El-Khoury", given="Samir", family="El-Khoury"),
    Person(key="8", name="KIM Minjun", other_names=("MJ Kim",)),
    Person(key="9", name="Aleksandra Novak", given="Aleksandra", family="Novak"),
    Person(key="10", name="Jonas Petrauskas", given="Jonas", family="Petrauskas"),
    Person(key="11", name="Sakura Ōta", given="Sakura", family="Ōta"),
    Person(key="12", name="Ha-joon Ahn", given="Ha-joon", family="Ahn"),
    Person(key="13", name="Levi Van Dyk", given="Levi", family="Van Dyk"),
)
NEAR = NearForms(Roster(PEOPLE))


def _hits(text: str, near: NearForms = NEAR) -> list[Hit]:
    return near.find(passage(text))


FOUND = (
    ("Grace Otineo disagreed.", "Grace Otineo", 0, Leak.written_otherwise),
    ("Mr Otiemo disagreed.", "Otiemo", 0, Leak.written_otherwise),
    ("Bill Thornbury disagreed.", "Bill Thornbury", 1, Leak.written_otherwise),
    ("Afterwards Willie explained it.", "Willie", 1, Leak.written_otherwise),
    ("Then GO said more.", "GO", 0, Leak.written_otherwise),
    ("Then G.O. said more.", "G.O.", 0, Leak.written_otherwise),
    ("Then Grace O. said more.", "Grace O.", 0, Leak.written_otherwise),
    ("Then G. Otieno said more.", "G. Otieno", 0, Leak.written_otherwise),
    ("GraceOtieno said more.", "GraceOtieno", 0, Leak.written_otherwise),
    ("It was graceotieno who wrote.", "graceotieno", 0, Leak.written_otherwise),
    ("GraceOtinno said more.", "GraceOtinno", 0, Leak.written_otherwise),
    ("Later O t i e n o left.", "O t i e n o", 0, Leak.written_otherwise),
    ("Grace 0tieno left.", "Grace 0tieno", 0, Leak.named),
    ("OTINEO, Grace left.", "OTINEO, Grace", 0, Leak.written_otherwise),
    ("Grace otineo left.", "Grace otineo", 0, Leak.written_otherwise),
    ("Write to grace.otieno@mail.example now.", "grace.otieno", 0, Leak.written_otherwise),
    ("Thornbury, according to Thornbery, was late.", "Thornbery", 1, Leak.written_otherwise),
    ("Mr Ana Horak agreed.", "Ana Horak", 2, Leak.other_script),
    ("Ms Horakova-Smythe and Mr Horak agreed.", "Horak", 2, Leak.other_script),
    ("Wong Meiling agreed.", "Wong Meiling", 3, Leak.other_script),
    ("黄美玲同意。", "黄美玲", 3, Leak.other_script),
    ("Afterwards Jean-Piere van der Meulen left.", "Jean-Piere van der Meulen", 4, None),
    ("Mr Vandermeulen agreed with JPvdM.", None, 4, None),
    ("Andrei Kuznetsov agreed.", "Andrei Kuznetsov", 5, None),
    ("Andrey Kouznetsoff agreed.", "Andrey Kouznetsoff", 5, Leak.other_script),
    ("Кузнецов согласился.", "Кузнецов", 5, Leak.other_script),
    ("Самир Эль-Хури согласился.", "Самир Эль-Хури", 6, Leak.other_script),
    ("سمير الخوري وافق", None, 6, Leak.other_script),
    ("Samir Elkhoury agreed.", "Samir Elkhoury", 6, None),
    ("Min-jun Gim agreed.", "Min-jun Gim", 7, Leak.other_script),
    ("김민준은 동의했다", "김민준", 7, Leak.other_script),
    ("Professor Vai Dyk agreed.", "Vai Dyk", 12, Leak.written_otherwise),
    ("Ms Petrauskienė agreed.", "Petrauskienė", 9, Leak.other_script),
    ("太田さくら agreed.", "太田さくら", 10, Leak.other_script),
    ("Ha-joon An agreed.", "Ha-joon An", 11, Leak.other_script),
    ("Sasha Nowak agreed.", "Sasha Nowak", 8, None),
)


@pytest.mark.parametrize(("text", "written", "place", "leak"), FOUND)
def test_name_written_otherwise_is_found(
    text: str, written: str | None, place: int, leak: Leak | None
) -> None:
    fitting = [hit for hit in _hits(text) if hit.who is not None and hit.who >> place & 1]
    assert fitting, [text[hit.start : hit.end] for hit in _hits(text)]
    if written is not None:
        assert written in {text[hit.start : hit.end] for hit in fitting}
    if leak is not None:
        assert leak in {hit.leak for hit in fitting}


NOTHING = (
    "Several participants from different regions agreed that the Bill was late.",
    "Grace under pressure was praised in May 2019, and good will was shown.",
    "The William Penn Foundation and the Kim Center paid for it.",
    "The US and the UN said no; the EU did not, and IT was slow.",
    "Andrew Williamson and Graciela Otamendi lead another house.",
    "A hundred years ago, Huangpu was a village.",
    "They will, in the end, mean what they say.",
    "",
    "...",
    "J. K. L. M.",
)


@pytest.mark.parametrize("text", NOTHING)
def test_text_about_others_gives_nothing(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in _hits(text)] == []


def test_several_people_may_fit() -> None:
    near = NearForms(
        Roster((*PEOPLE, Person(key="14", name="Wilma Thornbury", given="Wilma", family="Thornbury")))
    )
    (hit,) = _hits("Mr Thornbery agreed.", near)
    assert hit.who == 1 << 1 | 1 << 13


def test_hits_do_not_overlap_and_stand_in_order() -> None:
    hits = _hits("Grace Otineo, Bill Thornbery, GO and O t i e n o said that Mr Otiemo was right.")
    assert len(hits) >= 4
    assert all(one.end <= other.start for one, other in pairwise(hits))


def test_empty_roster_and_nameless_person_find_nothing() -> None:
    assert _hits("Grace Otieno spoke.", NearForms(Roster(()))) == []
    assert _hits("Grace Otieno spoke.", NearForms(Roster((Person(key="1"),)))) == []


def test_places_are_those_of_the_original() -> None:
    text = "A \u00adsoft start.  Then Gra\u00adce\u200b Otine\u0301o left."
    (hit,) = _hits(text)
    assert text[hit.start : hit.end] == "Gra\u00adce\u200b Otine\u0301o"


FAMILIES = (
    "Thornbury",
    "Kowalczyk",
    "Mwangi",
    "Papadakis",
    "Fernandes",
    "Haddadin",
    "Jayasuriya",
    "Bergstrom",
)
ROOM = NearForms(
    Roster(
        tuple(
            Person(key=str(at), name=f"Ana {name}", given="Ana", family=name)
            for at, name in enumerate(FAMILIES)
        )
    )
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_one_edit_of_a_longer_name_is_found(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(FAMILIES) - 1))
    name = FAMILIES[at]
    place = data.draw(st.integers(1, len(name) - 2))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    edited = data.draw(
        st.sampled_from(
            (
                name[:place] + name[place + 1 :],
                name[:place] + letter + name[place:],
                name[:place] + letter + name[place + 1 :],
                name[:place] + name[place + 1] + name[place] + name[place + 2 :],
            )
        )
    )
    if edited == name:
        return
    for text in (f"Ana {edited} left.", f"Ms {edited} left."):
        assert any(hit.who is not None and hit.who >> at & 1 for hit in _hits(text, ROOM)), text


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("Aa.bG OéШ王ד@-'\n,"), max_size=40))
def test_any_text_is_read_without_error(text: str) -> None:
    for hit in _hits(text):
        assert 0 <= hit.start < hit.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcde", min_size=4, max_size=8), st.text(alphabet="abcde", min_size=4, max_size=8))
def test_index_finds_what_comparing_each_pair_finds(word: str, other: str) -> None:
    """A slow twin: one deletion, insertion, change or turn of two letters, tried out."""
    edits = {word[:at] + word[at + 1 :] for at in range(len(word))}
    edits |= {word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in "abcde"}
    edits |= {word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in "abcde"}
    edits |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    fits = WordIndex({}, {other: 1}, {}).fits(word, nearly=True)
    if other in edits:
        assert fits.anyone == 1


def test_tokens_know_their_places() -> None:
    text = "Then O'Brien met Jean-Pierre's aunt, J.R. and Шевченко."
    assert [text[one.start : one.end] for one in tokens(text)] == [
        "Then",
        "O'Brien",
        "Jean-Pierre",
        "J.R.",
        "Шевченко",
    ]
    assert list(spaced("S p a c e d out")) == [(0, 11, "spaced")]


HOSTILE = (
    "aB" * 20_000,
    "A b c d e f g h " * 3_000,
    "山" * 5_000,
    "김" * 5_000,
    "ก" * 5_000,
    "A.B.C.D." * 3_000,
    "Grace-" * 5_000,
    "@aaaa.bbbb" * 3_000,
    "Grace\u0301\u200b" * 5_000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    started = time.process_time()
    _hits(text)
    assert time.process_time() - started < 3


def test_hostile_roster_is_built_in_bounded_time() -> None:
    names = (
        "Grace" * 2_000,
        "山川" * 500,
        "Отиено" * 500,
        "A" * 5_000 + " " + "b-" * 2_000,
        "." * 100,
        "a, b, c",
    )
    near = NearForms(
        Roster(tuple(Person(key=str(at), name=name, native=(name,)) for at, name in enumerate(names)))
    )
    assert _hits("Nobody said a word.", near) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Selon Grace Otineo, le texte est trop long pour une seule journée.", 0),
        ("Según William Thornburry, el texto de la resolución es demasiado largo.", 1),
        ("Danach erklärte Ministerin Horakowa, dass die Sitzung nicht länger dauern soll.", 2),
        ("وقال Grace Otineo إن النص طويل", 0),
        ("Затем выступил Самир Эль-Хури.", 6),
    ],
)
def test_near_forms_are_found_in_other_languages(text: str, place: int) -> None:
    assert any(hit.who is not None and hit.who >> place & 1 for hit in _hits(text))
