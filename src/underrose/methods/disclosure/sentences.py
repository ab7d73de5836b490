"""What a verdict says to people. Translated by whoever asks, because methods know no language settings."""

from collections.abc import Callable, Iterable

from underrose.methods.disclosure.words import Disclosure, Letter

Words = Callable[[str], str]


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the translators, who look for this name; translated when it is said."""
    return sentence


KINDS = {
    Disclosure.content: gettext_noop("What was said"),
    Disclosure.speaker_name: gettext_noop("The speaker's name"),
    Disclosure.speaker_body: gettext_noop("The body the speaker belongs to"),
    Disclosure.other_names: gettext_noop("The names of others in the room"),
    Disclosure.list_to_participants: gettext_noop("The list of participants, among participants"),
    Disclosure.list_in_public: gettext_noop("The list of participants, in public"),
    Disclosure.fact: gettext_noop("That the meeting takes place"),
    Disclosure.label: gettext_noop("A country or sector beside a view"),
    Disclosure.verbatim: gettext_noop("The very words, without a name"),
    Disclosure.live_posts: gettext_noop("Posts from the room"),
    Disclosure.recording: gettext_noop("A recording"),
}
CONDITIONS = {
    Letter.allowed: gettext_noop("may be disclosed"),
    Letter.never: gettext_noop("may never be disclosed"),
    Letter.consent: gettext_noop("only with that person's recorded consent"),
    Letter.listed: gettext_noop("only if on the published list or programme of the event"),
    Letter.organiser: gettext_noop("only if the organiser chose so when the meeting was set up"),
    Letter.shared: gettext_noop("only if at least {k} people in the room share the label"),
    Letter.guard: gettext_noop("only if the guard finds that it identifies nobody"),
    Letter.summary: gettext_noop("only as the organiser's cleared summary"),
    Letter.topic: gettext_noop("only the topic"),
    Letter.alias: gettext_noop("only under the alias"),
}


def sentence(kind: Disclosure, letters: Iterable[Letter], k: int, words: Words = str) -> str:
    """The answer as a person reads it, in the language of `words`."""
    said = [words(CONDITIONS[letter]).format(k=k) for letter in letters]
    return words(gettext_noop("{kind}: {conditions}.")).format(
        kind=words(KINDS[kind]), conditions="; ".join(said)
    )
