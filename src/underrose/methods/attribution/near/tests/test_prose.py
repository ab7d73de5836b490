"""Names and words in running text of scripts in which no capitals tell the one from the other."""

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.merging import NAMES
from underrose.methods.attribution.near import prose
from underrose.methods.attribution.values import Person, Roster

_PEOPLE = (
    ("Salim", "Haddad", "Lebanon", ()),
    ("Wangari", "Kamau", "Kenya", ()),
    ("Perpetua", "Mokoena", "South Africa", ()),
    ("Tsegaye", "Dawit", "Ethiopia", ()),
    ("Katalin", "Varga", "Hungary", ()),
    ("Nasim", "Akhtar", "Bangladesh", ()),
    ("Efua", "Boakye", "Ghana", ()),
    ("Tariq", "Zayani", "Bahrain", ("طارق الزياني",)),
    ("Nour", "Saleh", "Sudan", ("نور صالح",)),
    ("Signe", "Lunde", "Norway", ()),
    ("Danny", "Ferro", "Malta", ()),
    ("Mina", "Kazemi", "Iran", ()),
    ("Chea", "Sophal", "Cambodia", ()),
    ("Ali", "Rahmani", "Algeria", ("علي رحماني",)),
)


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard(
        Roster(
            tuple(
                Person(
                    key=str(number), name=f"{given} {family}", given=given, family=family, countries=(country,),
                    native=native,
                )
                for number, (given, family, country, native) in enumerate(_PEOPLE)
            )
        ),
        key=b"test",
    )  # fmt: skip


def _named(guard: Guard, text: str) -> list[str]:
    return [text[one.start : one.end] for one in guard.scan(text, points=()) if one.leak in NAMES]


@pytest.mark.parametrize(
    "text",
    [
        "تم إعداد قائمة جديدة في مكان فارغ من القاعة، وبقيت دعوات كثيرة دون رد.",
        "اختار الأعضاء لجنة من أعدادهم، وكان الاختيار صعبًا على الجميع.",
        "يرجى إعفاء القادمين من بعيد من رسوم الدخول كلها.",
        "كان عدد من غادر يفوق عدد من بقي في القاعة حتى المساء.",
        "كل شيء آخر شيء ثانوي أمام هذه المسألة الآن.",
        "هذا النص صالح للنشر بعد أن نراجع الجملة الأولى معًا.",
        "كان النور ضعيفًا في القاعة وكان نور الشارع أقوى بكثير.",
        "وضعنا الأوراق على الطاولة قبل أن يبدأ النقاش بدقائق.",
        "در این گزارش اعداد تازه‌ای از امکان و زمان آمده است.",
        "השעה והתאריך של הישיבה נקבעו לפי בקשת הרוב, ולא לפי הלוח.",
        "В данный момент эти данные неполны, и это видно всем. Данный вопрос закрыт.",
        "Даний звіт не містить таких слів, і даний список теж.",
    ],
)
def test_common_word_of_running_text_is_nobody(guard: Guard, text: str) -> None:
    assert _named(guard, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال حداد إن القائمة طويلة وإن المكان بعيد عن الجميع.", "حداد"),
        ("وصلت رسالة من كاماو قبل بدء الجلسة الأولى بساعة.", "كاماو"),
        ("لم يكن لوندي على علم بالنص الذي وزع في الصباح على الجميع.", "لوندي"),
        ("غادر الجميع القاعة إلا داويت الذي بقي مع الأوراق.", "داويت"),
        ("سألت السيدة فارغا عن موعد الرد على الرسائل القديمة.", "فارغا"),
        ("وشكرت أختر الجميع على الصبر في تلك الليلة الطويلة.", "أختر"),
        ("ثم تحدثت إفوا عن رسوم الدخول إلى السوق القديمة.", "إفوا"),
        ("كتب المقرر أن الزياني لم يكن راضيًا عن هذه الجملة.", "الزياني"),
        ("وسأل الدكتور صالح عن النسخة التي وزعت في المساء.", "صالح"),
        ("صالح: لن نوقع على هذا النص كما هو الآن أمامنا.", "صالح"),
        ("أضافت نور أن الرسالة وصلت متأخرة إلى المكتب.", "نور"),
        ("ثم قال علي إن الوقت قد حان لإنهاء هذا النقاش.", "علي"),
        ("The list was read out by علي before lunch.", "علي"),
        ("لم يسمع أحد ما همست به سيغنه لوندي في آخر القاعة.", "سيغنه لوندي"),
        ("گفت کاظمی که این گزارش هنوز کامل نیست.", "کاظمی"),
        ("בסוף הדיון אמרה סיגנה שהנוסח הזה לא יעבור לעולם.", "סיגנה"),
        ("После этого Данни сказал, что список неполон, и вышел.", "Данни"),
    ],
)
def test_name_in_running_text_is_found(guard: Guard, text: str, name: str) -> None:
    assert any(name in found for found in _named(guard, text))


@pytest.mark.parametrize(
    ("native", "latin", "at_home", "elsewhere"),
    [
        ("حداد", "haddad", True, False),
        ("إعداد", "haddad", False, False),
        ("كاماو", "kamau", True, True),
        ("قائمة", "kamau", True, False),
        ("مكانه", "mokoena", True, False),
        ("لوندي", "lunde", True, True),
        ("القيم", "hakimi", False, False),
        ("باسمه", "bassam", False, False),
        ("براغ", "prague", True, True),
    ],
)
def test_letters_of_the_word_are_those_of_the_name(
    native: str, latin: str, at_home: bool, elsewhere: bool
) -> None:
    assert prose.reads_as(native, latin, is_at_home=True) is at_home
    assert prose.reads_as(native, latin, is_at_home=False) is elsewhere


def test_running_text_has_words_of_its_own_script() -> None:
    text = "The word حداد stood alone on the page."
    assert not prose.is_prose(text, 9, 13)
    assert not prose.is_prose("حداد", 0, 4)
    assert prose.is_prose("حداد لم يوقع على النص", 0, 4)


@pytest.mark.parametrize(
    ("word", "is_everyday"),
    [("وبالقائمة", True), ("للجلسات", True), ("فارغًا", True), ("داويت", False), ("", False)],
)
def test_common_word_is_known_with_what_is_written_together(word: str, is_everyday: bool) -> None:
    assert prose.is_everyday(word) is is_everyday
