"""A browser in words a person recognises, and no more: "Firefox on a phone"."""

from django.utils.translation import gettext

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def in_words(user_agent: str) -> str:
    """Words kept with a sign-in so that its owner can tell one from another."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    if not browser:
        return "another browser"
    if "iPad" in user_agent or "Tablet" in user_agent:
        return f"{browser} on a tablet"
    if any(sign in user_agent for sign in ("Mobile", "Android", "iPhone")):
        return f"{browser} on a phone"
    return f"{browser} on a computer"


def shown(words: str) -> str:
    """The kept words in the reader's language."""
    browser, _, place = words.partition(" on a ")
    places = {
        "phone": gettext("on a phone"),
        "tablet": gettext("on a tablet"),
        "computer": gettext("on a computer"),
    }
    if place not in places:
        return gettext("Another browser")
    return f"{browser} {places[place]}"
