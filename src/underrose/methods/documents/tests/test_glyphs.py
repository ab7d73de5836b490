import pytest

from underrose.methods.documents import glyphs


def test_every_script_we_promise_is_covered() -> None:
    glyphs.require_all(
        ["Łódź ĂŢ ñ ß – “” € №", "Ελληνικά ΐ", "Україна Ђ Ў ё", "العربية ﷺ ٠١٢ پچگ", "人权 对话，。《》"]
    )
    glyphs.require_all(
        ["한국어 ひらがな カタカナ 臺灣", "हिन्दी বাংলা தமிழ்", "ไทย ខ្មែរ မြန်မာ", "ქართული Հայերեն עברית አማርኛ"]
    )
    glyphs.require_all(["soft\xadhyphen\u200b \u200f\u202f\u2011"])


def test_missing_letters_are_named() -> None:
    with pytest.raises(glyphs.MissingGlyphs) as refused:
        glyphs.require_all(["fine", "ꦏ and 😀"])
    assert refused.value.characters == "ꦏ😀"
    assert str(refused.value) == (
        "The document was not made: our fonts have no form for “ꦏ” (javanese letter ka), “😀” (grinning face). "
        "Please write these in another way, or add a font that has them."
    )


def test_many_missing_letters_are_counted() -> None:
    with pytest.raises(glyphs.MissingGlyphs, match="and 2 more"):
        glyphs.require_all(["ꦀꦁꦂꦃꦄꦅꦆꦇꦈꦉ"])


def test_the_place_of_a_missing_letter_is_named() -> None:
    with pytest.raises(
        glyphs.MissingGlyphs, match=r"no form for “😀” \(grinning face\) in badge 2\."
    ) as refused:
        glyphs.require_placed([("badge 1", "fine"), ("badge 2", "😀"), ("badge 3", "ꦏ")])
    assert (refused.value.place, refused.value.characters) == ("badge 2", "😀")
    glyphs.require_placed([("badge 1", "fine")])
