import pickle
import random

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.tests.room import room
from underrose.methods.attribution.values import Leak, Policy
from underrose.methods.disclosure import Regime

KEY = b"a key of the test"
GUARD = Guard(room(), key=KEY)


def _found(text, guard=GUARD, **more):
    return [(text[one.start : one.end], one.leak.value, one.k) for one in guard.scan(text, **more).findings]


def _guard(*regimes, **more):
    return Guard(room(), Policy(regimes=regimes, **more), key=KEY)


def test_guard_finds_names_and_descriptions_in_their_order():
    text = "Dr Otieno warned of it. A lawyer from Peru agreed. Several participants did not."
    assert _found(text) == [("Dr Otieno", "D1", 1), ("A lawyer from Peru", "Q1", 1)]


def test_guard_of_a_description_many_fit_finds_nothing():
    assert _found("A lawyer disagreed.") == []


def test_guard_with_a_larger_k_finds_more():
    assert _found("A lawyer disagreed.", _guard(Regime.off_the_record, k=7)) == [("A lawyer", "Q1", 6)]


def test_guard_cannot_be_given_a_k_under_the_floor():
    assert _found("A journalist disagreed.", _guard(Regime.off_the_record, k=1)) == [
        ("A journalist", "Q1", 2)
    ]


def test_guard_names_staff_though_they_hide_nobody():
    assert _found("Then Ms Svensson left.") == [("Ms Svensson", "D1", 0)]


def test_guard_on_the_record_lets_speakers_be_named_and_others_with_consent():
    found = GUARD.scan("Dr Otieno warned of it. It was a letter to Chidi Okafor.").findings
    assert [one.leak for one in found] == [Leak.named, Leak.named]
    guard = _guard(Regime.on_the_record)
    text = "Dr Otieno warned of it. A lawyer from Peru agreed. It was a letter to Chidi Okafor."
    assert _found(text, guard) == [("Chidi Okafor", "D1", 1)]
    assert "consent" in guard.scan(text).findings[0].why


def test_guard_under_the_strictest_of_two_regimes():
    assert _found("Dr Otieno warned of it.", _guard(Regime.on_the_record, Regime.off_the_record)) != []


def test_guard_where_no_country_may_stand_beside_a_view():
    text = "A participant from Europe disagreed."
    assert _found(text, _guard(Regime.off_the_record, k=4)) == []
    (finding,) = _guard(Regime.rule_without_country, k=4).scan(text).findings
    assert (finding.k, finding.leak) == (4, Leak.one_clause)
    assert "no country" in finding.why


def test_guard_lets_a_published_name_stand_but_not_beside_words():
    programme = "Programme\n\nOpening: Amina Otieno\nQuestions: amina@room.example"
    assert _found("Opening: Amina Otieno", published=[programme]) == []
    assert _found("Questions: amina@room.example", published=[programme]) == []
    assert _found("Amina Otieno warned of it.", published=[programme]) == [("Amina Otieno", "D1", 1)]
    assert _found("Closing: Chidi Okafor", published=[programme]) == [("Chidi Okafor", "D1", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Otieno: the wells were closed.",
        "The wells were closed (Otieno).",
        "It was Amina Otieno who saw the wells.",
        "Ms Otieno's network was the first to warn.",
        "Amina Otieno's ministry pays.",
        "Amina Otieno will write to the council by March.",
        "Amina Otieno counted wells",
        "Speaker 3: Amina Otieno",
        "S3 = Amina Otieno",
        "Quote 4 comes from Amina Otieno.",
        "Interviewee A is Amina Otieno.",
    ],
)
def test_guard_lets_no_published_name_stand_in_a_sentence_of_its_own(text):
    programme = "Programme\n\nOpening: Amina Otieno"
    assert [leak for _, leak, _ in _found(text, published=[programme])] == ["D1"]


@pytest.mark.parametrize(
    "text",
    [
        "Speakers: Amina Otieno, Chidi Okafor.",
        "The first session will be moderated by Amina Otieno and starts at 10:00.",
        "Panel on water and forced displacement with Amina Otieno",
        "Ms Amina Otieno, Director, Wells for Norland",
        "Keynote by Amina Otieno, followed by questions.",
        "Amina Otieno: The state of rivers",
        "We thank Amina Otieno and Chidi Okafor.",
        "The wells are counted by Amina Otieno, who leads the office.",
    ],
)
def test_guard_lets_published_names_stand_on_lists_and_programmes(text):
    programme = (
        "Programme\n\nOpening: Amina Otieno\nClosing: Chidi Okafor\n"
        "The wells are counted by Amina Otieno, who leads the office."
    )
    assert [found for found in _found(text, published=[programme]) if found[1].startswith("D")] == []


