"""What no file of the project may contain."""

import ast
import re
import subprocess
from pathlib import Path

from house.tree import PACKAGE, ROOT, files, modules, parsed, short, without

TEXTS = [
    ".py",
    ".md",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".sh",
    ".txt",
    ".lock",
    ".yaml",
    ".yml",
    ".json",
    ".csv",
    ".po",
]
# Each pattern is written so that it does not match itself; the planted faults below are written backwards.
FORBIDDEN = {
    "an unfinished note": re.compile(r"\b(?:TO[D]O|FIX[M]E)\b|(?:#|//)\s*XX[X]\b"),
    "a hidden gap in coverage": re.compile(r"pragma:\s[n]o cover"),
    "a bare noqa": re.compile(r"#\s*no[q]a\b(?!\s*:)"),
    "a type: ignore without a code": re.compile(r"#\s*type:\s*ign[o]re(?!\[)"),
    "a path of one machine": re.compile(r"(?<![\w.~\]])/(?:work|root|home/\w+)/(?!<)"),
    "the host of a registry": re.compile(
        r"pypi\.org|pythonhosted\.org|npmjs\.(?:com|org)|unpkg\.com|[j]sdelivr|crates\.io|proxy\.golang"
    ),
    "a mark of a quarrel between branches": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}
ALL_THE_SAME: dict[str, str] = {}
EXCEPT = {"LICENSE"}


def wrong(text: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


def own_texts() -> list[Path]:
    """Tracked files where there is a repository, else all files of ours."""
    listed = subprocess.run(  # noqa: S603 – a fixed command
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"],  # noqa: S607 – whichever git the developer uses
        capture_output=True,
        text=True,
        check=False,
    )
    names = [name for name in listed.stdout.split("\0") if name]
    found = [ROOT / name for name in names] if listed.returncode == 0 else list(files(ROOT))
    return [
        path for path in found if path.is_file() and path.suffix in (*TEXTS, "") and path.name not in EXCEPT
    ]


def test_no_file_contains_what_it_must_not() -> None:
    texts = own_texts()
    assert len(texts) > 30
    found: dict[str, object] = {
        short(path): faults for path in texts if (faults := wrong(path.read_text("utf-8", errors="replace")))
    }
    assert without(found, ALL_THE_SAME) == {}


PLANTED = ["ODOT", "revoc on :amgarp", "aqon #", "erongi :epyt #", "x/krow/ ", "gro.ipyp", "DAEH <<<<<<<"]


def test_what_must_not_be_there_is_found() -> None:
    assert [wrong(text[::-1]) for text in PLANTED] == [[name] for name in FORBIDDEN]


def test_what_may_be_there_is_passed() -> None:
    right = [
        "# noqa: S101 – why",
        "# type: ignore[misc] # why",
        "/krow/scod"[::-1],
        "/krow/gro.elpmaxe//:sptth"[::-1],
    ]
    assert [wrong(text) for text in right] == [[], [], [], []]


def test_every_silenced_type_says_why() -> None:
    bare = re.compile(r"#\s*type:\s*ignore\[[\w, -]+\]\s*$", re.MULTILINE)
    assert bare.search("x = y  # type: ignore[misc]\n")
    found = [short(path) for path in modules() if bare.search(path.read_text("utf-8"))]
    assert found == []


CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
SPOKEN = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')|\b_\(\s*"((?:[^"\\]|\\.)*)\"""")
NOT_OUR_VOICE = {
    "an exclamation mark": re.compile(r"\w!(?:\s|$)"),
    "an American spelling": re.compile(
        r"\b(?:organiz|summariz|recogniz|behavior|favorite|analyz|center\b|catalog\b|canceled|labeled|fulfill\b)",
        re.IGNORECASE,
    ),
    "a word that talks down": re.compile(r"\b(?:obviously|oops|whoops|please note that)\b", re.IGNORECASE),
}


def out_of_voice(words: str) -> list[str]:
    return [name for name, pattern in NOT_OUR_VOICE.items() if pattern.search(words)]


def test_pages_and_letters_keep_our_voice() -> None:
    found = {}
    for path in own_texts():
        text = path.read_text("utf-8", errors="replace")
        if path.suffix == ".md":
            said = CODE.sub(" ", text)
        elif path.suffix in {".html", ".py"} and path.is_relative_to(PACKAGE) and "tests" not in path.parts:
            said = "\n".join("".join(parts) for parts in SPOKEN.findall(text))
        else:
            continue
        if faults := out_of_voice(said):
            found[short(path)] = faults
    assert found == {}


def test_another_voice_is_found() -> None:
    assert SPOKEN.findall('{% translate "Done" %} _("Sent")') == [("Done", "", ""), ("", "", "Sent")]
    assert out_of_voice("Welcome!\nOops, organize it.") == list(NOT_OUR_VOICE)
    assert out_of_voice("The organiser centred it; a != b.") == []


TRANSLATION = "django.utils.translation"


def untold(tree: ast.Module) -> list[int]:
    """Lines where words are translated inside an f-string, or put together before: the catalogue never hears of them."""
    imported = [
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == TRANSLATION
    ]
    names = {name.asname or name.name for node in imported for name in node.names if "gettext" in name.name}
    inside = {
        id(call) for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for call in ast.walk(text)
    }
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]
    return [
        call.lineno
        for call in calls
        if id(call) in inside or any(isinstance(said, ast.JoinedStr) for said in call.args)
    ]


def test_no_translated_word_stands_inside_an_f_string() -> None:
    found = {short(path): lines for path in modules() if (lines := untold(parsed(path)))}
    assert found == {}


def test_words_the_catalogue_never_hears_of_are_found() -> None:
    planted = (
        f"from {TRANSLATION} import gettext as _, ngettext\n"
        "one = f\"[{_('your answer')}](#answer)\"\n"
        "two = _(f'{one} letters')\n"
        "three = _('%(name)s') % {'name': f'{one}'}\n"
        "four = f'{one:>{ngettext('a', 'b', 2)}}'\n".replace("'a', 'b'", '"a", "b"')
    )
    assert sorted(untold(ast.parse(planted))) == [2, 3, 5]
