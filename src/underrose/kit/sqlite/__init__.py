"""SQLite as this house uses it: rows stand by their random key, and nothing numbers them as they come."""
