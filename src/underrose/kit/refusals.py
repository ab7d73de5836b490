"""A refusal is a sentence: what was wrong, what was kept, what to do."""


class Refused(Exception):
    """An act that is not allowed here and now. Pages show the sentence as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def require(answer: str) -> None:
    """A rule answers with an empty string, or with the sentence that says why not."""
    if answer:
        raise Refused(answer)
