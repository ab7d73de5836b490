"""The one way a file from outside is turned away."""


class Unreadable(Exception):
    """A file that cannot be read. `sentence` says what was wrong, what was kept and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
