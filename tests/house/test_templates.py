"""Templates: nothing inline, nothing from elsewhere, and every word for people goes through translation."""

import re

from house.tree import PACKAGE, files, short, without

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type=\"application/ld\+json\")", re.IGNORECASE
    ),
    "a handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "something from elsewhere": re.compile(
        r"<(?:script|img|link|iframe|source|video|audio|object|embed)\b[^>]*(?:src|href|data|srcset)\s*=\s*[\"'](?:https?:)?//",
        re.IGNORECASE,
    ),
    "a physical direction": re.compile(r"class=\"[^\"]*\b(?:float|text|margin|padding)-(?:left|right)\b"),
}
# Structured data is read by machines, not run; the policy allows it because a browser never executes it.
CSS_FAULTS = {
    "something from elsewhere": re.compile(r"url\(\s*[\"']?(?:https?:)?//|@import"),
    "a physical direction": re.compile(
        r"(?:margin|padding|border)-(?:left|right)\s*:|(?<![-\w])(?:left|right)\s*:|(?:float|text-align)\s*:\s*(?:left|right)"
    ),
}
ELSEWHERE = re.compile(
    r"(?:fetch|import|XMLHttpRequest|EventSource|WebSocket)\W{0,3}[\"'`](?:https?:|wss?:)?//"
)
INLINE_ALL_THE_SAME: dict[str, str] = {
    "kit/templates/kit/mail/letter.html": "a letter brings its style along; no page serves it, and nothing may be fetched",
}
CSS_ALL_THE_SAME: dict[str, str] = {}
# Names and signs that are the same in every language.
SAME_EVERYWHERE = {
    "Underrose",
    "PDF",
    "Word",
    "CSV",
    "XLSX",
    "QR",
    "TOTP",
    "RSS",
    "Atom",
    "UTC",
    "AGPL",
    "UN",
}
UNTRANSLATED: dict[str, str] = {
    "pages/templates/pages/showcase/": "invented specimens on the page of components, which colleagues see",
}

TRANSLATED = re.compile(r"{%\s*(blocktranslate|blocktrans)\b.*?{%\s*end\1\s*%}", re.DOTALL)
NOT_WORDS = (
    re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL),
    re.compile(r"{#.*?#}"),
    re.compile(r"<!--.*?-->", re.DOTALL),
    # A block that fills an attribute: {% block body_class %}desk{% endblock %}.
    re.compile(r"{%\s*block\s+\w*(?:class|type|language|direction)\s*%}[\w\s-]*{%\s*endblock\b.*?%}"),
    re.compile(r"<(script|style|code|kbd|samp|pre|svg)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE),
)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
ELEMENT = re.compile(r"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
SAID = re.compile(r"\b(?:aria-label|title|alt|placeholder|aria-description)\s*=\s*\"([^\"]*)\"")


def inline(text: str) -> list[str]:
    """What the content security policy would refuse, or the reader's privacy."""
    bare = TAGS.sub("x", text)
    return [name for name, pattern in INLINE.items() if pattern.search(bare)]


def untranslated(text: str) -> list[str]:
    """Words that stand in the template outside of any translation."""
    rest = TRANSLATED.sub(" ", text)
    for pattern in NOT_WORDS:
        rest = pattern.sub(" ", rest)
    bare = TAGS.sub("", rest)
    said = [words for tag in ELEMENT.findall(bare) for words in SAID.findall(tag)]
    parts = [*ELEMENT.sub("\n", bare).splitlines(), *said]
    stripped = [re.sub(r"&\w+;|&#\d+;", " ", part).strip() for part in parts]
    return [part for part in stripped if re.search(r"[^\W\d_]{2,}", part) and part not in SAME_EVERYWHERE]


def test_nothing_inline_and_nothing_from_elsewhere() -> None:
    found: dict[str, object] = {
        short(path): wrong for path in files(PACKAGE, "*.html") if (wrong := inline(path.read_text("utf-8")))
    }
    assert without(found, INLINE_ALL_THE_SAME) == {}


def test_styles_are_logical_and_at_home() -> None:
    found: dict[str, object] = {}
    for path in files(PACKAGE, "*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        if wrong := [name for name, pattern in CSS_FAULTS.items() if pattern.search(text)]:
            found[short(path)] = wrong
    assert without(found, CSS_ALL_THE_SAME) == {}


def test_scripts_ask_nobody_else() -> None:
    found = [short(path) for path in files(PACKAGE, "*.js") if ELSEWHERE.search(path.read_text("utf-8"))]
    assert found == []


def test_every_word_is_translatable() -> None:
    found: dict[str, object] = {
        short(path): wrong
        for path in files(PACKAGE, "*.html")
        if (wrong := untranslated(path.read_text("utf-8")))
    }
    assert without(found, UNTRANSLATED) == {}


def test_what_is_inline_is_found() -> None:
    planted = (
        '<p style="x"><style></style><script>a</script><b onclick="x"><a href="javascript:x">'
        '<script src="//cdn.example/x.js"></script>'
    )
    assert inline(planted) == list(INLINE)[:-1]
    assert (
        inline('<script src="{% static "kit/a.js" %}" type="module"></script><a href="https://un.org">') == []
    )


def test_words_outside_translation_are_found() -> None:
    planted = (
        '<p title="Hover">Hello <b>{{ name }}</b></p>{% translate "Good day" %}<code>run</code>'
        '{% blocktranslate with a=b %}Dear {{ a }}{% endblocktranslate %}<i title="{% translate "x" %}">·</i>'
    )
    assert untranslated(planted) == ["Hello", "Hover"]


def test_a_style_from_elsewhere_is_found() -> None:
    planted = ["a{background:url(https://x/y.png)}", "a{margin-left:1px}", "a{inset-inline-start:0}"]
    assert [[name for name, p in CSS_FAULTS.items() if p.search(text)] for text in planted] == [
        ["something from elsewhere"],
        ["a physical direction"],
        [],
    ]
