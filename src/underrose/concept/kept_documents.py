"""A document that was read, kept as text until a person has looked at what was understood."""

import json
from dataclasses import asdict

from underrose.methods.documents.model import Block, Document, Footnote, Kind


def as_text(document: Document) -> str:
    return json.dumps(asdict(document), ensure_ascii=False)


def from_text(kept: str) -> Document:
    found = json.loads(kept)
    blocks = tuple(
        Block(**{**block, "kind": Kind(block["kind"]), "rows": tuple(map(tuple, block["rows"]))})
        for block in found["blocks"]
    )
    footnotes = tuple(Footnote(**footnote) for footnote in found["footnotes"])
    return Document(blocks, footnotes, found["format"], tuple(found["left_out"]))
