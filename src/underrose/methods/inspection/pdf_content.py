"""The content of a page of a PDF, order by order: what paints stays, what only says something is left out.

Orders as in ISO 32000-2, annex A. Marked content (tags, alternative and actual text, layers) goes; what stands in a layer that
is off is not painted; stretches of text that are to go are taken out by their place in the order of the file.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pikepdf

from underrose.methods.inspection.pdf_damage import DAMAGED, guarded

Order = tuple[list[pikepdf.Object], pikepdf.Operator]

_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP", "BX", "EX"})
SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
_MOVES = frozenset({"Td", "TD", "Tm", "T*", "BT"})
_KEPT = frozenset(
    ["q", "Q", "cm", "w", "J", "j", "M", "d", "ri", "i", "gs", "m", "l", "c", "v", "y", "h", "re", "n", "W", "W*", "BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "d0", "d1", "CS", "cs", "SC", "SCN", "sc", "scn", "G", "g", "RG", "rg", "K", "k", "sh", "Do", "INLINE", "IMAGE"]
) | _PAINTS | SHOWS  # fmt: skip


class NeedsPicture(Exception):
    """A page whose words cannot be parted: it is made anew as a picture."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is done with one content: layers that are off, stretches that go, and what each named thing becomes."""

    is_layer_off: Callable[[str], bool]
    """By the name of a property list."""
    goes: frozenset[int] = frozenset()
    may_do: Callable[[str], bool] = lambda _name: True
    """Whether the picture or form of this name is painted."""


def orders(holder: pikepdf.Object | pikepdf.Page) -> list[Order]:
    """The orders of a page or a form; `Unreadable` where they cannot be read."""
    with guarded(DAMAGED):
        # Inline pictures travel as the one operand of their order.
        return [
            (
                [entry] if isinstance(entry, pikepdf.ContentStreamInlineImage) else list(entry.operands),
                entry.operator,
            )  # type: ignore[list-item]
            for entry in pikepdf.parse_content_stream(holder)
        ]


def rewritten(found: Iterable[Order], rules: Rules) -> bytes:
    """The content anew. `NeedsPicture` where a stretch that goes would move what follows it."""
    kept: list[Order] = []
    layers: list[bool] = []
    place = -1
    has_gap = False
    for operands, operator in found:
        name = str(operator)
        if name in {"BMC", "BDC"}:
            layers.append(name == "BDC" and _is_off(operands, rules))
        elif name == "EMC" and layers:
            layers.pop()
        if name in _MARKS or name not in _KEPT:
            continue
        is_off = any(layers)
        if name in _MOVES:
            has_gap = False
        if name in SHOWS and says(operands, name):
            place += 1
            if is_off or place in rules.goes:
                has_gap = True
                kept += _without_words(operands, name)
                continue
            if has_gap and name in {"Tj", "TJ"}:
                raise NeedsPicture
        if _is_painted(operands, name, rules, is_off=is_off):
            kept.append((operands, operator))
        elif name in _PAINTS:
            kept.append(([], pikepdf.Operator("n")))
    return _unparsed(kept)


def says(operands: list[pikepdf.Object], name: str) -> bool:
    """Whether an order shows any letter; one that does not is no stretch of text to who reads the page."""
    if not operands:
        return False
    last = operands[-1]
    if name == "TJ":
        return isinstance(last, pikepdf.Array) and any(
            isinstance(piece, pikepdf.String) and len(bytes(piece)) for piece in last
        )
    return isinstance(last, pikepdf.String) and len(bytes(last)) > 0


def _without_words(operands: list[pikepdf.Object], name: str) -> list[Order]:
    """The line feed that an order brings beside its words."""
    if name == "'":
        return [([], pikepdf.Operator("T*"))]
    if name == '"':
        spaces = [([operands[0]], pikepdf.Operator("Tw")), ([operands[1]], pikepdf.Operator("Tc"))]
        return [*spaces, ([], pikepdf.Operator("T*"))]
    return []


def _is_painted(operands: list[pikepdf.Object], name: str, rules: Rules, *, is_off: bool) -> bool:
    if name == "INLINE IMAGE":
        _check_inline(operands)
    if is_off and (name in _PAINTS or name in {"Do", "sh", "INLINE IMAGE"}):
        return False
    return name != "Do" or (bool(operands) and rules.may_do(str(operands[0])))


def _check_inline(operands: list[pikepdf.Object]) -> None:
    """A photograph inside the orders may carry particulars; its page becomes a picture."""
    filters = {str(name) for name in operands[0].iimage.filters}  # type: ignore[attr-defined]
    if filters & {"/DCTDecode", "/DCT", "/JPXDecode"}:
        raise NeedsPicture


def _is_off(operands: list[pikepdf.Object], rules: Rules) -> bool:
    if len(operands) < 2 or str(operands[0]) != "/OC" or not isinstance(operands[1], pikepdf.Name):  # noqa: PLR2004
        return False
    return rules.is_layer_off(str(operands[1]))


def _unparsed(kept: list[Order]) -> bytes:
    with guarded(DAMAGED):
        entries = [
            operands[0]
            if str(operator) == "INLINE IMAGE"
            else pikepdf.ContentStreamInstruction(operands, operator)
            for operands, operator in kept
        ]
        return pikepdf.unparse_content_stream(entries)


@dataclass(frozen=True, slots=True)
class Layers:
    """Which optional content is off when the file is opened (ISO 32000-2, 8.11.4.3)."""

    off: frozenset[tuple[int, int]]
    on: frozenset[tuple[int, int]]
    is_base_off: bool

    @classmethod
    def of(cls, pdf: pikepdf.Pdf) -> "Layers":
        settings = _get(_get(pdf.Root, "/OCProperties"), "/D")
        return cls(
            _keys(_get(settings, "/OFF")),
            _keys(_get(settings, "/ON")),
            str(_get(settings, "/BaseState")) == "/OFF",
        )

    def is_off(self, group: pikepdf.Object | None) -> bool:
        """Whether a group, or a membership of several, is not to be seen."""
        if not isinstance(group, pikepdf.Dictionary):
            return False
        if str(_get(group, "/Type")) == "/OCMD":
            groups = _get(group, "/OCGs")
            members = list(groups) if isinstance(groups, pikepdf.Array) else [groups]
            states = [self.is_off(member) for member in members if isinstance(member, pikepdf.Dictionary)]
            policy = str(_get(group, "/P"))
            if not states:
                return False
            return {"/AllOn": any(states), "/AnyOff": not any(states), "/AllOff": not all(states)}.get(
                policy, all(states)
            )
        key = group.objgen
        return key in self.off or (self.is_base_off and key not in self.on)


def _get(holder: object, key: str) -> pikepdf.Object | None:
    return holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None


def _keys(found: object) -> frozenset[tuple[int, int]]:
    if not isinstance(found, pikepdf.Array):
        return frozenset()
    return frozenset(entry.objgen for entry in found if isinstance(entry, pikepdf.Dictionary))
