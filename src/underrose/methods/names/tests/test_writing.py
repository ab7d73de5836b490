import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.names import fold, romanise
from underrose.methods.names.writing import german, is_latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José  GARCÍA-Ruiz", "jose garcia ruiz"),
        ("ХУСЕЙНОВ", "хусеинов"),
        ("مُحَمَّد", "محمد"),
        ("O’Malley", "omalley"),
        ("Łódź Ørsted Straße", "lodz orsted strasse"),
        ("김민준", "김민준"),
        ("राजेश", "राजेश"),
    ],
)
def test_fold_leaves_the_letters_of_the_script(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("王伟", "Wang Wei"),
        ("黄小明", "Huang Xiaoming"),
        ("歐陽文", "Ouyang Wen"),
        ("曾国文", "Zeng Guowen"),
        ("이영희", "Lee Yeonghee"),
        ("Рашид Хусейнов", "Rashid Khuseynov"),
        ("Χατζή", "Hatzi"),
        ("たなか", "tanaka"),
        ("გიორგი", "giorgi"),
        ("Müller", "Muller"),
    ],
)
def test_romanise(native, latin):
    assert romanise(native) == latin


def test_romanise_parts_the_arabic_article():
    assert romanise("محمد الحسيني").split()[1].startswith("al-")


def test_german_writing_only_where_there_is_one():
    assert (german("Jürgen Müller"), german("Ada")) == ("Juergen Mueller", None)


def test_is_latin():
    assert (is_latin("Łukasz"), is_latin("Лукаш")) == (True, False)


@given(st.text(max_size=60))
def test_fold_is_settled_and_romanise_is_plain(text):
    assert fold(fold(text)) == fold(text)
    assert romanise(text).isascii()
