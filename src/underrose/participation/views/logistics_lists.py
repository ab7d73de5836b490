"""The list of participants as each person agreed to it, its numbered copies, badges and tent cards."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import once, tables
from underrose.kit.refusals import require
from underrose.kit.tables import Column
from underrose.methods.documents.name_cards import CardSheet, badges_pdf, tent_cards_pdf, with_fallback
from underrose.participation import delegates
from underrose.participation.actions import lists
from underrose.participation.delegates import DelegateList, Shows
from underrose.participation.forms.logistics import Badges, MakeCopies
from underrose.participation.models import ListCopy
from underrose.participation.rules import logistics as rules
from underrose.participation.views.asking import meeting_of, posted, today, tried
from underrose.participation.views.logistics_asking import PAPERS, PDF, attached, made, page
from underrose.participation.working_papers import copy_mark, delegate_sheet, together
from underrose.people.models import INVITING

LATEST = 200


@for_team(*INVITING)
@require_safe
def delegate_list(request: Asking, code: str) -> HttpResponse:
    """The list as it would be given out, who is not in it and why, and the copies that exist."""
    return _list_page(request, meeting_of(request, code), MakeCopies())


def _list_page(request: Asking, meeting: Meeting, form: MakeCopies) -> HttpResponse:
    allows = lists.shares_list(meeting)
    found = delegates.of(meeting, today(), organiser_allows=allows)
    context = {
        "form": form,
        "refusal": rules.may_list(meeting, organiser_allows=allows),
        "found": found,
        "heads": list(delegates.columns().values()),
        "rows": delegates.rows_of(found.people),
        "copies": ListCopy.objects.filter(meeting=meeting)[:LATEST],
    }
    return page(request, "lists", meeting, **context)


def _allowed(meeting: Meeting, *, is_for_partner: bool = False) -> DelegateList:
    """The list, if the rule of the meeting lets one be made."""
    allows = lists.shares_list(meeting)
    require(rules.may_list(meeting, organiser_allows=allows))
    return delegates.of(meeting, today(), organiser_allows=allows, is_for_partner=is_for_partner)


@for_team(*INVITING)
@fresh_file
@require_safe
def list_file(request: Asking, code: str, suffix: str) -> HttpResponseBase:
    """The list without a number, for the team to read through: PDF, Word, Excel or CSV."""
    meeting = meeting_of(request, code)
    found = _allowed(meeting)
    back = reverse("logistics_lists", args=[code])
    return made(request, meeting, lambda: _file(request, meeting, found, suffix), back=back)


def _file(request: Asking, meeting: Meeting, found: DelegateList, suffix: str) -> HttpResponseBase:
    columns = [Column(label, _cell(place)) for place, label in enumerate(delegates.columns().values())]
    name = f"{meeting.code}-participants"
    if suffix in tables.KINDS:
        rows, title = delegates.rows_of(found.people), _("List of participants")
        return tables.response(columns, rows, kind=suffix, name=name, title=title)
    if suffix not in PAPERS:
        raise Http404
    size = "us-letter" if request.GET.get("paper") == "letter" else "a4"
    sheet = delegate_sheet(meeting, found, today(), page_size=size)
    make, kind = PAPERS[suffix]
    return attached(make(sheet), kind, f"{name}.{suffix}")


def _cell(place: int) -> Callable[[tuple[str, ...]], str]:
    return lambda row: row[place]


@for_team(*INVITING)
@require_POST
@once.acts_once
def copies(request: Asking, code: str) -> HttpResponse:
    """Numbered copies, one for each recipient. The papers are fetched from the page that follows."""
    meeting = meeting_of(request, code)
    form = MakeCopies(posted(request))

    def act() -> None:
        is_for_partner = form.cleaned_data["is_for_partner"]
        lists.make_copies(
            meeting, form.names(), by=request.holder, today=today(), is_for_partner=is_for_partner
        )

    if not form.is_valid() or not tried(form, act):
        return _list_page(request, meeting, form)
    messages.success(request, _("The copies have their numbers. Fetch them below; nothing was sent."))
    return redirect("logistics_lists", code=code)


@for_team(*INVITING)
@fresh_file
@require_safe
def copy(request: Asking, code: str, number: int, suffix: str) -> HttpResponseBase:
    """One numbered copy, its number and recipient on every page."""
    meeting = meeting_of(request, code)
    found = get_object_or_404(ListCopy, meeting=meeting, number=number)
    back = reverse("logistics_lists", args=[code])

    def make() -> HttpResponse:
        name, content = _copy(meeting, found, suffix)
        return attached(content, PAPERS[suffix][1], name)

    return made(request, meeting, make, back=back)


@for_team(*INVITING)
@fresh_file
@require_safe
def copies_together(request: Asking, code: str, suffix: str) -> HttpResponseBase:
    """The copies of the latest day as one file, so that they go to the printer in one act."""
    meeting = meeting_of(request, code)
    every = ListCopy.objects.filter(meeting=meeting)
    latest = every.first()
    found = every.filter(made_on=latest.made_on).order_by("number")[:LATEST] if latest else []
    back = reverse("logistics_lists", args=[code])

    def make() -> HttpResponse:
        files = [_copy(meeting, one, suffix) for one in found]
        return attached(together(files), "application/zip", f"{meeting.code}-participants.zip")

    return made(request, meeting, make, back=back)


def _copy(meeting: Meeting, found: ListCopy, suffix: str) -> tuple[str, bytes]:
    """As people agree today: whoever took back a word since then is not on it."""
    if suffix not in PAPERS:
        raise Http404
    listed = _allowed(meeting, is_for_partner=found.is_for_partner)
    mark = copy_mark(found.number, found.recipient)
    sheet = delegate_sheet(meeting, listed, today(), copy_mark=mark)
    return f"{meeting.code}-participants-{found.number}.{suffix}", PAPERS[suffix][0](sheet)


@for_team(*INVITING)
@require_safe
def badges(request: Asking, code: str) -> HttpResponse:
    """What the cards will show, looked at before they are made."""
    meeting = meeting_of(request, code)
    form = Badges(request.GET or None)
    chosen = form.chosen()
    cards = delegates.cards(meeting, today(), shows=Shows(chosen["shows"]), who=chosen["who"])
    _kept, left_off = with_fallback(cards)
    return page(
        request,
        "badges",
        meeting,
        form=form if form.is_bound else Badges(initial=chosen),
        cards=cards,
        left_off=left_off,
        asked=request.GET.urlencode(),
    )


@for_team(*INVITING)
@fresh_file
@require_safe
def badges_file(request: Asking, code: str) -> HttpResponseBase:
    meeting = meeting_of(request, code)
    chosen = Badges(request.GET or None).chosen()
    cards, _left_off = with_fallback(
        delegates.cards(meeting, today(), shows=Shows(chosen["shows"]), who=chosen["who"])
    )
    make = tent_cards_pdf if chosen["kind"] == "tent-cards" else badges_pdf
    sheet = CardSheet(
        title=_("Tent cards") if make is tent_cards_pdf else _("Badges"),
        dated=today(),
        heading="" if meeting.is_undisclosed else meeting.title,
        language=get_language() or "en",
        page_size=chosen["paper"],
    )
    back = reverse("logistics_badges", args=[code])
    name = f"{meeting.code}-{chosen['kind']}.pdf"
    return made(request, meeting, lambda: attached(make(cards, sheet), PDF, name), back=back)
