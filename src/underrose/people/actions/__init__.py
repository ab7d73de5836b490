"""The verbs of people, by noun."""
