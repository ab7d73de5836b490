"""What may be disclosed of a meeting, and under which rule. `may` decides, and nothing else does."""

from underrose.methods.disclosure.deciding import (
    keeps_wording,
    loosened,
    may,
    may_change,
    needs_second_person,
)
from underrose.methods.disclosure.table import TABLE
from underrose.methods.disclosure.words import Circumstances, Disclosure, Letter, Overlay, Regime, Verdict

__all__ = [
    "TABLE",
    "Circumstances",
    "Disclosure",
    "Letter",
    "Overlay",
    "Regime",
    "Verdict",
    "keeps_wording",
    "loosened",
    "may",
    "may_change",
    "needs_second_person",
]
