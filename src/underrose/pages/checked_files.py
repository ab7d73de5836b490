"""“Check a file”: what a file would carry out of the house beside what it shows, and a copy without it. Nothing is kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from underrose.access.audience import for_team, words_stay_in_the_browser
from underrose.access.holders import Asking
from underrose.methods import inspection
from underrose.methods.inspection import Inspection, Part, What
from underrose.methods.inspection.sentences import role_said, said
from underrose.pages import found_dates
from underrose.pages.forms import FileToCheck

SHOWN = 20
"""Lines of one group that stand open; the others unfold."""
TOGETHER = 10
"""Words of one kind in one place that share a line."""
LONGEST = 300
FOLDED = (What.style_name,)
"""What is told in one line with its number, and unfolds: a file that a program made has dozens, and they hide the rest."""
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
}
LABELS: dict[What, Promise | str] = {
    What.author: _("Author"),
    What.last_editor: _("Last modified by"),
    What.people: _("List of people who worked on it"),
    What.comment_author: _("Author of a comment"),
    What.change_author: _("Author of a tracked change"),
    What.annotation_author: _("Author of a note on a page"),
    What.comment: _("Comment"),
    What.annotation: _("Note or mark on a page"),
    What.deleted: _("Deleted words"),
    What.inserted: _("Inserted words"),
    What.hidden_text: _("Hidden words"),
    What.earlier: _("Earlier version"),
    What.running_head: _("Running head or foot"),
    What.alternative_text: _("Alternative text or name of a picture"),
    What.drawing_words: _("Words in a drawing or chart"),
    What.hidden_sheet: _("Hidden sheet"),
    What.hidden_cells: _("Hidden row, column or cell"),
    What.unused_words: _("Words that no cell shows"),
    What.topic: _("Title, subject or keywords"),
    What.remark: _("Remark"),
    What.house: _("Company, manager or program"),
    What.custom_property: _("Property of one’s own"),
    What.moment: _("Date or time"),
    What.revision: _("Number of revisions"),
    What.revision_ids: _("Identifiers of the file and its revisions"),
    What.label: _("Label, signature or protection"),
    What.xmp: _("Metadata (XMP)"),
    What.pdf_info: _("Properties of the PDF"),
    What.camera: _("Camera, program or person (EXIF)"),
    What.gps: _("Where it was taken (GPS)"),
    What.thumbnail: _("Preview picture"),
    What.picture_remark: _("Remark in a picture"),
    What.colour_profile: _("Colour profile"),
    What.link: _("Link or file elsewhere"),
    What.macro: _("Macro or script"),
    What.embedded: _("Embedded file or object"),
    What.attachment: _("Attached file"),
    What.field: _("Field or instruction"),
    What.formula: _("Formula"),
    What.form_field: _("Form field or control"),
    What.document_variable: _("Data of a template or form"),
    What.printer: _("Printer settings"),
    What.bookmark: _("Bookmark or table of contents"),
    What.defined_name: _("Defined name"),
    What.style_name: _("Name of a style"),
    What.other: _("Other words"),
}
FIELDS: dict[str, Promise | str] = {
    "Author": _("Author"),
    "Title": _("Title"),
    "Subject": _("Subject"),
    "Keywords": _("Keywords"),
    "Category": _("Category"),
    "Description": _("Description"),
    "Creator": _("Program it was written with"),
    "Producer": _("Program that made the PDF"),
    "Software": _("Program"),
    "Creation Time": _("Date or time"),
    "Artist": _("Author of the picture"),
    "XPAuthor": _("Author of the picture"),
    "CameraOwnerName": _("Owner of the camera"),
    "By-line": _("Author of the picture"),
    "Writer": _("Author of the caption"),
    "Contact": _("Contact"),
}
"""Properties by the names their formats give them; of any other its kind is said."""
_GROUPS: tuple[tuple[Promise | str, Promise | str, tuple[What, ...]], ...] = (
    (
        _("Who worked on it"),
        _("Programs write down who opened, changed or commented on a file. Any reader can look it up."),
        (
            What.author,
            What.last_editor,
            What.people,
            What.comment_author,
            What.change_author,
            What.annotation_author,
        ),
    ),
    (
        _("Words that the page does not show"),
        _("They are not printed, but whoever has the file can read or copy them."),
        (
            What.deleted,
            What.inserted,
            What.hidden_text,
            What.comment,
            What.annotation,
            What.earlier,
            What.hidden_sheet,
            What.hidden_cells,
            What.unused_words,
            What.alternative_text,
            What.drawing_words,
        ),
    ),
    (
        _("Words at the edge of its pages"),
        _("Heads and feet stand on every page and are easily overlooked."),
        (What.running_head,),
    ),
    (
        _("What the file says of itself"),
        _(
            "Its properties: titles, dates, programs, and numbers by which two versions can be told to belong together."
        ),
        (
            What.topic,
            What.remark,
            What.house,
            What.custom_property,
            What.label,
            What.pdf_info,
            What.xmp,
            What.moment,
            What.revision,
            What.revision_ids,
        ),
    ),
    (
        _("What its pictures tell"),
        _("Cameras write when, where and with what a picture was taken, and sometimes by whom."),
        (What.gps, What.camera, What.thumbnail, What.picture_remark, What.colour_profile),
    ),
    (
        _("What leads out of it or works in it"),
        _("Links, attached files and instructions name folders, servers and people, or call them."),
        (
            What.link,
            What.attachment,
            What.embedded,
            What.macro,
            What.field,
            What.formula,
            What.form_field,
            What.document_variable,
            What.printer,
        ),
    ),
    (
        _("Names inside it"),
        _("Marks and cells that somebody named, and words of which the program is not known."),
        (What.bookmark, What.defined_name, What.other),
    ),
    (
        _("Names of styles"),
        _("Programs and templates give them to kinds of paragraphs. They seldom tell anything of a person."),
        FOLDED,
    ),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind in one place, as the page says it."""

    what: Promise | str
    words: tuple[str, ...]
    where: str
    stays: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one sort, with a sentence on what they are; those beyond the first lines unfold."""

    title: Promise | str
    sentence: Promise | str
    shown: tuple[Found, ...]
    more: tuple[Found, ...]
    is_folded: bool = False

    @property
    def count(self) -> int:
        return sum(len(found.words) for found in (*self.shown, *self.more))

    @property
    def count_of_more(self) -> int:
        return sum(len(found.words) for found in self.more)


@for_team()
@words_stay_in_the_browser
@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: Asking) -> HttpResponse:
    """A file is looked into, or its clean copy is taken away; it lives in memory for this one request."""
    form = FileToCheck(request.POST, request.FILES) if request.method == "POST" else FileToCheck()
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    content = _content(form.cleaned_data["file"])
    if "copy" in request.POST:
        return _copy(request, form, content)
    return _page(request, form, _looked(form, content))


def _content(file: UploadedFile[bytes]) -> bytes:
    file.seek(0)
    return bytes(file.read())


def _page(request: Asking, form: FileToCheck, more: dict[str, Any] | None = None) -> HttpResponse:
    """The whole page, or, while one stays on it, what was found alone; a refusal stands beside the field, in the page anew."""
    is_part = bool(request.headers.get("HX-Request"))
    name = "pages/checked_file.html" if is_part and more else "pages/check_file.html"
    answer = render(request, name, {"form": form, **(more or {})})
    if is_part and not more:
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#content"
    return answer


def _looked(form: FileToCheck, content: bytes) -> dict[str, Any]:
    found = inspection.inspect_file(content, "")
    parts = found.parts if form.keeps_insertions else tuple(map(_leaving, found.parts))
    blocked, remarks = found.blocked, tuple[str, ...]()
    if not blocked:
        try:
            made = inspection.clean_copy(content, "", keep_insertions=form.keeps_insertions)
            remarks = made.remarks
        except inspection.Unreadable as refusal:
            blocked = refusal.sentence
    return {
        "looked": found,
        "groups": grouped(parts),
        "count": sum(not part.stays and part.what not in FOLDED for part in parts),
        "styles": any(part.what in FOLDED for part in parts),
        "blocked": said(blocked),
        "remarks": [said(remark) for remark in remarks],
        "members": _members(found),
    }


def _leaving(part: Part) -> Part:
    """An insertion, where whoever asks would rather leave it out."""
    if part.what is not What.inserted:
        return part
    return replace(
        part, stays=False, where=str(_("Put in by a tracked change; the clean copy leaves it out."))
    )


def _copy(request: Asking, form: FileToCheck, content: bytes) -> HttpResponse:
    """The new file under a name that says nothing; the old name may name somebody too."""
    try:
        made = inspection.clean_copy(content, "", keep_insertions=form.keeps_insertions)
    except inspection.Unreadable:
        return _page(request, form, _looked(form, content))
    answer = HttpResponse(made.content, content_type=_TYPES.get(made.kind, "application/octet-stream"))
    answer["Content-Disposition"] = f'attachment; filename="clean-copy.{made.kind}"'
    return answer


def grouped(parts: Iterable[Part]) -> list[Group]:
    """What was found, in the order in which a person would ask about it; every kind stands in one group."""
    by_kind: dict[What, dict[tuple[str, bool, str], list[str]]] = {}
    for part in parts:
        value = _in_words(part)
        words = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
        by_kind.setdefault(part.what, {}).setdefault((part.where, part.stays, part.field), []).append(words)
    groups = []
    for title, sentence, kinds in _GROUPS:
        found = tuple(one for kind in kinds if kind in by_kind for one in _lines(kind, by_kind[kind]))
        if found:
            shown = 0 if kinds == FOLDED else SHOWN
            groups.append(Group(title, sentence, found[:shown], found[shown:], kinds == FOLDED))
    return groups


def _in_words(part: Part) -> str:
    if part.what is What.moment:
        return found_dates.said(part.value)
    return found_dates.said_within(part.value) if part.what is What.camera else part.value


def _lines(kind: What, places: dict[tuple[str, bool, str], list[str]]) -> Iterator[Found]:
    for (where, stays, field), words in places.items():
        for start in range(0, len(words), TOGETHER):
            yield Found(
                FIELDS.get(field, LABELS[kind]), tuple(words[start : start + TOGETHER]), said(where), stays
            )


def _members(found: Inspection) -> list[dict[str, Any]]:
    return [{"path": one.path, "role": role_said(one.role), "size": one.size} for one in found.members]
