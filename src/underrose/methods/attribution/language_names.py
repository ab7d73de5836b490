"""The names of the languages that are told apart, so that they can be said in the language of whoever reads."""


def gettext_noop(name: str) -> str:
    """Marks a name for the translators, who look for this one; translated when it is said."""
    return name


NAMES = (
    gettext_noop("English"),
    gettext_noop("French"),
    gettext_noop("Spanish"),
    gettext_noop("Portuguese"),
    gettext_noop("Italian"),
    gettext_noop("German"),
    gettext_noop("Dutch"),
    gettext_noop("Turkish"),
    gettext_noop("Swahili"),
    gettext_noop("Indonesian"),
    gettext_noop("Polish"),
    gettext_noop("Romanian"),
    gettext_noop("Swedish"),
    gettext_noop("Danish"),
    gettext_noop("Finnish"),
    gettext_noop("Hungarian"),
    gettext_noop("Czech"),
    gettext_noop("Croatian"),
    gettext_noop("Vietnamese"),
    gettext_noop("Catalan"),
    gettext_noop("Albanian"),
    gettext_noop("Somali"),
    gettext_noop("Hausa"),
    gettext_noop("Arabic or Persian"),
    gettext_noop("Russian or another language in Cyrillic letters"),
    gettext_noop("Japanese"),
    gettext_noop("Korean"),
    gettext_noop("Chinese"),
    gettext_noop("Hebrew"),
    gettext_noop("Greek"),
    gettext_noop("Thai"),
    gettext_noop("Burmese"),
    gettext_noop("an Indian language"),
    gettext_noop("Georgian"),
    gettext_noop("Armenian"),
    gettext_noop("Amharic or Tigrinya"),
    gettext_noop("Khmer"),
)
"""Of small words first, then of scripts, as `language` calls them."""
