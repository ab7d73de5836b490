"""Speakers noted by initials, by an initial or by their country, names in other scripts, and bodies called for short."""

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.merging import NAMES
from underrose.methods.attribution.values import Leak, Person, Roster

_PEOPLE = (
    ("Ingrid", "Sollervik", "Ms", "Norway", "director", "Ministry of Fisheries, Norway"),
    ("Milica", "Stojkovčić", "Ms", "Kosovo", "advocate", "Office of Quiet Return"),
    ("Maria", "Santos", "Ms", "Philippines", "diplomat", "Office for Peace of the Philippines"),
    ("Vasyl", "Hrytsenko", "Mr", "Ukraine", "official", "Ombudsman of Ukraine"),
    ("Hana", "Nkemelu", "Dr", "Nigeria", "judge", "High Court of Lagos"),
    ("Giorgi", "Lomtatidze", "Mr", "Georgia", "defender", "Tserovani Displaced Women's Group"),
    ("Tom", "Redwater", "Mr", "Canada", "interpreter", "Four Rivers"),
    ("Nora", "Berg", "Ms", "Austria", "analyst", "Alpine Desk"),
    ("Petra", "Vondrasek", "Ms", "Czechia", "head teacher", "School of Lipno"),
    ("Anton", "Ilves", "Mr", "Estonia", "analyst", "Gulf Desk"),
    ("Helga", "Raun", "Ms", "Estonia", "analyst", "Gulf Desk"),
)


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard(
        Roster(
            tuple(
                Person(
                    key=str(place), name=f"{given} {family}", given=given, family=family, honorific=title,
                    countries=(country,), roles=(role,), posts=(role,), bodies=(body,),
                )
                for place, (given, family, title, country, role, body) in enumerate(_PEOPLE)
            )
        ),
        key=b"test",
    )  # fmt: skip


def _place(family: str) -> int:
    return [one[1] for one in _PEOPLE].index(family)


