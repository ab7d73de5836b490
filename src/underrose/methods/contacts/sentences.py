"""What the reading of a list says to people, so that it can be said in their language: see `documents.sentences`."""

from underrose.methods.documents import sentences
from underrose.methods.documents.sentences import gettext_noop, translate_with

__all__ = ["TEMPLATES", "WHAT", "gettext_noop", "said", "translate_with"]


def said(text: str) -> str:
    """A text of the readers in the language of whoever reads; a sentence that is not listed here stays as it is."""
    return sentences.said(text, TEMPLATES)


TEMPLATES = (
    gettext_noop("Nothing was stored."),
    # What was wrong.
    gettext_noop("This list is empty."),
    gettext_noop("This list has more than {most} rows."),
    gettext_noop("This list has more than {most} filled cells."),
    gettext_noop("This file has more than {most} cards."),
    gettext_noop("Line {line} has {count} cells, more than the {most} columns that are read."),
    gettext_noop("The cell {cell} has {count} letters, more than the {most} that are read."),
    gettext_noop("A cell in line {line} has {count} letters, more than the {most} that are read."),
    gettext_noop("A field of the card in line {line} has {count} letters, more than the {most} that are read."),
    gettext_noop("A cell that begins in line {line} does not end; probably a quotation mark is missing or too many."),
    gettext_noop("Line {line} of this file holds a zero byte, which no list of text has."),
    gettext_noop("The letters of this file could not be made out."),
    gettext_noop("This file holds no address card with anything in it."),
    gettext_noop("This workbook is damaged or not whole."),
    gettext_noop("This workbook has no sheet with cells."),
    gettext_noop("This workbook has no sheet “{name}”."),
    gettext_noop("The sheet “{name}” of this workbook is damaged."),
    gettext_noop("The sheet “{name}” stretches over {rows} rows and {columns} columns."),
    gettext_noop("This file is a web page or another file of markup."),
    gettext_noop("This file was written by an old version of Excel or another program."),
    gettext_noop("This file was written by an old version of Word or another program."),
    gettext_noop("This file is {what}, not a list."),
    gettext_noop("This file is not what it says: its name ends in “.{ending}”, but it is {what}."),
    gettext_noop("This file is empty."),
    gettext_noop("This file is larger than 20 MB."),
    gettext_noop("This file is a program."),
    gettext_noop("This file is a picture."),
    gettext_noop("This file is a picture, a sound or a film."),
    gettext_noop("This file is a sound."),
    gettext_noop("This file is a database."),
    gettext_noop("This file is an archive that holds other files."),
    gettext_noop("This file is in Rich Text Format, which is not read here."),
    gettext_noop("This file is in PostScript, which is not read here."),
    gettext_noop("This file is neither a document nor a table but a presentation or a template."),
    gettext_noop("This file is damaged or not whole."),
    gettext_noop("This file is protected by a password."),
    gettext_noop("This file holds macros, which are programs."),
    gettext_noop("Another file is embedded in this one."),
    gettext_noop("This file holds declarations that could draw in other files."),
    gettext_noop("This file names its parts in a way that no word processor does."),
    gettext_noop("This file unpacks to far more than a document holds, which is how files made to do harm behave."),
    gettext_noop("Several files are being read just now."),
    gettext_noop("Reading this file took too much time or memory, or its inside is not as it should be."),
    gettext_noop("Reading this list took too much time or memory, or its inside is not as it should be."),
    # What to do.
    gettext_noop("Please choose the list itself, as Excel (.xlsx), CSV or vCard."),
    gettext_noop("If this is the right file, save it anew from the program it comes from."),
    gettext_noop("Please choose one of these: {names}."),
    gettext_noop("Please divide it into several files and try again."),
    gettext_noop("Please remove the columns that are not needed and try again."),
    gettext_noop("Please shorten it and try again."),
    gettext_noop("Please shorten it, or check that this is the right file, and try again."),
    gettext_noop("Please look at the quotation marks in that line and try again."),
    gettext_noop("Please save it in the encoding “UTF-8” (in Excel: “CSV UTF-8”) and try again."),
    gettext_noop("Please open it in Excel, save it under a new name and try again."),
    gettext_noop("Please open it in Word or Excel, save it under a new name and try again."),
    gettext_noop("Please open it, save it as Excel (.xlsx) or CSV and try again."),
    gettext_noop("Please copy the rows of the list into a new workbook and try again."),
    gettext_noop("Please copy its rows into a new sheet, save that as Excel (.xlsx) or CSV and try again."),
    gettext_noop("Please save it as a document without macros (.docx or .xlsx) and try again."),
    gettext_noop("Please save it without the password and try again; here it is kept encrypted."),
    gettext_noop("Please try again in a minute."),
    # Remarks on a list that was read.
    gettext_noop("No headings were found in this file; the columns are numbered."),
    gettext_noop("{count} letters were damaged in the file and stand as \ufffd."),
    gettext_noop("The encoding of this file is not marked and has been taken for {encoding}; please look at the letters."),
    gettext_noop("The sheet “{name}” was read; left out: {names}."),
    gettext_noop("{count} lines of the cards could not be read and were left out, the first of them line {line}."),
)  # fmt: skip
"""Every sentence of `readers`, and those of `documents.intake` that reach a list."""

WHAT = (
    gettext_noop("a Word document"),
    gettext_noop("a PDF"),
    gettext_noop("a picture"),
    gettext_noop("an Excel workbook"),
    gettext_noop("plain text"),
    gettext_noop("no address card (it does not begin with BEGIN:VCARD)"),
)
