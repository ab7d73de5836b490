from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, sentences, wanted


def test_sentence_says_what_it_says():
    layer = QuasiIdentifiers(ROOM)
    wrong = []
    for text, *says in sentences():
        expected = [layer.anonymity_set(wanted(said)) for said in says if said]
        if [hit.who for hit in layer.find(passage(text))] != expected:
            wrong.append(text)
    assert wrong == []
    assert len(sentences()) > 350
