"""An Office file, part by part (ECMA-376 part 2): each is known by its type and read, or it blocks the clean copy."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree

from underrose.methods.documents.readers.archive import Archive, unpacked
from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import archive_look, office_properties, package_words
from underrose.methods.inspection.finding import Findings, readable
from underrose.methods.inspection.links import may_stay
from underrose.methods.inspection.markup import attribute, each, local, parsed
from underrose.methods.inspection.values import Inspection, What

_TABLE = Path(__file__).parent / "known_parts.toml"
_TYPES, _RELATIONS = "[Content_Types].xml", ".rels"
_MAIN = {"wordprocessingml.document.main+xml": "docx", "spreadsheetml.sheet.main+xml": "xlsx"}
_NOT_OFFICE = (
    "This file is an archive, a presentation or a template, and neither a document nor a table. Nothing was stored. "
    "Please save it as .docx or .xlsx and try again."
)
_MACROS = (
    "This file is made to carry macros, which are programs. Nothing was stored. "
    "Please save it as a document without macros (.docx or .xlsx) and try again."
)
_UNKNOWN = (
    "This file has a part that is not known here: “{name}”. Nothing was stored. "
    "Please copy its text into a new file and try again."
)
_WHERE_LINK = "In the links of the file; whoever clicks, or opens the file, goes there."


@dataclass(frozen=True, slots=True)
class Known:
    role: str
    walk: str
    what: What | None


@dataclass(slots=True)
class Package:
    """The members of an office file with the type of each."""

    archive: Archive
    defaults: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    trees: dict[str, etree._Element] = field(default_factory=dict)

    @property
    def parts(self) -> dict[str, bytes]:
        return self.archive.parts

    def tree(self, name: str) -> etree._Element:
        if name not in self.trees:
            self.trees[name] = parsed(self.archive.part(name))
        return self.trees[name]

    def kind_of(self, name: str) -> str:
        """The content type of a part; the names of parts differ in capitals only by mistake."""
        ending = name.rpartition(".")[2].lower()
        return self.types.get(f"/{name}".lower(), self.defaults.get(ending, ""))

    def of_kind(self, *endings: str) -> Iterator[str]:
        """The parts whose type ends so, in the order of the file."""
        return (name for name in self.parts if self.kind_of(name).endswith(endings))

    def main(self) -> str:
        return next(self.of_kind(*_MAIN), "")


def ready() -> None:
    """Read the table before no file can be opened any more."""
    known()


@cache
def known() -> tuple[dict[str, Known], tuple[tuple[re.Pattern[str], str], ...]]:
    """The types of parts, and the paths of those that bear only a general type."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    types = {
        name: Known(entry["role"], entry["walk"], What[entry["what"]] if "what" in entry else None)
        for entry in table["part"]
        for name in entry["types"]
    }
    return types, tuple((re.compile(entry["path"], re.IGNORECASE), entry["like"]) for entry in table["free"])


def opened(content: bytes) -> tuple[Package, str]:
    """The package behind its guard, and whether it is a "docx" or an "xlsx"."""
    package = Package(unpacked(content, may_carry=True))
    for entry in parsed(package.archive.part(_TYPES)) if _TYPES in package.parts else ():
        if local(entry) == "Default":
            package.defaults[attribute(entry, "Extension").lower()] = attribute(entry, "ContentType")
        elif local(entry) == "Override":
            package.types[attribute(entry, "PartName").lower()] = attribute(entry, "ContentType")
    found = [
        kind
        for name in package.parts
        for ending, kind in _MAIN.items()
        if package.kind_of(name).endswith(ending)
    ]
    if len(set(found)) != 1:
        has_macros = any("macroEnabled" in kind for kind in package.types.values())
        raise Unreadable(_MACROS if has_macros else _NOT_OFFICE)
    return package, found[0]


def look(content: bytes, *, is_inner: bool = False) -> Inspection:
    """Everything a Word or Excel file holds beside the words it shows; of one that is embedded, no further file inside."""
    package, kind = opened(content)
    findings = Findings(is_inner=is_inner)
    archive_look.look(findings, content)
    for name, part in package.parts.items():
        if name == _TYPES:
            findings.account(name, "list of the parts", len(part))
        elif name.endswith(_RELATIONS):
            findings.account(name, "references between parts", len(part))
            _links(findings, name, package.tree(name), kind)
        else:
            _part(findings, package, name)
    findings.text.extend(package_words.shown(package, kind))
    return findings.result(kind)


def _part(findings: Findings, package: Package, name: str) -> None:
    found = recognised(package.kind_of(name), name)
    content = package.archive.part(name)
    if found is None:
        findings.account(name, "not known", len(content))
        findings.add(
            name,
            What.other,
            readable(content) or f"{len(content)} bytes",
            "In a part that is not known here.",
        )
        findings.block(_UNKNOWN.format(name=name))
        return
    findings.account(name, found.role, len(content))
    if "thumbnail" in name.lower() or name in _thumbnails(package):
        findings.add(name, What.thumbnail, "a small picture of the first page", office_properties.WHERE)
    package_words.read(findings, package, name, found)


def recognised(kind: str, name: str) -> Known | None:
    """What a part is, by its type, or by its path where its type says nothing."""
    types, free = known()
    plain = kind.removesuffix("+xml")
    for ending, entry in types.items():
        if plain == ending or (plain.endswith(ending) and plain[-len(ending) - 1] in ".-/"):
            return entry
    return next((types[like] for pattern, like in free if pattern.fullmatch(name)), None)


def _thumbnails(package: Package) -> set[str]:
    if "_rels/.rels" not in package.parts:
        return set()
    return {
        attribute(found, "Target").lstrip("/")
        for found in each(package.tree("_rels/.rels"), "Relationship")
        if attribute(found, "Type").endswith("/thumbnail")
    }


def _links(findings: Findings, name: str, root: etree._Element, kind: str) -> None:
    for found in each(root, "Relationship"):
        target = attribute(found, "Target")
        if attribute(found, "TargetMode").lower() == "external":
            is_link = attribute(found, "Type").endswith("/hyperlink")
            stays = is_link and kind == "docx" and may_stay(target)
            findings.add(name, What.link, target, _WHERE_LINK, stays=stays)
        elif not re.fullmatch(r"[\w./\[\]-]*", target):
            findings.add(name, What.link, target, _WHERE_LINK)
