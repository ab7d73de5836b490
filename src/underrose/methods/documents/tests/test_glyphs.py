import pytest

from underrose.methods.documents import glyphs


def test_every_script_we_promise_is_covered() -> None:
    glyphs.require_all(
        ["Łódź ĂŢ ñ ß – “” € №", "Ελληνικά ΐ", "Україна Ђ Ў ё", "العربية ﷺ ٠١٢ پچگ", "人权 对话，。《》"]
    )
    glyphs.require_all(["soft\xadhyphen\u200b \u200f\u202f\u2011"])


def test_missing_letters_are_named() -> None:
    with pytest.raises(glyphs.MissingGlyphs) as refused:
        glyphs.require_all(["fine", "ก and 😀"])
    assert refused.value.characters == "ก😀"
    assert str(refused.value) == (
        "The document was not made: our fonts have no form for “ก” (thai character ko kai), “😀” (grinning face). "
        "Please write these in another way, or add a font that has them."
    )


def test_many_missing_letters_are_counted() -> None:
    with pytest.raises(glyphs.MissingGlyphs, match="and 2 more"):
        glyphs.require_all(["กขคงจฉชซญฎ"])
