"""“Check a text”: what a text would give away, while it is typed or when it is brought. Nothing of it is kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from underrose.access.audience import for_team, words_stay_in_the_browser
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.access.second_factor import requires_second_factor
from underrose.concept.models import Meeting
from underrose.dialogue import checked_page, guard, ways
from underrose.dialogue.actions import checking
from underrose.dialogue.brought import whole_text
from underrose.dialogue.models import WHOLE
from underrose.dialogue.reading_forms import LONGEST_TEXT, TextToCheck, in_lines, title_of
from underrose.dialogue.views.asking import meeting_of, today, tried
from underrose.dialogue.ways import CHECKING
from underrose.kit.numbers import whole
from underrose.kit.refusals import Refused
from underrose.methods.documents import reading
from underrose.methods.documents.intake import Unreadable
from underrose.methods.inspection import inspect_file


@for_team(*CHECKING)
@words_stay_in_the_browser
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def check_text(request: Asking, code: str) -> HttpResponse:
    """A text is typed, pasted or brought; what would let somebody be recognised stands beside it."""
    meeting = meeting_of(request, code)
    if request.method != "POST":
        return _page(request, meeting, TextToCheck())
    form = TextToCheck(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, meeting, form)
    text = _brought(form, "file") if form.cleaned_data["file"] else form.cleaned_data["text"]
    beside = _brought(form, "beside") if form.cleaned_data["beside"] else _carried_along(request, form)
    if (
        text is None
        or beside is None
        or _is_empty(form, text, beside)
        or not tried(form, lambda: _noted(request, meeting))
    ):
        return _page(request, meeting, form)
    if wanted := request.POST.get("fix", ""):
        text = _fixed(request, meeting, text, beside, wanted)
    form.say(text, beside)
    checked = _looked_at(request, meeting, text, beside, form.titles())
    more = _found(request, checked[0], text) | _named(request, meeting, text, beside)
    if beside:
        more["beside"] = checked_page.of(checked[1], beside)
    more["left_out"] = form.left_out
    return _page(request, meeting, form, more)


@for_team(*CHECKING)
@words_stay_in_the_browser
@sensitive_post_parameters("text")
@require_POST
def look_at_text(request: Asking, code: str) -> HttpResponse:
    """The findings alone, while somebody types."""
    meeting = meeting_of(request, code)
    text, beside = (in_lines(request.POST.get(name, ""))[:LONGEST_TEXT] for name in ("text", "beside_text"))
    context: dict[str, Any] = {"meeting": meeting, "may_name": _may_name(request, code), "is_checked": False}
    try:
        _noted(request, meeting)
    except Refused as refusal:
        return render(request, "dialogue/found.html", context | {"refusal": refusal.sentence})
    titles = title_of(""), title_of(request.POST.get("beside_name", ""), is_beside=True)
    found = _found(request, _looked_at(request, meeting, text, beside, titles)[0], text)
    return render(request, "dialogue/found.html", context | found)


def _noted(request: Asking, meeting: Meeting) -> None:
    checking.note_check(meeting, by=request.holder, now=timezone.now())


def _carried_along(request: Asking, form: TextToCheck) -> str:
    """The text that was brought before, unless this one is to be read alone."""
    return "" if "apart" in request.POST else str(form.cleaned_data["beside_text"])


def _looked_at(
    request: Asking, meeting: Meeting, text: str, beside: str, titles: tuple[str, ...] = ()
) -> tuple[guard.Checked, ...]:
    texts, reads_notes = [text, beside] if beside else [text], _reads_notes(request, meeting.code)
    return guard.look_at_set(meeting, texts, titles=titles, reads_notes=reads_notes)


def _may_name(request: Asking, code: str) -> bool:
    """Whom it could mean is told to the programme director, who proved who they are."""
    may = request.holder.may(Role.PROGRAMME_DIRECTOR, meeting_code=code)
    return may and not requires_second_factor(request.holder)


def _reads_notes(request: Asking, code: str) -> bool:
    """Only whoever may open all notes, and proved who they are, learns that words of them were copied."""
    return request.holder.may(*WHOLE, meeting_code=code) and not requires_second_factor(request.holder)


def _is_empty(form: TextToCheck, text: str, beside: str) -> bool:
    """Whether there is nothing to read: then the page says so, and nothing passes as clean."""
    for name, words in (("file", text), ("beside", beside)):
        if form.cleaned_data[name] and not words.strip():
            form.add_error(name, _("No text was found in this file. Please choose the one you mean."))
    if not text.strip() and not form.cleaned_data["file"]:
        form.add_error("text", _("There is nothing to check yet. Type or paste a text, or choose a file."))
    return bool(form.errors)


def _found(request: Asking, checked: guard.Checked, text: str) -> dict[str, Any]:
    asked = checked_page.Asked.of(request.POST)
    return {
        "found": checked_page.of(checked, text, asked),
        "text": text,
        "is_checked": bool(text.strip()),
        "editor": "id_text",
    }


def _fixed(request: Asking, meeting: Meeting, text: str, beside: str, wanted: str) -> str:
    """The text with one wording taken over."""
    mark, _dot, place = wanted.partition(".")
    checked = _looked_at(request, meeting, text, beside)[0]
    fixed = checked_page.with_fix(checked, text, mark, whole(place, otherwise=-1))
    if fixed is None:
        messages.warning(
            request, _("The text was changed since. These are its findings now; nothing was replaced.")
        )
        return text
    return fixed


def _named(request: Asking, meeting: Meeting, text: str, beside: str) -> dict[str, Any]:
    """Whom a finding could mean, where a programme director asked; the record says so."""
    mark = request.POST.get("who", "")
    if not mark or not _may_name(request, meeting.code):
        return {}
    try:
        names = guard.candidates(meeting, text, mark, beside=beside, by=request.holder, today=today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return {}
    return {"named": mark, "names": names}


def _brought(form: TextToCheck, name: str) -> str | None:
    """The text of a file; a file that cannot be read is told, and never passes as clean."""
    file = form.cleaned_data[name]
    content = file.read()
    try:
        document = reading.read(content, file.name, may_guess=False)
    except Unreadable as refusal:
        form.add_error(name, refusal.sentence)
        return None
    form.left_out += document.left_out + _carried(content, file.name)
    text = whole_text(document)
    if len(text) > LONGEST_TEXT:
        form.add_error(name, _("This text is longer than this page can show. Please check it in parts."))
        return None
    return text


def _carried(content: bytes, name: str) -> tuple[str, ...]:
    """How much a file carries beside its text: who worked on it, comments, what was deleted. What it is, its own page says."""
    if not name.lower().endswith((".docx", ".pdf")):
        return ()
    found = inspect_file(content, name)
    number = len(found.parts)
    if found.blocked:
        return (found.blocked,)
    if not number:
        return ()
    sentence = ngettext(
        "%(number)d thing that is not in the text: an author, a comment, a property.",
        "%(number)d things that are not in the text: authors, comments, properties.",
        number,
    )
    return (sentence % {"number": number},)


def _page(
    request: Asking, meeting: Meeting, form: TextToCheck, more: dict[str, Any] | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "meeting": meeting,
        "form": form,
        "may_name": _may_name(request, meeting.code),
        "is_checked": False,
        "page_keys": "dialogue/guard_keys.html",
        **ways.of(request.holder, meeting.code),
    }
    return render(request, "dialogue/check_text.html", context | (more or {}))
