import pytest

from underrose.methods.attribution.quasi import lattice
from underrose.methods.attribution.quasi.inflection import article, demonym_plural, forms, plural, stem


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Kenya", {"KE"}), ("the Netherlands", {"NL"}), ("Congolese", {"CD", "CG"}), ("Korean", {"KP", "KR"}),
        ("Kenyans", {"KE"}), ("Danes", {"DK"}), ("Nairobi", {"KE"}), ("Côte d’Ivoire", {"CI"}), ("DRC", {"CD"}),
        ("Suisse", {"CH"}), ("Россия", {"RU"}), ("Deutschland", {"DE"}), ("nowhere", set()),
    ],
)  # fmt: skip
def test_codes_of_a_name(name, codes):
    assert lattice.codes_of(name) == codes


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("Nordic", "FI", "EE"), ("the Sahel", "ML", "KE"), ("Latin American", "PE", "ES"), ("MENA", "TN", "TD"),
        ("Horn of Africa", "ET", "TZ"), ("Global South", "BR", "JP"), ("EU", "IE", "NO"), ("Balkan", "XK", "HU"),
        ("South-East Asia", "VN", "IN"), ("Sub-Saharan Africa", "GH", "EG"), ("Francophone", "SN", "GH"),
    ],
)  # fmt: skip
def test_region_holds_its_countries(name, inside, outside):
    region = lattice.region_of(name)
    assert region is not None
    assert inside in region.codes
    assert outside not in region.codes


def test_every_region_holds_countries_that_exist():
    known = set(lattice.countries()) | {"AX", "GG", "IM", "JE", "GF"}
    for region in lattice.regions().values():
        assert region.codes
        named = {code for code in region.codes if code in known}
        assert named, region.name


def test_around_goes_from_small_to_wide():
    sizes = [len(region.codes) for region in lattice.around(frozenset({"KE"}))]
    assert sizes == sorted(sizes)
    assert lattice.around(frozenset()) == []


@pytest.mark.parametrize(
    ("one", "many"),
    [("judge", "judges"), ("policewoman", "policewomen"), ("member of parliament", "members of parliament"),
     ("envoy", "envoys"), ("attorney", "attorneys"), ("deputy", "deputies"), ("German", "Germans"),
     ("business person", "business people"), ("women", "women")],
)  # fmt: skip
def test_plural(one, many):
    assert plural(one) == many


def test_demonyms_that_stay():
    assert [demonym_plural(word) for word in ("Swiss", "French", "Kenyan")] == ["Swiss", "French", "Kenyans"]


def test_forms_of_verbs():
    assert forms("argue") == ("argue", "argues", "argued", "arguing")
    assert forms("reply") == ("reply", "replies", "replied", "replying")
    assert forms("say:says,said") == ("say", "says", "said")
    assert forms("press on") == ("press on", "presses on", "pressed on", "pressing on")


def test_stems_meet():
    assert stem("environmental") == stem("environment")
    assert stem("mediation") == stem("mediators")


@pytest.mark.parametrize(
    ("words", "expected"),
    [("analyst", "an"), ("UN official", "a"), ("NGO", "an"), ("European", "a"), ("judge", "a"), ("MP", "an"),
     ("university lecturer", "a"), ("Ukrainian", "a"), ("Ugandan", "a"), ("unnamed judge", "an"), ("umpire", "an")],
)  # fmt: skip
def test_article_goes_by_sound(words, expected):
    assert article(words) == expected
