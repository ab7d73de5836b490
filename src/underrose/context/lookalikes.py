"""What looks like the symbol of a United Nations document and is not one: with the reason, and what may be meant."""

import re
from dataclasses import dataclass

from underrose.context import symbols
from underrose.context.symbols import gettext_noop as _

_CANDIDATE = re.compile(
    r"(?<![\w/.\\:])(?:(?:UN|UNGA|UNSC|GA|SC|HRC|UNHRC|[ASEase]|CEDAW|CCPR|CERD|CAT|CRC|CRPD|CMW|CED|ST)"
    r"(?:[ ]?[/\\][ ]?(?:[A-Za-z]+\.?\d*|E?S-\d+|\d+[A-Z]?(?:[-–]\d+)?)(?:[ ]\d+(?=/))?){1,7})"
    r"(?:[ ]?\([IVXLC\d]+\)?)?(?![\w\\])"
)
_LETTERS = {"UNGA": "A", "GA": "A", "UNSC": "S", "SC": "S", "HRC": "A/HRC", "UNHRC": "A/HRC"}


@dataclass(frozen=True, slots=True)
class LookAlike:
    start: int
    end: int
    text: str
    reason: str
    suggestion: str


def malformed(text: str) -> list[LookAlike]:
    """Every look-alike in running text, in order; right symbols and ordinary slashes are left alone."""
    right = [(one.start, one.end) for one in symbols.find(text)]
    found = []
    for match in _CANDIDATE.finditer(text):
        if any(start <= match.start() and match.end() <= end for start, end in right):
            continue
        reason, suggestion = _judged(match.group())
        if reason:
            found.append(LookAlike(match.start(), match.end(), match.group(), reason, suggestion))
    return found


def _judged(text: str) -> tuple[str, str]:
    """The first fault that explains the text, and the symbol it becomes when that and the like are mended."""
    if not re.search(r"\d", text) or not _names_a_document(text):
        return "", ""
    mended = text
    reasons = []
    for reason, mend in _MENDS:
        better = mend(mended)
        if better != mended:
            reasons.append(reason)
            mended = better
    right = symbols.parse(mended)
    if right:
        return reasons[0] if reasons else "", "–".join(symbol.canonical for symbol in right)
    return symbols.fault(mended) or (reasons[0] if reasons else ""), ""


def _names_a_document(text: str) -> bool:
    """Only what carries a word of symbols is judged: A/4 and s/2 are not."""
    return bool(re.search(r"[/\\ ](RES|DEC|PRST|HRC|C|CN|GC|SGB)(?=[/\\. \d])", text, re.IGNORECASE))


def _straight(text: str) -> str:
    return text.replace("\\", "/")


def _without_spaces(text: str) -> str:
    tight = re.sub(r"[ ]?/[ ]?", "/", text)
    return re.sub(r"(?<=RES)[ ](?=\d)", "/", tight)


def _in_capitals(text: str) -> str:
    return text.upper() if text.islower() else text


def _by_letters(text: str) -> str:
    first, slash, rest = re.sub(r"^UN/", "", text).partition("/")
    return _LETTERS.get(first, first) + slash + rest


def _with_slashes(text: str) -> str:
    split = re.sub(r"/RES(?=\d)", "/RES/", text)
    return re.sub(r"^(A(?:/HRC)?/RES/\d+)[-–](\d+)$", r"\1/\2", split)


def _res_first(text: str) -> str:
    return re.sub(r"^(A/HRC|A)/(\d+)/RES/(\d+)", r"\1/RES/\2/\3", text)


def _year_in_brackets(text: str) -> str:
    turned = re.sub(r"^S/RES/((?:19|20)\d\d)/(\d+)$", r"S/RES/\2 (\1)", text)
    return re.sub(r"^S/RES/(\d+)(?:/|[ ]?\()((?:19|20)\d\d)$", r"S/RES/\1 (\2)", turned)


def _session_before_number(text: str) -> str:
    return re.sub(r"^A/RES/(\d{3})/(\d{2})$", _swapped, text)


def _swapped(match: re.Match[str]) -> str:
    likely = int(match[1]) > 150 and int(match[2]) > 30  # noqa: PLR2004 - no such session yet; sessions since 1976
    return f"A/RES/{match[2]}/{match[1]}" if likely else match[0]


_MENDS = (
    (_("The parts are separated by slashes that lean forward."), _straight),
    (
        _("There is no space inside a symbol, save before the year of a Security Council resolution."),
        _without_spaces,
    ),
    (_("The letters of the body and of the kind are capitals."), _in_capitals),
    (
        _("The body has a letter of its own: A for the General Assembly, S for the Security Council."),
        _by_letters,
    ),
    (_("Each part is set off by a slash."), _with_slashes),
    (_("RES comes directly after the letters of the body, before the session or year."), _res_first),
    (_("The year of a Security Council resolution stands in brackets after its number."), _year_in_brackets),
    (
        _("There has been no such session; session and number may have changed places."),
        _session_before_number,
    ),
)
