"""“Check a text”: what a text would give away, while it is typed or when it is brought. Nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from underrose.access.audience import for_team, words_stay_in_the_browser
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.access.second_factor import requires_second_factor
from underrose.concept.models import Meeting
from underrose.dialogue import beside_the_text, checked_page, guard, pictures, ways
from underrose.dialogue.actions import checking
from underrose.dialogue.beside_the_text import Beside
from underrose.dialogue.brought import whole_text
from underrose.dialogue.models import WHOLE
from underrose.dialogue.pictures import Picture
from underrose.dialogue.reading_forms import LONGEST_TEXT, TextToCheck, in_lines, title_of
from underrose.dialogue.views.asking import meeting_of, today, tried
from underrose.dialogue.views.weighing import time_weighed, weighed
from underrose.dialogue.ways import CHECKING
from underrose.kit.numbers import whole
from underrose.kit.refusals import Refused
from underrose.methods.documents import reading
from underrose.methods.documents.intake import Unreadable


@for_team(*CHECKING)
@words_stay_in_the_browser
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check_text(request: Asking, code: str) -> HttpResponse:
    """A text is typed, pasted or brought; what would let somebody be recognised stands beside it."""
    meeting = meeting_of(request, code)
    if request.method != "POST":
        return _page(request, meeting, TextToCheck())
    form = TextToCheck(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, meeting, form)
    files = sum(bool(form.cleaned_data[name]) for name in ("file", "beside"))
    if not tried(form, lambda: weighed(request, files * checking.A_FILE)):
        return _page(request, meeting, form)
    more_of: dict[str, Beside] = {}
    text = _brought(form, "file", more_of) if form.cleaned_data["file"] else form.cleaned_data["text"]
    beside = (
        _brought(form, "beside", more_of) if form.cleaned_data["beside"] else _carried_along(request, form)
    )
    if text is None or beside is None or _is_empty(form, text, beside):
        return _page(request, meeting, form)
    letters = len(text) + len(beside)
    if not tried(form, lambda: _noted(request, meeting, letters)):
        held = any(each.unread or each.texts for each in more_of.values())
        form.say(text, beside, holds_more=held or bool(form.cleaned_data["holds_more"]))
        return _page(request, meeting, form, more_of=more_of)
    with time_weighed(request, letters):
        if wanted := request.POST.get("fix", ""):
            text = _fixed(request, meeting, text, beside, wanted)
        return _page(request, meeting, form, _checked(request, meeting, form, (text, beside), more_of))


@for_team(*CHECKING)
@words_stay_in_the_browser
@sensitive_post_parameters()
@require_POST
def look_at_text(request: Asking, code: str) -> HttpResponse:
    """The findings alone, while somebody types."""
    meeting = meeting_of(request, code)
    text, beside = (in_lines(request.POST.get(name, ""))[:LONGEST_TEXT] for name in ("text", "beside_text"))
    context: dict[str, Any] = {"meeting": meeting, "may_name": _may_name(request, code), "is_checked": False}
    letters = len(text) + len(beside)
    try:
        _noted(request, meeting, letters)
    except Refused as refusal:
        return render(request, "dialogue/found.html", context | {"refusal": refusal.sentence})
    titles = title_of(""), title_of(request.POST.get("beside_name", ""), is_beside=True)
    with time_weighed(request, letters):
        found = _found(request, _looked_at(request, meeting, text, beside, titles)[0], text)
    if request.POST.get("holds_more"):
        found["found"] = _held_more(found["found"])
    found["found"] = _with_unread(
        found["found"], pictures.not_looked_at(pictures.number_to_look_at(request.POST))
    )
    return render(request, "dialogue/found.html", context | found)


def _checked(
    request: Asking, meeting: Meeting, form: TextToCheck, both: tuple[str, str], more_of: dict[str, Beside]
) -> dict[str, Any]:
    """What was found in the text, in what goes out with it, and in what the files hold beside their texts."""
    text, beside = both
    texts = [text, *([beside] if beside else [])]
    asides = [(name, one) for name, each in more_of.items() for one in each.texts]
    checked = guard.look_at_set(
        meeting,
        [*texts, *(one.text for _name, one in asides)],
        titles=(*form.titles()[: len(texts)], *(one.title for _name, one in asides)),
        asides=len(asides),
        reads_notes=_reads_notes(request, meeting.code),
    )
    found_aside = [
        (name, one.title, checked_page.of(each, one.text))
        for (name, one), each in zip(asides, checked[len(texts) :], strict=True)
        if each.findings
    ]
    unread = {
        name: (*each.unread, *_found_aside(name in [one for one, _title, _page in found_aside]))
        for name, each in more_of.items()
    }
    held_more = bool(form.cleaned_data["holds_more"]) and "file" not in more_of
    form.say(text, beside, holds_more=held_more or any(unread.values()))
    shown = _pictures(request, meeting, more_of)
    more = _found(request, checked[0], text) | _named(request, meeting, text, beside)
    unseen = pictures.unread(shown, "file")
    more["found"] = _with_unread(more["found"], (*unread.get("file", ()), *unseen))
    more["is_to_look"] = bool(unseen)
    if held_more:
        more["found"] = _held_more(more["found"])
    if beside:
        left = (*unread.get("beside", ()), *pictures.unread(shown, "beside"))
        more["beside"] = _with_unread(checked_page.of(checked[1], beside), left)
    more["aside"] = [(title, page) for _name, title, page in found_aside]
    more["left_out"] = [said for each in more_of.values() for said in each.told]
    more["pictures"] = shown
    return more


def _pictures(request: Asking, meeting: Meeting, more_of: Mapping[str, Beside]) -> list[Picture]:
    """Those of the files that were brought now, and those that came back with the form."""
    gone = [*more_of, *(["beside"] if "apart" in request.POST else [])]
    brought = [one for name, each in more_of.items() for one in pictures.drawn(meeting, name, each)]
    return pictures.with_looks([*pictures.sent(meeting, request.POST, without=gone), *brought], request.POST)


def _with_unread(page: checked_page.Page, unread: tuple[str, ...]) -> checked_page.Page:
    return replace(page, unread=(*page.unread, *unread))


def _found_aside(is_found: bool) -> tuple[str, ...]:  # noqa: FBT001 - one question
    return (_("Something was found beside the text of a file; it stands below."),) if is_found else ()


def _held_more(page: checked_page.Page) -> checked_page.Page:
    """The file is not sent a second time: what stood beside its text is still in it."""
    said = _(
        "A file that was brought here holds more than its text. Before it goes out, look at it with “Check a file”."
    )
    return _with_unread(page, (said,))


def _noted(request: Asking, meeting: Meeting, letters: int) -> None:
    weighed(request, letters)
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


def _brought(form: TextToCheck, name: str, more_of: dict[str, Beside]) -> str | None:
    """The text of a file, and in `more_of` what it holds beside it; a file that cannot be read is told, and never passes as clean."""
    file = form.cleaned_data[name]
    content = file.read()
    try:
        document = reading.read(content, file.name, may_guess=False)
    except Unreadable as refusal:
        form.add_error(name, refusal.sentence)
        return None
    more_of[name] = beside_the_text.of(content, file.name, document)
    text = whole_text(document)
    if len(text) > LONGEST_TEXT:
        form.add_error(name, _("This text is longer than this page can show. Please check it in parts."))
        return None
    return text


def _page(
    request: Asking,
    meeting: Meeting,
    form: TextToCheck,
    more: dict[str, Any] | None = None,
    more_of: Mapping[str, Beside] | None = None,
) -> HttpResponse:
    """The page with what was found, or with a refusal; the pictures it showed stand there in any case."""
    shown = more["pictures"] if more else _pictures(request, meeting, more_of or {})
    context: dict[str, Any] = {
        "meeting": meeting,
        "form": form,
        "may_name": _may_name(request, meeting.code),
        "is_checked": False,
        "page_keys": "dialogue/guard_keys.html",
        "pictures": shown,
        "looked_before": pictures.looked_before(shown, request.POST),
        **ways.of(request.holder, meeting.code),
    }
    answer = render(request, "dialogue/check_text.html", context | (more or {}))
    return pictures.shown_in(answer, shown)
