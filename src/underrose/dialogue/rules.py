"""Who may take, read, reword and let out what was said, and when. Each answer is empty or the sentence that refuses."""

from collections.abc import Collection, Sequence
from datetime import date
from math import ceil

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.holders import Holder, asked_for
from underrose.access.roles import Role
from underrose.concept.models import Meeting, State
from underrose.dialogue.models import ASKED, TAKING, WHOLE, Note, NoteState, Point, PointState, Promise
from underrose.dialogue.promises import months_after
from underrose.kit import keys
from underrose.kit.refusals import require
from underrose.methods import disclosure
from underrose.methods.disclosure import Disclosure, Letter, Regime

__all__ = [
    "LONGEST",
    "NAMES_SOMEBODY",
    "TAKING",
    "first_is_gone",
    "gone",
    "has_open_findings",
    "is_another_text",
    "is_name_in_full",
    "is_the_same_person",
    "lets_points_out",
    "may_ask_release",
    "may_be_asked",
    "may_check_again",
    "may_check_so_much",
    "may_clear",
    "may_destroy",
    "may_dismiss",
    "may_extend",
    "may_let_out",
    "may_open",
    "may_reopen",
    "may_reword",
    "may_seal",
    "may_take",
    "may_take_back",
    "may_take_here",
    "may_write",
    "names_are_read",
    "names_nobody",
    "names_nobody_under",
    "needs_second_person",
    "no_name_in_full",
    "regimes_of",
    "require",
    "unreadable",
    "was_changed_since",
    "was_not_overtaken",
    "was_taken_back",
    "words_are_gone",
]

LONGEST = 2_000
"""Characters of one point: what is longer is a speech, and speeches are recognised."""


def words_are_gone(scope: str) -> str:
    """A sentence where words were begun and nobody can open them: their key was destroyed, or is not in the key folder.

    To be asked before anything is sealed there, too: where a key is missing, another would be drawn in its place.
    """
    try:
        keys.ring(settings.KEY_FOLDER).existing(scope, "words")
    except keys.Destroyed:
        return _(
            "What was said in this meeting was destroyed: nobody can open it any more. What is left of it is removed soon."
        )
    except FileNotFoundError:
        return _(
            "The key of what was said in this meeting is not in the key folder, so nobody can open it now. Nothing was "
            "destroyed. Whoever runs the installation can put the key back from the copy of the keys."
        )
    return ""


def were_destroyed() -> str:
    return _(
        "What was said in this meeting was destroyed, as was promised. Nothing of it can be opened here any more; the "
        "certificate stands under “Until when” in its room."
    )


def may_take_here(meeting: Meeting, session: str, group: str, by: Holder) -> str:
    """A policy team and note-takers take the notes of the sessions and groups they were asked for."""
    if by.may(*WHOLE, meeting_code=meeting.code):
        return ""
    if by.may(*ASKED, meeting_code=meeting.code) and asked_for(by, meeting.code).holds(session, group):
        return ""
    return _(
        "You were not asked to take the notes of this session. The programme director can ask you, on the page of the "
        "room."
    )


def may_open(meeting: Meeting, announced: str, *, is_destroyed: bool) -> str:
    """`announced` is what the programme answers: empty when the regime was announced and accepted."""
    if meeting.state == State.cancelled:
        return _("This meeting was cancelled. No notes are taken of it.")
    if is_destroyed:
        return _("The notes of this meeting were destroyed. No new ones are taken.")
    return announced


def may_take(note: Note) -> str:
    if note.is_open:
        return ""
    return _(
        "These notes are sealed: no more points are taken. What you wrote is kept in this window. The programme director "
        "can open them once more for points that come late."
    )


def may_write(words: str) -> str:
    """What a point may hold; control characters are taken out before."""
    if not words:
        return _("There were no words in this point. Nothing was taken.")
    if len(words) > LONGEST:
        return ngettext(
            "A point has at most %(most)d characters; this one has %(number)d. Please say it in two points.",
            "A point has at most %(most)d characters; this one has %(number)d. Please say it in two points.",
            len(words),
        ) % {"most": LONGEST, "number": len(words)}
    return ""


def may_reword(point: Point, revision: int) -> str:
    if refusal := may_take(point.note):
        return refusal
    return was_not_overtaken(point, revision)


def was_not_overtaken(point: Point, revision: int) -> str:
    """Whoever comes second reads first what the other wrote; neither text is lost."""
    if point.revision != revision:
        return _(
            "Another note-taker, or you in another window, changed this point in the meantime. Your words are kept "
            "below. Read what stands there now; saving again replaces it."
        )
    return ""


