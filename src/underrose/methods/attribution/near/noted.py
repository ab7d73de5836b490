"""Speakers as whoever takes notes writes them: "HN: we cannot promise", "VH (Ukraine): no", "Mrs S. from Kosovo", "XK: we disagree".

Two letters before a colon are a speaker only where a statement follows, and never where they abbreviate something ("NB:", "PS:").
What is asked of a word costs a look at the letter behind it; nothing reads the text a second time.
"""

import re
from collections.abc import Callable

from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.near.initials import first_letters
from underrose.methods.attribution.near.roster_words import RosterWords
from underrose.methods.attribution.near.run_together import Mention
from underrose.methods.attribution.near.tokens import Token
from underrose.methods.attribution.values import Fix, Hit, Leak, Roster

COUNTRY = "country"
_LABEL = re.compile(
    r"\]?(?: ?\((?P<whence>[^()\n]{2,40})\))?\]?\s?(?P<sign>:|[–—]|-(?= ))\s(?P<said>[^\n]{0,120})"
)
_BEGINS = re.compile(
    r"(?:^|\n|[.!?…;]\s)[^\S\n]*(?:[-*•‣–·>]\s*|\(?\d{1,3}[.)]\s*|\d{1,2}[:.h]\d\d\s*(?:[–—:-]\s*)?)?[\[\"“«]?$"
)
_LOOK_BACK = 16
_OF_SPEECH = re.compile(
    r"[\"“«]|(?:yes|no|well|but|and|so|not|then|why|how|what|who|when|please|thank(?:s| you)|agreed)\b"
    r"|(?:\S+ ){0,5}?(?:i|we|our|us|my|you|your|i'm|we're|i've|we've|i'd|we'd)\b",
    re.IGNORECASE,
)  # fmt: skip
_STATES = re.compile(
    r"(?:\S+ ){0,8}?(?:is|are|was|were|has|have|had|does|do|did|will|would|could|should|can|cannot|can't|must|may|might|isn't|aren't|don't|won't)\b",
    re.IGNORECASE,
)
_OTHER_ABBREVIATIONS = frozenset(
    "nb ps pps fyi qa cf re ad tbc tbd tba eta rsvp cv dob bc am pm cc bcc fw po pto asap aob ta ie eg viz vs hr ai pr uno tl dr tldr imo mou tor sdg sdgs idp idps lgbti hrd hrds cso csos ingo gbv ihl sos".split()  # noqa: SIM905 # a list of words
)
_TITLED = re.compile(
    r"(?<![^\W_])(mrs|ms|mr|miss|mx|mme|dr|prof|judge|ambassador|bishop)\.?[ \u00a0]$", re.IGNORECASE
)
_OF_WOMEN, _OF_MEN = frozenset({"mrs", "ms", "miss", "mme"}), frozenset({"mr"})
_WHENCE = re.compile(r"\.?,? (?:from|of) (?:the )?((?:[A-Z][\w'’-]+ ?(?:and (?=[A-Z])|of (?=[A-Z]))?){1,4})")
_SAYS = re.compile(r"\.?,? (?:(?:then|also|again|later) )?([a-z]+)")
_FEW = 4
"""At most so many whom an initial and a form of address may mean are meant by them, where no country is told."""