def test_guard_offers_wordings_that_enough_people_fit():
    (finding,) = GUARD.scan("Dr Otieno warned of it.").findings
    enough = {(fix.wording, fix.k) for fix in finding.fixes if fix.k}
    assert ("A lawyer", 6) in enough
    assert ("A participant", 11) in enough
    assert all(k >= 5 for _, k in enough)


def test_guard_offers_no_label_where_none_may_stand():
    (finding,) = _guard(Regime.rule_without_country).scan("Dr Otieno warned of it.").findings
    assert {fix.wording for fix in finding.fixes if fix.k} == {"A participant"}


def test_guard_offers_no_label_in_place_of_another():
    text = "A woman from Sweden agreed."
    for regime, is_offered in ((Regime.off_the_record, True), (Regime.rule_without_country, False)):
        (finding,) = _guard(regime, k=4).scan(text).findings
        assert any("Europe" in fix.wording for fix in finding.fixes) is is_offered
        assert any(fix.k == 11 for fix in finding.fixes)


def test_guard_offers_to_leave_a_contact_out():
    (finding,) = GUARD.scan("Questions: amina@room.example").findings
    assert finding.leak is Leak.contact_or_post
    assert "" in {fix.wording for fix in finding.fixes}


def test_guard_applied_fixes_leave_nothing_to_find():
    text = "Dr Otieno warned of it. Later Okafor said no."
    while findings := GUARD.scan(text).findings:
        fix = next(fix for fix in findings[0].fixes if fix.k)
        text = text[: fix.start] + fix.wording + text[fix.end :]
    assert "Otieno" not in text
    assert "Okafor" not in text


def test_guard_says_what_it_did_not_look_for():
    french = "Selon Mme Otieno, la situation est grave et les droits de la population ne sont pas respectés dans le pays."
    scan = GUARD.scan(french, points=[])
    assert any("French" in sentence for sentence in scan.not_applied)
    assert [one.leak for one in scan] == [Leak.named]
    assert not any("Copied" in sentence for sentence in scan.not_applied)
    assert any("Copied" in sentence for sentence in GUARD.scan("Nothing.").not_applied)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Según la Dra. Otieno, la situación de los derechos en el país es grave y no se ha resuelto.",
            "Spanish",
        ),
        (
            "Frau Otieno sagte, dass die Lage der Rechte in dem Land nicht gut ist und sich nicht bessert.",
            "German",
        ),
        ("قالت الدكتورة Otieno إن الوضع في البلاد صعب ولم يتحسن بعد", "Arabic or Persian"),
        ("Госпожа Otieno сказала, что положение в стране остаётся тяжёлым.", "Cyrillic"),
    ],
)
def test_guard_finds_names_in_other_languages_and_says_what_it_cannot_read(text, language):
    scan = GUARD.scan(text)
    assert any(language in sentence for sentence in scan.not_applied)
    assert any("Otieno" in text[one.start : one.end] for one in scan)


def test_guard_finds_copied_words_when_it_may_read_the_points():
    point = "I have seen the ministry hide the second survey of the river from its own lawyers"
    text = f"One view was: “{point}”."
    found = GUARD.scan(text, points=[point]).findings
    assert Leak.verbatim in {one.leak for one in found}
    assert Leak.verbatim not in {one.leak for one in GUARD.scan(text, points=[]).findings}


def test_guard_keeps_no_word_of_a_point():
    guard = Guard(room(), key=KEY)
    guard.scan("Nothing.", points=["the hidden survey of the river"])
    assert "survey" not in repr(list(_held(guard._kept)))
    guard.scan("Nothing.", points=None)
    assert "points" not in guard._kept


