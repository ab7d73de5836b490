"""What a finding says to people, one sentence each; translated by whoever asks, because methods know no language settings.

Never a name: what is quoted is what the text itself says.
"""

from collections.abc import Iterable, Iterator

from underrose.methods.attribution import labels
from underrose.methods.attribution.values import Facts, Leak, Words


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the translators, who look for this name; translated when it is said."""
    return sentence


FOUND = {
    Leak.named: gettext_noop("This names somebody in the room."),
    Leak.written_otherwise: gettext_noop("This names somebody in the room, written another way."),
    Leak.other_script: gettext_noop("This names somebody in the room, in another spelling or script."),
    Leak.contact_or_post: gettext_noop("This is an address, a number or a post of somebody in the room."),
    Leak.pronoun: gettext_noop("The role and the pronoun together fit few people in the room."),
    Leak.one_clause: gettext_noop("What this says of the speaker fits few people in the room."),
    Leak.linked: gettext_noop(
        "Together with an earlier sentence about the same speaker this fits few people in the room."
    ),
    Leak.counted: gettext_noop("What is counted or excluded here leaves few people who can be meant."),
    Leak.experience: gettext_noop("Only one person in the room can have had this experience."),
    Leak.verbatim: gettext_noop("These are the very words of a point that was noted."),
    Leak.own_wording: gettext_noop("Only one person in the room spoke in these words."),
    Leak.speaks: gettext_noop("This says who in the room spoke."),
    Leak.public_figure: gettext_noop("This person is in the room, and the sentence names no public source."),
    Leak.third_party: gettext_noop(
        "This speaks of somebody who is not in the room. Is their consent recorded?"
    ),
    Leak.document: gettext_noop("The file carries this beside its text."),
    Leak.property: gettext_noop("The file carries this in its properties."),
}
OF_VARIANT = {
    "mail": gettext_noop("This is an address of somebody in the room."),
    "handle": gettext_noop("This is an address of somebody in the room."),
    "telephone": gettext_noop("This is a telephone number of somebody in the room."),
    "post": gettext_noop("This is a post that somebody in the room holds."),
}
"""Of a contact or a post, which of them it is."""
LINKED_BY_ANOTHER = gettext_noop(
    "Together with another text that is out or goes out with this one, this says who in the room is meant."
)
NAMED = gettext_noop("Under this regime nobody in the room is named.")
CONSENT = gettext_noop("This person's consent to be named must stand in the record.")
UNSHARED = gettext_noop("Under this regime no country and no sector stands beside a view.")
ONE_FITS = gettext_noop("Only one of the {n} people in the room {facts}.")
SOME_FIT = gettext_noop("Only {k} of the {n} people in the room {facts}.")
ONE_HAS = gettext_noop("It can mean only one of the {n} people in the room.")
SOME_HAVE = gettext_noop("It can mean only {k} of the {n} people in the room.")
ONE_BODY = gettext_noop("All {k} people who fit belong to one body.")
ONE_COUNTRY = gettext_noop("All {k} people who fit come from one country.")
COPIED = gettext_noop(
    "Seven words or more in a row stand in the notes as they were said: whoever was there remembers who said them. "
    "To quote them, ask the speaker for consent; otherwise say it in other words, or leave the sentence out."
)
SOURCE = gettext_noop("Give the public source, or take the sentence out.")
ABSENT = gettext_noop(
    "Nobody here can agree for them. Unless their consent stands in your records, leave out what would let them be found."
)
LIVED = gettext_noop(
    "Whoever knows who lived through this knows who said it. Say it in general words, or leave the sentence out."
)
FOLLOWS = gettext_noop("This text follows the order of a programme that names who spoke.")
SUBTRACTED = gettext_noop("Counts that are published leave few people when one is taken from another.")
ONE_LEFT = gettext_noop(
    "What goes out together says that only one person {facts}. Leave one of the counts out."
)
SOME_LEFT = gettext_noop(
    "What goes out together says that only {k} people {facts}. Leave one of the counts out."
)
DIFFER = gettext_noop(
    "Two counts of the same people differ by only {k}: whoever has both can tell who that is. Leave one of the counts out."
)
BY_THEME = gettext_noop("Whoever has the programme can tell who said what. Order the text by theme.")

FACTS = {
    "country": (gettext_noop("comes from {values}"), gettext_noop("come from {values}")),
    "region": (gettext_noop("comes from {values}"), gettext_noop("come from {values}")),
    "role": (gettext_noop("has the role “{values}”"), gettext_noop("have the role “{values}”")),
    "sector": (gettext_noop("works in the field “{values}”"), gettext_noop("work in the field “{values}”")),
    "works_on": (gettext_noop("works on {values}"), gettext_noop("work on {values}")),
    "body": (gettext_noop("works for “{values}”"), gettext_noop("work for “{values}”")),
    "post": (gettext_noop("has the post “{values}”"), gettext_noop("have the post “{values}”")),
    "city": (gettext_noop("is based in {values}"), gettext_noop("are based in {values}")),
    "duty station": (gettext_noop("is posted in {values}"), gettext_noop("are posted in {values}")),
    "language": (gettext_noop("speaks {values}"), gettext_noop("speak {values}")),
}
"""What is said of one person, and of several."""
REGIONS = (
    gettext_noop("the Middle East"),
    gettext_noop("the Middle East and North Africa"),
    gettext_noop("Middle East and North Africa"),
    gettext_noop("Asia and the Pacific"),
    gettext_noop("Latin America and the Caribbean"),
    gettext_noop("Western Europe and North America"),
    gettext_noop("Eastern Europe and Central Asia"),
)
"""Regions that no list of names in other languages has."""
OTHER_FACT = (gettext_noop("has “{values}” as {axis}"), gettext_noop("have “{values}” as {axis}"))
NOT_SO = (
    gettext_noop("is anything but “{values}”"),
    gettext_noop("are anything but “{values}”"),
)
GENDERS = {
    "F": (gettext_noop("is a woman"), gettext_noop("are women")),
    "M": (gettext_noop("is a man"), gettext_noop("are men")),
    "X": (gettext_noop("is neither a woman nor a man"), gettext_noop("are neither women nor men")),
}
FITS = (gettext_noop("fits what the text says"), gettext_noop("fit what the text says"))
BOTH = gettext_noop("{one} and {other}")
COMMA = gettext_noop(", ")
SLOT = "slot"
"""A place in a programme that another text fills."""
_QUOTED_ANYWAY = frozenset({"experience", "third_party"})
_COMMON = frozenset({"role", "sector", "works_on"})
"""What is written with a small letter in a sentence."""
_NOT = "not "

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
    "room": gettext_noop(
        "No guest stands on the list of this meeting yet, so names and descriptions could not be compared with anybody."
    ),
}
CLEAN = gettext_noop("No leak was found by these checks. That does not make the text anonymous.")


def found(leak: Leak, variant: str, words: Words) -> str:
    """What was found, in one sentence; of a contact which kind, and of a slot that another text fills, that it does."""
    if leak is Leak.contact_or_post:
        return words(OF_VARIANT.get(variant, FOUND[leak]))
    return words(LINKED_BY_ANOTHER if leak is Leak.linked and variant == SLOT else FOUND[leak])


def described(said: Facts, k: int, words: Words) -> str:
    """The facts of a hit as a verb follows its subject: "comes from Kenya and is a woman"."""
    several = k != 1
    parts = [
        part
        for axis, values in said.items()
        if axis not in _QUOTED_ANYWAY
        for part in _facts(axis, values, words, several=several)
    ]
    if not parts:
        return words(FITS[several])
    if len(parts) == 1:
        return parts[0]
    return words(BOTH).format(one=words(COMMA).join(parts[:-1]), other=parts[-1])


def _facts(axis: str, values: Iterable[str], words: Words, *, several: bool) -> Iterator[str]:
    """What is said on one axis. Codes become words, and places are named as whoever reads names them."""
    told = [value for value in values if not value.startswith(_NOT)]
    if axis == "gender":
        yield from (words(GENDERS[value][several]) for value in told if value in GENDERS)
    elif told:
        listed = " / ".join(words(labels.role(value) if axis in _COMMON else value) for value in told)
        yield words(
            FACTS.get(axis.replace("_", " ") if axis not in FACTS else axis, OTHER_FACT)[several]
        ).format(values=listed, axis=axis.replace("_", " "))
    if others := [words(value.removeprefix(_NOT)) for value in values if value.startswith(_NOT)]:
        yield words(NOT_SO[several]).format(values=" / ".join(others))


def fitting(k: int, n: int, said: Facts, words: Words) -> str:
    """How many people fit, in a sentence."""
    if not said:
        return words(ONE_HAS if k == 1 else SOME_HAVE).format(k=k, n=n)
    return words(ONE_FITS if k == 1 else SOME_FIT).format(k=k, n=n, facts=described(said, k, words))


def not_applied(kinds: Iterable[str], words: Words) -> tuple[str, ...]:
    """The sentences for layers that did not look."""
    return tuple(words(NOT_APPLIED[kind]) for kind in kinds)
