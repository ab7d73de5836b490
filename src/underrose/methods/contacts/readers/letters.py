"""From bytes to letters where nobody says which encoding: the one in which the text looks most like text.

charset-normalizer was tried first, held to the same encodings: of 14 short lists of names it took three for another code
page, because lists hold no sentences. The measure here: letters that are frequent in the languages of a code page count for it; signs inside words,
capitals after small letters and words of two scripts count against it. Linear in the length of the sample.
"""

import codecs
import re
import unicodedata
from itertools import pairwise

from underrose.methods.contacts.readers.refusals import refusal

ENCODINGS = (
    "utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "cp1252", "cp1250", "cp1251", "cp1256", "mac_roman", "gb18030", "cp932",
    "gb2312", "cp437", "idna", "latin_1", "ascii", "raw_unicode_escape",
)  # fmt: skip
"""What Python would load only when it is used, when no file can be opened any more."""
_NAMES = {
    "cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1256": "Windows-1256",
    "mac_roman": "Mac Roman", "gb18030": "GB 18030", "cp932": "Shift-JIS",
}  # fmt: skip
_LATIN = "éèêëàâáãäåæçñíìîïóòôõöøœúùûüýÿßÉÀÁÂÄÅÇÑÓÖØÚÜ"
_COMMON = {
    "cp1252": frozenset(_LATIN),
    "mac_roman": frozenset(_LATIN),
    "cp1250": frozenset("ąćęłńóśźżčďěňřšťůýžáéíúôőűăşţđäöüßĄĆĘŁŃÓŚŹŻČŘŠŽÁÉÍÖÜĐŞŢâî"),
    "cp1251": frozenset("абвгдежзийклмнопрстуфхцчшщыьэюяёіїєґјљњћџђ" + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯІЈ"),
    "cp1256": frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىپچژگک"),
}
_BETWEEN = frozenset("‘’“”„«»–—…•·°№\u00a0،؛؟、。，：；（）・　\u200c\u200e\u200f")
_WORD = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f]*[^\x00-\x7f][^\x00-\x40\x5b-\x60\x7b-\x7f]*")
_SAMPLE = 60_000
_NUL_SHARE, _FEW_NULS = 0.2, 4
_SAVE = "Please save it in the encoding “UTF-8” (in Excel: “CSV UTF-8”) and try again."


def warm() -> None:
    """Make Python load what decoding needs while files can still be opened."""
    for encoding in ENCODINGS:
        "a".encode(encoding).decode(encoding)
    unicodedata.name("a")


def codec(name: str) -> str:
    """The codec of an encoding that `decode` has named."""
    return next((one for one, known in _NAMES.items() if known == name), "utf-8")


def decode(raw: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Text, the name of its encoding, and a sentence where that was guessed; `Unreadable` if nothing fits."""
    for mark, encoding, name in (
        (codecs.BOM_UTF8, "utf-8", "UTF-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
    ):
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], encoding, name)
    if b"\x00" in raw:
        return _wide(raw)
    try:
        return raw.decode("utf-8"), "UTF-8", ()
    except UnicodeDecodeError:
        return _guessed(raw)


def _marked(raw: bytes, encoding: str, name: str) -> tuple[str, str, tuple[str, ...]]:
    text = raw.decode(encoding, "replace")
    if "\x00" in text:
        raise _zero(text.count("\n", 0, text.index("\x00")) + 1)
    damaged = text.count("\ufffd")
    if damaged > 8 + len(text) // 50:
        raise refusal("The letters of this file could not be made out.", _SAVE)
    return (
        text,
        name,
        (f"{damaged:,} letters were damaged in the file and stand as \ufffd.",) if damaged else (),
    )


def _wide(raw: bytes) -> tuple[str, str, tuple[str, ...]]:
    """UTF-16 without its mark: every other byte of plain letters and line ends is zero."""
    start = raw[: 4000 & ~1]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if (
        even + odd >= _FEW_NULS
        and max(even, odd) > _NUL_SHARE * len(start) / 2
        and min(even, odd) < max(even, odd) / 10
    ):
        return _marked(raw, "utf-16-le" if odd > even else "utf-16-be", "UTF-16")
    raise _zero(raw.count(b"\n", 0, raw.index(b"\x00")) + 1)


def _zero(line: int) -> Exception:
    return refusal(f"Line {line:,} of this file holds a zero byte, which no list of text has.", _SAVE)


def _guessed(raw: bytes) -> tuple[str, str, tuple[str, ...]]:
    best, chosen = 0.0, ""
    sample = _sampled(raw)
    for encoding in _NAMES:
        try:
            worth = _worth(sample.decode(encoding), encoding)
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if worth > best:
            best, chosen = worth, encoding
    if not chosen:
        raise refusal("The letters of this file could not be made out.", _SAVE)
    remark = f"The encoding of this file is not marked and has been taken for {_NAMES[chosen]}; please look at the letters."
    return raw.decode(chosen), _NAMES[chosen], (remark,)


def _sampled(raw: bytes) -> bytes:
    """Lines that hold more than plain letters, as many as tell enough."""
    lines: list[bytes] = []
    length = 0
    for line in raw.splitlines():
        if not line.isascii():
            lines.append(line)
            length += len(line)
            if length > _SAMPLE:
                break
    return b"\n".join(lines)


def _worth(text: str, encoding: str) -> float:
    common = _COMMON.get(encoding)
    return sum(_word(found.group(), common, encoding) for found in _WORD.finditer(text))


def _word(word: str, common: frozenset[str] | None, encoding: str) -> float:
    worth = 0.0
    for letter in word:
        if letter > "\x7f":
            if letter in _BETWEEN:
                # A dash or a quotation mark between two letters is one of Mac's accented letters.
                worth -= 3 if word[0] != letter != word[-1] and letter not in "’·–\u200c・" else 0.1
            elif common is None:
                worth += _ideograph(letter, encoding)
            else:
                worth += 2 if letter in common else 0.2 if letter.isalpha() else -4
    anomalies = sum(1 for one, other in pairwise(word) if one.islower() and other.isupper())
    return worth - 3 * anomalies - (4 if _is_mixed(word) else 0)


def _ideograph(letter: str, encoding: str) -> float:
    """Two bytes a letter: counted double, more for those that are in everyday use."""
    if "\uff61" <= letter <= "\uff9f" or "\ue000" <= letter <= "\uf8ff" or not letter.isalpha():
        return -4 if letter not in "々ー〇" else 2
    if "\u3040" <= letter <= "\u30ff":
        return 4 if encoding == "cp932" else 1
    try:
        lead = letter.encode("cp932" if encoding == "cp932" else "gb2312")[0]
    except UnicodeEncodeError:
        return -1
    everyday = range(0x88, 0x98) if encoding == "cp932" else range(0xB0, 0xD8)
    return 4 if lead in everyday else 0.5


def _is_mixed(word: str) -> bool:
    scripts = {"latin" if letter < "\u0250" else "other" for letter in word if letter.isalpha()}
    return len(scripts) > 1
