"""What a finding says to people, one sentence each; translated by whoever asks, because methods know no language settings.

Never a name: what is quoted is what the text itself says.
"""

from collections.abc import Iterable

from underrose.methods.attribution.values import Facts, Leak, Words


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the translators, who look for this name; translated when it is said."""
    return sentence


FOUND = {
    Leak.named: gettext_noop("This names somebody in the room."),
    Leak.written_otherwise: gettext_noop("This names somebody in the room, written another way."),
    Leak.other_script: gettext_noop("This names somebody in the room, in another spelling or script."),
    Leak.contact_or_post: gettext_noop("This is an address, a number or a post of somebody in the room."),
    Leak.pronoun: gettext_noop("The pronoun beside the role says more than the role alone."),
    Leak.one_clause: gettext_noop("What this says of the speaker fits few people in the room."),
    Leak.linked: gettext_noop("Together with an earlier sentence this says who spoke."),
    Leak.counted: gettext_noop("The count says who spoke."),
    Leak.experience: gettext_noop("Only one person in the room can have had this experience."),
    Leak.verbatim: gettext_noop("These are the very words of a point that was noted."),
    Leak.own_wording: gettext_noop("Only one person in the room spoke in these words."),
    Leak.speaks: gettext_noop("This says that somebody in the room spoke."),
    Leak.public_figure: gettext_noop("This person is in the room, and the sentence names no public source."),
    Leak.third_party: gettext_noop(
        "This speaks of somebody who is not in the room. Is their consent recorded?"
    ),
    Leak.document: gettext_noop("The file carries this beside its text."),
    Leak.property: gettext_noop("The file carries this in its properties."),
}
NAMED = gettext_noop("Under this regime nobody in the room is named.")
CONSENT = gettext_noop("This person's consent to be named must stand in the record.")
UNSHARED = gettext_noop("Under this regime no country and no sector stands beside a view.")
ONE_FITS = gettext_noop("One of the {n} people in the room fits: {said}.")
SOME_FIT = gettext_noop("{k} of the {n} people in the room fit: {said}.")
ONE_HAS = gettext_noop("It leads to one of the {n} people in the room.")
SOME_HAVE = gettext_noop("It leads to {k} of the {n} people in the room.")
ONE_BODY = gettext_noop("All {k} people who fit belong to one body.")
ONE_COUNTRY = gettext_noop("All {k} people who fit come from one country.")
COPIED = gettext_noop("Seven words or more in a row are copied: whoever heard them knows who said them.")
SOURCE = gettext_noop("Give the public source, or take the sentence out.")
ABSENT = gettext_noop("Nobody here can agree for somebody who is not in the room.")
LIVED = gettext_noop("Whoever knows who lived through this knows who said it.")
FOLLOWS = gettext_noop("This text follows the order of a programme that names who spoke.")
BY_THEME = gettext_noop("Whoever has the programme can tell who said what. Order the text by theme.")
SAID = gettext_noop("what the text says")

AXES = {
    "country": gettext_noop("country"),
    "region": gettext_noop("region"),
    "role": gettext_noop("role"),
    "sector": gettext_noop("sector"),
    "gender": gettext_noop("gender"),
    "works_on": gettext_noop("topic"),
    "body": gettext_noop("body"),
    "post": gettext_noop("post"),
    "language": gettext_noop("language"),
}

NOT_APPLIED = {
    "language": gettext_noop(
        "Part of this text is in {language}. There names as they are written, posts, addresses, numbers and copied words "
        "were looked for; descriptions of people, who speaks, and people outside the room are read in English alone."
    ),
    "unknown": gettext_noop(
        "Part of this text is in a language that is not known here. There only names as they are written, posts, "
        "addresses, numbers and copied words were looked for."
    ),
    "points": gettext_noop("Copied words were not looked for: no notes of the meeting were given."),
}
CLEAN = gettext_noop("No leak was found by these checks. That does not make the text anonymous.")


def described(said: Facts, words: Words) -> str:
    """The facts of a hit as they follow a colon: "region Latin America, role defender"."""
    parts = [
        f"{words(AXES[axis]) if axis in AXES else axis} {' / '.join(values)}"
        for axis, values in said.items()
        if values
    ]
    return ", ".join(parts) or words(SAID)


def fitting(k: int, n: int, said: Facts, words: Words) -> str:
    """How many people fit, in a sentence."""
    if not said:
        return words(ONE_HAS if k == 1 else SOME_HAVE).format(k=k, n=n)
    return words(ONE_FITS if k == 1 else SOME_FIT).format(k=k, n=n, said=described(said, words))


def not_applied(kinds: Iterable[str], words: Words) -> tuple[str, ...]:
    """The sentences for layers that did not look."""
    return tuple(words(NOT_APPLIED[kind]) for kind in kinds)
