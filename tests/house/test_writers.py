"""Only actions write. Rules and actions are told the time and the dice; they ask nobody."""

import ast
from collections.abc import Iterator

from house.tree import module_kind, modules, parsed, short, without

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "acreate", "aupdate", "adelete", "asave", "abulk_create", "add_constraint",
}  # fmt: skip
# Methods of plain Python that bear the same name: what they are called on.
NOT_A_TABLE = {"digest", "hash", "hasher", "sha", "mac", "hmac", "encryptor", "decryptor", "kdf", "counter"}
WRITERS = {"actions", "migrations"}
# Where else a row is written, and why.
ALSO_WRITE: dict[str, str] = {
    "access/devices.py": "a device and its code are bound and forgotten here alone, on the doorstep of another section's page",
    "access/links.py": "a link is issued, used and revoked here alone, inside the verb of another section",
    "access/record.py": "the record appends itself in the transaction of the verb it tells of",
    "access/sessions.py": "Django's contract for a session engine; it writes nothing but its own rows",
    "kit/dump.py": "restore puts rows back as they were; it is no act of a meeting",
    "kit/jobs.py": "the worker's own rows; jobs call the actions of their section",
    "kit/mail.py": "the outbox: the row is written in the transaction of the verb that causes the letter",
    "pages/demonstration.py": "lays out the invented house; series and venue have no verb, all else goes through one",
    "kit/once.py": "remembers a form's first result in the transaction of the verb it was sent for",
    "kit/receiving/actions.py": "what came back for the outbox: its own rows and the state of a mail",
    "kit/post.py": "the outbox on its way out: what the other side answered",
    "kit/work.py": "heartbeat and duties of a worker: its own rows, no meeting's",
}
ASKING = {
    "now",
    "today",
    "random",
    "uuid4",
    "token_urlsafe",
    "token_bytes",
    "choice",
    "shuffle",
    "utcnow",
    "time",
}
TOLD = {"rules", "actions"}
ASK_ALL_THE_SAME: dict[str, str] = {
    "concept/actions/meetings.py": "draws a random reference for the view, which passes it to the verb",
}


def writes(tree: ast.Module) -> Iterator[int]:
    """Lines on which a row is written: a write on a manager, a query or a model's row."""
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if is_call and node.func.attr in WRITES and not _is_plain(node):
            yield node.lineno


def _is_plain(call: ast.Call) -> bool:
    """Sets, dictionaries, digests, and a form's own words: `.update({...})` and the like touch no table."""
    assert isinstance(call.func, ast.Attribute)
    owner, name = call.func.value, call.func.attr
    owner_name = (
        owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    )
    if name == "update":
        # QuerySet.update takes keywords alone; a dictionary, a set or a digest takes a value.
        return bool(call.args) or owner_name in NOT_A_TABLE or not call.keywords
    # A file or a picture is saved to somewhere; a row is just saved.
    return name == "save" and bool(call.args) and not isinstance(call.args[0], ast.Constant)


def asks(tree: ast.Module) -> Iterator[int]:
    """Lines that call for the time or for chance. A default that is only named, not called, is not one."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = getattr(getattr(node.func, "value", None), "id", "")
        if name in ASKING and owner not in {"rng", "self"}:
            yield node.lineno


def _found(kinds: set[str], *, inside: bool, look: object) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in modules():
        if (module_kind(short(path)) in kinds) is inside:
            lines = list(look(parsed(path)))  # type: ignore[operator] # one of the two scans above
            if lines:
                found[short(path)] = lines
    return found


def test_only_actions_write() -> None:
    assert without(_found(WRITERS, inside=False, look=writes), ALSO_WRITE) == {}


def test_rules_and_actions_are_told_the_time() -> None:
    assert without(_found(TOLD, inside=True, look=asks), ASK_ALL_THE_SAME) == {}


def test_a_write_is_found() -> None:
    planted = (
        "meeting.save()\nMeeting.objects.create(a=1)\nrows.update(state='x')\n"
        "words.update({1: 2})\nhasher.update(b'')\nrow.delete()\nreport.save(path)\n"
    )
    assert list(writes(ast.parse(planted))) == [1, 2, 3, 6]


def test_asking_is_found() -> None:
    planted = "timezone.now()\nrng.choice([1])\nrandom.choice([1])\nfield(default=uuid4)\ndate.today()\n"
    assert list(asks(ast.parse(planted))) == [1, 3, 5]
