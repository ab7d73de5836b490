"""Candidates: the list with what can be done to many, one candidate, adding people, and who is kept apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import once, tables
from underrose.kit.refusals import Refused
from underrose.participation import candidate_list, candidate_pages, known_here
from underrose.participation.actions import candidates
from underrose.participation.forms.candidates import CandidateFacts, Choices, Filters, KeepApart, initial_of
from underrose.participation.models import Candidate, Conflict, Constituency, Stage
from underrose.participation.views.asking import brief_of, done, meeting_of, posted, today, tried
from underrose.people.models import INVITING, Person
from underrose.people.search_words import folded

SHOWN_REFUSALS = 5


def of_meeting(request: Asking, meeting: Meeting) -> QuerySet[Candidate]:
    return Candidate.objects.visible_to(request.holder).filter(meeting=meeting)


@for_team(*INVITING)
@require_safe
def listing(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    every, wanted = of_meeting(request, meeting), candidate_list.asked(request.GET)
    groups = candidate_list.constituencies(brief_of(meeting))
    found = candidate_list.found(every, wanted)
    size = candidate_list.MANY if request.GET.get("page") == "all" else candidate_list.PAGE
    page = Paginator(found, size).get_page(request.GET.get("page"))
    lines = candidate_list.lines(page.object_list, today(), with_pairs=True)
    context = {
        "meeting": meeting,
        "page": page,
        "lines": known_here.with_twins(lines, every),
        "wanted": wanted,
        "heads": candidate_list.heads(wanted),
        "columns": candidate_pages.columns(wanted),
        "filters": _filters(every, meeting, wanted, groups),
        "groups": groups,
        "acts": candidate_pages.acts(),
        "figures": candidate_pages.figures(every),
    }
    return render(request, "participation/candidates.html", context)


def _filters(
    every: QuerySet[Candidate], meeting: Meeting, wanted: candidate_list.Asked, groups: Choices
) -> Filters:
    return Filters(
        wanted,
        constituencies=groups,
        countries=candidate_list.countries(every),
        nominations=candidate_pages.nominations(meeting),
    )


@for_team(*INVITING)
@fresh_file
@require_safe
def export(request: Asking, code: str, suffix: str) -> HttpResponseBase:
    """The list as it is chosen, all pages of it; protected people by their alias."""
    meeting = meeting_of(request, code)
    found = candidate_list.found(of_meeting(request, meeting), candidate_list.asked(request.GET))
    rows = tables.in_chunks(found, lambda some: candidate_list.lines(some, today()))
    columns = candidate_list.file_columns()
    return tables.response(columns, rows, kind=suffix, name=f"{code}-candidates", title=_("Candidates"))


@for_team(*INVITING)
@require_POST
@once.acts_once
def act(request: Asking, code: str) -> HttpResponse:
    """What was asked of those that are ticked; each refusal is told for itself."""
    meeting = meeting_of(request, code)
    chosen = list(
        of_meeting(request, meeting).filter(key__in=keys(request)).select_related("person", "meeting")
    )
    wanted = request.POST.get("act", "")
    if wanted not in candidate_pages.ACTS or not chosen:
        messages.warning(request, _("Tick at least one candidate first."))
    else:
        _act_on(request, meeting, chosen, wanted)
    return _back_to_list(request, code)


def _back_to_list(request: Asking, code: str) -> HttpResponse:
    """To the page and the choice the act came from; the address carries them, and leads to this list alone."""
    query = request.GET.copy()
    query.pop("tick", None)
    return redirect(reverse("candidates", args=[code]) + (f"?{query.urlencode()}" if query else ""))


def _act_on(request: Asking, meeting: Meeting, chosen: list[Candidate], wanted: str) -> None:
    if wanted == "place":
        tell_unplaced(request, meeting.code, candidates.place(meeting, chosen, today=today()))
        messages.success(request, _("Placed where post, area and gender say; nobody was taken out."))
        return
    if wanted in candidate_pages.BY_CONSTITUENCY:
        _put(request, meeting, chosen, wanted)
        return
    if wanted in {"must", "not_must"}:
        number = candidates.set_must_have(
            chosen, is_must_have=wanted == "must", by=request.holder, today=today()
        )
        sentence = ngettext("%(count)s candidate changed.", "%(count)s candidates changed.", number)
        messages.success(request, sentence % {"count": number})
        return
    tell_moved(
        request, candidates.move(chosen, Stage(wanted), by=request.holder, today=today()), Stage(wanted)
    )


def _put(request: Asking, meeting: Meeting, chosen: list[Candidate], wanted: str) -> None:
    """Into one constituency, or out of it."""
    found = Constituency.objects.filter(axis__brief__meeting=meeting).select_related("axis__brief__meeting")
    key = candidate_list.key_of(request.POST.get("constituency", ""))
    group = found.filter(key=key).first() if key else None
    if group is None:
        messages.warning(request, _("Choose a constituency first. Nobody was placed."))
        return
    told: dict[str, Any] = {"by": request.holder, "today": today()}
    if wanted == "place_in":
        number = candidates.place_in(chosen, group, **told)
        sentence = ngettext(
            "%(count)s candidate now stands for “%(group)s”.",
            "%(count)s candidates now stand for “%(group)s”.",
            number,
        )
    else:
        number = candidates.take_out_of(chosen, group, **told)
        sentence = ngettext(
            "%(count)s candidate no longer stands for “%(group)s”.",
            "%(count)s candidates no longer stand for “%(group)s”.",
            number,
        )
    messages.success(request, sentence % {"count": number, "group": group.label})


def tell_moved(request: Asking, moved: candidates.Moved, stage: Stage) -> None:
    if moved.done:
        sentence = ngettext("%(count)s candidate: %(stage)s.", "%(count)s candidates: %(stage)s.", moved.done)
        messages.success(request, sentence % {"count": moved.done, "stage": stage.label})
    tell_refusals(request, moved.refusals)


def tell_refusals(request: Asking, refusals: tuple[str, ...]) -> None:
    for sentence in refusals[:SHOWN_REFUSALS]:
        messages.warning(request, sentence)
    if rest := len(refusals[SHOWN_REFUSALS:]):
        sentence = ngettext("The same holds for %(count)s more.", "The same holds for %(count)s more.", rest)
        messages.warning(request, sentence % {"count": rest})


def tell_unplaced(request: Asking, code: str, unplaced: tuple[candidates.Unplaced, ...]) -> None:
    """Who stands for nothing on an axis, so that somebody looks: some by name, all of them a step away."""
    for one in unplaced:
        sentence = ngettext(
            "On “%(axis)s” %(count)s person could not be placed: %(names)s.",
            "On “%(axis)s” %(count)s people could not be placed: %(names)s.",
            len(one.names),
        )
        names = ", ".join(one.names[:SHOWN_REFUSALS]) + (" …" if len(one.names) > SHOWN_REFUSALS else "")
        said = sentence % {"axis": one.axis, "count": len(one.names), "names": names}
        address = f"{reverse('candidates', args=[code])}?nowhere={one.key}"
        messages.info(request, format_html('{} <a href="{}">{}</a>', said, address, _("Show all of them")))


def keys(request: Asking) -> list[UUID]:
    try:
        return [UUID(one) for one in request.POST.getlist("selected")[: candidate_list.MANY]]
    except ValueError:
        raise Http404 from None


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def candidate(request: Asking, code: str, key: UUID) -> HttpResponse:
    """One candidate: what the team says of them, what they stand for, what partners say."""
    meeting = meeting_of(request, code)
    found = get_object_or_404(of_meeting(request, meeting).select_related("person", "meeting"), key=key)
    groups = candidate_list.constituencies(brief_of(meeting))
    form = CandidateFacts(groups, posted(request), initial=initial_of(found, groups))
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: _write(request, found, form)):
            messages.success(request, _("%(name)s: saved.") % {"name": found.person})
            return redirect("candidate", code=code, key=key)
        form.catch_up(Candidate.objects.values_list("revision", flat=True).get(key=key))
    context = {"meeting": meeting, "candidate": found, "form": form, **candidate_pages.of(found, today())}
    every = of_meeting(request, meeting)
    context["twins"] = known_here.with_twins([context["line"]], every)[0].twins
    return render(request, "participation/candidate.html", context)


def _write(request: Asking, found: Candidate, form: CandidateFacts) -> None:
    chosen = Constituency.objects.filter(axis__brief__meeting=found.meeting_id, key__in=form.chosen)
    number = form.cleaned_data["revision"]
    candidates.write(
        found, by=request.holder, revision=number, today=today(), constituencies=list(chosen), **form.facts()
    )


@for_team(*INVITING)
@require_POST
@once.acts_once
def move(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = get_object_or_404(of_meeting(request, meeting_of(request, code)), key=key)
    wanted = request.POST.get("stage", "")
    if wanted in Stage.values:
        moved = candidates.move([found], Stage(wanted), by=request.holder, today=today())
        tell_moved(request, moved, Stage(wanted))
    return redirect("candidate", code=code, key=key)


@for_team(*INVITING)
@require_POST
@once.acts_once
def remove_candidate(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = get_object_or_404(
        of_meeting(request, meeting_of(request, code)).select_related("person"), key=key
    )
    name = str(found.person)
    sentence = _("%(name)s is no longer on the list. The person stays in the address book.") % {"name": name}
    if done(request, lambda: candidates.remove(found, by=request.holder, today=today()), sentence):
        return redirect("candidates", code=code)
    return redirect("candidate", code=code, key=key)


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def add(request: Asking, code: str) -> HttpResponse:
    """Search among the people the house knows, tick some, or take everybody found."""
    meeting = meeting_of(request, code)
    since, brought = (request.GET.get(name, "") for name in ("since", "brought"))
    found = candidate_pages.to_add(request.holder, meeting, _search(request), since, brought)
    if request.method == "POST":
        return _add(request, meeting, found)
    page = Paginator(found, candidate_list.PAGE).get_page(request.GET.get("page"))
    context = {
        "meeting": meeting,
        "page": page,
        "lines": candidate_pages.people(page.object_list, today()),
        "query": request.GET.get("q", "").strip()[:100],
        "since": since,
        "brought": brought,
        "days": candidate_pages.days_of_introduction(request.holder, meeting),
        "most": candidate_list.MANY,
    }
    return render(request, "participation/add_candidates.html", context)


def _search(request: Asking) -> str:
    return folded(request.GET.get("q", ""))


def _add(request: Asking, meeting: Meeting, found: QuerySet[Person]) -> HttpResponse:
    chosen = (
        found[: candidate_list.MANY] if "everybody" in request.POST else found.filter(key__in=keys(request))
    )
    try:
        listed = candidates.add(meeting, list(chosen), by=request.holder, today=today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("candidates", code=meeting.code)
    number = len(listed.candidates)
    if not number and not listed.already:
        messages.warning(request, _("Tick at least one person first."))
        return redirect("add_candidates", code=meeting.code)
    sentence = ngettext(
        "%(count)s person is now on the long list. Nothing was sent.",
        "%(count)s people are now on the long list. Nothing was sent.",
        number,
    )
    messages.success(request, sentence % {"count": number})
    tell_refusals(request, listed.refusals)
    tell_unplaced(request, meeting.code, listed.unplaced)
    return redirect("candidates", code=meeting.code)


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def conflicts(request: Asking, code: str) -> HttpResponse:
    """Pairs of whom only one can be in the room."""
    meeting = meeting_of(request, code)
    brief = brief_of(meeting)
    choices = candidate_pages.by_name(of_meeting(request, meeting))
    form = KeepApart(choices, posted(request), initial={"one": request.GET.get("one", "")})
    if request.method == "POST" and brief is not None and form.is_valid():
        pair = of_meeting(request, meeting).in_bulk([form.cleaned_data["one"], form.cleaned_data["other"]])
        one, other = (pair[UUID(form.cleaned_data[name])] for name in ("one", "other"))
        told: dict[str, Any] = {"by": request.holder, "today": today(), "reason": form.cleaned_data["reason"]}
        if tried(form, lambda: candidates.keep_apart(brief, one, other, **told)):
            messages.success(request, _("These two are not in the room together."))
            return redirect("conflicts", code=code)
    context = {"meeting": meeting, "brief": brief, "form": form, "pairs": candidate_pages.pairs(brief)}
    return render(request, "participation/conflicts.html", context)


@for_team(*INVITING)
@require_POST
def remove_conflict(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, code)
    found = get_object_or_404(
        Conflict.objects.select_related("brief__meeting"), brief__meeting=meeting, key=key
    )
    act_on = lambda: candidates.let_meet(found, by=request.holder, today=today())  # noqa: E731 - one line, used once
    done(request, act_on, _("The two may both be in the room again."))
    return redirect("conflicts", code=code)
