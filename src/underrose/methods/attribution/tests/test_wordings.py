"""Wordings offered, taken over: in a drawn room and many sentences the text reads right, and hides the person."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Finding, Fix, Leak, Person, Policy, Roster, Way

from .room import room

_GIVEN = {
    "F": ("Amina", "Greta", "Ines", "Bodil", "Yuki", "Layla", "Chloé", "Nadia", "Salma", "Ruth"),
    "M": ("Chidi", "Deniz", "Farid", "Hugo", "Kofi", "Omar", "Pavel", "Tomás", "Viktor", "Jun"),
}
_FAMILY = ("Otieno", "Lindqvist", "Okafor", "Yildirim", "Gunnarsdottir", "Haddad", "Marchetti", "Quiroga", "Matsuda", "Asante", "Novotny", "Beridze", "Tamihana", "Restrepo", "Dlamini")  # fmt: skip
_HOMES = {
    "Kenya": "Sub-Saharan Africa", "Nigeria": "Sub-Saharan Africa", "Ghana": "Sub-Saharan Africa",
    "Jordan": "Middle East and North Africa", "Egypt": "Middle East and North Africa", "Switzerland": "Western Europe",
    "Armenia": "Eastern Europe", "Peru": "Latin America and the Caribbean", "Japan": "Asia and the Pacific",
}  # fmt: skip
_ROLES = {
    "lawyer": "civil society", "judge": "judiciary", "diplomat": "permanent mission", "journalist": "media",
    "UN official": "international body", "analyst": "think tank", "human rights defender": "civil society",
}  # fmt: skip
_TITLES = ("Dr", "Ms", "Mr", "Ambassador", "Prof")

_NAMED = (
    "{title} {name} warned that wells run dry.",
    "Nobody disputed {title} {family}'s point, and {their} paper was praised.",
    "{name} described {their} ministry's work. {They} said that {their} minister was wary.",
    "In {their} paper, {name} asked for more. {They} is right.",
    "The point was made by {name} ({country}), who had written on it {self}.",
    "({name} disagreed.)",
    "“We failed,” said {title} {family}.",
    "According to {name}, a {role} from {country}, the law is late.",
    "{name}, a {role} from {country}, said that {their} court was slow; nobody answered {them}.",
    "The room thanked {title} {name} for {their} work.",
    "It rained. {name} argues that {they} was ignored.",
    "Wells run dry, as {name} put it.",
    "- {name}: wells run dry.",
    "{name}’s figures were old.",
    "The paper ({name}) was short.",
    "This was stressed by {name}.",
    "{title} {family}'s ({country}) view was shared.",
    "{title} {name}, the keynote speaker, said so.",
    "Asked by the chair, {name} agreed that {they} knew.",
    "It was shared by a colleague and {title} {name} said that it was late.",
)
_DESCRIBED = (
    "A {role} from {country} said that {their} court was slow.",
    "A speaker from {country} warned of delays.",
    "The only {role} from {country} disagreed.",
    "One speaker, a {role} from {country}, objected; {they} had lost cases.",
    "The speaker was a {role} from {country}.",
    "{They} is a {role} from {country}.",
    "As a {role} from {country}, the speaker had seen this. {They} said {their} office was small.",
    "A {role} from {country}'s remark was noted.",
    "It was a {role} from {country} who said that {their} office was small.",
    "Both {role}s from {country} agreed that reforms were slow.",
    "A participant from {country} doubted it. {They} is a {role}.",
)
_WRONG = re.compile(
    r"\b(?:an?|the|one|some|our|Dr|Ms|Mr|Mrs|Prof|Ambassador) (?:an?|some|one) |\ba [aeiou](?!ni|ne |uro)|\ba U(?!N)|\ban (?![aeiouAEIOUhMNFS])"
    r"|  |\s[,.;:!?]|,,|,\.|\(\s*\)|['’]s['’]s?|\bfrom (?:an? )?(?:media|judiciary|permanent|think|international)\b(?<!an international)(?<!a think)(?<!a permanent)"
    r"|\bfrom Middle East|\bFrancophonie|Soviet|Arab world|Global |\bthey (?:is|was|has|argues)\b|\bthe participant (?:are|were|have)\b"
    r"|(?:^|[.!?] )[a-z]|\bit was said that [a-z ]*\btheir\b",
)
_GENDERED = re.compile(r"\b(?:she|her|hers|herself|he|him|his|himself)\b", re.IGNORECASE)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Thirty people; roles, countries and genders in turn, from a drawn beginning; half of the rooms know no regions."""
    shift, has_regions = draw(st.integers(0, 200)), draw(st.booleans())
    people = []
    for number in range(30):
        gender = "FM"[(number + shift) % 2]
        country = list(_HOMES)[(number * 2 + shift) % len(_HOMES)]
        role = list(_ROLES)[(number * 3 + shift) % len(_ROLES)]
        given_name = _GIVEN[gender][number // 2 % 10]
        family = _FAMILY[(number * 7 + shift) % len(_FAMILY)] + ("" if number < len(_FAMILY) else "s")
        people.append(
            Person(
                key=str(number), name=f"{given_name} {family}", given=given_name, family=family, gender=gender,
                countries=(country,), regions=(_HOMES[country],) if has_regions else (), roles=(role,),
                sectors=(_ROLES[role],), bodies=(f"Body {number}",), honorific=_TITLES[number % 5],
            )
        )  # fmt: skip
    return Roster(tuple(people))


def _told(frame: str, person: Person) -> str:
    she = person.gender == "F"
    words = {
        "title": person.honorific, "name": person.name, "family": person.family, "country": person.countries[0],
        "role": person.roles[0], "they": "she" if she else "he", "They": "She" if she else "He",
        "their": "her" if she else "his", "them": "her" if she else "him", "self": "herself" if she else "himself",
    }  # fmt: skip
    return re.sub(r"\b([Aa]) (?=analyst)", r"\1n ", frame.format_map(words))


def _taken_over(text: str, fix: Fix) -> str:
    return text[: fix.start] + fix.wording + text[fix.end :]


def _narrow(guard: Guard, text: str, place: tuple[int, int]) -> list[Finding]:
    return [
        one
        for one in guard.scan(text, points=())
        if one.start < place[1] and place[0] < one.end and one.k is not None and one.k < guard.policy.enough
    ]


def _check(guard: Guard, text: str, one: Finding, fix: Fix) -> None:
    made = _taken_over(text, fix)
    assert not _WRONG.search(made), (text, made)
    # What later sentences add of the same person is a finding of its own.
    said = (fix.start, min(fix.start + len(fix.wording), passage(made).sentence_of(fix.start)[1]))
    if fix.way is Way.say and fix.k is not None and fix.k >= guard.policy.enough:
        left = [other for other in _narrow(guard, made, said) if other.leak is not Leak.experience]
        assert not left, (text, made, [(made[other.start : other.end], other.k) for other in left])
        if not re.search(r"\b(?:wo)?m[ae]n\b", fix.wording) and one.leak is not Leak.linked:
            sentence = passage(made).sentence_of(fix.start)
            assert not _GENDERED.search(made[sentence[0] : sentence[1]]), (text, made)


@given(rosters(), st.integers(0, 29), st.sampled_from(_NAMED + _DESCRIBED))
@settings(max_examples=250, deadline=None)
def test_every_wording_taken_over_reads_right_and_hides_the_person(roster, who, frame):
    guard = Guard(roster, Policy(), key=b"test")
    text = _told(frame, roster.people[who])
    for one in guard.scan(text, points=()):
        for fix in one.fixes:
            _check(guard, text, one, fix)


@given(rosters(), st.integers(0, 29), st.integers(1, 28))
@settings(max_examples=60, deadline=None)
def test_of_two_people_the_other_keeps_name_and_pronoun(roster, who, step):
    one, other = roster.people[who], roster.people[(who + step) % 30]
    guard = Guard(roster, Policy(), key=b"test")
    text = f"{one.honorific} {one.name} and {other.honorific} {other.name} said that wells run dry, and {'her' if other.gender == 'F' else 'his'} work was praised."
    found = next(hit for hit in guard.scan(text, points=()) if text[hit.start : hit.end].endswith(one.name))
    for fix in (fix for fix in found.fixes if fix.way is Way.say and fix.k):
        made = _taken_over(text, fix)
        assert not _WRONG.search(made), made
        assert f"{other.honorific} {other.name}" in made
        assert made.endswith(text[text.index("wells") :])


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Write to Amina Otieno (amina@room.example) today.", "Write to Amina Otieno today."),
        ("Write to her at amina@room.example, please.", "Write to her, please."),
        (
            "Thanks go to Jun Matsuda, Amina Otieno and Kofi Asante.",
            "Thanks go to Jun Matsuda and Kofi Asante.",
        ),
        ("This was stressed by Dr Otieno.", "This was stressed."),
        ("Wells run dry (Otieno).", "Wells run dry."),
    ],
    ids=["mail in brackets", "mail", "list", "by", "name in brackets"],
)
def test_name_or_address_left_out_leaves_a_sentence(text, made):
    guard = Guard(room(), key=b"test")
    left_out = [
        _taken_over(text, fix)
        for one in guard.scan(text, points=())
        for fix in one.fixes
        if fix.way in {Way.name, Way.contact}
    ]
    assert made in left_out


