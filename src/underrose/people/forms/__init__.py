"""What pages about people ask."""
