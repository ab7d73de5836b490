"""The papers of logistics: working lists, the list of participants, letters for consulates."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from underrose.concept.models import Meeting
from underrose.kit import house
from underrose.kit.templatetags.kit import day, weekdays
from underrose.methods.documents.letters import Letter
from underrose.methods.documents.people_list import people_list
from underrose.methods.documents.sheets import Prose, Sheet
from underrose.participation import delegates
from underrose.participation.actions.visas import Passport
from underrose.participation.board import Board
from underrose.participation.delegates import DelegateList
from underrose.participation.models import VisaLetter


def board_sheet(meeting: Meeting, board: Board, today: date, *, page_size: str = "a4") -> Sheet:
    """One working list, to be used and destroyed."""
    prose = tuple(Prose(words) for words in (board.state,) if words)
    return Sheet(
        title=board.title,
        blocks=(*prose, *board.tables()),
        dated=today,
        subtitle=_subtitle(meeting),
        note=board.note or _("For the team of this meeting. Please destroy it when the meeting is over."),
        reference=meeting.code,
        foot=house.name(),
        language=get_language() or "en",
        page_size=page_size,
        is_landscape=not board.is_folded and len(board.shown_heads) > MANY_COLUMNS,
        labels=_labels(),
    )


MANY_COLUMNS = 4


def delegate_sheet(
    meeting: Meeting, found: DelegateList, today: date, *, copy_mark: str = "", page_size: str = "a4"
) -> Sheet:
    """The list of participants; a numbered copy says on every page whose it is."""
    sheet = Sheet(
        title=_("List of participants"),
        blocks=(),
        dated=today,
        subtitle=_subtitle(meeting),
        note=_("In confidence. Not to be copied, passed on or photographed."),
        copy_mark=copy_mark,
        reference=meeting.code,
        foot=house.name(),
        language=get_language() or "en",
        page_size=page_size,
        labels=_labels(),
    )
    made = people_list(
        sheet,
        found.people,
        labels=delegates.columns(),
        number=_("No."),
        empty=_("Nobody stands in the list yet."),
    )
    if not found.sentence:
        return made
    return replace(made, blocks=(*made.blocks, Prose(found.sentence)))


def copy_mark(number: int, recipient: str) -> str:
    return _("Copy %(number)s – for %(recipient)s") % {"number": number, "recipient": recipient}


def visa_letter(
    meeting: Meeting, letter: VisaLetter, passport: Passport, today: date, *, page_size: str = "a4"
) -> Letter:
    """What a consulate needs to know: who comes, to what, when and where, and who vouches for it."""
    venue = meeting.venue
    where = ", ".join(part for part in (venue.name, venue.town) if part) if venue else ""
    # Neutral where the meeting itself is not to be spoken of.
    what = _("a meeting of invited experts") if _is_quiet(meeting) else f"“{meeting.title}”"
    body = _(
        "We confirm that the person named below has been invited by us to take part in %(what)s, and would be grateful "
        "for every assistance in issuing a visa."
    ) % {"what": what}
    facts = [
        (_("Name"), passport.name),
        (_("Nationality"), passport.nationality),
        (_("Passport"), passport.number),
        (_("Born on"), day(passport.born_on)),
        (_("Passport valid until"), day(passport.valid_until)),
        (_("Dates"), weekdays(meeting.start_on, meeting.end_on)),
        (_("Place"), where),
    ]
    return Letter(
        house=house.name(),
        body=body,
        dated=today,
        reference=reference(meeting, letter),
        day=day(today),
        addressee=tuple(line for line in (passport.consulate,) if line),
        subject=_("Invitation for a visa application"),
        facts=tuple((term, words) for term, words in facts if words),
        rest=_("This letter is meant for the consulate alone."),
        closing=_("Yours faithfully,"),
        signatory=letter.signatory,
        language=get_language() or "en",
        page_size=page_size,
        labels={"reference": _("Our reference"), **_labels()},
    )


def together(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Several files as one; nothing in it tells at what hour it was made."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def reference(meeting: Meeting, letter: VisaLetter) -> str:
    return f"{meeting.code}/V{letter.serial:03d}"


def _is_quiet(meeting: Meeting) -> bool:
    return meeting.is_undisclosed or meeting.mail_tone == "quiet"


def _subtitle(meeting: Meeting) -> str:
    parts: Iterable[str] = (
        meeting.title,
        weekdays(meeting.start_on, meeting.end_on),
        meeting.venue.name if meeting.venue else "",
    )
    return " · ".join(part for part in parts if part)


def _labels() -> dict[str, str]:
    return {"page": _("Page"), "of": _("of")}
