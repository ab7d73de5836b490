import random

import pytest

from underrose.methods.attribution.contacts import whole_addresses
from underrose.methods.attribution.exact import ExactForms
from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Person, Roster

ROOM = Roster(
    (
        Person(
            key="0", name="Amina Njeri Otieno", given="Amina Njeri", family="Otieno", honorific="Dr", gender="F",
            mails=("amina.otieno@rivers.example",), telephones=("+44 20 7946 0318",), handles=("@amina_rivers",),
            posts=("Director of Field Work, Rivers Watch",), bodies=("Rivers Watch",),
        ),
        Person(key="1", name="Jürgen von der Mühle", given="Jürgen", family="von der Mühle", posts=("Founder",)),
        Person(key="2", name="Li Wei", given="Wei", family="Li", native=("李伟",), countries=("CN",)),
        Person(key="3", name="Layla Al-Khatib", given="Layla", family="Al-Khatib", native=("ليلى الخطيب",)),
        Person(key="4", name="Grace May", given="Grace", family="May"),
        Person(key="5", name="Brendan O'Shea", given="Brendan", family="O'Shea", other_names=("Bren Shea",)),
        Person(
            key="6", name="Nils Berg", given="Nils", family="Berg",
            posts=("Ambassador of Norland to the United Nations in Geneva",), countries=("Norland",),
        ),
        Person(key="7", name="U Thant Zin", given="Thant", family="Zin", honorific="U"),
    )
)  # fmt: skip
EXACT = ExactForms(ROOM)


def _found(text):
    return [
        (
            text[hit.start : hit.end],
            hit.leak.value,
            [place for place in range(8) if (hit.who or 0) >> place & 1],
        )
        for hit in EXACT.find(passage(text))
    ]


@pytest.mark.parametrize(
    ("text", "words", "leak", "place"),
    [
        ("Amina Otieno asked.", "Amina Otieno", "D1", 0),
        ("Amina Njeri Otieno asked.", "Amina Njeri Otieno", "D1", 0),
        ("Amina Wanjiru Otieno asked.", "Amina Wanjiru Otieno", "D1", 0),
        ("OTIENO, Amina asked.", "OTIENO, Amina", "D1", 0),
        ("Then Dr Otieno asked.", "Dr Otieno", "D1", 0),
        ("Then Ambassador Dr. Otieno asked.", "Ambassador Dr. Otieno", "D1", 0),
        ("A. Otieno asked.", "A. Otieno", "D1", 0),
        ("In response to JR, Amina Otieno asked.", "Amina Otieno", "D1", 0),
        ("It was H.E. Otieno who asked.", "H.E. Otieno", "D1", 0),
        ("This was doubted (Otieno).", "Otieno", "D1", 0),
        ("Layla Otieno-Kamau and Amina asked.", "Amina", "D2", 0),
        ("Nobody but Otieno asked.", "Otieno", "D1", 0),
        ("In Kenya Amina asked.", "Amina", "D2", 0),
        ("A.N. Otieno asked.", "A.N. Otieno", "D1", 0),
        ("Otieno's view won.", "Otieno", "D1", 0),
        ("amina otieno asked", "amina otieno", "D1", 0),
        ("the file otieno_amina.docx", "otieno_amina", "D1", 0),
        ("Amina\nOtieno asked.", "Amina\nOtieno", "D1", 0),
        ("Ami\u00adna Oti\u200beno asked.", "Ami\u00adna Oti\u200beno", "D1", 0),
        ("AminaOtieno asked.", "AminaOtieno", "D2", 0),
        ("#aminanjeriotieno", "aminanjeriotieno", "D2", 0),
        ("Then Amina asked.", "Amina", "D2", 0),
        ("Herr von der Mühle fragte.", "Herr von der Mühle", "D1", 1),
        ("Mr Muehle asked.", "Mr Muehle", "D1", 1),
        ("Jurgen von der Muhle asked.", "Jurgen von der Muhle", "D1", 1),
        ("会上李伟发言。", "李伟", "D3", 2),
        ("李先生发言。", "李先生", "D3", 2),
        ("قالت ليلى الخطيب نعم", "ليلى الخطيب", "D3", 3),
        ("Ms Khatib asked.", "Ms Khatib", "D1", 3),
        ("Ms al-Khatib asked.", "Ms al-Khatib", "D1", 3),
        ("Alkhatib asked.", "Alkhatib", "D1", 3),
        ("Grace May asked.", "Grace May", "D1", 4),
        ("Mr O’Shea asked.", "Mr O’Shea", "D1", 5),
        ("OShea asked.", "OShea", "D1", 5),
        ("Bren Shea asked.", "Bren Shea", "D1", 5),
        ("For once U Thant asked.", "U Thant", "D2", 7),
        ("the Director of Field Work, Rivers Watch, asked", "Director of Field Work, Rivers Watch", "D4", 0),
        ("the Director of Field Work asked", "Director of Field Work", "D4", 0),
        ("the director of field work at Rivers Watch", "director of field work", "D4", 0),
        ("the Ambassador of Norland asked", "Ambassador of Norland", "D4", 6),
        ("Norland's Ambassador asked", "Norland's Ambassador", "D4", 6),
        ("write to amina.otieno@rivers.example now", "amina.otieno@rivers.example", "D4", 0),
        (
            "write to amina.otieno (at) rivers (dot) example",
            "amina.otieno (at) rivers (dot) example",
            "D4",
            0,
        ),
        ("write to amina.otieno at rivers dot example", "amina.otieno at rivers dot example", "D4", 0),
        ("write to amina.otieno@elsewhere.example", "amina.otieno@elsewhere.example", "D4", 0),
        ("call +44 (0)20 7946 0318", "+44 (0)20 7946 0318", "D4", 0),
        ("call 020-7946-0318", "020-7946-0318", "D4", 0),
        ("call 0044 2079460318", "0044 2079460318", "D4", 0),
        ("ask @Amina_Rivers there", "@Amina_Rivers", "D4", 0),
        ("see x.example/amina_rivers", "amina_rivers", "D4", 0),
    ],
)
def test_exact_mentions(text, words, leak, place):
    assert (words, leak, [place]) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Grace under pressure was asked of all.",
        "It may be that May 2019 was late.",
        "They may ask for grace.",
        "The Director of Field Work of Health Canada spoke in public.",
        "call 020 7946 0319",
        "write to somebody.else@rivers.example",
        "the nils-bergen road",
        "Then Dr Amina Kariuki asked.",
        "Then Amina Cook asked.",
        "Huw Otieno asked.",
        "There was no change to NILS.",
        "Brendan Murphy and Amina Kelly asked.",
        "An lithium battery and a zinc roof.",
        "在会议上大家同意。",
    ],
)
def test_exact_leaves_alone_what_is_nobody(text):
    assert _found(text) == []


