"""The brief: drawn from the note, looked at, and changed a part at a time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.kit import once
from underrose.kit.numbers import whole
from underrose.kit.refusals import Refused
from underrose.participation import brief_pages, proposal
from underrose.participation.actions import briefs
from underrose.participation.forms.briefs import (
    Assumptions,
    AxisName,
    ConstituencyFacts,
    CrossingFacts,
    OfEdition,
    initial_of,
)
from underrose.participation.models import Axis, Brief, Constituency, Crossing
from underrose.participation.views.asking import done, meeting_of, posted, today, tried
from underrose.people.models import INVITING

TAKEN_OUT = "taken_out_of_brief"


def the_brief(request: Asking, code: str) -> Brief:
    """The brief of a meeting of one's own; where there is none yet, a sentence that says how to begin."""
    meeting = meeting_of(request, code)
    found = Brief.objects.filter(meeting=meeting).select_related("meeting").first()
    if found is None:
        raise Refused(_("This meeting has no brief yet. Draw it from the note first; nothing was changed."))
    return found


def edition(request: Asking) -> int:
    """The edition of the page a button stood on; anything else meets the refusal for an old page."""
    return whole(request.POST.get("edition", ""))


def saved(request: Asking, brief: Brief, form: OfEdition, act: Any) -> bool:
    """Save what was written, or show why not with every word still there."""
    if request.method != "POST" or not form.is_valid():
        return False
    if tried(form, act):
        return True
    brief.refresh_from_db(fields=["edition"])
    if brief.edition != form.cleaned_data["edition"]:
        form.show_theirs(brief.edition)
    else:
        form.catch_up(brief.edition)
    return False


@for_team(*INVITING)
@require_safe
def brief(request: Asking, code: str) -> HttpResponse:
    """Who should participate: every axis with its groups, and what in it contradicts itself."""
    meeting = meeting_of(request, code)
    found = Brief.objects.filter(meeting=meeting).select_related("meeting").first()
    context: dict[str, Any] = {"meeting": meeting, "brief": found}
    if found is None:
        context["paragraph"] = proposal.paragraph_of(meeting)
    else:
        context |= brief_pages.overview(found, today())
        taken = request.session.get(TAKEN_OUT)
        context["taken_out"] = taken if taken and taken["code"] == code else None
    return render(request, "participation/brief.html", context)