def _held(value):
    """Everything that can be reached from a value, in words."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from (*_held(key), *_held(one))
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _held(one)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from _held(getattr(value, name, None))
    elif hasattr(value, "__dict__"):
        yield from _held(vars(value))
    else:
        yield str(value)


def test_guard_marks_follow_the_sentence_and_the_key():
    (one,) = GUARD.scan("Before. Dr Otieno warned of it.").findings
    (moved,) = GUARD.scan("Other words here. Dr  Otieno warned of it. After.").findings
    (changed,) = GUARD.scan("Before. Dr Otieno warned of that.").findings
    (foreign,) = Guard(room(), key=b"another").scan("Before. Dr Otieno warned of it.").findings
    assert one.mark == moved.mark
    assert len({one.mark, changed.mark, foreign.mark}) == 3
    assert len(one.mark) == 32


def test_guard_shows_nothing_of_the_room():
    scan = GUARD.scan("Dr Otieno warned of it.")
    assert (
        "Otieno"
        not in f"{GUARD!r} {scan!r} {scan.findings!r} {scan.findings[0].sentence} {scan.findings[0].why}"
    )
    for one in (GUARD, scan, scan.findings[0]):
        with pytest.raises(TypeError):
            pickle.dumps(one)


def test_guard_of_a_long_text_finds_what_it_finds_in_its_parts():
    quiet = "Many words were said of rivers and of ports, and of who should pay for them.\n\n"
    loud = "Dr Otieno warned of it.\n\n"
    pieces = [quiet] * 900 + [loud] + [quiet] * 900 + [loud]
    text = "".join(pieces)
    whole = GUARD.scan(text).findings
    assert [text[one.start : one.end] for one in whole] == ["Dr Otieno", "Dr Otieno"]
    streamed = GUARD.scan_stream(pieces).findings
    assert [(one.start, one.end, one.mark) for one in streamed] == [
        (one.start, one.end, one.mark) for one in whole
    ]
    fix = whole[1].fixes[0]
    assert text[fix.start : fix.end].startswith("Dr Otieno")


def test_guard_rescan_is_the_scan_of_what_is_near():
    paragraphs = [
        "Dr Otieno warned of it.",
        "A lawyer from Peru agreed.",
        "Nothing.",
        "Mr Okafor left.",
        "Nothing more.",
    ]
    text = "\n\n".join(paragraphs)
    at = text.index("Peru")
    near = GUARD.rescan(passage(text), (at, at + 4)).findings
    whole = GUARD.scan(text).findings
    assert [(one.start, one.leak) for one in near] == [(one.start, one.leak) for one in whole[:2]]
    last = GUARD.rescan(passage(text), (len(text), len(text))).findings
    assert [(one.start, one.leak) for one in last] == [(one.start, one.leak) for one in whole[2:]]


def test_guard_of_texts_together_knows_who_held_a_session():
    programme = "Programme\n\nSession 2: Who pays for rivers?\nSpeaker: Chidi Okafor\n\nSession 3: Ports\nChair: Hugo Marchetti"
    report = "The speaker of the second session was against it. The chair of session 3 was not."
    _, told = GUARD.scan_set([programme, report])
    assert [(report[one.start : one.end], one.leak.value, one.k) for one in told] == [
        ("speaker of the second session", "Q2", 1),
        ("chair of session 3", "Q2", 1),
    ]
    assert GUARD.scan(report, published=[programme]).findings != ()
    assert GUARD.scan(report).findings == ()


SESSIONS = (
    (
        "Who pays for rivers",
        "Amina Otieno",
        "Tariffs for river water rise faster than wages, and rivers still go dry.",
    ),
    (
        "Ports and pilots",
        "Hugo Marchetti",
        "Pilots in ports work nights without rest, and ports keep no record of it.",
    ),
    (
        "Newspapers at sea",
        "Jun Matsuda",
        "Newspapers lost their reporters at sea, and no newspaper replaced them.",
    ),
    (
        "Land titles",
        "Ines Quiroga",
        "Land titles are written in a language farmers cannot read, so titles move land.",
    ),
    (
        "Lakes and borders",
        "Kofi Asante",
        "Lakes cross borders, borders do not cross lakes, and fishers pay for both.",
    ),
)


@pytest.mark.parametrize(("order", "is_told"), [((0, 1, 2, 3, 4), True), ((3, 0, 4, 2, 1), False)])
def test_guard_tells_when_a_text_follows_a_programme_with_names(order, is_told):
    programme = "\n".join(
        f"{hour}:00 {title}. Speaker: {name}" for hour, (title, name, _) in enumerate(SESSIONS, 9)
    )
    report = "\n\n".join(SESSIONS[place][2] for place in order)
    found = GUARD.scan(report, published=[f"Programme\n{programme}"]).findings
    assert [(one.start, one.leak, one.k) for one in found] == ([(0, Leak.linked, None)] if is_told else [])
    assert [one.leak for one in GUARD.scan_set([f"Programme\n{programme}", report])[1]] == [
        one.leak for one in found
    ]


def test_guard_anonymity_set_is_who_fits():
    people = room()
    assert GUARD.anonymity_set({"role": ("lawyer",)}).bit_count() == 6
    assert GUARD.anonymity_set({"role": ("lawyer",), "region": ("Africa",)}) == 0b101
    assert GUARD.anonymity_set({}) == people.counting


def test_guard_never_breaks_on_what_people_paste():
    rng = random.Random(8)  # noqa: S311 # a test
    letters = "Dr Otieno\u0301\u200b .,;:“”()[]@+0123 \n\n\t\ufeffяع中 warned a lawyer from Peru"
    for _ in range(80):
        text = "".join(rng.choice(letters) for _ in range(rng.randrange(120)))
        for one in GUARD.scan(text, points=["a point of seven words or more is here"]):
            assert 0 <= one.start < one.end <= len(text)
            assert all(0 <= fix.start <= fix.end <= len(text) for fix in one.fixes)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u200b", "a" * 100_000])
def test_guard_of_nearly_nothing(text):
    assert GUARD.scan(text).findings == ()
