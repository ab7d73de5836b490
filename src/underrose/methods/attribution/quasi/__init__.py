"""Quasi-identifiers: what a text says of its speakers beside their names, and who in the room fits."""

from underrose.methods.attribution.quasi.layer import QuasiIdentifiers

__all__ = ["QuasiIdentifiers"]
