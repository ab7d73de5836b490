"""One session: written, moved by buttons, removed and brought back."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import once
from underrose.kit.templatetags.kit import day as written
from underrose.programme import outline, programme_page, regime_page
from underrose.programme.actions import sessions
from underrose.programme.actions.sessions import Where
from underrose.programme.forms.days import SessionFacts, initial_of
from underrose.programme.models import PLANNING, Day, Session
from underrose.programme.table_words import hour
from underrose.programme.views import saving
from underrose.programme.views.asking import (
    TAKEN_OUT,
    done,
    meeting_of,
    posted,
    session_of,
    taken_out,
    today,
    tried,
)

MORNING = time(9)
USUAL = timedelta(hours=1)
LATEST = time(23, 59)


def back(code: str, session: Session) -> HttpResponseRedirect:
    """To the draft, at the place of the session."""
    return redirect(f"{reverse('programme', args=[code])}#session-{session.key}")


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def add_session(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    if not meeting.days.exists():
        messages.warning(request, _("A session stands on a day. Add a day first, or lay out the days."))
        return redirect("programme", code=code)
    if saving.is_asked(request):
        return saving.kept_there()
    row = Session()
    form = SessionFacts(meeting, posted(request), initial=_usual(meeting, request.GET.get("day", "")))
    if _saved(request, row, form):
        messages.success(request, _("“%(title)s” is in the programme.") % {"title": row.title})
        return back(code, row)
    return _page(request, meeting, form, None)


def _usual(meeting: Meeting, wanted: str) -> dict[str, Any]:
    """Where the last session of the day ends, for an hour."""
    days = list(meeting.days.all())
    chosen = next((day for day in days if str(day.key) == wanted), days[0])
    last = Session.objects.filter(day=chosen, is_removed=False).order_by("-ends").first()
    begins = last.ends if last else MORNING
    ends = (datetime.combine(chosen.on, begins) + USUAL).time()
    return {"day": chosen, "begins": begins, "ends": ends if ends > begins else LATEST, "version": 0}


def _saved(request: Asking, row: Session, form: SessionFacts) -> bool:
    """Save what was written, or show why not with every word still there."""
    if request.method != "POST" or not form.is_valid():
        return False
    revision = form.cleaned_data["version"]
    if tried(form, lambda: _write(request, row, form, revision)):
        return True
    if not row._state.adding:
        row.refresh_from_db()
        form.catch_up(row.revision)
    return False


def _write(request: Asking, row: Session, form: SessionFacts, revision: int) -> Session:
    return sessions.write(row, by=request.holder, revision=revision, today=today(), **form.facts())


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def session(request: Asking, code: str, key: UUID) -> HttpResponse:
    row = session_of(request, code, key)
    meeting = row.day.meeting
    form = SessionFacts(meeting, posted(request), initial=initial_of(row))
    read = row.revision
    if saving.is_asked(request):
        theirs = lambda now: saving.as_sent(initial_of(now))  # noqa: E731 - used once
        return saving.saved(row, form, lambda version: _write(request, row, form, version), theirs)
    if _saved(request, row, form):
        messages.success(request, _("“%(title)s” is saved.") % {"title": form.cleaned_data["title"]})
        return back(code, row)
    is_overtaken = form.is_bound and form.is_valid() is False and row.revision != _given(form, read)
    return _page(request, meeting, form, row, theirs=row if is_overtaken else None)


def _given(form: SessionFacts, otherwise: int) -> int:
    given = form.cleaned_data.get("version", otherwise)
    return int(given)


def _page(
    request: Asking,
    meeting: Meeting,
    form: SessionFacts,
    row: Session | None,
    *,
    theirs: Session | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"meeting": meeting, "form": form, "session": row, "theirs": theirs}
    # On the page of a new session it rises as soon as one was added, and the words that wait on the device are done with.
    context |= {
        "version": form["version"].value() if row else Session.objects.filter(day__meeting=meeting).count(),
        "save_url": request.path,
    }
    if row is not None:
        draft = outline.of(meeting)
        found = next((one for one in draft.sessions() if one.key == row.key), None)
        context |= {"tasks": programme_page.tasks(found.assignments) if found else []}
        context |= {"taken_out": taken_out(request, meeting.code)}
        context |= {"regime_line": regime_page.of_draft(row, today())}
    return render(request, "programme/session.html", context, status=409 if theirs else 200)


@for_team(*PLANNING)
@require_POST
@once.acts_once
def move_session(request: Asking, code: str, key: UUID) -> HttpResponse:
    row, where = session_of(request, code, key), request.POST.get("where", "")
    if where not in set(Where):
        messages.error(request, _("Say where the session goes. Nothing was changed."))
        return _where_it_was_asked(code, row)
    moved: list[Session | None] = []
    act = lambda: moved.append(sessions.move(row, Where(where), by=request.holder, today=today()))  # noqa: E731 - one line, used once
    done(request, act, lambda: _where_now(moved[0]))
    return _where_it_was_asked(code, row)


def _where_it_was_asked(code: str, session: Session) -> HttpResponseRedirect:
    """To the control itself: a browser puts the keyboard where an address points, so the same session moves on."""
    return redirect(f"{reverse('programme', args=[code])}#move-{session.key}")


def _where_now(row: Session | None) -> str:
    if row is None:
        return _("It stands there already. Nothing was changed.")
    day: Day = row.day
    return _("“%(title)s” is now on %(day)s, %(begins)s to %(ends)s.") % {
        "title": row.title,
        "day": written(day.on),
        "begins": hour(row.begins),
        "ends": hour(row.ends),
    }


@for_team(*PLANNING)
@require_POST
def remove_session(request: Asking, code: str, key: UUID) -> HttpResponse:
    row = session_of(request, code, key)

    def act() -> None:
        sessions.remove(row, by=request.holder, today=today())
        kept = {"key": str(row.key)}
        request.session[TAKEN_OUT] = {"code": code, "what": "session", "label": row.title, "kept": kept}

    done(request, act, _("“%(title)s” is removed. You can put it back below.") % {"title": row.title})
    return redirect("programme", code=code)


@for_team(*PLANNING)
@require_POST
def put_back_session(request: Asking, code: str, key: UUID) -> HttpResponse:
    row = session_of(request, code, key)
    act = lambda: sessions.put_back(row, by=request.holder, today=today())  # noqa: E731 - one line, used once
    done(request, act, _("“%(title)s” is back, with those who had tasks in it.") % {"title": row.title})
    return back(code, row)
