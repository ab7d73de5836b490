"""Addresses of regimes: what the team announces and prints, and what guests accept on a page of their own."""

from django.urls import URLPattern, path

from underrose.concept.addresses import CODE
from underrose.participation import addresses  # noqa: F401 - the words its addresses take
from underrose.programme.views import accepting, regimes

REGIMES = f"desk/meetings/{CODE}/programme/regimes/"
ONE = REGIMES + "<uuid:key>/"

urlpatterns: list[URLPattern] = [
    path(REGIMES, regimes.regimes, name="regimes"),
    path(REGIMES + "announce/", regimes.announce_regimes, name="announce_regimes"),
    path(REGIMES + "not-accepted/", regimes.regimes_not_accepted, name="regimes_not_accepted"),
    path(REGIMES + "cards.pdf", regimes.regime_cards, name="regime_cards"),
    path(ONE, regimes.regime, name="regime"),
    path(ONE + "take-back/", regimes.take_back_regime, name="take_back_regime"),
    path(ONE + "room/", regimes.room_accepted, name="room_accepted"),
    path(ONE + "card.pdf", regimes.regime_card, name="regime_card"),
    path(ONE + "opening-words.<str:suffix>", regimes.opening_words, name="opening_words"),
    path(
        "invitations/<invitation:token>/programme/regimes/", accepting.accept_regimes, name="accept_regimes"
    ),
]
