"""Single cells: addresses, telephone numbers, languages, days and names, read as people write them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from babel import Locale

from underrose.methods.names import fold

_ANGLE = re.compile(r"<([^<>]+)>")
_PART = re.compile(r"[;,|\s]+|(?<=[^/])/(?=[^/]*@)")
_LOCAL = re.compile(r"(?!\.)(?!.*\.\.)[^\s@\"(),:;<>\[\]\\]{1,64}(?<!\.)")
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_JOINING = frozenset({"or", "and", "ou", "et", "o", "y", "und", "oder", "и", "или", "e", "&", "-"})
_NUMBERS = re.compile(r"[;|\n،]|,(?=\s*[+(\d])|\s(?:or|and|ou|et|oder|und|или)\s", re.IGNORECASE)
_LABELLED = re.compile(r"^\s*(?:tel|mob|cell|office|phone|t|m|o|w|h|fax)\b\.?\s*:?\s*", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*(?:ext|extn|poste|доб|x|#|;ext=)\.?\s*\d{1,6}\s*$", re.IGNORECASE)
_SHORTENED = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_FEWEST, _MOST = 5, 17
_LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar", "de", "pt", "it")
_BETWEEN_LANGUAGES = re.compile(r"[,;/|\n،、&+]|\s+(?:and|et|y|и|und|e|و)\s+", re.IGNORECASE)
_REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]|（[^）]*）")
_DAYS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%y",
    "%d/%m/%y",
    "%d %m %Y",
    "%Y%m%d",
)
_MONTHS_FIRST = ("%m/%d/%Y", "%m/%d/%y")
_COMMA = re.compile("[,،，]")


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone number. `typed` is for people; `number` (digits, with its plus) is for comparing alone."""

    typed: str
    number: str
    is_mobile: bool = False


def as_emails(cell: str) -> tuple[list[str], list[str]]:
    """The addresses in a cell, and what looks like one and is none. "Ada <ada@x.example>; b@x.example" has two."""
    if angled := _ANGLE.findall(cell):
        parts = [
            *(part.strip() for part in angled),
            *(part for part in _PART.split(_ANGLE.sub(" ", cell)) if "@" in part),
        ]
    else:
        parts = [part for part in _PART.split(cell) if part and part.casefold() not in _JOINING]
    good: list[str] = []
    bad: list[str] = []
    for part in parts:
        address = re.sub(r"(?i)^(?:mailto|e-?mail):", "", part).strip(" '\"()[]<>.\u200b")
        (good if is_email(address) else bad).append(address or part)
    if bad and not good and not any("@" in part for part in bad):
        bad = [cell]
    return list(dict.fromkeys(good)), list(dict.fromkeys(bad))


def is_email(address: str) -> bool:
    """Whether an address is well formed, in any script (RFC 6531); whether it exists nobody can say."""
    local, _, domain = address.rpartition("@")
    labels = unicodedata.normalize("NFKC", domain).split(".")
    if not _LOCAL.fullmatch(local) or len(labels) < 2 or len(domain) > 253 or labels[-1].isdigit():  # noqa: PLR2004 # name and ending
        return False
    return all(_LABEL.fullmatch(label) and "_" not in label and _fits(label) for label in labels)


def _fits(label: str) -> bool:
    """Whether a part of a domain can be written for the network."""
    try:
        return bool(label.encode("idna"))
    except UnicodeError:
        return False


def as_telephones(cell: str, *, is_mobile: bool = False) -> tuple[list[Telephone], list[str]]:
    """The numbers in a cell, and what is none: too short, too long, or shortened by a spreadsheet (4.4E+11)."""
    good: list[Telephone] = []
    bad: list[str] = []
    for part in _numbers(cell):
        typed = _LABELLED.sub("", part).strip()
        number = compared(typed)
        count = len(number.lstrip("+"))
        if _SHORTENED.fullmatch(typed) or not _FEWEST <= count <= _MOST:
            bad.append(part.strip())
        else:
            good.append(Telephone(typed, number, is_mobile or part.strip().lower().startswith(("m", "cell"))))
    return good, bad


def _numbers(cell: str) -> list[str]:
    parts = [part for part in _NUMBERS.split(cell) if part and part.strip()]
    found: list[str] = []
    for part in parts:
        halves = part.split("/")
        # "030/1234567" is one number, "+41 22 555 0101 / +41 22 555 0102" two.
        is_two = len(halves) > 1 and all(len(re.sub(r"\D", "", half)) >= 7 for half in halves)  # noqa: PLR2004 # digits
        found += halves if is_two else [part]
    return found


