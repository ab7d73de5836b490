"""Who may change whose access. An answer is empty, or a sentence that says why not."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from underrose.access.holders import HOUSE, Holder
from underrose.access.models import Account, Grant, HandingOver, Link
from underrose.access.roles import HOUSE_WIDE, OF_A_SESSION, READS_NOTES, Role
from underrose.kit.refusals import require

__all__ = [
    "has_another_director",
    "is_the_last",
    "may_agree",
    "may_be_of_a_session",
    "may_begin_team",
    "may_change_accounts",
    "may_deactivate",
    "may_finish",
    "may_grant",
    "may_hand_over",
    "may_invite",
    "may_let_devices_in",
    "may_refuse",
    "may_revoke",
    "needs_a_second_person",
    "other_directors",
    "require",
]


def may_change_accounts(by: Holder) -> str:
    if by.may(Role.ADMINISTRATOR):
        return ""
    return _("Only an administrator changes accounts. Nothing was changed.")


def may_invite(email: str, by: Holder) -> str:
    if refusal := may_change_accounts(by):
        return refusal
    if Account.objects.filter(email__iexact=email).exists():
        return _("There is already an account with this address. Nothing was changed.")
    return ""


def may_grant(account: Account, role: Role, meeting_code: str, by: Holder) -> str:
    """The house is the administrator's to give; a meeting is its director's, so that no administrator lets himself in."""
    if not account.is_active:
        return _("This account is closed. Open it first; nothing was changed.")
    if meeting_code == HOUSE:
        if role not in HOUSE_WIDE:
            return _("This role belongs to a meeting; its programme director gives it. Nothing was changed.")
        return may_change_accounts(by)
    if role is Role.ADMINISTRATOR:
        return _("An administrator serves the whole house, not one meeting. Nothing was changed.")
    if by.may(Role.PROGRAMME_DIRECTOR, meeting_code=meeting_code):
        return ""
    return _("Only the programme director of a meeting gives roles on it. Nothing was changed.")


def may_be_of_a_session(role: Role, session: str) -> str:
    if (role in OF_A_SESSION) == bool(session):
        return ""
    if session:
        return _("This role is for the whole meeting, not for one session. Nothing was changed.")
    return _("A note-taker is asked for one session. Choose it on the page of the room; nothing was changed.")


def may_keep_house(by: Holder) -> str:
    return (
        "" if by.may(Role.ADMINISTRATOR) else _("Only an administrator names the house. Nothing was changed.")
    )


def may_begin_team(meeting_code: str, by: Holder) -> str:
    if by.account is None or not by.may(Role.PROGRAMME_DIRECTOR):
        return _("Only a programme director of the house opens a meeting. Nothing was changed.")
    if Grant.objects.filter(meeting_code=meeting_code).exists():
        return _("This meeting already has a team. Nothing was changed.")
    return ""


def may_revoke(grant: Grant, by: Holder) -> str:
    if is_the_last(grant):
        return _("Nobody else holds this role. Give it to a colleague first; nothing was changed.")
    is_director = grant.meeting_code != HOUSE and by.may(
        Role.PROGRAMME_DIRECTOR, meeting_code=grant.meeting_code
    )
    if by.may(Role.ADMINISTRATOR) or is_director:
        return ""
    return _("Only the programme director of a meeting takes roles on it back. Nothing was changed.")


def may_deactivate(account: Account, by: Holder) -> str:
    if refusal := may_change_accounts(by):
        return refusal
    own = Grant.objects.filter(account=account, role=Role.ADMINISTRATOR, meeting_code=HOUSE).first()
    if own is not None and account.is_active and is_the_last(own):
        return _("This is the last administrator. Name another one first; nothing was changed.")
    return ""


def may_hand_over(giver: Account, taker: Account, by: Holder) -> str:
    if refusal := may_change_accounts(by):
        return refusal
    if giver.pk == taker.pk:
        return _("Choose another colleague: these roles are already theirs. Nothing was changed.")
    if not taker.is_active:
        return _("That account is closed. Choose a colleague who can sign in; nothing was changed.")
    if by.account == taker and Grant.objects.filter(account=giver).exclude(meeting_code=HOUSE).exists():
        return _(
            "An administrator does not take over meetings. Choose another colleague; nothing was changed."
        )
    return ""


def needs_a_second_person(held: Grant, taker: Account) -> bool:
    """A role that opens a room, for somebody who could not give it to themselves: no administrator hands it over alone."""
    if held.meeting_code == HOUSE or Role(held.role) not in READS_NOTES:
        return False
    directors = Account.objects.holding(Role.PROGRAMME_DIRECTOR, held.meeting_code)
    return not bool(directors.filter(pk=taker.pk).exists())


def has_another_director(asked: HandingOver) -> bool:
    """Somebody beside whoever leaves can sign in and give these roles."""
    return bool(other_directors(asked).exists())


def other_directors(asked: HandingOver) -> QuerySet[Account]:
    """Those beside whoever leaves who can sign in and give these roles."""
    directors = Account.objects.active().holding(Role.PROGRAMME_DIRECTOR, asked.meeting_code)
    found: QuerySet[Account] = directors.exclude(pk=asked.giver_id)
    return found


def may_agree(asked: HandingOver, by: Holder) -> str:
    """A second person: a programme director of the meeting, who may be the one that leaves, and is not the one that comes."""
    is_director = by.may(Role.PROGRAMME_DIRECTOR, meeting_code=asked.meeting_code)
    if by.account is None or not is_director or by.account.pk == asked.taker_id:
        return _("Only the programme director of a meeting agrees to this. Nothing was changed.")
    return _may_come(asked)


def may_refuse(asked: HandingOver, by: Holder) -> str:
    """Whoever reads the notes of that meeting, and every administrator."""
    if by.may(*READS_NOTES, meeting_code=asked.meeting_code) or by.may(Role.ADMINISTRATOR):
        return ""
    return _("Only the team of the meeting or an administrator refuses this. Nothing was changed.")


def may_finish(asked: HandingOver, by: Holder, today: date) -> str:
    """Where nobody is left who could agree, time takes the place of the second person: everybody concerned was told."""
    if refusal := may_change_accounts(by):
        return refusal
    if has_another_director(asked):
        return _("A programme director of this meeting has to agree. Nothing was changed.")
    if today < asked.due_on:
        return _("The days in which somebody may refuse are not over yet. Nothing was changed.")
    if by.account is not None and by.account.pk == asked.taker_id:
        return _(
            "An administrator does not take over meetings. Choose another colleague; nothing was changed."
        )
    return _may_come(asked)


def _may_come(asked: HandingOver) -> str:
    if asked.taker.is_active:
        return ""
    return _("That account is closed. Choose a colleague who can sign in; nothing was changed.")


def may_let_devices_in(link: Link, by: Holder, now: datetime) -> str:
    """Reading out a code, and turning devices away: whoever writes to the people of this meeting."""
    if not by.may(Role.PROJECT_MANAGER, Role.PROGRAMME_DIRECTOR, meeting_code=link.meeting_code):
        return _("Only the project manager of the meeting does this. Nothing was changed.")
    if not link.is_open(now):
        return _("This personal page is closed. Send its owner a new link; nothing was changed.")
    return ""


def is_the_last(grant: Grant) -> bool:
    """The last administrator of the house, or the last programme director of a meeting."""
    is_house = grant.meeting_code == HOUSE
    if grant.role != (Role.ADMINISTRATOR if is_house else Role.PROGRAMME_DIRECTOR):
        return False
    holders = Account.objects.active().holding(Role(grant.role), grant.meeting_code)
    return not holders.exclude(pk=grant.account_id).exists()
