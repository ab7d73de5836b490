"""Everything a walker says to a person, so that it can be said in their language.

Walkers speak in a guarded process that knows no languages; `documents.sentences.said` takes their English apart again.
"""

from underrose.methods.documents import sentences
from underrose.methods.documents.sentences import gettext_noop


def said(text: str) -> str:
    """A sentence of the walkers in the language of whoever reads; one that is not listed stays as it is."""
    return sentences.said(text, (*PLACES, *REMARKS, *REFUSALS, *sentences.TEMPLATES))


PLACES = (
    gettext_noop("In the properties of the file."),
    gettext_noop("In the text, behind its words."),
    gettext_noop("In the text, where it is hidden or too small or pale to be seen."),
    gettext_noop("Struck out by a tracked change; whoever opens the file can read it."),
    gettext_noop("Put in by a tracked change; it stands in the clean copy as plain words."),
    gettext_noop("Behind the words, as an instruction to the word processor."),
    gettext_noop("At the head or foot of every page."),
    gettext_noop("In the margin, as a comment."),
    gettext_noop("In the building blocks of a template that travel with the file."),
    gettext_noop("In a part of the file that no page shows."),
    gettext_noop("In a part that is not known here."),
    gettext_noop("In the styles of the file."),
    gettext_noop("In a drawing, chart or diagram."),
    gettext_noop("In the workbook, behind its sheets."),
    gettext_noop("In a sheet, behind its cells."),
    gettext_noop("In the comments on cells."),
    gettext_noop("In a row, column or cell that is hidden or too pale to be seen."),
    gettext_noop("In a cell, as the calculation behind what it shows."),
    gettext_noop("On a sheet that is hidden; anybody can show it again."),
    gettext_noop("Among the words kept for cells; no cell shows them."),
    gettext_noop("In a file embedded in this one."),
    gettext_noop("In the archive that an Office file is."),
    gettext_noop("In the links of the file; whoever clicks, or opens the file, goes there."),
    gettext_noop("In the particulars a camera or program writes into a picture."),
    gettext_noop("In the particulars of the picture; it may show what was cut from the picture itself."),
    gettext_noop("After the end of the picture, where no program shows it."),
    gettext_noop("In a picture of an uncommon kind."),
    gettext_noop("In a picture that is damaged."),
    gettext_noop("In a picture."),
    gettext_noop("On page {page}, where it cannot be seen but can be copied."),
    gettext_noop("In a layer that anybody can switch on."),
    gettext_noop("In an earlier version of the file, which still stands in it."),
    gettext_noop("Outside all objects of the file."),
    gettext_noop("After the end of the file, where no program shows it."),
    gettext_noop("In a remark between the objects of the file."),
    gettext_noop("In a remark among the orders that draw a page."),
    gettext_noop("In a tag among the words of a page."),
    gettext_noop("In the metadata of the PDF, or of a page or picture in it."),
    gettext_noop("In the last lines of the file."),
    gettext_noop("Beside the page."),
    gettext_noop("In the properties of the PDF."),
    gettext_noop("In a note or mark laid on a page."),
    gettext_noop("In a form field."),
    gettext_noop("In the tags for screen readers."),
    gettext_noop("In a file attached to the PDF."),
    gettext_noop("In a script that runs when the file is opened or used."),
    gettext_noop("In a link or an action."),
    gettext_noop("In the table of contents beside the pages."),
    gettext_noop("In the name of a layer."),
    gettext_noop("In a digital signature."),
    gettext_noop("In data a program left for itself."),
    gettext_noop("In an object that no page uses any more."),
)
"""Where something was found."""

REMARKS = (
    gettext_noop(
        "Headings, paragraphs, lists, tables, notes, links and pictures are kept, in the typeface of the house."
    ),
    gettext_noop(
        "Running heads and feet are left out, and so are the alternative texts of pictures: please write them anew where needed."
    ),
    gettext_noop("Inserted words of tracked changes stand as plain words; deleted words are gone."),
    gettext_noop(
        "Shapes laid over the page were left out, and what lay under them can be seen in the copy: {count}. "
        "Please look at those places."
    ),
    gettext_noop("Pictures, charts or drawings that could not be made anew were left out: {count}."),
    gettext_noop("Links that lead to a file, a mail address or a shared folder became plain words: {count}."),
    gettext_noop("Passages put in by tracked changes were left out: {count}."),
    gettext_noop("Names of sheets, words, numbers, widths of columns and merged cells are kept."),
    gettext_noop(
        "Formulas became the values they show. Colours, charts, pictures, links, filters and comments are left out."
    ),
    gettext_noop("Hidden sheets, rows, columns and cells are left out."),
    gettext_noop("The pages look as they did, and their words can be searched and copied."),
    gettext_noop(
        "Notes, links, form fields with what was written in them, the table of contents and the tags for screen readers are left out."
    ),
    gettext_noop(
        "Page {page} became a picture, because hidden words or parts of pictures lay under what one sees; its words can no longer be searched."
    ),
    gettext_noop("The picture is made anew from its points, turned as it was meant to be seen."),
)
"""What is said beside a clean copy."""

