"""Underrose: off-the-record meetings of experts, from the concept note to the evidence."""

__version__ = "0.1.0"
