"""Telephone numbers as written, and in the one form that can be dialled from anywhere."""

import re

NUMBER = re.compile(
    r"(?<![\w/.])(?:\+|00)?\s?\(?\d[\d\s().\u00a0\u2009/–-]{5,22}\d(?![\w/])(?:\s?(?:ext\.?|x)\s?\d{1,5})?"
)

_TWO = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98"
_TWO_DIGITS = frozenset(_TWO.split())
_KEEPS_ZERO = frozenset({"39", "378", "379"})
"""Italy, San Marino and the Vatican: there the zero is part of the number."""
_SHORTEST, _LONGEST = 7, 15


def looks_like_one(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    most = _LONGEST + 5 if text.strip().startswith(("+", "00")) else _LONGEST
    return _SHORTEST <= len(digits) <= most and not re.fullmatch(
        r"[\d\s]*(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d", text.strip()
    )


def canonical(written: str) -> str:
    """The number "+44 (0)20 7946 0000" becomes "+44 20 7946 0000"; a number without a country code keeps its words."""
    extension = re.search(r"\s?(?:ext\.?|x)\s?(\d{1,5})$", written)
    text = written[: extension.start()] if extension else written
    text = re.sub(r"^\s*00", "+", text.strip())
    if not text.startswith("+"):
        return " ".join(written.split())
    code, national = _parted(text)
    if code not in _KEEPS_ZERO:
        national = re.sub(r"^[\s.–-]*(?:\(0\))?[\s.–-]*0*", "", national)
    groups = re.findall(r"\d+", national)
    return " ".join([f"+{code}", *groups]) + (f" ext. {extension[1]}" if extension else "")


def _parted(text: str) -> tuple[str, str]:
    """The country code, and the rest as written."""
    digits = re.sub(r"\D", "", text)
    length = 1 if digits[:1] in ("1", "7") else 2 if digits[:2] in _TWO_DIGITS else 3
    at, seen = 0, 0
    while seen < length and at < len(text):
        seen += text[at].isdigit()
        at += 1
    return digits[:length], text[at:].removeprefix(")")


def has_trunk_zero(written: str) -> bool:
    """Whether a zero that is dialled only at home stands after the country code."""
    text = re.sub(r"^\s*00", "+", written.strip())
    if not text.startswith("+"):
        return False
    code, national = _parted(text)
    return code not in _KEEPS_ZERO and bool(re.match(r"[\s.–-]*(?:\(0\)|0)", national))


def has_doubled_trunk_zero(written: str) -> bool:
    """In "(0) 0..." the zero stands twice."""
    return has_trunk_zero(written) and bool(re.search(r"\(0\)[\s.–-]*0", written))


def has_right_length(written: str) -> bool:
    """Whether it can be a number at all, when it names its country."""
    text = canonical(written)
    if not text.startswith("+"):
        return True
    return _SHORTEST < len(re.sub(r"\D", "", text.split(" ext.")[0])) <= _LONGEST
