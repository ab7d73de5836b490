"""What the reader of a file could not read counts as something the file carries: the command does not call it clean."""

from underrose.methods.attribution.brought import opened
from underrose.methods.attribution.values import Leak
from underrose.methods.documents.tests.hostile import docx, paragraph


def unread(inside: str) -> list[tuple[Leak, str]]:
    carried = opened(docx(paragraph("Wells.") + inside), "a.docx").carried
    return [(one.leak, one.part.value) for one in carried if one.part.where == "not read"]


def test_words_that_were_not_read_are_carried():
    said = "Not read, because they stand in an unusual place of the file: “Ama Okoro”."
    unheard = '<w:p><x:unheard xmlns:x="urn:unheard-of">Ama Okoro</x:unheard></w:p>'
    assert unread(unheard) == [(Leak.document, said)]
    assert unread("") == []