class Noted:
    """Of one roster."""

    def __init__(self, roster: Roster, words: RosterWords, come_from: Callable[[str], int]) -> None:
        self._words, self._from = words, come_from
        self._everybody = roster.counting.bit_count()
        self._women = self._men = 0
        for place, person in enumerate(roster.people):
            title = person.honorific.casefold().rstrip(".")
            self._women |= (title in _OF_WOMEN or person.gender.upper() == "F") << place
            self._men |= (title in _OF_MEN or person.gender.upper() == "M") << place

    def find(self, text: str, token: Token) -> Mention | None:
        """The speaker whose initials, or initial behind a form of address, or country, the word in capitals is."""
        if len(token.letters) == 1:
            return self._titled(text, token)
        if not token.is_upper or text[token.end : token.end + 2].strip()[:1] not in _SIGNS:
            return None
        label = _LABEL.match(text, token.end)
        if label is None or not _BEGINS.search(
            text[max(0, token.start - _LOOK_BACK) : token.start] if token.start else ""
        ):
            return None
        return self._by_initials(token, label) or self._by_country(text, token, label)

    def _by_initials(self, token: Token, label: re.Match[str]) -> Mention | None:
        letters = token.letters
        if not 1 < len(letters) <= _FEW:
            return None
        who = self._words.initials.get(letters, 0)
        if label["whence"]:
            home = self._from(label["whence"])
            who = who & home or home
            is_meant = True
        else:
            said = label["said"]
            is_speech = bool(_OF_SPEECH.match(said))
            is_open = label["sign"] == ":" or said[:1].islower() or is_speech
            words = gate_words()
            is_other = letters in words.never_initials | words.rarely_initials | _OTHER_ABBREVIATIONS
            is_meant = (
                not is_other
                and is_open
                and (is_speech or (bool(_STATES.match(said)) and not _is_spelt_out(letters, said)))
            )
            if who and is_speech:
                who |= self._from(letters)  # "CA" may be Canada
        if not who or not is_meant:
            return None
        end = label.start("sign")
        return Mention(token.start, _closed(label, end), who, "initials", 0.8)

    def _by_country(self, text: str, token: Token, label: re.Match[str]) -> Mention | None:
        """“XK: we disagree”, "KOSOVO – we disagree"; a country in small letters before a colon is read as any description is."""
        said = label["said"]
        if label["whence"] or not _OF_SPEECH.match(said):
            return None
        if token.letters != "us" and len(token.letters) < _FEW and gate_words().count(token.letters):
            return None  # "NO: we do not think so"
        who = self._from(text[token.start : token.end])
        return Mention(token.start, token.end, who, COUNTRY, 0.8) if who else None

    def _titled(self, text: str, token: Token) -> Mention | None:
        """“Mrs S. from Kosovo”: those of that initial who come from there; without a country, if she speaks and few are meant."""
        title = _TITLED.search(text[max(0, token.start - _LOOK_BACK) : token.start])
        if title is None or not title[1][0].isupper():
            return None
        letter = token.letters
        who = self._words.family_initial.get(letter, 0) | self._words.given_initial.get(letter, 0)
        form = title[1].casefold()
        who &= ~self._men if form in _OF_WOMEN else ~self._women if form in _OF_MEN else -1
        start = token.start - len(title[0])
        if whence := _WHENCE.match(text, token.end):
            who &= self._from(whence[1].strip())
            end = whence.start(1) + len(whence[1].rstrip())
            return Mention(start, end, who, "initial", 0.9) if who else None
        end = token.end + (text[token.end : token.end + 1] == ".")
        said = _SAYS.match(text, token.end)
        is_said = said is not None and said[1] in gate_words().verbs
        who &= self._words.family_initial.get(letter, 0)
        return Mention(start, end, who, "initial", 0.8) if is_said and 0 < who.bit_count() <= _FEW else None

    def of_country(self, one: Mention, text: str) -> Hit:
        """A country that is the label of a speaker: as narrow as those who come from there are few."""
        return Hit(
            start=one.start, end=one.end, leak=Leak.one_clause, who=one.who, variant=COUNTRY,
            said={COUNTRY: (text[one.start : one.end],)}, weight=one.weight,
            fixes=(Fix(one.start, one.end, "a participant", self._everybody),),
        )  # fmt: skip


_SIGNS = frozenset(("(", ":", "–", "—", "-", "]"))


def _closed(label: re.Match[str], end: int) -> int:
    """Where the label ends: before its sign, and with its brackets."""
    while label.string[end - 1] in "] \u00a0":
        end -= 1
    return end


def _is_spelt_out(letters: str, said: str) -> bool:
    """“AR: augmented reality is new": what the letters stand for follows them."""
    return first_letters(said).startswith(letters)
