"""Announcing a meeting, and telling the truth when plans change."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access import links
from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept import concept_note, public_pages, rules
from underrose.concept.actions import versions
from underrose.concept.actions.approvals import LINK_LIVES
from underrose.concept.models import Approval, Meeting, State, Version
from underrose.concept.models.versions import ApprovalState
from underrose.concept.note.dates import months_after
from underrose.kit import mail
from underrose.kit.models import MailState, OutboxMail
from underrose.kit.refusals import Refused, require
from underrose.kit.templatetags.kit import day, days


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows from an act, in a sentence, shown before the act."""

    sentence: str
    is_sent: bool = False


Telling = Callable[[Meeting], str]
_tellings: dict[str, list[Telling]] = {}


def also_follows(act: str) -> Callable[[Telling], Telling]:
    """Name what an act means for those of whom this section knows nothing; an empty sentence is left out."""

    def named(telling: Telling) -> Telling:
        _tellings.setdefault(act, []).append(telling)
        return telling

    return named


@transaction.atomic
def announce(meeting: Meeting, *, by: Holder, today: date, despite: str = "") -> Version:
    """Public from now on. A partner who has not approved holds it back unless a reason is given."""
    locked = Meeting.objects.select_for_update().get(key=meeting.key)
    require(rules.may_announce(locked))
    if rules.outstanding(locked) and not despite.strip():
        raise Refused(
            _("A partner has not approved yet. Wait for the answer, or give the reason to go ahead.")
        )
    reason = _("Announced") if not despite else _("Announced: %(reason)s") % {"reason": despite.strip()}
    version = versions.keep_as_announced(locked, by=by, reason=reason[:200], today=today)
    locked.published = version
    locked.state = State.announced
    locked.state_words = ""
    locked.calendar_sequence += 1
    locked.save(update_fields=["published", "state", "state_words", "calendar_sequence"])
    record(by, "announced", "meeting", locked.key, locked.code, today)
    public_pages.changed()
    return version


@transaction.atomic
def postpone(meeting: Meeting, *, by: Holder, now: datetime, words: str = "") -> None:
    """No new dates yet. The page stays and says so; the calendar entry is called off until there are dates."""
    locked = Meeting.objects.select_for_update().get(key=meeting.key)
    require(rules.may_postpone(locked))
    locked.state, locked.state_words = State.postponed, words.strip()[:300]
    locked.calendar_sequence += 1
    locked.save(update_fields=["state", "state_words", "calendar_sequence"])
    _tell_partners(locked, "concept/mail/postponed", now)
    record(by, "postponed", "meeting", locked.key, locked.code, now.date())
    public_pages.changed()


@transaction.atomic
def move(meeting: Meeting, *, by: Holder, start_on: date, end_on: date, now: datetime) -> None:
    """To other dates, with everything that hangs on them."""
    locked = Meeting.objects.select_for_update().get(key=meeting.key)
    require(rules.may_move(locked, start_on, end_on))
    locked.start_on, locked.end_on = start_on, end_on
    locked.calendar_sequence += 1
    locked.revision += 1
    locked.save(update_fields=["start_on", "end_on", "calendar_sequence", "revision"])
    if locked.published is not None:
        # Only the dates: words that are still being written stay where they are.
        shown = replace(concept_note.from_json(locked.published.content), start_on=start_on, end_on=end_on)
        reason = _("Moved to %(days)s") % {"days": days(start_on, end_on)}
        locked.published = versions.keep_note(locked, shown, by=by, reason=reason, today=now.date())
        locked.state = State.announced
        locked.save(update_fields=["published", "state"])
        _tell_partners(locked, "concept/mail/moved", now)
    record(by, "moved", "meeting", locked.key, locked.code, now.date())
    public_pages.changed()


@transaction.atomic
def cancel(meeting: Meeting, *, by: Holder, now: datetime, words: str = "") -> None:
    """The meeting will not take place. Its page stays for those who have the address, and says so."""
    locked = Meeting.objects.select_for_update().get(key=meeting.key)
    require(rules.may_cancel(locked))
    locked.state, locked.state_words = State.cancelled, words.strip()[:300]
    locked.calendar_sequence += 1
    locked.save(update_fields=["state", "state_words", "calendar_sequence"])
    _tell_partners(locked, "concept/mail/cancelled", now)
    locked.approvals.filter(state=ApprovalState.asked).update(state=ApprovalState.withdrawn)
    record(by, "cancelled", "meeting", locked.key, locked.code, now.date())
    public_pages.changed()


