"""Those who are left when somebody is taken out: "every jurist but the Dutch one", "when the lawyers were polled, all but the professor".

Two groups are told of at once: whoever is taken out, and the others of their kind, fewer than the kind itself.
"""

from dataclasses import replace

from underrose.methods.attribution.quasi.mention import Mention, tokens_index
from underrose.methods.attribution.quasi.tokens import Kind, Piece, Token
from underrose.methods.attribution.quasi.told import Told

_OUT = frozenset(
    {"but", "except", "save", "bar", "excepting", "excluding", "than", "apart from", "aside from"}
)
_BEHIND_OUT = frozenset({"for", "from", "of", "than"})
_ALL = frozenset({"all", "everybody", "everyone", "nobody", "none", "no one", "every one", "each"})
_KIND_OF = Kind.role | Kind.sector | Kind.noun | Kind.gender


def with_those_left(tokens: list[Token], found: list[Mention], told: Told) -> list[Mention]:
    """The speakers of a sentence, each exception parted from the rest of its group. O(words of the sentence)."""
    parted: list[Mention] = []
    for mention in found:
        out = _taken_out(tokens, mention) if mention.count == "except" else -1
        rest = _rest(tokens, mention, out, parted, told) if out >= 0 else None
        if rest is not None:
            parted = [one for one in parted if one.end <= rest.start or one.start >= rest.end]
            parted.append(rest)
            parted.append(replace(mention, start=tokens[out].start, pieces=_with_kind(mention, rest)))
        else:
            parted.append(mention)
    return parted


def _taken_out(tokens: list[Token], mention: Mention) -> int:
    """Where whoever is taken out begins; -1 where no word between takes anybody out."""
    begin = tokens_index(tokens, mention.start)
    end = next((at for at in range(begin, len(tokens)) if tokens[at].start >= mention.end), len(tokens))
    out = next((at for at in range(begin + 1, end) if tokens[at].text in _OUT), -1)
    if out < 0:
        return -1
    while out + 1 < end and (tokens[out].text in _OUT or tokens[out].text in _BEHIND_OUT):
        out += 1
    return out


def _rest(
    tokens: list[Token], mention: Mention, out: int, before: list[Mention], told: Told
) -> Mention | None:
    """The others of the group that stands before "but", or of the last one where "all" stands there."""
    begin = tokens_index(tokens, mention.start)
    head = next((at for at in range(out - 1, begin - 1, -1) if tokens[at].kinds & _KIND_OF), -1)
    if head >= 0:
        pieces, end = told.reader.meanings(tokens[head], as_noun=True), head
    elif tokens[begin].text in _ALL and before and before[-1].is_plural and before[-1].count != "except":
        pieces, end = [replace(piece) for piece in before[-1].pieces], begin
    else:
        return None
    others = _others(mention, told)
    start = tokens[begin].start
    if not pieces or not others or all(piece.bits & others == 0 for piece in pieces):
        return None
    left = [replace(piece, start=start, end=tokens[end].end, joined=False) for piece in pieces]
    label = mention.pieces[0]
    without = Piece(label.axis, f"not {label.label}", others, start, tokens[end].end)
    rest = Mention(start, tokens[end].end, [*left, without], count="except", noun=tokens[end].text)
    rest.is_plural = True
    return rest


def _others(mention: Mention, told: Told) -> int:
    """Everybody who is not known to be whoever is taken out."""
    index = told.reader.index
    bits = index.everybody
    unknown = 0
    for piece in sorted(mention.pieces, key=lambda one: one.is_soft):
        if bits & piece.bits or not piece.is_soft:
            bits &= piece.bits
            unknown |= index.unknown.get(piece.axis, 0)
    return index.everybody & ~bits | unknown if bits else 0


def _with_kind(mention: Mention, rest: Mention) -> list[Piece]:
    """Whoever is taken out is of the group too, where somebody of it fits."""
    bits = -1
    for piece in mention.pieces:
        bits &= piece.bits
    known = {(piece.axis, piece.bits) for piece in mention.pieces}
    more = [one for one in rest.pieces[:-1] if bits & one.bits and (one.axis, one.bits) not in known]
    return [*mention.pieces, *more]
