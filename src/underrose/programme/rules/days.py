"""Who may change the draft of a programme, and when. Each answer is empty or the sentence that refuses."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from underrose.concept.models import Meeting, State
from underrose.kit.templatetags.kit import day as written
from underrose.methods import disclosure
from underrose.participation.room import Called
from underrose.programme import dates
from underrose.programme.dates import Shift
from underrose.programme.models import Assignment, Day, Room, Session, Task
from underrose.programme.outline import free_name


def may_be_planned(meeting: Meeting) -> str:
    if meeting.state == State.cancelled:
        return _(
            "This meeting was cancelled. Its programme can be read and copied, and is no longer changed."
        )
    return ""


def may_overwrite(row: Any, revision: int) -> str:
    """Whoever comes second reads first what the other wrote; neither text is lost."""
    if row.revision != revision:
        return _(
            "A colleague, or you in another window, saved this in the meantime. Your words are kept below. "
            "Read what stands there now; saving again replaces it."
        )
    return ""


def may_overwrite_day(day: Day, read: str) -> str:
    if not read or read == as_read(day):
        return ""
    return _(
        "A colleague saved this day in the meantime: %(day)s. Your words are kept below; saving again replaces it."
    ) % {"day": " · ".join(part for part in (written(day.on), day.title) if part)}


def as_read(day: Day) -> str:
    """Date and title in one word, as a form carries them."""
    return f"{day.on} {day.title}"


def may_overwrite_room(room: Room, read: str) -> str:
    if not read or read == room_as_read(room):
        return ""
    return _(
        "A colleague saved this room in the meantime: %(room)s. Your words are kept below; saving again replaces it."
    ) % {"room": _said_of(room)}


def room_as_read(room: Room) -> str:
    """Everything that is said of a room in one word, as a form carries it."""
    return f"{room.capacity or 0} {room.access} {room.name}"


def _said_of(room: Room) -> str:
    seats = ngettext("%(count)s seat", "%(count)s seats", room.capacity or 0) % {"count": room.capacity}
    return " · ".join(part for part in (room.name, seats if room.capacity else "", room.access) if part)


FIRST_YEAR, LAST_YEAR = 1900, 2999


def may_lie_on(on: date) -> str:
    """A year that is a slip of the pen, and too near to the end of the calendar to move days from it."""
    if FIRST_YEAR <= on.year <= LAST_YEAR:
        return ""
    return _("A day of a programme lies between the years 1900 and 2999. Please check the date.")


def may_hold_day(meeting: Meeting, on: date, day: Day | None = None) -> str:
    if refusal := may_lie_on(on):
        return refusal
    others = Day.objects.filter(meeting=meeting, on=on)
    if (others.exclude(key=day.key) if day else others).exists():
        return _("%(day)s is in the programme already. Choose another date.") % {"day": written(on)}
    return ""


def may_remove_day(day: Day, seen: int = 0) -> str:
    """What people planned goes with its day only after they were told how much that is, and as long as it can come back."""
    number = Session.objects.filter(day=day, is_removed=False).count()
    told = {"count": number, "day": written(day.on)}
    if number and not seen:
        sentence = ngettext(
            "One session stands on %(day)s. Move or remove it first. Nothing was changed.",
            "%(count)s sessions stand on %(day)s. Move or remove them first. Nothing was changed.",
            number,
        )
        return sentence % told
    if number not in {0, seen}:
        sentence = ngettext(
            "By now one session stands on %(day)s. Nothing was changed. Look again before you remove it.",
            "By now %(count)s sessions stand on %(day)s. Nothing was changed. Look again before you remove them.",
            number,
        )
        return sentence % told
    if number and not Day.objects.filter(meeting=day.meeting_id).exclude(key=day.key).exists():
        return (
            _(
                "%(day)s is the only day of the programme, and without a day nothing could be put back. "
                "Give it another date, or add a day first. Nothing was changed."
            )
            % told
        )
    return ""


def may_follow(shift: Shift, basis: str) -> str:
    """All days are moved as they were shown, or not at all."""
    if shift.basis != basis:
        return _(
            "A colleague moved days or the meeting in the meantime. Nothing was moved. "
            "Read below where the days stand now, and press the button again."
        )
    if not shift.moving:
        return _("The days stand there already. Nothing was moved.")
    return next(filter(None, (may_lie_on(day.to) for day in shift.moving)), "") or dates.clash(shift)


def may_return(taken: Iterable[date]) -> str:
    """Undoing never lays two days on one date."""
    found = sorted(taken)
    if not found:
        return ""
    return _(
        "A day was added on %(days)s in the meantime, so the days cannot go back. Nothing was moved."
    ) % {"days": _("; ").join(written(on) for on in found)}


def may_last(begins: time, ends: time) -> str:
    if ends == begins:
        return _("It ends when it begins. Please check the two hours.")
    if ends < begins:
        return _("It ends before it begins. Please check the two hours.")
    return ""


def may_have_regime(session: Session, meeting: Meeting, regime: str, *, all_agree: bool) -> str:
    """What was promised for a session is tightened at any time, and loosened only with everybody it protects."""
    before = meeting.regime if session._state.adding else session.regime or meeting.regime
    after = regime or meeting.regime
    if all_agree or disclosure.may_change(disclosure.Regime(before), disclosure.Regime(after)):
        return ""
    return _(
        "“%(after)s” lets out more than “%(before)s”, which was promised. Say that all those affected have agreed, "
        "or choose a stricter regime."
    ) % {"after": label(after), "before": label(before)}


def label(regime: str) -> str:
    """The name of a regime in the language of whoever reads."""
    words: str = disclosure.TABLE.labels[disclosure.Regime(regime)]
    return _(words)


def may_call_room(meeting: Meeting, name: str, room: Room | None = None) -> str:
    others = Room.objects.filter(meeting=meeting, name__iexact=name)
    if (others.exclude(key=room.key) if room else others).exists():
        return _("There is a room “%(name)s” already. Choose another name.") % {"name": name}
    return ""


def may_be_given(sessions: Sequence[Any]) -> str:
    if not sessions:
        return _("Every session of this kind has a room already. Nothing was changed.")
    return ""


def may_assign(
    assignment: Assignment, others: Sequence[Assignment], called: Called | None, *, is_public: bool
) -> str:
    """One name for one task, and nobody in public whom the house protects."""
    if called is not None and called.is_protected and is_public:
        return _("%(name)s is protected and is named on no public page. Take that mark away.") % {
            "name": called.label
        }
    name = _folded(assignment)
    for one in others:
        same = (one.task, one.participant_id, one.group_id) == (
            assignment.task,
            assignment.participant_id,
            assignment.group_id,
        )
        if same and one.key != assignment.key and (assignment.participant_id or name == _folded(one) != ""):
            return _("%(name)s has this task in this session already.") % {
                "name": called.label if called else free_name(one) or Task(one.task).label
            }
    return ""


def _folded(assignment: Assignment) -> str:
    """A name that is not settled, however it is spaced and written in capitals."""
    return " ".join(free_name(assignment).split()).casefold()


GONE = gettext_lazy(
    "A colleague took this task away or gave it to somebody else in the meantime. Your words are kept below. "
    "Saving again gives the task anew."
)


def may_come_back(*, is_there: bool) -> str:
    if not is_there:
        return _("They are no longer in the room, so the task stays free. Nothing was changed.")
    return ""


def too_late() -> str:
    return _(
        "Too much has changed since this was taken out, so it cannot be put back. Please enter it anew. Nothing was changed."
    )


def may_be_there(arrives: time | None, leaves: time | None) -> str:
    if arrives is not None and leaves is not None and leaves <= arrives:
        return _("Somebody who leaves before arriving is not there. Please check the two hours.")
    return ""


def may_lay_out(planned: Sequence[Any]) -> str:
    """A plan is laid on days that have no session yet; without one there is nothing to do."""
    if not planned:
        return _("Every day of the programme has sessions already. Nothing was changed.")
    return ""


def may_be_taken_out(sessions: Sequence[Any]) -> str:
    """What was laid out is taken out again as long as nobody has made it their own."""
    if not sessions:
        return _("Every session of it was changed or removed since, so all stays as it is.")
    return ""


def may_have_skeleton(meeting: Meeting) -> str:
    if meeting.start_on is None or meeting.end_on is None:
        return _(
            "The meeting has no dates yet. Set its first and its last day first; then its days can be laid out."
        )
    if (meeting.end_on - meeting.start_on).days >= LONGEST:
        return _("The meeting is longer than two weeks. Please add its days one by one.")
    return ""


LONGEST = 14