def may_be_asked(meeting: Meeting, by: Holder) -> str:
    """Who takes the notes of a session is for the director to say."""
    if by.may(Role.PROGRAMME_DIRECTOR, meeting_code=meeting.code):
        return ""
    return _("Only the programme director of a meeting asks colleagues to take notes. Nothing was changed.")


def may_seal(note: Note, by: Holder) -> str:
    if by.may(*WHOLE, meeting_code=note.meeting_code):
        return ""
    return _("Notes are sealed by the programme director or the rapporteur. Nothing was changed.")


def may_reopen(note: Note, by: Holder) -> str:
    if note.is_open:
        return _("These notes are open. Nothing was changed.")
    if note.state == NoteState.released:
        return _(
            "The points of these notes were released. No more can be taken; a late one belongs in the report."
        )
    if not by.may(Role.PROGRAMME_DIRECTOR, meeting_code=note.meeting_code):
        return _(
            "Only the programme director opens sealed notes for points that come late. Nothing was changed."
        )
    return ""


LONGEST_REASON = 300
LATEST_EXTENSION_MONTHS = 12
"""After the day that was promised first: a promise that can be put off for ever is none."""


def may_extend(promise: Promise, until: date, reason: str, by: Holder, today: date) -> str:
    if not by.may(Role.PROGRAMME_DIRECTOR, meeting_code=promise.meeting_code):
        return _("Only the programme director puts the destruction of notes off. Nothing was changed.")
    if promise.was_extended:
        return _(
            "The destruction of these notes was put off once already. It takes place on the day that stands there."
        )
    if not reason.strip():
        return _("Please say why: whoever spoke was promised an earlier day. Nothing was changed.")
    if until <= promise.destroy_on or until <= today:
        return _("The new day must be later than the one that was promised. Nothing was changed.")
    if until > months_after(promise.destroy_on, LATEST_EXTENSION_MONTHS):
        return _("Notes can be kept at most twelve months longer than was promised. Nothing was changed.")
    return ""


def may_destroy(promise: Promise, by: Holder, today: date) -> str:
    """On its day it is done by itself; before, the programme director may do it."""
    if promise.destroy_on <= today or by.may(Role.PROGRAMME_DIRECTOR, meeting_code=promise.meeting_code):
        return ""
    return _("Only the programme director destroys notes before their day. Nothing was changed.")


def gone() -> str:
    return _(
        "This point is no longer there: the notes were sealed, or it was struck, while you wrote. Your words are kept below."
    )


def unreadable() -> str:
    return _("This point cannot be read as one of ours. It was not taken; please type it again.")


def regimes_of(note: Note) -> tuple[Regime, ...]:
    return tuple(Regime(one) for one in note.regimes)


def lets_points_out(note: Note) -> str:
    """Some regimes let nothing out, others only the organiser's own summary."""
    verdict = disclosure.may(
        Disclosure.content,
        regimes=regimes_of(note),
        circumstances=disclosure.Circumstances(is_cleared_summary=True),
        words=_,
    )
    if verdict.is_allowed:
        return ""
    return _(
        "%(sentence)s That is the regime under which these people spoke; their notes stay here until they are destroyed."
    ) % {"sentence": verdict.sentence}


def needs_second_person(note: Note) -> bool:
    return disclosure.needs_second_person(regimes_of(note))


def may_clear(note: Note, by: Holder) -> str:
    """Points are cleared, withheld and released by those who read all the notes of the meeting, once they are sealed."""
    if not by.may(*WHOLE, meeting_code=note.meeting_code):
        return _("Points are cleared by the programme director or the rapporteur. Nothing was changed.")
    if note.is_open:
        return _(
            "These notes are still open. Seal them first: then nobody changes a point while you read it."
        )
    if note.state == NoteState.released:
        return _("These points were released. Nothing was changed.")
    return lets_points_out(note)


MOST_CHECKS = 5_000
"""Of texts on one day by one person. The page asks whenever a typist rests for half a second: who writes for ten hours and
rests every eight seconds asks 4,500 times. A list of names tried one after the other ends here."""


def may_check_again(times: int) -> str:
    if times <= MOST_CHECKS:
        return ""
    return _(
        "You have checked texts more often today than anybody writes. Go on tomorrow, or ask a colleague; your text is kept "
        "on this page."
    )


