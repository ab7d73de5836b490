"""Every word a person reads can be translated, and a language that is offered says all of them."""

from django.conf import settings

from underrose.pages import words


def test_words_of_code_and_templates_are_collected():
    found = words.collected()
    assert found.get("Skip to the text") is not None
    assert found.get("Announced. The public page is open.") is not None
    assert len(found) > 800


def test_words_taken_from_a_template_with_a_plural(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "PACKAGE", tmp_path)
    page = "  {% blocktranslate count n=n %}One{% plural %}{{ n }} of them{% endblocktranslate %}\n<p>{% translate 'Go' %}</p>"
    (tmp_path / "page.html").write_text(page)
    found = {
        message.id for message in words.collected() if message.id and message.locations[0][0] == "page.html"
    }
    assert found == {("One", "%(n)s of them"), "Go"}


def test_language_that_is_offered_is_complete():
    found = words.collected()
    offered = [code for code, _name in settings.LANGUAGES if not code.startswith("en")]
    assert {code: [message.id for message in words.missing(code, found)] for code in offered} == {
        code: [] for code in offered
    }


def test_word_that_is_missing_is_named():
    found = words.collected()
    assert len(words.missing("eo", found)) == len([m for m in found if m.id])
