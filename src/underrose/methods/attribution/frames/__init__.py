"""Who says something in a sentence: somebody in the room, or a public source with evidence."""

from underrose.methods.attribution.frames.layer import Frames
from underrose.methods.attribution.frames.notes import footnotes
from underrose.methods.attribution.frames.sources import Public

__all__ = ["Frames", "Public", "footnotes"]