@pytest.mark.parametrize(
    ("text", "told", "family"),
    [
        ("HN: we cannot promise anything before the budget is voted.", "HN", "Nkemelu"),
        ("MS: the bridge is closed.", "MS", "Stojkovčić"),
        ("VH (Ukraine): the list is wrong.", "VH (Ukraine)", "Hrytsenko"),
        ("VH (UA): the list is wrong.", "VH (UA)", "Hrytsenko"),
        ("- GL: I would not sign.", "GL", "Lomtatidze"),
        ("14:20 – HN: we cannot promise.", "HN", "Nkemelu"),
        ("[HN]: we cannot promise.", "HN", "Nkemelu"),
        ("HN – We cannot promise.", "HN", "Nkemelu"),
        ("She agreed. VH: the list is wrong.", "VH", "Hrytsenko"),
        ("VH: no.", "VH", "Hrytsenko"),
        ("Mrs S. from Kosovo said that bridges are closed.", "Mrs S. from Kosovo", "Stojkovčić"),
        ("Mr H. of Ukraine disagreed with her.", "Mr H. of Ukraine", "Hrytsenko"),
        ("Ms S from Norway was tired.", "Ms S from Norway", "Sollervik"),
        ("Dr N. argued that it was late.", "Dr N.", "Nkemelu"),
        ("XK: we disagree", "XK", "Stojkovčić"),
        ("KOSOVO – we disagree", "KOSOVO", "Stojkovčić"),
        ("قالت إنغريد سولرفيك إن الوزارة نائمة.", "إنغريد سولرفيك", "Sollervik"),
        ("وقال غيورغي لومتاتيدزه إن القرية فارغة.", "غيورغي لومتاتيدزه", "Lomtatidze"),
        ("Ингрид Соллервик сказала, что министерство спит.", "Ингрид Соллервик", "Sollervik"),
        ("Η Ίνγκριντ Σόλερβικ είπε ότι το υπουργείο κοιμάται.", "Ίνγκριντ Σόλερβικ", "Sollervik"),
        ("אינגריד סולרוויק אמרה שהמשרד ישן.", "אינגריד סולרוויק", "Sollervik"),
        ("ინგრიდ სოლერვიკმა თქვა, რომ სამინისტროს სძინავს.", "ინგრიდ სოლერვიკმა", "Sollervik"),
        ("इंग्रिड सोलेरविक ने कहा कि मंत्रालय सो रहा है।", "इंग्रिड सोलेरविक", "Sollervik"),
        ("وافقت ميليتسا على ذلك.", "ميليتسا", "Stojkovčić"),
        ("قال فاسيل هريتسينكو إن القائمة خاطئة.", "فاسيل هريتسينكو", "Hrytsenko"),
        ("سولرفيك قالت إن الوزارة نائمة.", "سولرفيك", "Sollervik"),
        ("マリア・サントスは言った。", "マリア・サントス", "Santos"),
        ("Milica Stojkov-\nčić disagreed.", "Milica Stojkov-\nčić", "Stojkovčić"),
        ("Milica Stojkov\u2011čić disagreed.", "Milica Stojkov\u2011čić", "Stojkovčić"),
        ("The Office for Peace of the Philippines was against it.", None, "Santos"),
        ("The Office of Quiet Return was strongly in favour.", None, "Stojkovčić"),
        ("The Tserovani group was against it.", None, "Lomtatidze"),
        ("A head teacher warned us.", "head teacher", "Vondrasek"),
    ],
)  # fmt: skip
def test_speaker_is_found(guard: Guard, text: str, told: str | None, family: str) -> None:
    (found,) = guard.scan(text, points=())
    assert told is None or text[found.start : found.end] == told
    assert found.who >> _place(family) & 1
    assert (found.k or 0) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "NB: the bridge is closed.",
        "PS: please bring the list.",
        "UN: the report was late.",
        "OK: we go on.",
        "Q: who keeps the list?",
        "A: nobody keeps it.",
        "FYI: the list is on the wall.",
        "AI: a new risk for everybody.",
        "AI: we do not know what it will do.",
        "HR: a field that grows.",
        "HR: we need two people.",
        "NATO: the treaty was signed.",
        "EU: the commission paid.",
        "MS: a disease of the nerves",
        "MS: see page 4.",
        "MS: mixed signals were sent.",
        "GL: guidelines.",
        "NO: we do not think so.",
        "KOSOVO – a short history",
        "NORWAY: the fish are gone.",
        "He wrote it for HN: the bridge is closed.",
        "Mr H. of the town hall disagreed.",
        "Mr S. of Hamburg was tired.",
        "Plan S of Norway was better.",
        "Vitamin S. from Norway is best.",
        "قالت الوزارة إن الميزانية لم تعتمد بعد وإن السنة القادمة ستكون صعبة على الجميع.",
        "Министерство сообщило, что бюджет ещё не принят, и год будет трудным для всех.",
        "המשרד אמר שהתקציב עוד לא אושר ושהשנה הבאה תהיה קשה לכולם.",
        "सरकार ने कहा कि बजट अभी पारित नहीं हुआ है और अगला साल सबके लिए कठिन होगा।",
        "ソフトウェア・アップデートは政府が決めた。",
        "The word harbour stands for a place.",
        "The Tserovani group was founded by farmers.",
        "The working group was against it.",
        "The Riverside group disagreed.",
        "The Office of Quiet Return was opposed by farmers.",
        "A head teacher spends, on a good day, two hours on letters.",
        "A head teacher often keeps the keys.",
        "A head teacher must answer letters.",
    ],
)
def test_abbreviation_or_general_sentence_is_nobody(guard: Guard, text: str) -> None:
    told = NAMES | {Leak.one_clause}
    assert [text[one.start : one.end] for one in guard.scan(text, points=()) if one.leak in told] == []


def test_wording_for_a_label_of_initials_is_a_participant(guard: Guard) -> None:
    text = "VH (Ukraine): the list is wrong."
    (found,) = guard.scan(text, points=())
    assert "A participant: the list is wrong." in [
        text[: fix.start] + fix.wording + text[fix.end :] for fix in found.fixes
    ]


def test_few_of_one_country_are_counted_for_its_label(guard: Guard) -> None:
    assert [one.k for one in guard.scan("ESTONIA: we disagree.", points=())] == [2]


def test_word_that_is_spoken_of_is_no_code_word() -> None:
    people = (
        Person(key="0", name="Amina Otieno", given="Amina", family="Otieno"),
        Person(key="1", name="Harbour", other_names=("Harbour",), counts=False, part_of="0"),
    )
    guard = Guard(Roster(people), key=b"test")
    assert list(guard.scan("The word harbour stands for a place where people wait.", points=())) == []
    assert len(guard.scan("Harbour said that it was late.", points=())) == 1


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("قالت إنغريد سولرفيك إن الوزارة نائمة.", True),
        ("الجلسة الأولى: إنغريد سولرفيك", False),
        ("إنغريد سولرفيك", False),
    ],
)
def test_printed_name_in_a_sentence_without_capitals_is_told(guard: Guard, text: str, is_told: bool) -> None:
    published = ["Session 1: Warnings\nIngrid Sollervik, Norway\n"]
    assert bool(guard.scan(text, published=published, points=()).findings) is is_told
