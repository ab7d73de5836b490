"""Asking a partner to approve the note, and the partner's answer."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from underrose.access import links
from underrose.access.holders import Holder
from underrose.access.models import Link
from underrose.access.record import record
from underrose.concept import rules
from underrose.concept.actions import versions
from underrose.concept.models import Approval, Partner
from underrose.concept.models.versions import ApprovalState
from underrose.kit import mail
from underrose.kit.models import MailState, OutboxMail, Tone
from underrose.kit.refusals import require
from underrose.kit.templatetags.kit import days

LINK_LIVES = timedelta(days=60)


@transaction.atomic
def ask(partner: Partner, *, by: Holder, name: str, mail_address: str, now: datetime) -> Approval:
    """Keep the note as a version and prepare the letter with a personal link. It waits in the outbox."""
    meeting, today = partner.meeting, now.date()
    require(rules.may_be_edited(meeting))
    version = versions.keep(
        meeting, by=by, reason=_("For approval by %(partner)s") % {"partner": partner.name}, today=today
    )
    _withdraw_earlier(partner, now)
    approval = Approval.objects.create(
        meeting=meeting,
        partner=partner,
        version=version,
        name=name,
        mail=mail_address,
        comment="",
        asked_on=today,
    )
    _link, token = links.issue("clearance", approval.key, meeting.code, now, LINK_LIVES)
    mail.queue(
        template="concept/mail/approval",
        to=mail_address,
        context={
            "name": name,
            "partner": partner.name,
            "title": meeting.title,
            "code": meeting.code,
            "days": days(meeting.start_on, meeting.end_on),
            "url": settings.SITE_URL + reverse("approval", args=[token]),
        },
        meeting_code=meeting.code,
        scope=str(meeting.key),
        tone=meeting.mail_tone,
        language="en-gb",
        cause=f"approval:{approval.key}",
        is_held=True,
    )
    record(by, "asked", "approval", approval.key, meeting.code, today)
    return approval


@links.address_of("clearance")
def addressee(key: UUID) -> links.Addressee | None:
    """Where a code goes for a device that is not known: to the address the letter was sent to, while it is kept."""
    found = Approval.objects.select_related("meeting").filter(pk=key).first()
    if found is None or not found.mail:
        return None
    return links.Addressee(found.mail, "en", is_at_risk=found.meeting.mail_tone == Tone.QUIET)


def _withdraw_earlier(partner: Partner, now: datetime) -> None:
    for approval in partner.approvals.filter(state__in=[ApprovalState.asked, ApprovalState.changes_asked]):
        _close(approval, now)


def _close(approval: Approval, now: datetime) -> None:
    approval.state = ApprovalState.withdrawn
    approval.save(update_fields=["state"])
    for link in Link.objects.filter(kind="clearance", subject=approval.key):
        links.revoke(link, now)
    for letter in OutboxMail.objects.filter(cause=f"approval:{approval.key}", state=MailState.HELD):
        mail.cancel(letter, today=now.date())


@transaction.atomic
def answer(approval: Approval, *, by: Holder, is_approved: bool, comment: str, today: date) -> Approval:
    """The partner's word. It can be given anew until the note is withdrawn from approval."""
    locked = Approval.objects.select_for_update().select_related("meeting").get(key=approval.key)
    require(rules.may_answer(locked))
    locked.state = ApprovalState.approved if is_approved else ApprovalState.changes_asked
    locked.comment = comment
    locked.answered_on = today
    locked.save(update_fields=["state", "comment", "answered_on"])
    record(
        by,
        "approved" if is_approved else "asked for changes",
        "approval",
        locked.key,
        locked.meeting.code,
        today,
    )
    return locked


@transaction.atomic
def withdraw(approval: Approval, *, by: Holder, now: datetime) -> None:
    """The question is taken back; the personal link opens nothing from now on."""
    _close(approval, now)
    record(by, "withdrew", "approval", approval.key, approval.meeting.code, now.date())
