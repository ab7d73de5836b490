"""The pages of a concept note."""