def _tell_partners(meeting: Meeting, template: str, now: datetime) -> None:
    """Letters wait in the outbox until a person sends them: nothing goes out by surprise."""
    _hold_back_earlier(meeting, now)
    for approval in _one_each(meeting):
        _link, token = links.issue("clearance", approval.key, meeting.code, now, LINK_LIVES)
        mail.queue(
            template=template,
            to=approval.mail,
            context={
                "name": approval.name,
                "title": meeting.title,
                "code": meeting.code,
                "days": days(meeting.start_on, meeting.end_on),
                "words": meeting.state_words,
                "url": settings.SITE_URL + reverse("approval", args=[token]),
            },
            meeting_code=meeting.code,
            scope=str(meeting.key),
            tone=meeting.mail_tone,
            language="en-gb",
            cause=f"{template}:{approval.key}:{meeting.calendar_sequence}",
            is_held=True,
        )


CHANGES = ("concept/mail/postponed", "concept/mail/moved", "concept/mail/cancelled")


def _hold_back_earlier(meeting: Meeting, now: datetime) -> None:
    """Letters about plans that have changed again: what has not left yet never leaves."""
    waiting = OutboxMail.objects.filter(meeting_code=meeting.code, template__in=CHANGES, state=MailState.HELD)
    for letter in waiting:
        mail.cancel(letter, today=now.date())


def _one_each(meeting: Meeting) -> list[Approval]:
    """The people at partners who were asked, each address once."""
    found: dict[str, Approval] = {}
    for approval in meeting.approvals.exclude(state=ApprovalState.withdrawn):
        found.setdefault(approval.mail.lower(), approval)
    return list(found.values())


def what_follows(
    meeting: Meeting, act: str, start_on: date | None = None, end_on: date | None = None
) -> list[Consequence]:
    """What an act will change, before anybody presses the button."""
    found = [_page(meeting, act), _calendar(meeting, act)]
    if act == "move" and start_on and end_on:
        found += _new_dates(meeting, start_on, end_on)
    asked = len(_one_each(meeting)) if act != "announce" and (meeting.published or act == "cancel") else 0
    if asked:
        found.append(
            Consequence(
                ngettext(
                    "One letter to a partner waits in the outbox until you send it.",
                    "%(count)s letters to partners wait in the outbox until you send them.",
                    asked,
                )
                % {"count": asked},
                is_sent=True,
            )
        )
    elif act != "announce":
        found.append(Consequence(_("No partner is written to: none was asked about this note.")))
    told = (telling(meeting) for telling in _tellings.get(act, ()))
    found += [Consequence(sentence) for sentence in told if sentence]
    return [consequence for consequence in found if consequence is not None]


def _page(meeting: Meeting, act: str) -> Consequence | None:
    if act == "announce" and meeting.published is not None:
        return Consequence(_("The public page, its PDF and the feed show the note as it stands now."))
    if act == "announce":
        return Consequence(
            _("The page /meetings/%(code)s/ can be read by everybody and found by search engines.")
            % {"code": meeting.code}
        )
    if meeting.published is None:
        return Consequence(_("There is no public page yet, so nothing changes in public."))
    return Consequence(
        {
            "postpone": _("The public page stays and says “Postponed”."),
            "move": _("The public page, the PDF and the Word file show the new dates."),
            "cancel": _("The public page stays and says “Cancelled”."),
        }[act]
    )


def _calendar(meeting: Meeting, act: str) -> Consequence | None:
    if meeting.published is None and act != "announce":
        return None
    return Consequence(
        {
            "announce": _("Anyone may add the dates to a calendar, or subscribe to them."),
            "postpone": _(
                "The calendar entry is called off for those who subscribe; one that was downloaded stays as it is."
            ),
            "move": _(
                "The calendar entry moves for those who subscribe; one that was downloaded is replaced when it is downloaded again."
            ),
            "cancel": _(
                "The calendar entry is cancelled for those who subscribe; one that was downloaded stays as it is."
            ),
        }[act]
    )


def _new_dates(meeting: Meeting, start_on: date, end_on: date) -> list[Consequence]:
    found = [
        Consequence(
            _("The meeting takes place on %(new)s instead of %(old)s.")
            % {"new": days(start_on, end_on), "old": days(meeting.start_on, meeting.end_on) or _("no dates")}
        )
    ]
    if meeting.follow_up_from_months and meeting.follow_up_to_months:
        found.append(
            Consequence(
                _("The follow-up window becomes %(from)s to %(to)s.")
                % {
                    "from": day(months_after(end_on, meeting.follow_up_from_months)),
                    "to": day(months_after(end_on, meeting.follow_up_to_months)),
                }
            )
        )
    return found
