"""A letter for a mail: plain text, and a piece of HTML with nothing from outside in it."""

import textwrap
from collections.abc import Iterable
from html import escape
from itertools import groupby

from underrose.methods.documents import letters, marks, typesetting
from underrose.methods.documents.letters import Letter

_WIDTH = 76
_DEEPEST = 6  # heading


def letter_text(letter: Letter) -> str:
    """The letter as plain text, lines short enough for any mail program."""
    letter = letters.westward(letter)
    blocks = [
        "\n".join(lines)
        for lines in (
            letters.short_lines((letter.house, *letter.house_lines)),
            letters.short_lines(letter.addressee),
            letters.reference_lines(letter),
        )
        if lines
    ]
    blocks += letters.short_lines((letter.salutation, letter.subject))
    blocks += _blocks(letter.body)
    blocks += ["\n".join(f"{name}: {value}" for name, value in _facts(letter))] if letter.facts else []
    blocks += _blocks(letter.rest)
    signed = letters.short_lines((letter.signatory, letter.signatory_title))
    blocks += [
        block
        for block in (marks.plain(letter.closing), "\n".join(signed), marks.plain(letter.footer))
        if block
    ]
    return "\n\n".join(blocks) + "\n"


def letter_html(letter: Letter, *, level: int = 1) -> str:
    """The letter as a fragment: paragraphs, lists, tables and links; direction and language stand on it.

    The subject is a heading of the level given, so that a page can show the letter under its own title.
    """
    letter = letters.westward(letter)
    direction = typesetting.direction(letter.language)
    main, region = typesetting.language(letter.language)
    tag = f"{main}-{region}" if region else main
    pieces = [
        *_lines(letters.short_lines((letter.house, *letter.house_lines))),
        *_lines(letters.short_lines(letter.addressee)),
        *_lines(letters.reference_lines(letter)),
        *_lines(letters.short_lines((letter.salutation,))),
        *(f"<h{level}>{escape(line)}</h{level}>" for line in letters.short_lines((letter.subject,))),
        *(_html(part, level) for part in letters.parts(letter.body)),
        *_lines(tuple(f"{name}: {value}" for name, value in _facts(letter))),
        *(_html(part, level) for part in letters.parts(letter.rest)),
        *_lines(letters.short_lines((letter.closing,))),
        *_lines(letters.short_lines((letter.signatory, letter.signatory_title))),
        *_lines(letters.short_lines((letter.footer,))),
    ]
    return f'<div lang="{tag}" dir="{direction}">\n' + "\n".join(pieces) + "\n</div>\n"


def _facts(letter: Letter) -> tuple[tuple[str, str], ...]:
    return tuple((marks.plain(name), marks.plain(value)) for name, value in letter.facts)


def _blocks(markdown: str) -> list[str]:
    return [_text(part) for part in letters.parts(markdown)]


def _text(part: marks.Part) -> str:
    match part:
        case marks.Heading(runs=runs) | marks.Paragraph(runs=runs):
            return _wrapped(runs)
        case marks.Listing(items=items, is_ordered=is_ordered, start=start):
            return "\n".join(
                _item(item, f"{start + at}. " if is_ordered else "- ") for at, item in enumerate(items)
            )
        case marks.Quotation(parts=inner):
            return textwrap.indent("\n\n".join(map(_text, inner)), "> ", lambda _line: True)
        case marks.Table(heads=heads, rows=rows):
            return "\n".join(" | ".join(map(marks.words, row)) for row in (heads, *rows))
        case _:  # a rule
            return "* * *"


def _item(item: Iterable[marks.Part], mark: str) -> str:
    inner = textwrap.indent("\n".join(map(_text, item)), " " * len(mark))
    return mark + inner[len(mark) :]


def _wrapped(runs: marks.Runs) -> str:
    words = "".join("\n" if run.is_break else run.text for run in runs)
    return "\n".join(
        textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in words.split("\n")
    )


def _lines(lines: tuple[str, ...]) -> list[str]:
    return [f"<p>{'<br>'.join(map(escape, lines))}</p>"] if lines else []


def _html(part: marks.Part, above: int = 1) -> str:
    match part:
        case marks.Heading(runs=runs, level=level):
            deeper = min(above + level, _DEEPEST)
            return f"<h{deeper}>{_inline(runs)}</h{deeper}>"
        case marks.Paragraph(runs=runs):
            return f"<p>{_inline(runs)}</p>"
        case marks.Listing(items=items, is_ordered=is_ordered, start=start):
            tag, first = ("ol", f' start="{start}"' if start != 1 else "") if is_ordered else ("ul", "")
            inner = "".join(f"<li>{''.join(map(_html, item))}</li>" for item in items)
            return f"<{tag}{first}>{inner}</{tag}>"
        case marks.Quotation(parts=inner):
            return f"<blockquote>{''.join(map(_html, inner))}</blockquote>"
        case marks.Table(heads=heads, rows=rows):
            head = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in heads)
            body = "".join(f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>" for row in rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        case _:  # a rule
            return "<hr>"


def _inline(runs: marks.Runs) -> str:
    found = ""
    for url, group in groupby(runs, key=lambda run: run.url):
        inner = "".join(map(_run, group))
        found += f'<a href="{escape(url)}">{inner}</a>' if url else inner
    return found


def _run(run: marks.Run) -> str:
    if run.is_break:
        return "<br>"
    shown = escape(run.text)
    shown = f"<em>{shown}</em>" if run.is_emphasis else shown
    return f"<strong>{shown}</strong>" if run.is_strong else shown
