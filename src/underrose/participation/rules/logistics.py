"""Who may know and change what guests need, and when. Each answer is empty or the sentence that refuses."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.concept.models import Meeting, State
from underrose.kit.templatetags.kit import day
from underrose.methods.disclosure import (
    Circumstances,
    Disclosure,
    Letter,
    Overlay,
    Regime,
    may,
)
from underrose.participation.models import LOGISTICS, Participant, Place, VisaLetter

PASSPORT_AFTER = timedelta(days=90)


def may_save_needs(participant: Participant, by: Holder) -> str:
    """The guest in person, by the link that was sent to them, or the project manager."""
    if by.link is not None:
        is_own = (
            participant.invitation_id is not None
            and by.link.subject == participant.invitation_id
            and by.link.meeting_code == participant.meeting.code
        )
        return "" if is_own else _("This page belongs to another guest. Nothing was saved.")
    if not by.may(*LOGISTICS, meeting_code=participant.meeting.code):
        return _("Only the project manager of this meeting looks after travel and needs. Nothing was saved.")
    return may_prepare_for(participant)


def may_prepare_for(participant: Participant) -> str:
    if participant.place == Place.withdrawn:
        return _("This guest is no longer expected. Nothing was saved.")
    if participant.meeting.state == State.cancelled:
        return _("This meeting was cancelled. Nothing was saved.")
    return ""


def may_ask_for_letter(participant: Participant, passport_until: date, today: date) -> str:
    """A passport is kept for days to come, and not longer than a consulate can need its letter."""
    if passport_until <= today:
        return _(
            "The passport can be kept until a day to come. Nothing was saved; please choose a later day."
        )
    latest = latest_erasure(participant.meeting)
    if latest is not None and passport_until > latest > today:
        return _(
            "A passport is erased at the latest %(number)s days after the meeting, on %(day)s. Nothing was saved; please "
            "choose an earlier day."
        ) % {"number": PASSPORT_AFTER.days, "day": day(latest)}
    return may_prepare_for(participant)


def latest_erasure(meeting: Meeting) -> date | None:
    end = meeting.end_on or meeting.start_on
    return end + PASSPORT_AFTER if end else None


def is_sound_passport(
    meeting: Meeting, *, born_on: date | None, valid_until: date | None, today: date
) -> str:
    """Days that cannot be are slips of the hand, and a consulate sends back a letter that bears them."""
    if born_on is not None and born_on >= today:
        return _("The day of birth is a day to come. Nothing was saved; please correct it.")
    last = max(meeting.end_on or today, today)
    if valid_until is not None and valid_until < last:
        return _(
            "The passport is valid until %(until)s, and has to be valid on %(last)s, the last day of the meeting. Nothing was "
            "saved; please correct the day, or ask the guest for a newer passport."
        ) % {"until": day(valid_until), "last": day(last)}
    return ""


def is_second_letter(serials: Collection[int], *, is_wanted: bool) -> str:
    """A number of the register is never given back, so a second one for the same guest is asked for in so many words."""
    if is_wanted or not serials:
        return ""
    return _(
        "This guest has letter %(serials)s in the register already. Nothing was saved; tick “Enter a second letter for this guest” if "
        "another one is needed."
    ) % {"serials": ", ".join(map(str, sorted(serials)))}


def may_issue(letter: VisaLetter) -> str:
    if letter.passport is None:
        return _(
            "The passport for letter %(serial)s was erased, so it cannot be made again. "
            "The register is unchanged; ask for a new letter if another is needed."
        ) % {"serial": letter.serial}
    return ""


def may_be_sent(letter: VisaLetter) -> str:
    if letter.issued_on is None:
        return _("This letter has not been made yet. Nothing was changed; make the letter first.")
    return ""


def may_tick(meeting: Meeting) -> str:
    if meeting.state == State.cancelled:
        return _("This meeting was cancelled. Nobody was ticked.")
    return ""


def may_list(meeting: Meeting, *, organiser_allows: bool | None) -> str:
    """Whether participants may receive a list of who is there, under the rule of the meeting."""
    verdict = may(
        Disclosure.list_to_participants,
        regimes=[regime_of(meeting)],
        circumstances=Circumstances(organiser_allows=organiser_allows),
        words=_,
    )
    if verdict.is_allowed:
        return ""
    if verdict.is_allowed is None and verdict.needs == (Letter.organiser,):
        return _(
            "Under the rule of this meeting the organiser decides whether participants receive a list. "
            "Nothing was made; please decide first."
        )
    if Letter.organiser in verdict.letters:
        return _(
            "You have decided that participants receive no list. Nothing was made; change the decision first."
        )
    return _("Under the rule of this meeting nobody receives a list of participants. Nothing was made.")


def may_be_named(participant: Participant, *, is_under_alias: bool, organiser_allows: bool | None) -> bool:
    """Whether this one person may stand in the list, under a name or an alias."""
    verdict = may(
        Disclosure.list_to_participants,
        regimes=[regime_of(participant.meeting)],
        overlays=[Overlay.protected] if participant.person.is_sealed else [],
        circumstances=Circumstances(
            organiser_allows=organiser_allows, is_under_alias=is_under_alias, has_consented=True
        ),
    )
    return verdict.is_allowed is True


def regime_of(meeting: Meeting) -> Regime:
    """The rule of the room; an undisclosed meeting is the strictest, whatever else was chosen."""
    return Regime.undisclosed if meeting.is_undisclosed else Regime(meeting.regime)