def test_exact_of_another_person_with_the_initial_of_nobody_here():
    assert _found("They read K. Otieno and moved on.") == []


def test_parts_of_other_peoples_addresses_are_nobody_here():
    text = "amina.kelly@place.example, otieno@place.example, amina.otieno.2@place.example"
    made = passage(text)
    found = [text[hit.start : hit.end] for hit in whole_addresses(made, EXACT.find(made))]
    assert found == ["otieno", "amina.otieno"]


def test_exact_of_names_in_a_row_keeps_people_apart():
    found = [(words, who) for words, _, who in _found("Amina Otieno, Grace May and Nils Berg asked.")]
    assert found == [("Amina Otieno", [0]), ("Grace May", [4]), ("Nils Berg", [6])]


def test_exact_of_a_name_two_people_bear():
    room = Roster((Person(key="0", name="Ana Silva"), Person(key="1", name="Rui Silva")))
    (hit,) = ExactForms(room).find(passage("Mrs Silva asked."))
    assert hit.who == 0b11


def test_exact_finds_what_a_slow_search_finds():
    """The twin: full names at word borders, looked for one by one."""
    rng = random.Random(3)  # noqa: S311 # a test
    given = ["Amina", "Bodil", "Chidi", "Deniz", "Edda", "Farid"]
    family = ["Otieno", "Lindqvist", "Okafor", "Yildirim", "Gunnarsdottir", "Haddad"]
    people = tuple(
        Person(key=str(at), name=f"{one} {other}", given=one, family=other)
        for at, (one, other) in enumerate(zip(given, rng.sample(family, 6), strict=True))
    )
    exact = ExactForms(Roster(people))
    for _ in range(60):
        words = [
            rng.choice([*(one.name for one in people), "then", "asked", "Otienos", "because", "and,"])
            for _ in range(8)
        ]
        text = " ".join(words)
        found = {(hit.start, hit.end, hit.who) for hit in exact.find(passage(text)) if hit.variant == "full"}
        expected = set()
        for place, person in enumerate(people):
            at = text.find(person.name)
            while at >= 0:
                end = at + len(person.name)
                if not text[end : end + 1].isalpha():
                    expected.add((at, end, 1 << place))
                at = text.find(person.name, end)
        assert found == expected


def test_exact_of_a_room_without_names_finds_nothing():
    assert (
        ExactForms(Roster((Person(key="0"),))).find(passage("Anybody may speak, and +44 20 7946 0318.")) == []
    )


def test_fold_keeps_a_name_and_its_capitals_together():
    assert fold("O’Shea") == "o'shea"


@pytest.mark.parametrize(
    ("native", "text", "called"),
    [
        ("岡部遥", "岡部さんが質問した。", "岡部さん"),
        ("佐々木太郎", "佐々木様より", "佐々木様"),
        ("森由紀", "森氏は反対した。", "森氏"),
        ("欧阳修文", "欧阳先生认为", "欧阳先生"),
        ("黄美玲", "黄女士认为", "黄女士"),
    ],
)
def test_surname_of_any_length_with_what_follows_it(native, text, called):
    exact = ExactForms(Roster((Person(key="0", name="N N", native=(native,)),)))
    (hit,) = exact.find(passage(text))
    assert text[hit.start : hit.end] == called