@for_team(*INVITING)
@require_POST
@once.acts_once
def draw_brief(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    sentence = _("The brief is drawn from the note. It asks for no number the note does not state.")
    done(request, lambda: briefs.draw(meeting, by=request.holder, today=today()), sentence)
    return redirect("brief", code=code)


@for_team(*INVITING)
@require_POST
@once.acts_once
def draw_more(request: Asking, code: str) -> HttpResponse:
    """Groups that the note has come to name since."""
    found = the_brief(request, code)
    number = edition(request)

    def act() -> None:
        added = briefs.draw_more(found, by=request.holder, edition=number, today=today())
        messages.success(request, _added(added))

    done(request, act, _("The words of the note are those of today."))
    return redirect("brief", code=code)


@for_team(*INVITING)
@require_POST
@once.acts_once
def usual_axis(request: Asking, code: str) -> HttpResponse:
    found, feature, number = the_brief(request, code), request.POST.get("feature", ""), edition(request)

    def act() -> None:
        briefs.add_usual_axis(found, feature, by=request.holder, edition=number, today=today())

    done(request, act, _("Added, without any number."))
    return redirect("brief", code=code)


def _added(number: int) -> str:
    sentence = ngettext("%(count)s constituency was added.", "%(count)s constituencies were added.", number)
    return sentence % {"count": number}


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def assumptions(request: Asking, code: str) -> HttpResponse:
    found = the_brief(request, code)
    initial = {name: getattr(found, name) for name in Assumptions.base_fields if name != "edition"}
    form = Assumptions(posted(request), initial={**initial, "edition": found.edition})

    def act() -> None:
        facts = form.facts()
        briefs.write_assumptions(
            found, by=request.holder, edition=form.cleaned_data["edition"], today=today(), **facts
        )

    if saved(request, found, form, act):
        messages.success(request, _("Places and assumptions saved."))
        return redirect("brief", code=code)
    return _form(request, found, form, _("Places and assumptions"), _("Save places and assumptions"))


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def axis(request: Asking, code: str, key: UUID | None = None) -> HttpResponse:
    """Add a way of looking at the room, or name one anew."""
    found = the_brief(request, code)
    row = get_object_or_404(Axis, brief=found, key=key) if key else None
    form = AxisName(posted(request), initial={"label": row.label if row else "", "edition": found.edition})

    def act() -> None:
        briefs.write_axis(found, row, by=request.holder, today=today(), **form.cleaned_data)

    if saved(request, found, form, act):
        messages.success(request, _("Saved."))
        return redirect("brief", code=code)
    return _form(request, found, form, row.label if row else _("Add an axis"), _("Save the axis"), remove=row)


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def add_constituency(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = the_brief(request, code)
    row = Constituency(axis=get_object_or_404(Axis, brief=found, key=key))
    return _constituency(request, found, row, _("Add a constituency to “%(axis)s”") % {"axis": row.axis})


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def constituency(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = the_brief(request, code)
    row = get_object_or_404(Constituency.objects.select_related("axis__brief"), axis__brief=found, key=key)
    return _constituency(request, found, row, row.label)


def _constituency(request: Asking, found: Brief, row: Constituency, heading: str) -> HttpResponse:
    form = ConstituencyFacts(posted(request), initial={**initial_of(row), "edition": found.edition})

    def act() -> None:
        facts = form.facts()
        number = form.cleaned_data["edition"]
        briefs.write_constituency(row, by=request.holder, edition=number, today=today(), **facts)

    if saved(request, found, form, act):
        messages.success(request, _("“%(label)s” is saved.") % {"label": row.label})
        return redirect("brief", code=found.meeting.code)
    remove = None if row._state.adding else row
    return _form(request, found, form, heading, _("Save the constituency"), remove=remove)


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def crossing(request: Asking, code: str, key: UUID | None = None) -> HttpResponse:
    """Ask for people who belong to two constituencies at once."""
    found = the_brief(request, code)
    row = get_object_or_404(Crossing, brief=found, key=key) if key else Crossing(brief=found)
    initial = {name: getattr(row, name) for name in briefs.BOUNDS}
    initial |= {"one": row.one_id, "other": row.other_id, "edition": found.edition}
    form = CrossingFacts(found, posted(request), initial=initial)

    def act() -> None:
        facts = form.facts()
        pair = Constituency.objects.filter(axis__brief=found).in_bulk([facts.pop("one"), facts.pop("other")])
        chosen = [pair[UUID(form.cleaned_data[name])] for name in ("one", "other")]
        number = form.cleaned_data["edition"]
        briefs.write_crossing(
            row, by=request.holder, edition=number, today=today(), one=chosen[0], other=chosen[1], **facts
        )

    if saved(request, found, form, act):
        messages.success(request, _("The crossing is saved."))
        return redirect("brief", code=code)
    heading = str(row) if key else _("Cross two constituencies")
    return _form(request, found, form, heading, _("Save the crossing"), remove=row if key else None)


def _form(
    request: Asking, found: Brief, form: OfEdition, heading: str, submit: str, *, remove: Any = None
) -> HttpResponse:
    context = {
        "meeting": found.meeting,
        "brief": found,
        "form": form,
        "heading": heading,
        "submit": submit,
        "remove": remove,
        "remove_name": f"remove_{remove._meta.model_name}" if remove else "",
    }
    return render(request, "participation/brief_form.html", context)


@for_team(*INVITING)
@require_POST
def remove_axis(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = the_brief(request, code)
    row = get_object_or_404(Axis.objects.select_related("brief"), brief=found, key=key)
    return _removed(request, code, row.label, lambda: _taken(request, briefs.remove_axis, row))


@for_team(*INVITING)
@require_POST
def remove_constituency(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = the_brief(request, code)
    row = get_object_or_404(Constituency.objects.select_related("axis__brief"), axis__brief=found, key=key)
    return _removed(request, code, row.label, lambda: _taken(request, briefs.remove_constituency, row))


@for_team(*INVITING)
@require_POST
def remove_crossing(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = the_brief(request, code)
    row = get_object_or_404(Crossing.objects.select_related("brief", "one", "other"), brief=found, key=key)
    act = lambda: briefs.remove_crossing(row, by=request.holder, edition=edition(request), today=today())  # noqa: E731 - one line, used once
    done(request, act, _("“%(label)s” is removed.") % {"label": row})
    return redirect("brief", code=code)


def _taken(request: Asking, act: Any, row: Any) -> dict[str, Any]:
    kept: dict[str, Any] = act(row, by=request.holder, edition=edition(request), today=today())
    return kept


def _removed(request: Asking, code: str, label: str, act: Any) -> HttpResponse:
    """Taken out at once; what it held stays in the session for one undo."""

    def kept() -> None:
        request.session[TAKEN_OUT] = {"code": code, "label": label, "kept": act()}

    done(request, kept, _("“%(label)s” is removed. You can put it back below.") % {"label": label})
    return redirect("brief", code=code)


@for_team(*INVITING)
@require_POST
def put_back_constituency(request: Asking, code: str) -> HttpResponse:
    found = the_brief(request, code)
    taken = request.session.pop(TAKEN_OUT, None)
    if taken and taken["code"] == code:
        act = lambda: briefs.put_back(found, taken["kept"], by=request.holder, today=today())  # noqa: E731 - one line, used once
        done(request, act, _("“%(label)s” is back, with those who stood for it.") % {"label": taken["label"]})
    return redirect("brief", code=code)
