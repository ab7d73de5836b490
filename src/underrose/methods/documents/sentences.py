"""What the reading and the making of documents say to people, so that it can be said in their language.

Readers speak in a guarded process that knows no languages: here a finished English sentence is taken apart into the template
it was made from and the values in it, and said again.
"""

import re
from collections.abc import Callable
from functools import cache

_translate: list[Callable[[str], str]] = [str]
_LONGEST = 3_000
"""Letters of a text that is still said in another language."""
_OTHER = re.compile(r".+?(?:(?<=\.)\s+|$)", re.DOTALL)


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the translators, who look for this name; translated when it is said."""
    return sentence


def translate_with(translate: Callable[[str], str]) -> None:
    """The house says here how its pages translate; without it the sentences are English."""
    _translate[:] = [translate]


def say(template: str, **values: object) -> str:
    """One sentence from its template, the values taken as they are."""
    return _translate[0](template).format(**values)


def said(text: str, templates: tuple[str, ...] | None = None) -> str:
    """A text of the readers in the language of whoever reads; a sentence that is not listed stays as it is."""
    if len(text) > _LONGEST:
        return text
    found: list[str] = []
    at = 0
    while at < len(text):
        for pattern, template in patterns(TEMPLATES if templates is None else templates):
            if match := pattern.match(text, at):
                values = {name: _value(name, value) for name, value in match.groupdict().items()}
                found.append(say(template, **values))
                break
        else:
            match = _OTHER.match(text, at)
            assert match is not None, "any text has a beginning"
            found.append(match.group().strip())
        at = match.end()
    return " ".join(found)


def _value(name: str, value: str) -> str:
    """Names, numbers and headings stay as they are; what a file is, is said too."""
    return _translate[0](value) if name == "what" else value


def remark_said(remark: str) -> str:
    """What is told of a file that was read, as a whole: the words of the file in it stay as they are."""
    if len(remark) > _LONGEST:
        return remark
    for pattern, template in patterns(REMARKS):
        if match := pattern.fullmatch(remark):
            return say(template, **match.groupdict())
    return remark


def place_said(place: str) -> str:
    """Where in a paper something stands; a heading of a person's own stays as it is."""
    for pattern, template in patterns(PLACES):
        if match := pattern.fullmatch(place):
            values = match.groupdict()
            return say(template, **values | {"part": place_said(values.get("part", ""))})
    return place