def may_check_so_much(seconds: float) -> str:
    """`seconds` until there is room for it."""
    if seconds <= 0:
        return ""
    minutes = ceil(seconds / 60)
    said = ngettext(
        "You have had more text read within a few minutes than the house reads for one person. Go on in %(number)d minute; "
        "your text is kept on this page. A file that was not read yet is to be chosen again.",
        "You have had more text read within a few minutes than the house reads for one person. Go on in %(number)d minutes; "
        "your text is kept on this page. A file that was not read yet is to be chosen again.",
        minutes,
    )
    return said % {"number": minutes}


def has_open_findings(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "The guard has %(number)d open finding in this wording. Reword it, or say why it may stand; your words are kept "
        "below.",
        "The guard has %(number)d open findings in this wording. Reword it, or say why they may stand; your words are kept "
        "below.",
        number,
    ) % {"number": number}


NAMES_SOMEBODY = frozenset({"D1", "D2", "D3", "D4"})
"""Leaks that name a person: by name, nickname, another script, address or post."""


def names_nobody(note: Note) -> bool:
    """Whether these people spoke under a rule by which nobody who was there is named, not even with their consent."""
    return names_nobody_under(regimes_of(note))


def names_nobody_under(regimes: Collection[Regime]) -> bool:
    return Letter.never in disclosure.may(Disclosure.speaker_name, regimes=regimes).letters


def is_name_in_full(leak: str, words: str) -> bool:
    """Somebody's name in two words or more. A surname alone may be a well or a river; this is read as that person by everybody."""
    return leak == "D1" and len(words.split()) > 1


def no_name_in_full() -> str:
    return _(
        "Under this regime nobody who was in the room is named, not even with their consent. Reword it, or withhold the "
        "point."
    )


def names_are_read(unread: int) -> str:
    """That a name may leave is for two to say where two read, and for nobody to overlook where one does."""
    if not unread:
        return ""
    return ngettext(
        "%(number)d finding that names somebody was left as it is. Tick below that you have read it; nothing was released.",
        "%(number)d findings that name somebody were left as they are. Tick below that you have read each; nothing was "
        "released.",
        unread,
    ) % {"number": unread}


def may_dismiss(reason: str) -> str:
    if not reason:
        return _("Please say why this may stand as it is. Nothing was changed.")
    if len(reason) > LONGEST_REASON:
        return _("Please say it in at most 300 characters. Nothing was changed.")
    return ""


def is_another_text() -> str:
    return _("The text was changed since. Look at its findings anew; nothing was changed.")


def may_ask_release(note: Note, states: Sequence[str], by: Holder) -> str:
    if refusal := may_clear(note, by):
        return refusal
    if unread := states.count(PointState.taken):
        return ngettext(
            "%(number)d point is neither cleared nor withheld. Read it first; nothing was released.",
            "%(number)d points are neither cleared nor withheld. Read them first; nothing was released.",
            unread,
        ) % {"number": unread}
    if PointState.cleared not in states:
        return _("No point of these notes was cleared, so there is nothing to release.")
    return ""


def may_let_out(note: Note, by: Holder) -> str:
    """What leaves only as the organiser's own summary is let out by the organiser: the programme director."""
    if Letter.summary not in _letters(note) or by.may(
        Role.PROGRAMME_DIRECTOR, meeting_code=note.meeting_code
    ):
        return ""
    return _(
        "Under this regime only the organiser's own summary leaves the room. The programme director lets it out; nothing "
        "was released."
    )


def may_take_back(meeting_code: str, by: Holder) -> str:
    """Whoever may let points out may take one back: that nothing more of it leaves harms nobody, so one person is enough."""
    if by.may(*WHOLE, meeting_code=meeting_code):
        return ""
    return _("Released points are taken back by the programme director or the rapporteur.")


def was_taken_back() -> str:
    return _("This point was taken back already. It stands in no list any more.")


def is_the_same_person() -> str:
    return _(
        "Under this regime two people read what leaves the room, and you are the first. Ask a colleague; nothing was "
        "released."
    )


def first_is_gone() -> str:
    return _(
        "Whoever asked for this release no longer reads these notes. Please read the points and ask anew; nothing was "
        "released."
    )


def was_changed_since() -> str:
    return _("Points were changed since they were read. Please read them again; nothing was released.")


def _letters(note: Note) -> tuple[Letter, ...]:
    return disclosure.may(Disclosure.content, regimes=regimes_of(note)).letters