def test_sentence_left_out_leaves_the_others():
    guard = Guard(room(), key=b"test")
    text = "Wells run dry. Dr Otieno warned of it. Nobody knew.\n\nDr Otieno left."
    made = [
        _taken_over(text, fix)
        for one in guard.scan(text, points=())
        for fix in one.fixes
        if fix.way is Way.sentence
    ]
    assert made == [
        "Wells run dry. Nobody knew.\n\nDr Otieno left.",
        "Wells run dry. Dr Otieno warned of it. Nobody knew.\n\n",
    ]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("@amina warned that wells run dry.", "A participant warned that wells run dry."),
        (
            "L’eau manque. Amina Otieno a dit que les puits sont vides et que la pluie ne vient pas.",
            "L’eau manque. Une personne participante a dit que les puits sont vides et que la pluie ne vient pas.",
        ),
        (
            "قالت Amina Otieno إن الآبار جفت وإن المطر لم يأت هذا العام",
            "قالت أحد المشاركين إن الآبار جفت وإن المطر لم يأت هذا العام",
        ),
        (
            "Amina Otieno 说今年没有下雨水井也干了村民都很担心所以大家希望政府尽快采取行动保护水源并且公开数据",
            "一位与会者 说今年没有下雨水井也干了村民都很担心所以大家希望政府尽快采取行动保护水源并且公开数据",
        ),
    ],
    ids=["handle", "French", "Arabic", "Chinese"],
)
def test_participant_is_called_so_in_the_language_of_the_text(text, made):
    person = replace(room().people[0], handles=("@amina",))
    guard = Guard(Roster((person, *room().people[1:])), key=b"test")
    said = [_taken_over(text, fix) for one in guard.scan(text, points=()) for fix in one.fixes]
    assert made in said
    assert not any("a participant" in one and not text.startswith("@") for one in said)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("OTIENO said no. A.O. agreed with herself.", "A participant said no. A.O. agreed with herself."),
        (
            "Otieno said no. The minister said she was tired.",
            "A participant said no. The minister said she was tired.",
        ),
        ("Otieno asked the chair for her view.", "A participant asked the chair for her view."),
        (
            "Otieno described her ministry. She left.",
            "A participant described their organisation. They left.",
        ),
    ],
    ids=["named again", "another clause", "another person", "the same"],
)
def test_pronouns_of_another_person_or_name_stay(text, made):
    first = Guard(room(), key=b"test").scan(text, points=()).findings[0]
    assert made in [_taken_over(text, fix) for fix in first.fixes]


