"""The questions about a file: what does it hold, how would it look without, and which pictures are in it. Each in a guarded process of its own.

The process is the one of `methods.documents` (600 MB, five seconds of processor, no network, no new file); the file reaches
it in memory and never lies on a disk, and neither its name nor a word of it is logged.
"""

import base64
import json
from pathlib import Path
from typing import Any

from underrose.methods.documents.intake import check_size
from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.documents.reading import asked
from underrose.methods.inspection.values import CleanCopy, Drawing, Inspection, Member, Part, What

__all__ = ["Unreadable", "clean_copy", "drawings", "inspect_file", "regenerate"]

_CHILD = Path(__file__).parent / "child.py"
_TOO_LONG = (
    "Looking into this file took too much time or memory, or its inside is not as it should be. Nothing was stored. "
    "Please open it, copy the text into a new file and try again."
)


def inspect_file(content: bytes, name: str) -> Inspection:
    """Everything this file holds beside the words it shows; what cannot be looked into is blocked, with a sentence.

    Never raises for a file, however it was made. Time: at most ten seconds, five of the processor.
    """
    try:
        answer = _answer(content, name, {"do": "inspect"})
        return Inspection(
            kind=str(answer["kind"]),
            parts=tuple(
                Part(str(path), What(what), str(value), str(where), bool(stays), str(field))
                for path, what, value, where, stays, field in answer["parts"]
            ),
            members=tuple(Member(str(path), str(role), int(size)) for path, role, size in answer["members"]),
            blocked=str(answer["blocked"]),
            text=str(answer["text"]),
        )
    except Unreadable as refusal:
        return Inspection(kind="", blocked=refusal.sentence)
    except (ValueError, TypeError, KeyError):
        return Inspection(kind="", blocked=_TOO_LONG)


def regenerate(content: bytes, name: str, *, keep_insertions: bool = True) -> bytes:
    """A new file with the words and the look of this one and nothing else; `Unreadable` with a sentence where that fails.

    The deleted words of tracked changes are gone. The inserted ones stand as plain words, as if accepted; without
    `keep_insertions` they are left out too, and only what nobody has yet to decide remains.
    """
    return clean_copy(content, name, keep_insertions=keep_insertions).content


def clean_copy(content: bytes, name: str, *, keep_insertions: bool = True) -> CleanCopy:
    """As `regenerate`, with the sentences that say what is different in the copy."""
    answer = _answer(content, name, {"do": "copy", "keep_insertions": keep_insertions})
    try:
        remarks = tuple(str(sentence) for sentence in answer["remarks"])
        content_of = base64.b64decode(answer["content"], validate=True)
        return CleanCopy(content_of, remarks, str(answer["kind"]))
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(_TOO_LONG) from error


def drawings(content: bytes, name: str) -> tuple[Drawing, ...]:
    """The pictures of a Word file or a PDF, each kind once, drawn small; what is not drawn has a name and no picture.

    `Unreadable` where the file cannot be taken apart. Time and memory: as for `inspect_file`.
    """
    answer = _answer(content, name, {"do": "draw"})
    try:
        return tuple(
            Drawing(
                str(said),
                int(width),
                int(height),
                base64.b64decode(png, validate=True),
                str(digest),
                bool(plain),
            )
            for said, width, height, png, digest, plain in answer["drawings"]
        )
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(_TOO_LONG) from error


def _answer(content: bytes, name: str, order: dict[str, object]) -> dict[str, Any]:
    check_size(len(content))
    said = asked(json.dumps(order).encode() + b"\n" + content, name, _CHILD)
    try:
        found = json.loads(said)
        sentence = found.get("unreadable")
    except (ValueError, AttributeError) as error:
        raise Unreadable(_TOO_LONG) from error
    if sentence is not None:
        raise Unreadable(str(sentence))
    return dict(found)
