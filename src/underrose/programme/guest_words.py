"""Where a guest's page leads within the programme, and what is held of them because of it, in words for themselves."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.kit.templatetags.kit import day as written
from underrose.participation import guest_ways, held_about
from underrose.participation.guest_ways import Way
from underrose.participation.held_about import Line
from underrose.participation.models import GUESTS, Participant
from underrose.programme import announcements, introductions, regime_words, topics_offered
from underrose.programme.actions.forgetting import PAIRINGS_KEPT, TASKS_KEPT
from underrose.programme.models import (
    Acceptance,
    Announcement,
    Assignment,
    Availability,
    Introduction,
    Seat,
    Task,
    TopicWish,
)
from underrose.programme.rules import chosen as rules
from underrose.programme.sentences import listed
from underrose.programme.table_words import hour


@guest_ways.leads_further("programme: chosen")
def _ways(guest: Participant, today: date) -> Iterator[Way]:
    """A protected person is not led to introductions; whoever of them wishes for some is told the way by the team."""
    if guest.capacity not in GUESTS or rules.may_be_introduced(guest.meeting, today):
        return
    kept = _("Kept. You can change it at any time.")
    if topics_offered.is_offered(guest.meeting):
        has_said = TopicWish.objects.filter(participant=guest).exists()
        yield Way("programme/topics/", _("What you would like to talk about"), kept if has_said else "")
    if not guest.person.is_sealed and guest.meeting.themes.exists():
        is_in = Introduction.objects.filter(participant=guest).exists()
        yield Way("programme/introductions/", _("People you have not met"), kept if is_in else "")


@guest_ways.leads_further("programme: rules")
def _rules(guest: Participant, today: date) -> Iterator[Way]:  # noqa: ARG001 - it is there on any day
    """Said as soon as something was announced; beside it whether anything waits for them."""
    if Announcement.objects.filter(session__day__meeting=guest.meeting_id).exists():
        waits = announcements.asked_of(guest)
        aside = _("Please read and accept.") if waits else _("Accepted.")
        yield Way("programme/regimes/", _("What may be said outside the room"), aside)


@held_about.also_tells("programme: rules")
def _accepted(guest: Participant) -> Iterator[Line]:
    rows = Acceptance.objects.filter(participant=guest).select_related("announcement")
    said = [
        _("%(day)s: %(rule)s (version %(version)s)")
        % {
            "day": written(row.accepted_on),
            "rule": regime_words.name(row.announcement.regimes),
            "version": row.announcement.policy_version,
        }
        for row in rows.order_by("accepted_on", "announcement__number")
    ]
    if said:
        yield Line(
            _("Rules of sessions you accepted"),
            "; ".join(dict.fromkeys(said)),
            _("to know that the rule of the room was accepted before anybody spoke"),
            held_about.after(guest.meeting.end_on, TASKS_KEPT),
        )


@held_about.also_tells("programme: chosen")
def _held(guest: Participant) -> Iterator[Line]:
    chosen, attended = (held_about.after(guest.meeting.end_on, kept) for kept in (PAIRINGS_KEPT, TASKS_KEPT))
    if titles := _ranked(guest):
        yield Line(_("Topics you ranked"), "; ".join(titles), _("to make the groups"), chosen)
    row = Introduction.objects.filter(participant=guest).select_related("participant").first()
    if row is not None:
        themes = [theme.words for theme in guest.meeting.themes.all() if str(theme.key) in row.themes]
        words = introductions.words_of(row)
        yield Line(
            _("You would like to be introduced"),
            "; ".join([*themes, *([words] if words else [])]),
            _("to show you to those who opted in too; whom you meet is kept nowhere"),
            chosen,
        )
    if seats := Seat.objects.filter(participant=guest).count():
        yield Line(
            _("Seats in groups and at tables"),
            ngettext("of one round", "of %(count)s rounds", seats) % {"count": seats},
            _("so that you meet others next time"),
            attended,
        )
    for what, said in ((_("Tasks"), _tasks(guest)), (_("Not there all the time"), _hours(guest))):
        if said:
            yield Line(what, "; ".join(said), _("to know who is in the room"), attended)


def _ranked(guest: Participant) -> list[str]:
    found = TopicWish.objects.filter(participant=guest).order_by("topic__session", "rank")
    return list(found.values_list("topic__title", flat=True))


def _tasks(guest: Participant) -> list[str]:
    rows = Assignment.objects.filter(participant=guest).order_by("session", "position", "key")
    return [
        _("%(task)s: %(title)s") % {"task": Task(task).label, "title": title}
        for task, title in rows.values_list("task", "session__title")
    ]


def _hours(guest: Participant) -> list[str]:
    rows = Availability.objects.filter(participant=guest).select_related("day").order_by("day")
    return [
        listed(
            [
                str(written(row.day.on)),
                *([_("not there")] if row.is_absent else []),
                *([_("from %(arrives)s") % {"arrives": hour(row.arrives)}] if row.arrives else []),
                *([_("until %(leaves)s") % {"leaves": hour(row.leaves)}] if row.leaves else []),
            ]
        )
        for row in rows
    ]