@cache
def patterns(templates: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The templates as patterns, those without values first."""
    in_order = sorted(templates, key=lambda template: (template.count("{"), -len(template)))
    return tuple((re.compile(_pattern(template), re.DOTALL), template) for template in in_order)


def _pattern(template: str) -> str:
    plain = re.escape(template)
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", plain) + r"(?:\s+|$)"


TEMPLATES = (
    gettext_noop("Nothing was stored."),
    # What was wrong.
    gettext_noop("This PDF tells programs other letters than its pages show."),
    gettext_noop("Please look at the pages with your own eyes."),
    gettext_noop("This file is empty."),
    gettext_noop("This file is larger than 20 MB."),
    gettext_noop("This file is a program."),
    gettext_noop("This file is a picture."),
    gettext_noop("This file is a table."),
    gettext_noop("This file is a picture, a sound or a film."),
    gettext_noop("This file is a sound."),
    gettext_noop("This file is a database."),
    gettext_noop("This file is an archive that holds other files."),
    gettext_noop("This file is in Rich Text Format, which is not read here."),
    gettext_noop("This file is in PostScript, which is not read here."),
    gettext_noop("This file is a web page or another file of markup."),
    gettext_noop("This file was written by an old version of Word or another program."),
    gettext_noop("This file is neither a document nor a table but a presentation or a template."),
    gettext_noop("This file is damaged or not whole."),
    gettext_noop("This file is protected by a password."),
    gettext_noop("This file holds macros, which are programs."),
    gettext_noop("Another file is embedded in this one."),
    gettext_noop("This file holds declarations that could draw in other files."),
    gettext_noop("This file names its parts in a way that no word processor does."),
    gettext_noop("This file unpacks to far more than a document holds, which is how files made to do harm behave."),
    gettext_noop("This file does not hold text."),
    gettext_noop("The letters of this file could not be made out."),
    gettext_noop("There are no words in this file."),
    gettext_noop("This file holds more than two million letters, more than is read at once."),
    gettext_noop("This Word file is damaged."),
    gettext_noop("This Word file has no text that can be found."),
    gettext_noop("This PDF is damaged or not whole."),
    gettext_noop("This PDF is protected by a password."),
    gettext_noop("This PDF is protected, by a password or against copying."),
    gettext_noop("This PDF holds pictures of pages and no text."),
    gettext_noop("The letters of this PDF cannot be told apart by a program, though they can be seen."),
    gettext_noop("This PDF has more than 200 pages."),
    gettext_noop("Several files are being read just now."),
    gettext_noop("Reading this file took too much time or memory, or its inside is not as it should be."),
    # What to do.
    gettext_noop("Please choose the note itself, as Word (.docx), PDF, Markdown or plain text."),
    gettext_noop("Please choose only the pages that are needed, or bring it in parts."),
    gettext_noop("Please choose the document it was made from, or paste its text into a new file."),
    gettext_noop("Please save it as Word (.docx), PDF, Markdown or plain text and try again."),
    gettext_noop('Please save it as plain text in the encoding "UTF-8" and try again.'),
    gettext_noop("Please save it as a document without macros (.docx or .xlsx) and try again."),
    gettext_noop("Please save it without protection and try again."),
    gettext_noop("Please save it without the password and try again; here it is kept encrypted."),
    gettext_noop("Please take out or shrink its pictures, or save the text alone, and try again."),
    gettext_noop("Please open it, copy the text into a new file and try again."),
    gettext_noop("Please open it in Word, save it under a new name and try again."),
    gettext_noop("Please open it in Word or Excel, save it under a new name and try again."),
    gettext_noop("Please copy the text into a new file and try again."),
    gettext_noop("Please remove the embedded object, or put a picture of it in its place, and try again."),
    gettext_noop("Please make the PDF again from the original, or choose the original, and try again."),
    gettext_noop("Please have its text recognised first, or choose the document it was made from."),
    gettext_noop("If it holds pictures of pages, please have their text recognised first, or paste the text into a new file."),
    gettext_noop("Please try again in a minute."),
)  # fmt: skip
"""Every refusal of `intake`, `reading` and `readers`."""

REMARKS = (
    gettext_noop("Left out because it is struck out: “{words}”."),
    gettext_noop("{number} more stretches of struck-out words were left out."),
    gettext_noop("Words that are struck out"),
    gettext_noop("The template of this file lies elsewhere and was not opened; nothing of it stands in the text."),
    gettext_noop("{number} templates of this file lie elsewhere and were not opened; nothing of them stands in the text."),
)  # fmt: skip
"""What `readers` tell of words that they left out, and where those stood."""

PLACES = (
    gettext_noop("letter {number}, {part}"),
    gettext_noop("badge {number}, {part}"),
    gettext_noop("tent card {number}, {part}"),
    gettext_noop("row {number}, {column}"),
    gettext_noop("sheet {number}"),
    gettext_noop("the name of a day"),
    gettext_noop("the head"),
    gettext_noop("the edition"),
    gettext_noop("a heading"),
    gettext_noop("a table"),
    gettext_noop("the heads of a table"),
    gettext_noop("the heading"),
    gettext_noop("the labels"),
    gettext_noop("the text"),
    gettext_noop("the title"),
    gettext_noop("the subtitle"),
    gettext_noop("the note"),
    gettext_noop("the kind"),
    gettext_noop("the foot"),
    gettext_noop("the copy mark"),
    gettext_noop("the reference"),
    gettext_noop("the house"),
    gettext_noop("the house lines"),
    gettext_noop("the body"),
    gettext_noop("the day"),
    gettext_noop("the addressee"),
    gettext_noop("the salutation"),
    gettext_noop("the subject"),
    gettext_noop("the facts"),
    gettext_noop("the rest"),
    gettext_noop("the closing"),
    gettext_noop("the signatory"),
    gettext_noop("the signatory title"),
    gettext_noop("the footer"),
    gettext_noop("name"),
    gettext_noop("native"),
    gettext_noop("role"),
    gettext_noop("organisation"),
)  # fmt: skip
"""Where in a paper a letter stands that our fonts have no form for."""
