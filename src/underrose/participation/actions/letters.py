"""The words of letters: written for one meeting, in one language, in place of the house's own."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused, require
from underrose.participation import letter_words
from underrose.participation.models import Letter


@transaction.atomic
def write_letter(written: Letter, *, by: Holder, revision: int, today: date) -> Letter:
    """Keep the words. An unknown word in braces is refused by name and line, and a colleague's words are not overwritten."""
    require(letter_words.faults(written))
    found = (
        Letter.objects.select_for_update()
        .filter(meeting=written.meeting, kind=written.kind, language=written.language)
        .first()
    )
    if found is not None and found.revision != revision:
        raise Refused(
            _("A colleague has changed these words meanwhile. Yours are below; nothing was overwritten.")
        )
    kept = found or Letter(meeting=written.meeting, kind=written.kind, language=written.language, revision=0)
    for name in ("subject", "body", "signatory_name", "signatory_title"):
        setattr(kept, name, getattr(written, name))
    kept.revision += 1
    kept.save()
    record(by, "wrote", "letter", kept.key, written.meeting.code, today)
    return kept


@transaction.atomic
def use_words_of_the_house(meeting: Meeting, kind: str, language: str, *, by: Holder, today: date) -> None:
    """Lay the team's words aside; letters of this kind are written in the house's own again."""
    gone, _rows = Letter.objects.filter(meeting=meeting, kind=kind, language=language).delete()
    if gone:
        record(by, "laid aside", "letter", meeting.key, meeting.code, today)