def compared(telephone: str) -> str:
    """A number as it is compared: digits, its plus kept, "00" read as plus, the "(0)" of "+44 (0)" and an extension left out."""
    plain = unicodedata.normalize("NFKC", _EXTENSION.sub("", telephone)).strip()
    digits = "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in plain)
    is_abroad = digits.startswith(("+", "00", "(+"))
    digits = re.sub(r"\D", "", re.sub(r"\(\s*0\s*\)", "", digits) if is_abroad else digits)
    if not is_abroad:
        return digits
    return f"+{digits.removeprefix('00') if plain.startswith('00') else digits}"


def as_languages(cell: str) -> tuple[list[str], list[str]]:
    """Codes of the languages in a cell, and what is no language. Remarks in brackets ("French (good)") are left out."""
    good: list[str] = []
    bad: list[str] = []
    for part in _BETWEEN_LANGUAGES.split(_REMARK.sub(" ", cell)):
        if plain := fold(part):
            code = _languages().get(plain)
            (good if code else bad).append(code or part.strip())
    return good, bad


@cache
def _languages() -> dict[str, str]:
    """Names of languages in nine languages, and codes, to codes; the first of two languages of one name wins."""
    found: dict[str, str] = {}
    for code in _LANGUAGES:
        for language, name in Locale(code).languages.items():
            if "_" not in language:
                found.setdefault(fold(name), language)
    for language in sorted(set(found.values())):
        found.setdefault(language, language)
    for code, name in _own_names().items():
        found.setdefault(name, code)
    return found | {fold(name): code for code, names in _ALSO.items() for name in names}


def _own_names() -> dict[str, str]:
    """What languages call themselves, where babel knows."""
    found = {}
    for code in (
        "fa",
        "ps",
        "ur",
        "hi",
        "bn",
        "sw",
        "am",
        "ko",
        "ja",
        "tr",
        "uk",
        "pl",
        "nl",
        "id",
        "th",
        "vi",
        "he",
        "el",
        "ka",
        "hy",
    ):
        found[code] = fold(Locale(code).get_display_name() or "")
    return found


_ALSO = {
    "zh": ("chinese", "mandarin", "chinois", "chino", "putonghua", "mandarin chinese", "汉语", "普通话"),
    "fa": ("farsi", "persian", "dari persian"),
    "sw": ("swahili", "kiswahili"),
    "tl": ("tagalog", "filipino"),
    "ms": ("malay", "bahasa melayu"),
    "id": ("bahasa indonesia", "bahasa"),
    "ku": ("kurdish",),
    "es": ("castellano", "castilian"),
    "sr": ("serbian",),
    "en": ("anglais", "eng", "e"),
    "fr": ("fra", "fre", "f"),
}


def as_day(cell: str) -> date | None:
    """The day in a cell; with numbers alone the day comes first, unless it cannot."""
    text = " ".join(cell.replace("\u00a0", " ").split())
    text = re.sub(r"[T ]\d{1,2}:\d\d.*$", "", text)
    for form in (*_DAYS, *_MONTHS_FIRST):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 # a day has no zone
        except ValueError:
            continue
    return _with_month(text)


def _with_month(text: str) -> date | None:
    words = fold(re.sub(r"(?<=\d)(?:st|nd|rd|th|er|º|ª)\b", "", text)).split()
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < 5]  # noqa: PLR2004 # a year has four
    months = [found for word in words if (found := _months().get(word))]
    if len(months) != 1 or len(numbers) != 2:  # noqa: PLR2004 # day and year
        return None
    day, year = sorted(numbers)
    try:
        return date(year if year > 99 else 2000 + year, months[0], day)  # noqa: PLR2004 # a year of two digits
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for code in _LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in Locale(code).months[context][width].items():
                    found.setdefault(fold(name), number)
    return found


def offered_split(full_name: str) -> tuple[str, str] | None:
    """Family and given name where the writing says which is which: "DUPONT, Marie", "Marie DUPONT", "DUPONT Marie"."""
    before, comma, after = (part.strip() for part in _parted(full_name))
    if comma:
        return (before, after) if before and after and not _COMMA.search(after) else None
    words = full_name.split()
    capitals = [_is_capitals(word) for word in words]
    if not any(capitals) or all(capitals):
        return None
    start, end = capitals.index(True), len(words) - capitals[::-1].index(True)
    if not all(capitals[start:end]) or (start > 0 and end < len(words)):
        return None
    return " ".join(words[start:end]), " ".join(words[:start] + words[end:])


def _parted(full_name: str) -> tuple[str, str, str]:
    found = _COMMA.search(full_name)
    return (full_name[: found.start()], ",", full_name[found.end() :]) if found else (full_name, "", "")


def _is_capitals(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters) and "." not in word
