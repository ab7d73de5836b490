"""The attribution guard: whether a text lets anybody learn who in the room said something. Import from its modules."""
