"""The sentences by which a list is turned away."""

from underrose.methods.documents.readers.unreadable import Unreadable

CHOOSE = "Please choose the list itself, as Excel (.xlsx), CSV or vCard."
_KEPT = " Nothing was stored. "


def refusal(what: str, remedy: str = CHOOSE) -> Unreadable:
    """What was wrong, what was kept (nothing), what to do."""
    return Unreadable(f"{what}{_KEPT}{remedy}")


def as_of_a_list(found: Unreadable) -> Unreadable:
    """The refusal of a document said of a list: its remedy would ask for a note."""
    what, kept, remedy = found.sentence.partition(_KEPT)
    is_ours = (
        "Excel" in remedy
        or ".xlsx" in remedy
        or "CSV" in remedy
        or "password" in remedy
        or "a minute" in remedy
    )
    return found if is_ours or not kept else refusal(what)
