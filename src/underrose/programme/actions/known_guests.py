"""What a programme holds of a guest: told with everything else, taken out when they are forgotten or become protected."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.models import Link
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.kit.templatetags.kit import day as written
from underrose.participation.held_elsewhere import Guest, Holding, Tells, holds
from underrose.participation.models import Participant
from underrose.programme.actions import undoing
from underrose.programme.models import (
    Acceptance,
    Assignment,
    Availability,
    Day,
    Group,
    Introduction,
    Pairing,
    ProgrammeVersion,
    Seat,
    Session,
    Topic,
    TopicWish,
)


def told(guest: Guest, tells: Tells) -> dict[str, Any]:
    """Tasks with what was written for them, hours, wishes, groups and introductions, of meetings that may be told."""
    found = {
        _("Tasks"): _tasks(guest, tells),
        _("Not there all the time"): _hours(guest, tells),
        _("Groups"): _seats(guest, tells),
        _("Topics they ranked"): _wishes(guest, tells),
        _("Introductions"): _introductions(guest, tells),
        _("Addresses for a calendar of their own"): _calendars(guest, tells),
        _("Rules of sessions they accepted"): _accepted(guest, tells),
    }
    apart = [
        row.meeting.code
        for row in Pairing.objects.filter(_either(guest)).select_related("meeting")
        if tells(row.meeting.code)
    ]
    if apart:
        found[_("Never, or always, in one group with somebody")] = apart
    return {heading: lines for heading, lines in found.items() if lines}


def _either(guest: Guest) -> Q:
    return Q(one__in=guest.places) | Q(other__in=guest.places)


def _tasks(guest: Guest, tells: Tells) -> list[str]:
    rows = Assignment.objects.filter(participant__in=guest.places).select_related("session__day__meeting")
    said = []
    for row in rows.order_by("session__day__on", "session__begins"):
        code = row.session.day.meeting.code
        if tells(code):
            parts = [code, str(row.get_task_display()), row.session.title, _words(row, "briefing")]
            said.append(", ".join(part for part in parts if part))
    return said


def _hours(guest: Guest, tells: Tells) -> list[str]:
    rows = Availability.objects.filter(participant__in=guest.places).select_related("day__meeting")
    said = []
    for row in rows.order_by("day__on"):
        hours = [f"{hour:%H:%M}" for hour in (row.arrives, row.leaves) if hour]
        absent = [_("not there")] if row.is_absent else []
        if tells(row.day.meeting.code):
            said.append(", ".join([row.day.meeting.code, written(row.day.on), *absent, *hours]))
    return said


def _seats(guest: Guest, tells: Tells) -> list[str]:
    rows = Seat.objects.filter(participant__in=guest.places).select_related("group", "session__day__meeting")
    return [
        f"{row.session.day.meeting.code}, {row.session.title}, {row.group}"
        for row in rows.order_by("session__day__on", "session__begins")
        if tells(row.session.day.meeting.code)
    ]


def _wishes(guest: Guest, tells: Tells) -> list[str]:
    rows = TopicWish.objects.filter(participant__in=guest.places).select_related(
        "topic__session__day__meeting"
    )
    return [
        f"{row.topic.session.day.meeting.code}, {row.rank}: {row.topic.title}"
        for row in rows.order_by("rank")
        if tells(row.topic.session.day.meeting.code)
    ]


def _introductions(guest: Guest, tells: Tells) -> list[str]:
    rows = Introduction.objects.filter(participant__in=guest.places).select_related("participant__meeting")
    return [
        ", ".join(part for part in (row.participant.meeting.code, _words(row, "words")) if part)
        for row in rows
        if tells(row.participant.meeting.code)
    ]


def _calendars(guest: Guest, tells: Tells) -> list[str]:
    """That there is one, and how it ends; what it is stands nowhere."""
    places = Participant.objects.filter(key__in=guest.places, invitation__isnull=False)
    codes = dict(places.values_list("invitation", "meeting__code"))
    rows = Link.objects.filter(kind="feed", subject__in=codes, revoked_at__isnull=True)
    return [
        _("%(code)s, open until %(day)s unless it is closed before, on their page or by the team")
        % {"code": codes[row.subject], "day": written(row.expires_at)}
        for row in rows.order_by("expires_at")
        if tells(codes[row.subject])
    ]


def _accepted(guest: Guest, tells: Tells) -> list[str]:
    rows = Acceptance.objects.filter(participant__in=guest.places).select_related(
        "announcement__session__day__meeting"
    )
    return [
        ", ".join(
            [
                row.announcement.session.day.meeting.code,
                row.announcement.session.title,
                written(row.accepted_on),
            ]
        )
        for row in rows.order_by(
            "accepted_on", "announcement__session__day__meeting__code", "announcement__number"
        )
        if tells(row.announcement.session.day.meeting.code)
    ]


def _words(row: Any, name: str) -> str:
    """Blank once their key is gone."""
    with suppress(Destroyed, WillNotOpen):
        return str(getattr(row, name) or "")
    return ""


def forget(guest: Guest, today: date) -> None:  # noqa: ARG001 - on whatever day
    """Their tasks, hours, wishes, seats, introductions and acceptances go, and every word in which their name stands."""
    undoing.alone(guest.meetings)
    for model in (Assignment, Availability, TopicWish, Seat, Introduction, Acceptance):
        model.objects.filter(participant__in=guest.places).delete()
    Pairing.objects.filter(_either(guest)).delete()
    _take_out_words(guest)


def before_forgetting(guest: Guest) -> tuple[str, ...]:
    number = Assignment.objects.filter(participant__in=guest.places).count() + len(list(_free(guest)))
    if not number:
        return ()
    sentence = ngettext("One task in a programme", "%(count)s tasks in programmes", number)
    return (sentence % {"count": number},)


def stays(guest: Guest) -> tuple[str, ...]:
    """Nobody else can word a title anew, so nothing is cut out of it; what was released says what it said."""
    number = sum(map(guest.is_mentioned, _open_words(guest)))
    if not number:
        return ()
    sentence = ngettext(
        "One title, text or released version of a programme that says their name: word it anew, and release the programme",
        "%(count)s titles, texts and released versions of programmes that say their name: word them anew, and release the programmes",
        number,
    )
    return (sentence % {"count": number},)


def seal(guest: Guest) -> None:
    """Tasks stay under the other name; what was written for them, and their name wherever it stands, goes.

    Whoever had read their themes beside their name would know them again: they opt in to introductions anew.
    """
    undoing.alone(guest.meetings)
    theirs = Assignment.objects.filter(participant__in=guest.places)
    theirs.filter(is_public=True).update(is_public=False)
    theirs.filter(briefing__isnull=False).update(briefing=None)
    Introduction.objects.filter(participant__in=guest.places).delete()
    _take_out_words(guest)


def before_sealing(guest: Guest) -> list[tuple[int, str]]:
    theirs = Assignment.objects.filter(participant__in=guest.places)
    own = Introduction.objects.filter(participant__in=guest.places).count()
    said = sum(map(guest.is_mentioned, _open_words(guest)))
    stay = _(
        "Titles, texts and released versions of programmes that say their name stay as they are: word them anew, "
        "and release the programme. Texts"
    )
    return [
        (
            theirs.filter(briefing__isnull=False).count(),
            _("What was written on their briefing sheets is deleted. Sheets"),
        ),
        (
            theirs.filter(is_public=True).count(),
            _("They are no longer named on the public page of a programme. Tasks"),
        ),
        (own, _("They are no longer introduced to others, unless they opt in anew. Introductions")),
        (
            len(list(_free(guest))),
            _("Tasks under their name that were not given to them as a guest are deleted. Tasks"),
        ),
        (
            len(list(_mentioning(guest))),
            _("Briefings and introductions of others that say their name are emptied. Texts"),
        ),
        *([(said, stay)] if said else []),
    ]


def _take_out_words(guest: Guest) -> None:
    for task in _free(guest):
        task.delete()
    for row, name in _mentioning(guest):
        setattr(row, name, None)
        row.save(update_fields=[name])


def _free(guest: Guest) -> Iterator[Assignment]:
    """Tasks under a free name that is theirs. A name is all there is, so it decides."""
    rows = Assignment.objects.filter(name__isnull=False, session__day__meeting__in=guest.meetings)
    rows = rows.select_related("session__day")
    for row in rows.defer("briefing"):
        name = _words(row, "name")
        if name and (guest.is_named(name) or guest.is_mentioned(name)):
            yield row


def _mentioning(guest: Guest) -> Iterator[tuple[Assignment | Introduction, str]]:
    """Sealed words of or for others in which the name stands, each with its field."""
    sheets = Assignment.objects.filter(briefing__isnull=False, session__day__meeting__in=guest.meetings)
    sheets = sheets.exclude(participant__in=guest.places)
    for sheet in sheets.select_related("session__day").defer("name"):
        if guest.is_mentioned(_words(sheet, "briefing")):
            yield sheet, "briefing"
    others = Introduction.objects.filter(words__isnull=False, participant__meeting__in=guest.meetings)
    others = others.exclude(participant__in=guest.places)
    for one in others.select_related("participant"):
        if guest.is_mentioned(_words(one, "words")):
            yield one, "words"


def _open_words(guest: Guest) -> Iterator[str]:
    """What everybody who plans or takes part may read, each row as one text; none of it is sealed."""
    known = {"meeting__in": guest.meetings}
    held = {"session__day__meeting__in": guest.meetings}
    sessions = Session.objects.filter(day__meeting__in=guest.meetings)
    for parts in (
        Day.objects.filter(**known).values_list("title"),
        sessions.values_list("title", "public_title", "words"),
        Topic.objects.filter(**held).values_list("title"),
        Group.objects.filter(**held).values_list("name"),
    ):
        yield from ("\n".join(row) for row in parts)
    for version in ProgrammeVersion.objects.filter(**known).iterator():
        yield "\n".join((version.note, *_words_kept(version.content)))


WORDED = frozenset({"title", "public_title", "words", "name", "topic"})


def _words_kept(content: Any) -> Iterator[str]:
    """Of a version whatever somebody worded, damaged or not."""
    if isinstance(content, list):
        for part in content:
            yield from _words_kept(part)
    elif isinstance(content, dict):
        for name, part in content.items():
            if name in WORDED and isinstance(part, str):
                yield part
            else:
                yield from _words_kept(part)


holds("programme", Holding(told, forget, before_forgetting, seal, before_sealing, stays))
