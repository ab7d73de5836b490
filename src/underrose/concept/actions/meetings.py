"""Opening a meeting, revising its particulars, its place in a series, cloning an edition."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from underrose.access import actions as access
from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept import public_pages, rules
from underrose.concept.audiences import default_section_audience
from underrose.concept.models import Edition, Meeting, Section, Series, Venue
from underrose.concept.models.note import SectionKind
from underrose.kit.refusals import Refused, require

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PARTICULARS = frozenset(
    [
        "kind",
        "title",
        "start_on",
        "end_on",
        "venue",
        "mode",
        "cap",
        "regime",
        "is_invitation_only",
        "mail_tone",
        "language",
        "follow_up_from_months",
        "follow_up_to_months",
        "field_audiences",
        "public_wordings",
    ]
)


class Overtaken(Refused):
    """Somebody else saved first. Nothing of either text is lost: the page shows both."""

    def __init__(self, sentence: str, *, theirs: str, revision: int) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.revision = revision


def random_code() -> str:
    """A reference that leaves no gap in the others, for a meeting nobody is to count."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


@transaction.atomic
def open_meeting(*, by: Holder, code: str, title: str, today: date, **particulars: Any) -> Meeting:
    """A new meeting with the eight headings of a concept note, empty, and its opener as programme director."""
    require(rules.may_use_code(code))
    require(rules.may_hold_on(particulars.get("start_on"), particulars.get("end_on")))
    meeting = Meeting.objects.create(code=code, title=title, opened_on=today, **particulars)
    _lay_out(meeting)
    if by.account is not None:
        access.begin_team(meeting.code, by=by)
    record(by, "opened", "meeting", meeting.key, meeting.code, today)
    return meeting


def _lay_out(meeting: Meeting) -> None:
    kinds = [kind for kind in SectionKind if kind is not SectionKind.other]
    Section.objects.bulk_create(
        Section(
            meeting=meeting,
            position=position,
            kind=kind,
            heading=str(kind.label),
            audience=default_section_audience(kind),
        )
        for position, kind in enumerate(kinds, 1)
    )


@transaction.atomic
def revise(
    meeting: Meeting, particulars: Mapping[str, Any], *, by: Holder, revision: int, today: date
) -> Meeting:
    """Change dates, venue and the other particulars. Who comes second is told, and nothing is overwritten."""
    locked = Meeting.objects.select_for_update().get(key=meeting.key)
    require(rules.may_be_edited(locked))
    _require_revision(locked, revision)
    unknown = set(particulars) - PARTICULARS
    if unknown:
        raise TypeError(f"not particulars of a meeting: {sorted(unknown)}")
    if "regime" in particulars:
        require(rules.may_change_regime(locked, particulars["regime"]))
    require(rules.may_write_in_tone(locked, particulars))
    require(rules.may_change_dates(locked, particulars))
    for name, value in particulars.items():
        setattr(locked, name, value)
    require(rules.may_hold_on(locked.start_on, locked.end_on))
    locked.revision += 1
    locked.save()
    record(by, "revised", "meeting", locked.key, locked.code, today)
    return locked


@transaction.atomic
def revise_whole(
    meeting: Meeting, found: dict[str, Any], *, by: Holder, revision: int, today: date
) -> Meeting:
    """The particulars as one form holds them: with the venue by its name and the place in a series."""
    found = dict(found)
    series, ordinal, town = found.pop("series"), found.pop("ordinal"), found.pop("town")
    name = found.pop("venue")
    said, is_corrected = found.pop("time_zone", ""), found.pop("is_zone_corrected", False)
    zone = said if is_corrected else ""  # otherwise it is that of the house before
    venue = find_or_add_venue(name, town=town, time_zone=zone or "UTC") if name else None
    if venue is not None and zone:
        correct_time_zone(venue, zone, by=by, meeting=meeting, today=today)
    found["venue"] = venue
    revised = revise(meeting, found, by=by, revision=revision, today=today)
    place_in_series(revised, name=series, ordinal=ordinal, by=by, today=today)
    return revised


def _require_revision(meeting: Meeting, revision: int) -> None:
    if meeting.revision != revision:
        raise Overtaken(
            _("A colleague changed these particulars while you were writing. Both versions are shown below."),
            theirs="",
            revision=meeting.revision,
        )


