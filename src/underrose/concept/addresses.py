"""How a meeting and its parts stand in an address."""

from django.urls import register_converter

from underrose.concept import rules

CODE = "<code:code>"


class Code:
    """A meeting's reference in an address."""

    regex = rules.CODE

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Part:
    """The small parts of a note that have a form of their own."""

    regex = "partner|contact|footnote|quotation"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "code")
register_converter(Part, "part")
