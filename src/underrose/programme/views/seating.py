"""Seats by hand: one person's rounds, move, swap, pin, undo; somebody is missing; who sits apart or together."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import once
from underrose.kit.refusals import Refused
from underrose.participation import room
from underrose.participation.models import Participant
from underrose.programme import attendance, edit_words, group_page, seat_choices, seat_page, sentences
from underrose.programme.actions import allocating, pairings, seating
from underrose.programme.actions import groups as actions
from underrose.programme.forms.groups import REST, Choices, Missing, PairUp
from underrose.programme.models import PLANNING, READING, Company, Group, Pairing, Session
from underrose.programme.rules.groups import PAIRING
from underrose.programme.views.asking import done, meeting_of, posted, today, tried
from underrose.programme.views.groups import UNDO, ask, asked_by, drawn, may_plan, seen_of

UNPAIRED = "unpaired_in_groups"


@for_team(*READING)
@require_safe
def group_person(request: Asking, code: str, key: UUID) -> HttpResponse:
    """Whom somebody meets; for one round, where else they could sit."""
    page = seen_of(request, code)
    person = page.numbered.person(key)
    if person is None:
        raise Http404
    lines = seat_page.companions(page, person)
    # Each choice has its price, and a price counts the plan anew: only for those who can choose.
    seat = (
        seat_choices.seat_to_change(page, person, lines, request.GET.dict())
        if may_plan(request, code)
        else None
    )
    context = {
        "meeting": page.meeting,
        "allocation": page.allocation,
        "person": page.numbered.people[person],
        "lines": lines,
        "meets": seat_page.meets(lines, attendance.others(page.numbered, person) + 1),
        "seat": seat,
    }
    return drawn(request, code, "person", context)


@for_team(*PLANNING)
@require_POST
@once.acts_once
def move_seat(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting = _meeting_of(request, code, key)
    groups = Group.objects.filter(session__day__meeting=meeting).select_related(
        "session__day__meeting__venue"
    )
    group = groups.filter(key=_key(request, "group")).first()
    if group is None:
        return _nothing_chosen(request, code, key)
    return _edited(
        request,
        code,
        (group.session_id, key),
        lambda asked: seating.move(meeting, key, group, asked),
        lambda page: _moved(page, group, key),
        _("Moved to %(group)s.") % {"group": sentences.own(sentences.group_name(group))},
    )


@for_team(*PLANNING)
@require_POST
@once.acts_once
def swap_seats(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting, other = _meeting_of(request, code, key), _key(request, "other")
    session = _session(request, meeting)
    if session is None:
        return _nothing_chosen(request, code, key)
    return _edited(
        request,
        code,
        (session.key, key),
        lambda asked: seating.swap(meeting, session, key, other, asked),
        lambda page: _swapped(page, session, key, other),
        _("The two have changed places."),
    )


@for_team(*PLANNING)
@require_POST
@once.acts_once
def pin_seat(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting, is_pinned = _meeting_of(request, code, key), request.POST.get("pin") == "yes"
    session = _session(request, meeting)
    if session is None:
        return _nothing_chosen(request, code, key)
    return _edited(
        request,
        code,
        (session.key, key),
        lambda asked: seating.pin(meeting, session, key, asked, is_pinned=is_pinned),
        lambda _page: {},
        _("They stay there, whatever is computed next.")
        if is_pinned
        else _("They may be moved when groups are computed next."),
    )


@for_team(*PLANNING)
@require_POST
@once.acts_once
def let_all_move(request: Asking, code: str) -> HttpResponse:
    """Seats that were set by hand in any round to come are kept no longer."""
    meeting = meeting_of(request, code)
    held: seating.Held = {}

    def act() -> None:
        held.update(seating.unpin_all(meeting, asked_by(request)))

    if done(request, act, _("All kept seats may move when groups are computed next.")):
        request.session[UNDO] = {
            "code": code,
            "kind": "kept",
            "held": held,
            "revision": actions.of_meeting(meeting).revision,
            "round": "",
        }
    return redirect("groups", code=code)


def _nothing_chosen(request: Asking, code: str, key: UUID) -> HttpResponse:
    messages.warning(request, _("Choose a group or a person first. Nothing was changed."))
    return redirect("group_person", code=code, key=key)


def _moved(page: group_page.Seen, group: Group, key: UUID) -> dict[int, int]:
    """Whom the edit seats in which group, by their numbers."""
    number, person = page.numbered.round(group.session_id), page.numbered.person(key)
    if number is None or person is None:
        return {}
    at = page.numbered.group(number, group.key)
    return {} if at is None else {person: at}


def _swapped(page: group_page.Seen, session: Session, key: UUID, other: UUID) -> dict[int, int]:
    number, one, two = (
        page.numbered.round(session.key),
        page.numbered.person(key),
        page.numbered.person(other),
    )
    if number is None or one is None or two is None:
        return {}
    row = page.numbered.seats[number]
    return {one: row[two], two: row[one]}


def _edited(
    request: Asking,
    code: str,
    where: tuple[UUID, UUID],
    act: Callable[[actions.Asked], seating.Held],
    seats: Callable[[group_page.Seen], dict[int, int]],
    sentence: str,
) -> HttpResponse:
    """Do it, and say what it costs, with every rule that holds no more, and how it is taken back."""
    session, participant = where
    page = seen_of(request, code)
    number, to = page.numbered.round(session), seats(page)
    try:
        held = act(asked_by(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("group_person", code=code, key=participant)
    request.session[UNDO] = {
        "code": code,
        "kind": "seat",
        "held": held,
        "revision": actions.of_meeting(page.meeting).revision,
        "round": str(session),
    }
    if number is None or not to or not page.numbered.is_seated:
        messages.success(request, sentence)
        return redirect("round_groups", code=code, key=session)
    cost = edit_words.told(page.speaker, edit_words.price(page.numbered, number, to))
    again = edit_words.again(page.speaker, cost)
    messages.success(request, " ".join(filter(None, (sentence, edit_words.sentence(cost), again))))
    for words in sentences.violations(page.speaker, cost.broken):
        messages.warning(request, words)
    return redirect("round_groups", code=code, key=session)


@for_team(*PLANNING)
@require_POST
def undo_groups(request: Asking, code: str) -> HttpResponse:
    """The latest edit by hand, taken back as long as nothing else was changed since."""
    meeting, undo = meeting_of(request, code), request.session.get(UNDO)
    if not undo or undo["code"] != code:
        return redirect("groups", code=code)
    asked = asked_by(request)
    act = seating.say_there if undo["kind"] == "missing" else seating.put_back
    seen = actions.Asked(asked.by, undo["revision"], asked.now, asked.today)
    if done(request, lambda: act(meeting, undo["held"], seen), _("Taken back. All is as it was before.")):
        del request.session[UNDO]
    return (
        redirect("round_groups", code=code, key=undo["round"]) if undo["round"] else redirect("groups", code)
    )


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def missing_people(request: Asking, code: str) -> HttpResponse:
    """Who is missing from which round on; then it is worked out what few changes would do."""
    page, words = seen_of(request, code), request.GET.get("q", "").strip()[:100]
    sessions = [page.numbered.rounds[number] for number in page.numbered.to_come]
    form = Missing(posted(request), [(str(one.key), one.title) for one in sessions])
    if request.method == "POST" and form.is_valid():
        chosen = {str(one.key): one for one in sessions}[form.cleaned_data["since"]]
        if tried(form, lambda: _say_missing(request, page, chosen, form.cleaned_data["how_long"] == REST)):
            return ask(request, code, allocating.CURVE)
    context = {
        "meeting": page.meeting,
        "allocation": page.allocation,
        "form": form,
        "is_seated": page.numbered.is_seated and bool(sessions),
        "people": seat_page.to_tick(page, words),
        "is_large": seat_page.is_large(page),
        "query": words,
        "ticked": request.POST.getlist("person"),
    }
    return drawn(request, code, "missing", context)


def _say_missing(request: Asking, page: group_page.Seen, since: Session, is_rest: bool) -> None:  # noqa: FBT001 - one call
    asked, ticked = asked_by(request), set(request.POST.getlist("person"))
    held = seating.say_missing(
        page.meeting,
        [one.participant for one in page.numbered.people if str(one.participant) in ticked],
        since=since,
        is_rest_of_meeting=is_rest,
        asked=asked,
    )
    request.session[UNDO] = {
        "code": page.meeting.code,
        "kind": "missing",
        "held": held,
        "revision": asked.revision,
        "round": "",
    }


@for_team(*PLANNING)
@require_safe
def groups_repair(request: Asking, code: str) -> HttpResponse:
    """What few changes would do: the curve, of which one point is taken."""
    page = seen_of(request, code)
    context = {
        "meeting": page.meeting,
        "allocation": page.allocation,
        "points": seat_page.points(page.allocation),
        "broken": group_page.overview(page, "")["broken"],
    }
    return drawn(request, code, "repair", context)


@for_team(*PAIRING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def pairings_of(request: Asking, code: str) -> HttpResponse:
    """Who never, or always, sits with whom. Only two roles open this page."""
    meeting = meeting_of(request, code)
    called = room.called(meeting)
    guests: Choices = [(str(one.participant), one.label) for one in room.sitters(meeting)]
    form = PairUp(posted(request), guests)
    if request.method == "POST" and form.is_valid():
        found = Participant.objects.filter(meeting=meeting).in_bulk(
            [UUID(form.cleaned_data[name]) for name in ("one", "other")]
        )
        one, other = (found[UUID(form.cleaned_data[name])] for name in ("one", "other"))
        company = Company(form.cleaned_data["company"])
        if tried(form, lambda: pairings.pair(meeting, one, other, company, by=request.holder, today=today())):
            messages.success(request, _("Noted. It holds for what is computed next."))
            return redirect("pairings", code=code)
    held = request.session.get(UNPAIRED)
    context = {
        "meeting": meeting,
        "form": form,
        "rows": seat_page.pairs(meeting, called),
        "taken": held if held and held["code"] == code else None,
    }
    return drawn(request, code, "pairings", context)


@for_team(*PAIRING)
@require_POST
def remove_pairing(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, code)
    row = get_object_or_404(Pairing.objects.select_related("meeting"), meeting=meeting, key=key)
    held = pairings.let_go(row, by=request.holder, today=today())
    request.session[UNPAIRED] = {"code": code, "held": held}
    return redirect("pairings", code=code)


@for_team(*PAIRING)
@require_POST
def put_back_pairing(request: Asking, code: str) -> HttpResponse:
    meeting, held = meeting_of(request, code), request.session.pop(UNPAIRED, None)
    if held and held["code"] == code:
        act = lambda: pairings.put_back(meeting, held["held"], by=request.holder, today=today())  # noqa: E731 - one line, used once
        done(request, act, _("Put back."))
    return redirect("pairings", code=code)


def _meeting_of(request: Asking, code: str, participant: UUID) -> Meeting:
    """The meeting, if whoever is to be moved belongs to it."""
    meeting = meeting_of(request, code)
    get_object_or_404(Participant.objects.only("key"), meeting=meeting, key=participant)
    return meeting


def _session(request: Asking, meeting: Meeting) -> Session | None:
    """The round a form speaks of; of another meeting there is none."""
    found = Session.objects.of(meeting).select_related("day__meeting__venue")
    return found.filter(key=_key(request, "round")).first()


def _key(request: Asking, name: str) -> UUID:
    """What was chosen; a key of nothing where nothing was."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return UUID(int=0)