@transaction.atomic
def place_in_series(
    meeting: Meeting, *, name: str, ordinal: int | None, by: Holder, today: date
) -> Edition | None:
    """Make the meeting an edition of a series; an empty name takes it out of the one it is in."""
    Edition.objects.filter(meeting=meeting).delete()
    if not name:
        return None
    series = _series_called(name, is_undisclosed=meeting.is_undisclosed)
    taken = _taken(series)
    number = ordinal or max(taken, default=0) + 1
    if taken.get(number) is not None:
        raise Refused(
            _("The series “%(series)s” has an edition number %(number)s already. Choose another number.")
            % {"series": series.name, "number": number}
        )
    edition, _is_new = Edition.objects.update_or_create(
        series=series, ordinal=number, defaults={"meeting": meeting, "title": meeting.title}
    )
    record(by, "placed", "edition", edition.key, meeting.code, today)
    return edition


def _series_called(name: str, *, is_undisclosed: bool) -> Series:
    """The series of exactly this name. Undisclosed meetings have series of their own, so that none tells of the other."""
    editions = Edition.objects.filter(series__name=name, meeting__is_undisclosed=not is_undisclosed)
    known = Series.objects.filter(name=name).exclude(key__in=editions.values("series")).first()
    if known is not None:
        return known
    slug = slugify(name)[:70]
    if is_undisclosed or not slug or Series.objects.filter(slug=slug).exists():
        slug = f"{slug}-{random_code().lower()}".strip("-") if not is_undisclosed else random_code().lower()
    return Series.objects.create(name=name, slug=slug)


def _taken(series: Series) -> dict[int, Any]:
    """Edition numbers in use, each with its meeting; an edition only named may still receive one."""
    return dict(series.editions.values_list("ordinal", "meeting_id"))


@transaction.atomic
def find_or_add_venue(name: str, *, town: str = "", country: str = "", time_zone: str = "UTC") -> Venue:
    """The house of this name in this town. Another town is another house: no meeting changes the venue of another."""
    venue, _is_new = Venue.objects.get_or_create(
        name=name, town=town, defaults={"country": country, "time_zone": time_zone}
    )
    return venue


def correct_time_zone(venue: Venue, zone: str, *, by: Holder, meeting: Meeting, today: date) -> None:
    """The clock on the wall of a house is the same for every meeting in it, so whoever knows it better says so for all."""
    if venue.time_zone == zone:
        return
    venue.time_zone = zone
    venue.save(update_fields=["time_zone"])
    public_pages.changed()
    record(by, "corrected", "venue", meeting.key, meeting.code, today)


CARRIED = (
    "kind",
    "venue",
    "mode",
    "cap",
    "regime",
    "is_invitation_only",
    "is_undisclosed",
    "mail_tone",
    "language",
)
LISTS = ("objectives", "themes", "lenses", "footnotes")


@transaction.atomic
def clone(meeting: Meeting, *, by: Holder, code: str, start_on: date | None, today: date) -> Meeting:
    """The next edition from this one: words, lists and switches, dates shifted to the new first day, no people."""
    shift = start_on - meeting.start_on if start_on and meeting.start_on else None
    fresh = open_meeting(
        by=by,
        # A reference of its own choosing would betray that there is a meeting to refer to.
        code=random_code() if meeting.is_undisclosed else code,
        title=meeting.title,
        today=today,
        start_on=start_on,
        end_on=_shifted(meeting.end_on, shift),
        follow_up_from_months=meeting.follow_up_from_months,
        follow_up_to_months=meeting.follow_up_to_months,
        field_audiences=dict(meeting.field_audiences),
        public_wordings={name: words for name, words in meeting.public_wordings.items() if name != "dates"},
        **{name: getattr(meeting, name) for name in CARRIED},
    )
    fresh.sections.all().delete()
    _copy_parts(meeting, fresh)
    edition = Edition.objects.filter(meeting=meeting).select_related("series").first()
    if edition is not None:
        place_in_series(fresh, name=edition.series.name, ordinal=None, by=by, today=today)
    return fresh


def _shifted(day: date | None, shift: timedelta | None) -> date | None:
    return day + shift if day and shift is not None else None


def _copy_parts(meeting: Meeting, fresh: Meeting) -> None:
    """Partners and roles of contacts come along; names, telephones and addresses of people do not."""
    for section in meeting.sections.filter(is_removed=False):
        _copy(section, fresh, revision=1)
    for name in LISTS:
        for part in getattr(meeting, name).all():
            _copy(part, fresh)
    for partner in meeting.partners.all():
        _copy(partner, fresh)
    for contact in meeting.contacts.all():
        _copy(contact, fresh, name="", telephone="", mail="")


def _copy(part: Any, fresh: Meeting, **changed: Any) -> None:
    kept = {
        field.name: getattr(part, field.name)
        for field in part._meta.concrete_fields
        if field.name not in {"key", "institution", "meeting"}
    }
    type(part).objects.create(meeting=fresh, **{**kept, **changed})
