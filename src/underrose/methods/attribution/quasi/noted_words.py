"""The words of a label of notes: a run that says who somebody is and nothing else, such as "judge (f), N. Ghana"."""

from dataclasses import dataclass, field, replace

from underrose.methods.attribution.quasi.phrase import DASHES
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Piece, Sense, Token

NOTES = toml("notes")
ENDS = frozenset(NOTES["ends"])
BRACKETS = {"(": ")", "[": "]"}
JOINS = frozenset({"&", "+", "and"})
_BEFORE_NEXT = JOINS | {","}
PEOPLE = Kind.role | Kind.gender | Kind.room | Kind.title
LONGEST, LONGEST_TAIL = 14, 6
"""Words of a label, and of what may stand between it and the sign behind."""
_BESIDE, _SMALL = frozenset(NOTES["beside"]), frozenset(NOTES["small"])
_STANCES = words("stances")
_LEADS = words("leads") | {"lead", "deputy"}
_LETTERS = {"f": "F", "m": "M"}
_ARTICLES = frozenset({"a", "an", "one", "the", "our"})
_BEFORE_PLACES = frozenset({",", "from", "fr", "(", "/", "of", "in", "at", "@", "["})
_BETWEEN = frozenset({"/", "&", "+", "and", ","})
_APART = frozenset({"country", "region", "city", "body", "gender", "language"})
_CALLINGS = frozenset({"role", "sector", "post"})
_ADDRESS = frozenset({"mr", "mrs", "ms", "madam", "madame", "sir", "dr", "hon", "mme", "mx"})
_NOUNS = Kind.somebody | Kind.noun_first | Kind.says | Kind.event
_ROLE = frozenset({"role"})
_NO_SIDE = frozenset({"one", "two", "three", "those"})
LONGEST_CUT, _CUT_WORDS = 5, 3
_UNKNOWN = 2
"""Words of a label that nobody knows: a town in no list."""


@dataclass(slots=True, eq=False)
class Label:
    """A run of words from `first` to before `end`, and what it says."""

    first: int
    end: int
    values: list[int] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    nouns: list[int] = field(default_factory=list)
    """What it calls somebody: a role, a gender, one of the room."""
    has_article: bool = False
    has_side: bool = False
    """“The union side”, "police voices"."""
    is_plural: bool = False
    is_led: bool = False
    """Called by what they lead, or by a noun in no list: "Swedish CSR head", "Kazakh beekeeper"."""

    @property
    def axes(self) -> set[str]:
        """What it says something of."""
        return {piece.axis for piece in self.pieces}

    @property
    def is_called(self) -> bool:
        """Whether a noun for a person stands in it, not only whence they are."""
        return bool(self.nouns and (self.is_led or self.axes & {"role", "gender", "post"}))

    @property
    def is_one(self) -> bool:
        """Whether it tells one person apart by more than one thing."""
        return self.is_called and not self.is_plural and bool(self.axes & _APART) and len(self.axes) > 1