REFUSALS = (
    gettext_noop("This file holds more hidden particulars than a person can look through."),
    gettext_noop(
        "Looking into this file took too much time or memory, or its inside is not as it should be. Nothing was stored. "
        "Please open it, copy the text into a new file and try again."
    ),
    gettext_noop("This file is neither a Word document, nor a table, a PDF or a picture."),
    gettext_noop("Please save it as .docx, .xlsx, .pdf, .png or .jpg and try again."),
    gettext_noop("A clean copy of this file could not be made: something was still in it."),
    gettext_noop("This picture is damaged or not whole."),
    gettext_noop("This picture has a part of a kind that is not known here."),
    gettext_noop("This picture has more than 40 million points."),
    gettext_noop("Please open it in a picture program, save it under a new name and try again."),
    gettext_noop("Please save it in a smaller size and try again."),
    gettext_noop(
        "This file is an archive, a presentation or a template, and neither a document nor a table. Nothing was stored. "
        "Please save it as .docx or .xlsx and try again."
    ),
    gettext_noop("This file is made to carry macros, which are programs."),
    gettext_noop("This file has a part that is not known here: “{name}”."),
    gettext_noop("This PDF has a part that is not known here: {name}."),
    gettext_noop("Please print it to a new PDF, or choose the document it was made from, and try again."),
    gettext_noop(
        "This PDF has more pages, or more on them, than can be looked through at once. Nothing was stored. "
        "Please save it in parts of fewer pages and try again."
    ),
    gettext_noop("Please copy its text into a new file and try again."),
)
"""Why a file is blocked, as far as the readers of notes do not say the same."""

ROLES = (
    gettext_noop("text of the document"),
    gettext_noop("running head or foot"),
    gettext_noop("notes"),
    gettext_noop("comments"),
    gettext_noop("building blocks of the template"),
    gettext_noop("threads of comments"),
    gettext_noop("list of people who worked on it"),
    gettext_noop("styles"),
    gettext_noop("settings"),
    gettext_noop("look of the document"),
    gettext_noop("recipients of a mail merge"),
    gettext_noop("keys and tool bars of one's own"),
    gettext_noop("macros"),
    gettext_noop("embedded file or object"),
    gettext_noop("form control"),
    gettext_noop("properties: author, title, dates"),
    gettext_noop("properties: company, manager, program"),
    gettext_noop("properties of one's own"),
    gettext_noop("data of a template or form"),
    gettext_noop("sensitivity label or signature"),
    gettext_noop("add-in"),
    gettext_noop("chart or diagram"),
    gettext_noop("drawing"),
    gettext_noop("embedded typeface"),
    gettext_noop("printer settings"),
    gettext_noop("workbook"),
    gettext_noop("sheet"),
    gettext_noop("sheet of a chart or dialogue"),
    gettext_noop("words of the cells"),
    gettext_noop("order of calculation"),
    gettext_noop("table or filter"),
    gettext_noop("source of data elsewhere"),
    gettext_noop("data behind a pivot table"),
    gettext_noop("history of a shared workbook"),
    gettext_noop("data of a program"),
    gettext_noop("pictures and data types of cells"),
    gettext_noop("picture"),
    gettext_noop("sound or film"),
    gettext_noop("list of the parts"),
    gettext_noop("references between parts"),
    gettext_noop("not known"),
    gettext_noop("coded picture"),
    gettext_noop("remark"),
    gettext_noop("particulars of a camera or program"),
    gettext_noop("bytes after the end of the picture"),
    gettext_noop("bytes after the end"),
    gettext_noop("action"),
    gettext_noop("annotation"),
    gettext_noop("attachment"),
    gettext_noop("colour profile"),
    gettext_noop("colours"),
    gettext_noop("content"),
    gettext_noop("document"),
    gettext_noop("film or sound"),
    gettext_noop("form"),
    gettext_noop("kept but unused"),
    gettext_noop("language"),
    gettext_noop("layer"),
    gettext_noop("metadata"),
    gettext_noop("object"),
    gettext_noop("outline"),
    gettext_noop("page"),
    gettext_noop("pages"),
    gettext_noop("preview"),
    gettext_noop("properties"),
    gettext_noop("script"),
    gettext_noop("signature"),
    gettext_noop("tags"),
    gettext_noop("trailer"),
    gettext_noop("typeface"),
    gettext_noop("typeface map"),
    gettext_noop("typeface program"),
)
"""What a part of a file is."""


def role_said(role: str) -> str:
    """What a part is, in the language of whoever reads."""
    return sentences.say(role) if role in ROLES else role
