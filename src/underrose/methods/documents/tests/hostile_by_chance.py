"""Sound files with a few bytes changed by chance, the same on every run."""

import random
from collections.abc import Iterator

from underrose.methods.documents.tests.hostile import docx, packed, paragraph, parts
from underrose.methods.documents.tests.hostile_pdf import Hostile, note_pdf


def mutated(count: int, seed: int = 1725) -> Iterator[Hostile]:
    """Sound files with a few bytes changed, moved, doubled or cut out; in Word half of them inside the parts."""
    rng = random.Random(seed)  # noqa: S311 # the same mutations every time
    rich = paragraph("Summary", '<w:pStyle w:val="Heading1"/>') + paragraph("A note.") * 3
    sound: tuple[tuple[bytes, str], ...] = (
        (docx(rich), "note.docx"),
        (note_pdf(), "note.pdf"),
        (
            b"# Rivers\n\nA note[^1] with *words* and [a link](https://example.org).\n\n- one\n- two\n\n[^1]: A note.\n",
            "note.md",
        ),
        ("Rivers\n\nA note¹ about rivers.\n\n- one\n- two\n\n¹ Its source.\n".encode(), "note.txt"),
    )
    for number in range(count):
        raw, name = sound[number % 4]
        if name == "note.docx" and number % 8:
            members = parts(rich)
            part = rng.choice(sorted(members))
            content = members[part]
            members[part] = _shaken(content.encode() if isinstance(content, str) else content, rng)
            yield f"mutation {number}", packed(members), name
        else:
            yield f"mutation {number}", _shaken(raw, rng), name


def _shaken(raw: bytes, rng: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(changed))
        match rng.randrange(5):
            case 0:
                changed[at] = rng.randrange(256)
            case 1:
                changed[at] ^= 1 << rng.randrange(8)
            case 2:
                del changed[at : at + rng.randint(1, 20)]
            case 3:
                changed[at:at] = changed[at : at + rng.randint(1, 200)]
            case _:
                changed[at:at] = rng.choice(
                    (
                        b"\x00",
                        b"\xff\xff\xff\xff",
                        b"999999999",
                        b"<",
                        b"&",
                        b"<<",
                        b"[^1]",
                        "\u202e".encode(),
                    )
                )
        changed = changed or bytearray(b"x")
    return bytes(changed)
