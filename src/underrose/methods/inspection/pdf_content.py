"""The content of a page of a PDF, order by order: what paints stays, what only says something is left out.

Orders as in ISO 32000-2, annex A. Marked content (tags, alternative and actual text, layers) goes; what stands in a layer that
is off is not painted; stretches of text that are to go are taken out by their place in the order of the file.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from underrose.methods.inspection.listed import listed
from underrose.methods.inspection.pdf_damage import DAMAGED, guarded

Order = tuple[list[Any], pikepdf.Operator]
"""What an order is given, and its name; an inline picture is the one thing given to its own order."""

INLINE = "INLINE IMAGE"
_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP", "BX", "EX"})
SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
_MOVES = frozenset({"Td", "TD", "Tm", "T*", "BT"})
_KEPT = (
    listed(
        "q Q cm w J j M d ri i gs m l c v y h re n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* d0 d1 CS cs SC "
        "SCN sc scn G g RG rg K k sh Do"
    )
    | _PAINTS
    | SHOWS
    | {INLINE}
)


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
        return [
            (
                [entry] if isinstance(entry, pikepdf.ContentStreamInlineImage) else list(entry.operands),
                entry.operator,
            )
            for entry in pikepdf.parse_content_stream(holder)
        ]


def unparsed(kept: Iterable[Order]) -> bytes:
    """The orders as the content of a page."""
    entries: list[Any] = [
        operands[0] if str(operator) == INLINE else pikepdf.ContentStreamInstruction(operands, operator)
        for operands, operator in kept
    ]
    with guarded(DAMAGED):
        return pikepdf.unparse_content_stream(entries)


def rewritten(found: Iterable[Order], rules: Rules) -> bytes:
    """The content anew. `NeedsPicture` where a stretch that goes would move what follows it."""
    writer = _Writer(rules)
    for operands, operator in found:
        writer.take(operands, str(operator), operator)
    return unparsed(writer.kept)


@dataclass(slots=True)
class _Writer:
    """One content at work: which layers are open, and how many stretches of text have passed."""

    rules: Rules
    kept: list[Order] = field(default_factory=list)
    _layers: list[bool] = field(default_factory=list)
    _place: int = -1
    _has_gap: bool = False

    def take(self, operands: list[Any], name: str, operator: pikepdf.Operator) -> None:
        if name in _MARKS:
            self._mark(operands, name)
        elif name in SHOWS and says(operands, name):
            self._show(operands, name, operator)
        elif name in _KEPT:
            self._has_gap = self._has_gap and name not in _MOVES
            if self._is_painted(operands, name):
                self.kept.append((operands, operator))
            elif name in _PAINTS:
                self.kept.append(([], pikepdf.Operator("n")))

    def _mark(self, operands: list[Any], name: str) -> None:
        if name in {"BMC", "BDC"}:
            self._layers.append(name == "BDC" and _is_off(operands, self.rules))
        elif name == "EMC" and self._layers:
            self._layers.pop()

    def _show(self, operands: list[Any], name: str, operator: pikepdf.Operator) -> None:
        self._place += 1
        self._has_gap = self._has_gap and name in {"Tj", "TJ"}
        if any(self._layers) or self._place in self.rules.goes:
            self._has_gap = True
            self.kept += _without_words(operands, name)
            return
        if self._has_gap:
            raise NeedsPicture
        self.kept.append((operands, operator))

    def _is_painted(self, operands: list[Any], name: str) -> bool:
        if name == INLINE:
            _check_inline(operands)
        if any(self._layers) and (name in _PAINTS or name in {"Do", "sh", INLINE}):
            return False
        return name != "Do" or (bool(operands) and self.rules.may_do(str(operands[0])))


def says(operands: list[Any], name: str) -> bool:
    """Whether an order shows any letter; one that does not is no stretch of text to who reads the page."""
    if not operands:
        return False
    last = operands[-1]
    if name == "TJ":
        return isinstance(last, pikepdf.Array) and any(
            isinstance(piece, pikepdf.String) and len(bytes(piece)) for piece in last
        )
    return isinstance(last, pikepdf.String) and len(bytes(last)) > 0


def _without_words(operands: list[Any], name: str) -> list[Order]:
    """The line feed that an order brings beside its words."""
    if name == "'":
        return [([], pikepdf.Operator("T*"))]
    if name == '"':
        spaces = [([operands[0]], pikepdf.Operator("Tw")), ([operands[1]], pikepdf.Operator("Tc"))]
        return [*spaces, ([], pikepdf.Operator("T*"))]
    return []


def _check_inline(operands: list[Any]) -> None:
    """A photograph inside the orders may carry particulars; its page becomes a picture."""
    filters = {str(name) for name in operands[0].iimage.filters}
    if filters & {"/DCTDecode", "/DCT", "/JPXDecode"}:
        raise NeedsPicture


def _is_off(operands: list[Any], rules: Rules) -> bool:
    if len(operands) < 2 or str(operands[0]) != "/OC" or not isinstance(operands[1], pikepdf.Name):  # noqa: PLR2004
        return False
    return rules.is_layer_off(str(operands[1]))


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
