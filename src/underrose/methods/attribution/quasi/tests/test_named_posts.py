"""Posts as notes write them, and posts told in more words. Sentences of our own, for a small room."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.values import Leak, Person, Roster

_POSTS = (
    ("FJ", "F", "Deputy Harbour Master", "Port of Suva"),
    ("FR", "M", "Deputy Harbour Master", "Port du Havre"),
    ("PE", "M", "Comptroller", "Peruvian Comptroller's Bureau"),
    ("BF", "M", "President", "Ligue des Veuves de Koudougou"),
    ("FR", "F", "President", "Coastal Museum"),
    ("KE", "F", "Founder", "Tana Weavers"),
    ("KE", "M", "Deputy Director", "Coast Water Agency"),
    ("KE", "F", "Clerk", "Coast Water Agency"),
    ("GH", "M", "Bishop", "Diocese of Keta"),
    ("CH", "M", "Head of the Legal Unit", "Field Surgery"),
)
LAYER = QuasiIdentifiers(
    Roster(
        tuple(
            Person(key=str(number), countries=(country,), gender=gender, posts=(post,), bodies=(body,))
            for number, (country, gender, post, body) in enumerate(_POSTS)
        )
    )
)
NAMED = [
    ("Dep. Harbour Master, Suva: ropes are rotten", 0),
    ("Thanks to the deputy harbour master from France.", 1),
    ("D.H.M. of France asked for rope.", 1),
    ("Legal unit head of some field surgery: no comment", 9),
    ("As Comptroller of Peru I get nine letters a week.", 2),
    ("The last word fell to the man who presides over the widows' league in Koudougou.", 3),
    ("The Swiss legal head thinks twice.", 9),
    ("We keep to what the woman who founded the Tana weavers wrote.", 5),
]
NOBODY = [
    "Deputy harbour masters are rare.",
    "The president of Peru sent a letter.",
    "The man who runs the bakery in Suva sold bread.",
    "The man who presides over the court of Lima is old.",
]


@pytest.mark.parametrize(("text", "place"), NAMED)
def test_post_written_short_or_told_is_of_its_bearer(text, place):
    (hit,) = LAYER.find(passage(text))
    assert hit.who == 1 << place
    assert hit.leak is Leak.contact_or_post


@pytest.mark.parametrize("text", NOBODY)
def test_posts_that_nobody_here_bears_are_left_aside(text):
    assert [hit for hit in LAYER.find(passage(text)) if hit.leak is Leak.contact_or_post] == []


def test_pronoun_that_leads_is_of_whoever_does():
    (hit,) = LAYER.find(passage("He presides over the widows' league in Koudougou."))
    assert hit.who == 1 << 3


def test_pronoun_that_leads_something_else_is_of_nobody():
    assert LAYER.find(passage("She runs the risk of rain, and he leads us on.")) == []


def test_role_of_one_word_is_a_description():
    (hit,) = LAYER.find(passage("Bishop, Ghana: bells"))
    assert hit.leak is Leak.one_clause


def test_post_beside_a_noun_narrows_it():
    (hit,) = LAYER.find(passage("A guest from Kenya, the deputy head of an agency, had a map."))
    assert hit.who == 1 << 6


def test_short_form_of_a_post_ends_no_sentence():
    assert len(passage("Dep. Harbour Master, Suva: ropes. Then tea.").sentences) == 2
