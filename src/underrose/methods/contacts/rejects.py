"""The rows that were not taken over, as the file they came from had them, with the reason beside."""

from collections.abc import Iterable, Iterator

from underrose.methods.contacts.model import Table
from underrose.methods.contacts.rows import Fault


def rejects(
    table: Table, faults: Iterable[Fault], *, with_remarks: bool = False, reason: str = "Reason"
) -> Iterator[tuple[str, ...]]:
    """Heading row and rows: the original columns, the reason last. Write them with the table writers of the kit.

    Without `with_remarks` only rows that were rejected; with it also those that were taken over in part.
    """
    told: dict[int, list[str]] = {}
    fatal: set[int] = set()
    for fault in faults:
        place = f"{fault.column}: " if fault.column else ""
        told.setdefault(fault.line, []).append(f"{place}{fault.sentence} {fault.remedy}")
        if fault.is_fatal:
            fatal.add(fault.line)
    yield (*table.headers, reason)
    for row in table.rows:
        if row.line in fatal or (with_remarks and row.line in told):
            yield (*row.cells, " ".join(told[row.line]))