class LabelReader:
    """Reads them for one roster. O(words of the label)."""

    __slots__ = ("reader",)

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def read(self, tokens: list[Token], first: int) -> Label | None:
        """The label that begins at a token, up to the last word that says something; nothing where none does."""
        label = Label(first, first)
        at, last = first, min(len(tokens), first + LONGEST)
        while at < last:
            token = tokens[at]
            text = token.text
            if at == first and text in _ARTICLES:
                label.has_article = True
            elif (text in _BEFORE_NEXT and _is_next(tokens, at, label)) or (
                text in _STANCES and text not in _SMALL
            ):
                break
            elif self._take(tokens, at, label) or self._take_unknown(tokens, at, label):
                label.end = at + 1
            elif _is_cut(tokens, at):
                at += 1
            elif self._is_before_noun(tokens, at, label):
                pass
            elif not (_is_small(token, label) or is_beside(token) or self._goes_on(tokens, at, label)):
                break
            at += 1
        genders = {piece.label for piece in label.pieces if piece.axis == "gender"}
        return _closed(tokens, label) if label.pieces and len(genders) <= 1 else None

    def joined(self, tokens: list[Token], at: int) -> list[Label]:
        """“Judge & envoy, Norway: ...”: each of them."""
        labels: list[Label] = []
        while (label := self.read(tokens, at)) is not None:
            labels.append(label)
            at = label.end + 1
            if at >= len(tokens) or tokens[label.end].text not in JOINS:
                break
        return labels

    def _take(self, tokens: list[Token], at: int, label: Label) -> bool:
        """Whether a word says who somebody is; it is kept then."""
        token = tokens[at]
        if token.text in _LETTERS and (pieces := self._gender(tokens, at)):
            label.pieces += pieces
            label.values.append(at)
            return True
        is_person = token.kinds & (Kind.room | Kind.person) and token.text not in _LEADS
        if is_person and not token.kinds & VALUES:
            label.has_side = label.has_side or token.text not in _NO_SIDE
            label.is_plural = label.is_plural or bool(token.kinds & Kind.plural)
            if token.kinds & Kind.room:
                label.nouns.append(at)
            return True
        is_value = token.kinds & (VALUES | Kind.short) and not token.kinds & Kind.pronoun
        pieces = self.reader.meanings(token, as_noun=True) if is_value else []
        if token.text in _LEADS and not any(piece.bits for piece in pieces):
            label.nouns.append(at)
            label.is_led = True
            return True
        if token.kinds & Kind.somebody and label.values:
            label.nouns.append(at)
            label.is_led = True
            return True
        if not pieces or (not label.nouns and all(piece.axis == "works_on" for piece in pieces)):
            return False
        axes = label.axes
        is_joined = tokens[at - 1].text in _BETWEEN
        label.pieces += [replace(piece, joined=is_joined and piece.axis in axes) for piece in pieces]
        label.values.append(at)
        is_demonym = token.kinds & Kind.noun and not token.kinds & Kind.place
        if is_demonym or token.kinds & PEOPLE or any(piece.axis in {"role", "post"} for piece in pieces):
            label.nouns.append(at)
            label.is_plural = label.is_plural or bool(token.kinds & Kind.plural)
        return True

    def _gender(self, tokens: list[Token], at: int) -> list[Piece]:
        """“Judge (f)”, "f, lawyer": a letter between signs, or beside one at either end."""
        near = [tokens[place] for place in (at - 1, at + 1) if 0 <= place < len(tokens)]
        if not near or not all(one.kinds & Kind.sign or one.text in ENDS for one in near):
            return []
        token = tokens[at]
        sense = Sense("gender", _LETTERS[token.text], "value")
        return self.reader.meanings(Token(token.text, token.start, token.end, Kind.gender, (sense,)))

    def _take_unknown(self, tokens: list[Token], at: int, label: Label) -> bool:
        """“Judge, Kaya”: a place in no list behind who somebody is.

        Whoever has it in a body or post is meant, or somebody of their country of whom no body is known.
        """
        token = tokens[at]
        if not label.nouns or token.kinds & ~Kind.somebody or not token.is_capital:
            return False
        if tokens[at - 1].text not in _BEFORE_PLACES or at - label.end > _UNKNOWN:
            return False
        if piece := self.reader.told_by([token.text], token.start, token.end):
            index = self.reader.index
            bearers = piece.bits & ~index.unknown.get("body", 0)
            at_home = index.at_home(index.homes(bearers)) if bearers else index.everybody
            label.pieces.append(replace(piece, bits=piece.bits & at_home))
            label.values.append(at)
        return True

    def _is_before_noun(self, tokens: list[Token], at: int, label: Label) -> bool:
        """“Plant mgr”, "Peruvian TU pres.", "the Larkspur envoy": an unknown word before the noun; a body may be told by it."""
        token = tokens[at]
        is_plain = not token.kinds & ~_NOUNS and (
            not token.kinds & Kind.says or token.kinds & Kind.noun_first
        )
        if not is_plain or not token.text.isalpha() or token.text in _ADDRESS:
            return False
        if label.is_led and tokens[at - 1].text == "of":
            return True
        row = tokens[at + 1 : at + 1 + _UNKNOWN]
        behind = next((one for one in row if one.kinds or one.text in _LEADS), None)
        is_noun = behind and (behind.kinds & (Kind.role | Kind.title) or behind.text in _LEADS)
        if behind is None or not (is_noun or _tells(behind, _CALLINGS)):
            return False
        if token.is_capital and (piece := self.reader.told_by([token.text], token.start, token.end)):
            label.pieces.append(piece)
            label.values.append(at)
        return True

    def _goes_on(self, tokens: list[Token], at: int, label: Label) -> bool:
        """“F – police – Nepal – ...”: one thing behind each dash, up to another sign."""
        if tokens[at].text not in DASHES or at + 1 >= len(tokens) or not label.values:
            return False
        after = tokens[at + 1]
        behind = tokens[at + 2] if at + 2 < len(tokens) else None
        is_alone = behind is None or bool(behind.kinds & Kind.sign) or behind.text in ENDS
        if not is_alone or not after.kinds & (VALUES | Kind.short):
            return False
        axes = {piece.axis for piece in self.reader.meanings(after, as_noun=True)}
        known = label.axes | (_CALLINGS if label.axes & _CALLINGS else frozenset())
        return bool(axes) and axes.isdisjoint(known)


