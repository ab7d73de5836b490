"""What a guest needs, written by the guest or by the project manager. Nobody overwrites the other unseen."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record, told_of
from underrose.kit.refusals import Refused, require
from underrose.participation.models import Needs, Participant, VisaLetter
from underrose.participation.needs import NeedsContent, as_text, from_text
from underrose.participation.rules import logistics as rules
from underrose.people.actions.forgetting import Foreseen, also_forgets, foretells
from underrose.people.models import Person


class Overtaken(Refused):
    """Somebody saved first. Nothing of either is lost: the page shows what stands beside what was typed."""

    def __init__(self, sentence: str, *, revision: int) -> None:
        super().__init__(sentence)
        self.revision = revision


@transaction.atomic
def save_needs(
    participant: Participant, *, by: Holder, content: NeedsContent, revision: int, today: date
) -> Needs:
    """Keep what was said, under the key of logistics. `revision` is 0 where nothing was known before."""
    # Whoever holds the row of the guest is the only one who writes, also where no needs are known yet.
    rows = Participant.objects.select_for_update(of=("self",)).select_related("meeting")
    found = rows.get(pk=participant.pk)
    require(rules.may_save_needs(found, by))
    kept = Needs.objects.filter(participant=found).select_related("participant").first()
    if kept is not None and from_text(kept.content) == content:
        return kept
    if (kept.revision if kept else 0) != revision:
        raise Overtaken(
            _(
                "These needs were saved in the meantime, by the guest or by a colleague. Your words are kept below; "
                "look at what stands now, and save again to replace it."
            ),
            revision=kept.revision if kept else 0,
        )
    kept = kept or Needs(participant=found, revision=0)
    kept.content, kept.updated_on = as_text(content), today
    kept.revision += 1
    kept.save()
    record(by, "wrote", "needs", told_of(by, found.key), found.meeting.code, today)
    return kept


@also_forgets("logistics")
def forget_needs(person: Person, today: date) -> None:  # noqa: ARG001 - the signature of a part
    """What a person needed goes, and passports; the register keeps its numbers."""
    Needs.objects.filter(participant__person=person).delete()
    VisaLetter.objects.filter(participant__person=person).update(passport=None, participant=None)


@foretells("logistics")
def _foretold(person: Person) -> Foreseen:
    """What of journeys and letters goes when the person is forgotten, and what stays."""
    needs = Needs.objects.filter(participant__person=person).count()
    letters = VisaLetter.objects.filter(participant__person=person).count()
    goes = (_("What they needed, by meeting: %(count)s") % {"count": needs},) if needs else ()
    stays = (
        _("Numbers of letters for consulates, without a name or a passport: %(count)s") % {"count": letters},
    )
    return Foreseen(goes, stays if letters else ())
