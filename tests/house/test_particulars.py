"""Who a protected person really is, is opened in memory by these modules alone; everybody else has the alias."""

import ast
from collections.abc import Iterator

from house.tree import modules, parsed, short, without

DOOR = "underrose.people"
OPENING = {"particulars"}
# Functions of the door that open what is sealed; its shapes (Particulars, PostHeld, Form) tell nothing by themselves.
FUNCTIONS = {"of", "of_many", "from_text"}
# Who opens, and why. A line here needs a sentence a protected person would accept.
OPENERS: dict[str, str] = {
    "people/actions/imports.py": "of people in the clear, before and after a row",
    "people/actions/introductions.py": "of people in the clear, to see whether the house says more than was written of them",
    "people/actions/merging.py": "of people in the clear; protected ones are refused first",
    "people/actions/persons.py": "writes the new particulars, and compares them with the old",
    "people/actions/traces.py": "compares a colleague's list with others of that address or name, and says nothing",
    "people/actions/sealing.py": "closes them, and opens them for a colleague with a line in the record",
    "people/held.py": "a copy for the person; handing it out is an opening in the record",
    "people/importing.py": "compares rows of a list; with protected people only for who may open them, naming nobody",
    "people/views/duplicates.py": "of two people in the clear; to protected ones there is no such page",
    "people/views/persons.py": "the form of people in the clear; to protected ones there is no such page",
    "participation/actions/corrections.py": "a guest corrects their own particulars from their own page",
    "participation/actions/known_guests.py": "says beforehand which words of guests name somebody who becomes protected",
    "participation/named_copies.py": "finds the copies that somebody who is forgotten or protected was given by name",
    "participation/held_elsewhere.py": "finds words of higher sections that name somebody who is forgotten or protected",
    "participation/open_substitutes.py": "finds the proposals that name somebody who is forgotten or protected",
    "participation/actions/correspondence.py": "writes the address on a letter",
    "participation/held_about.py": "shows a guest, on their own page, what is held about them",
    "participation/letter_words.py": "the salutation of a letter to its own reader",
    "participation/personal_page.py": "a guest's own page, for the guest",
    "participation/reaching.py": "whether a letter has an address to go to; names and shows nobody",
    "participation/reminding.py": "the time zone of a guest in the clear, so that no letter leaves by night",
    "participation/room.py": "the roster that the guard compares with; frozen, in memory, never shown",
}


def openings(tree: ast.Module) -> Iterator[int]:
    """Lines that import the door as a module, or one of its functions that open."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        names = {alias.name for alias in node.names}
        if node.module == DOOR and names & OPENING:
            yield node.lineno
        if node.module == f"{DOOR}.particulars" and names & FUNCTIONS:
            yield node.lineno


def _found() -> dict[str, object]:
    return {short(path): lines for path in modules() if (lines := list(openings(parsed(path))))}


def test_only_these_open_particulars() -> None:
    assert without(_found(), OPENERS) == {}


def test_an_opening_is_found() -> None:
    planted = (
        "from underrose.people import posts, particulars\n"
        "from underrose.people.particulars import Particulars\n"
        "from underrose.people.particulars import of_many\n"
    )
    assert list(openings(ast.parse(planted))) == [1, 3]