def _with_posts(*posts):
    people = list(room().people)
    people[1] = replace(people[1], posts=posts)
    return Guard(Roster(tuple(people)), key=b"test")


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("Secretary-General António Guterres called for a surge in diplomacy in 2023.", []),
        ("The Secretary-General has warned of it.", ["D4"]),
        ("Secretary-General Bodil Lindqvist called for it.", ["A2"]),
    ],
    ids=["a stranger", "the post alone", "somebody of the room"],
)
def test_public_figure_is_in_the_room_only_where_the_name_is(text, leaks):
    found = _with_posts("Secretary-General").scan(text, points=()).findings
    assert [one.leak.value for one in found] == leaks


def test_what_somebody_says_of_themselves_is_about_nobody_absent():
    guard = Guard(room(), key=b"test")
    for text in (
        "I was the girl of twelve sold in the port.",
        "I am the only woman journalist in the hills.",
    ):
        (found,) = guard.scan(text, points=()).findings
        assert found.leak.value in {"Q1", "Q4"}
        assert [fix.wording for fix in found.fixes] in (
            ["somebody affected by this", ""],
            ["a participant", ""],
            ["I am a participant", ""],
        )


def test_wording_for_somebody_absent_is_no_sentence_of_its_own():
    text = "They said that his own grandson was taken last year."
    (found,) = Guard(room(), key=b"test").scan(text, points=()).findings
    assert "They said that a person close to them was taken." in [
        _taken_over(text, fix) for fix in found.fixes
    ]
    assert not any(fix.wording.endswith(".") for fix in found.fixes)
