"""What a file holds beside what it shows, and a new file that holds nothing else."""

from underrose.methods.inspection.asking import Unreadable, clean_copy, drawings, inspect_file, regenerate
from underrose.methods.inspection.values import CleanCopy, Drawing, Inspection, Member, Part, What

__all__ = [
    "CleanCopy",
    "Drawing",
    "Inspection",
    "Member",
    "Part",
    "Unreadable",
    "What",
    "clean_copy",
    "drawings",
    "inspect_file",
    "regenerate",
]