def is_beside(token: Token) -> bool:
    """Whether a word stands in labels and says nothing: a number, "senior", "side", a single letter."""
    is_letter = len(token.text) == 1 and token.text.isalpha()
    is_count = token.text[:1].isdigit()
    return token.text in _BESIDE or is_letter or is_count or bool(token.kinds & (Kind.neutral | Kind.number))


def behind_bracket(tokens: list[Token], at: int) -> int:
    """The token at a place, or behind the bracket that opens there: "judge (second of three): ..."."""
    if at < len(tokens) and tokens[at].text in BRACKETS:
        near = range(at + 1, len(tokens))
        return next((place + 1 for place in near if tokens[place].text == BRACKETS[tokens[at].text]), at)
    return at


def _is_small(token: Token, label: Label) -> bool:
    return label.end > label.first and token.text in _SMALL


def _is_next(tokens: list[Token], at: int, label: Label) -> bool:
    """Whether somebody else begins behind a join, or behind a comma once a role is told."""
    is_join = tokens[at].text in JOINS and label.is_called
    is_comma = tokens[at].text == "," and "role" in label.axes
    row = tokens[at + 1 : at + 2 + is_join]
    if is_comma and row and row[0].text.isdigit():
        return True  # "1 banker, 1 Kyrgyz hydrologist"
    return (is_join or is_comma) and any(token.kinds & Kind.role or _tells(token, _ROLE) for token in row)


def _tells(token: Token, axes: frozenset[str]) -> bool:
    return any(sense.axis in axes for sense in token.senses)


def _is_cut(tokens: list[Token], at: int) -> bool:
    """“Pol. officer”, "judge no. 2": a cut word before what tells."""
    row = tokens[at : at + _CUT_WORDS]
    if len(row) < _CUT_WORDS or not row[0].text.isalpha() or len(row[0].text) > LONGEST_CUT:
        return False
    if row[0].text in _ADDRESS:
        return False
    is_telling = row[2].kinds & (VALUES | Kind.short | Kind.number) or row[2].text in _LEADS
    return row[1].text == "." and bool(is_telling)


def _closed(tokens: list[Token], label: Label) -> Label | None:
    """The label with the words and the bracket that close it."""
    end = label.end
    while end < len(tokens) and end < label.end + LONGEST_TAIL and _is_tail(tokens[end]):
        end += 1
    if end < len(tokens) and (tokens[end].text in ENDS or tokens[end].text in DASHES):
        label.end = end
    row = [token.text for token in tokens[label.first : label.end]]
    opened = sum(text in BRACKETS for text in row)
    closed = sum(text in BRACKETS.values() for text in row)
    if opened > closed and label.end < len(tokens) and tokens[label.end].text in BRACKETS.values():
        label.end += 1
    elif opened < closed:
        return None
    return label


def _is_tail(token: Token) -> bool:
    """What may stand between who is noted and the sign behind: "of the table", "pt of view (1)", "unhappy"."""
    is_plain = token.text in _SMALL or token.text in _STANCES
    return is_plain or is_beside(token) or bool(token.kinds & Kind.event)
