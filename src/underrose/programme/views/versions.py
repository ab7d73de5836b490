"""Versions of the programme on the desk: what is released, what changed, and the act of releasing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.kit import once
from underrose.kit.languages import offered
from underrose.kit.numbers import whole
from underrose.methods.documents.glyphs import MissingGlyphs
from underrose.programme import (
    change_words,
    comparison,
    naming,
    outline,
    programme_paper,
    release_page,
    released,
)
from underrose.programme import versions as kept
from underrose.programme.actions import releasing
from underrose.programme.forms.releasing import Release, keys
from underrose.programme.models import PLANNING, READING, ProgrammeVersion
from underrose.programme.rendering import Programme
from underrose.programme.views.asking import attached, meeting_of, posted, today, tried


@for_team(*READING)
@require_safe
def versions_of(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    rows = list(ProgrammeVersion.objects.visible_to(request.holder).filter(meeting=meeting))
    context = {
        "meeting": meeting,
        "versions": rows,
        "damaged": {row.number for row in rows if kept.is_damaged(row)},
        "may_plan": request.holder.may(*PLANNING, meeting_code=code),
        "waiting": releasing.waiting(meeting),
    }
    return render(request, "programme/versions.html", context)


@for_team(*READING)
@require_safe
def programme_version(request: Asking, code: str, number: int) -> HttpResponse:
    """One version as each of its readers sees it today; beside the draft or another version with ?with=."""
    meeting, version = _version(request, code, number)
    reader = _reader(request)
    called = naming.of(meeting)
    context = {
        "meeting": meeting,
        "version": version,
        "programme": kept.shown(meeting, version, reader, called=called),
        "reader": reader,
        "readers": list(Audience),
        "others": _others(request, version),
        "may_plan": request.holder.may(*PLANNING, meeting_code=code),
        **_compared(request, version, called),
    }
    return render(request, "programme/version.html", context)


def _compared(request: Asking, version: ProgrammeVersion, called: naming.Naming) -> dict[str, Any]:
    wanted = request.GET.get("with", "")
    if not wanted:
        return {}
    days = released.read(version.content).days
    if wanted == "draft":
        after: Any = outline.of(version.meeting).days
        return {"compared": change_words.told(comparison.compare(days, after), called), "with": wanted}
    other = kept.numbered(version.meeting, whole(wanted))
    if other is None:
        raise Http404
    pair = sorted((version, other), key=lambda one: one.number)
    changes = comparison.compare(*(released.read(one.content).days for one in pair))
    return {"compared": change_words.told(changes, called), "with": wanted, "pair": pair}


def _others(request: Asking, version: ProgrammeVersion) -> list[int]:
    found = ProgrammeVersion.objects.visible_to(request.holder).filter(meeting=version.meeting)
    return list(found.exclude(key=version.key).values_list("number", flat=True))


@for_team(*READING)
@fresh_file
@require_safe
def programme_version_paper(request: Asking, code: str, number: int, paper: str) -> HttpResponse:
    """PDF or Word as one of its readers may have it."""
    meeting, version = _version(request, code, number)
    draw = partial(kept.shown, meeting, version, _reader(request))
    return paper_of(request, meeting, draw, paper, f"{code}-programme-{number}.{paper}")


@for_team(*READING)
@fresh_file
@require_safe
def draft_paper(request: Asking, code: str, paper: str) -> HttpResponse:
    """The draft, which says on every sheet that it is one."""
    meeting = meeting_of(request, code)
    draw = partial(kept.drafted, meeting, _reader(request))
    return paper_of(request, meeting, draw, paper, f"{code}-programme-draft.{paper}")


def paper_of(
    request: Asking, meeting: Meeting, draw: Callable[[], Programme], paper: str, name: str
) -> HttpResponse:
    """The file; or, where a letter is in none of our fonts, the sentence that names it and its place."""
    size = programme_paper.SIZES.get(request.GET.get("paper", ""), "a4")
    make, kind = programme_paper.PAPERS[paper]
    with override(offered(meeting.language)):
        drawn = programme_paper.of(draw(), today(), page_size=size)
    try:
        return attached(make(drawn), kind, name)
    except MissingGlyphs as missing:
        return HttpResponse(str(missing), content_type="text/plain; charset=utf-8", status=422)


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def release_programme(request: Asking, code: str) -> HttpResponse:
    """What changed and whom it concerns, by number and name; then a version, and letters that wait."""
    meeting = meeting_of(request, code)
    coming = kept.coming(meeting)
    form = Release(
        posted(request),
        initial={"is_in_public": release_page.is_in_public(meeting, coming)},
    )
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _release(request, meeting, form)):
        return redirect("programme_versions", code=code)
    if request.method == "POST":
        # A colleague may have released while this release waited for them: what is shown is what stands now.
        coming = kept.coming(meeting)
    ticked = keys(request.POST.getlist("selected")) if request.method == "POST" else None
    context = {"meeting": meeting, "form": form, **release_page.of(meeting, coming, ticked)}
    return render(request, "programme/release.html", context)


def _release(request: Asking, meeting: Meeting, form: Release) -> None:
    said = form.cleaned_data
    choice = releasing.Choice(
        tell=keys(request.POST.getlist("selected")), is_in_public=said["is_in_public"], note=said["note"]
    )
    version = releasing.release(
        meeting, by=request.holder, basis=request.POST.get("basis", ""), choice=choice, today=today()
    )
    sentence = ngettext(
        "Version %(number)s is released. %(count)s letter waits in the outbox.",
        "Version %(number)s is released. %(count)s letters wait in the outbox.",
        version.told,
    )
    if not version.told:
        sentence = _("Version %(number)s is released. Nobody is written to.")
    messages.success(request, sentence % {"number": version.number, "count": version.told})


def _version(request: Asking, code: str, number: int) -> tuple[Meeting, ProgrammeVersion]:
    meeting = meeting_of(request, code)
    found = kept.numbered(meeting, number)
    if found is None:
        raise Http404
    found.meeting = meeting
    return meeting, found


def _reader(request: Asking) -> Audience:
    """?reader=public shows what the public sees; the team sees everything."""
    wanted = request.GET.get("reader", "")
    return Audience(wanted) if wanted in set(Audience) else Audience.team
