"""Everything that comes from outside into a concept note."""
