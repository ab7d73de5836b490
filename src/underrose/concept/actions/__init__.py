"""The verbs of a concept note: the only code that writes to it."""
