"""Waves: proposed by the method, changed as the organiser wishes, and turned into letters that wait."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.kit.refusals import Refused
from underrose.participation import forecasting, reaching
from underrose.participation.actions import invitations
from underrose.participation.models import Brief, Candidate, Stage, Wave, WavePlace

if TYPE_CHECKING:
    from underrose.methods.allocation.waves import Plan


@transaction.atomic
def propose(brief: Brief, plan: "Plan", *, by: Holder, today: date) -> Wave:
    """Keep what the method proposes, in place of an earlier proposal that nobody has used."""
    locked = Brief.objects.locked(brief.meeting_id)
    wave = Wave.objects.filter(meeting=locked.meeting, state=Wave.State.proposed).first()
    if wave is None:
        last = Wave.objects.filter(meeting=locked.meeting).aggregate(last=Max("number"))["last"] or 0
        wave = Wave(meeting=locked.meeting, number=last + 1, made_on=today)
    wave.seed, wave.waves_left = plan.settings.seed, plan.settings.waves_left
    wave.forecast, wave.made_on = forecasting.kept(plan.forecast), today
    wave.save()
    wave.places.all().delete()
    chosen = Candidate.objects.filter(meeting=locked.meeting, key__in=[UUID(key) for key in plan.invite])
    WavePlace.objects.bulk_create(WavePlace(wave=wave, candidate=one) for one in chosen)
    record(by, "proposed", "wave", wave.key, locked.meeting.code, today)
    return wave


@transaction.atomic
def begin_by_hand(brief: Brief, *, by: Holder, today: date) -> Wave:
    """A wave that somebody puts together themselves."""
    locked = Brief.objects.locked(brief.meeting_id)
    found = Wave.objects.filter(meeting=locked.meeting, state=Wave.State.proposed).first()
    if found is not None:
        return found
    last = Wave.objects.filter(meeting=locked.meeting).aggregate(last=Max("number"))["last"] or 0
    wave = Wave.objects.create(meeting=locked.meeting, number=last + 1, made_on=today)
    record(by, "began", "wave", wave.key, locked.meeting.code, today)
    return wave


@transaction.atomic
def put_in(wave: Wave, candidate: Candidate, *, by: Holder, today: date) -> None:
    """One more in the wave, by hand. Twice is the same as once."""
    _require_open(wave)
    if candidate.stage != Stage.cleared:
        raise Refused(
            _("%(name)s is not cleared, so nothing was changed. Clear the candidate first.")
            % {"name": candidate.person}
        )
    if reaching.without_letters([candidate]):
        raise Refused(
            _(
                "No letter can go to %(name)s: no mail address is known, or they asked not to be written to. Nothing was "
                "changed; ask by telephone or post, and say so where those are named to whom no letter can go."
            )
            % {"name": candidate.person}
        )
    WavePlace.objects.get_or_create(wave=wave, candidate=candidate, defaults={"is_chosen_by_hand": True})
    record(by, "put in", "wave", wave.key, wave.meeting.code, today)


@transaction.atomic
def take_out(wave: Wave, candidate: Candidate, *, by: Holder, today: date) -> None:
    """One less. They stay cleared, and may be in a later wave."""
    _require_open(wave)
    wave.places.filter(candidate=candidate).delete()
    record(by, "took out", "wave", wave.key, wave.meeting.code, today)


@transaction.atomic
def drop(wave: Wave, *, by: Holder, today: date) -> None:
    """Lay the proposal aside; nobody was written to."""
    locked = _require_open(wave)
    locked.state = Wave.State.dropped
    locked.save(update_fields=["state"])
    record(by, "dropped", "wave", wave.key, wave.meeting.code, today)


@transaction.atomic
def prepare(wave: Wave, *, by: Holder, today: date) -> invitations.Prepared:
    """A letter for everybody in the wave; all of them wait for somebody to read number and names."""
    locked = _require_open(wave)
    chosen = list(
        Candidate.objects.filter(waves=locked).select_related("person", "meeting__venue").order_by("key")
    )
    if not chosen:
        raise Refused(_("Nobody is in this wave. Put somebody in, or have a wave proposed."))
    prepared = invitations.prepare(locked.meeting, chosen, by=by, today=today, wave=locked)
    if prepared.invitations:
        locked.state = Wave.State.prepared
        locked.save(update_fields=["state"])
        asked = [one.candidate_id for one in prepared.invitations]
        locked.places.exclude(candidate__in=asked).delete()
    return prepared


def _require_open(wave: Wave) -> Wave:
    locked = Wave.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=wave.pk)
    if locked.state != Wave.State.proposed:
        raise Refused(_("The letters of this wave are prepared already. Nothing was changed."))
    return locked
