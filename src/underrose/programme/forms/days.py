"""What is typed about days, rooms, sessions, tasks and when people are there."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from underrose.concept.audiences import CHOICES, Audience
from underrose.concept.choices import regimes
from underrose.concept.models import Lens, Meeting, Theme
from underrose.kit.forms import Form, TimeInput
from underrose.kit.templatetags.kit import day as written
from underrose.programme.models import Assignment, Day, Kind, Room, Session, Task
from underrose.programme.rules import days as rules

Choices = list[tuple[str, Any]]


class OfRevision(Form):
    """Carries the revision that was read; after a refusal that of today, so that saving again is meant."""

    # Under this name kit/autosave.js keeps it up to date.
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def catch_up(self, revision: int) -> None:
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["version"] = str(revision)
        self.data = data

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class OfReading(Form):
    """Carries in one word what was read, so that nobody overwrites what a colleague saved meanwhile."""

    read = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def catch_up(self, read: str) -> None:
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["read"] = read
        self.data = data

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "read"}


def _likely(on: date) -> None:
    if refusal := rules.may_lie_on(on):
        raise ValidationError(refusal)


class DayFacts(OfReading):
    on = forms.DateField(label=_lazy("Date"), validators=[_likely])
    title = forms.CharField(
        label=_lazy("Title"),
        max_length=200,
        required=False,
        help_text=_lazy("For instance “Day of the regions”. Most days need none."),
    )


class FirstDay(Form):
    """Where the programme begins once all its days are moved."""

    first = forms.DateField(label=_lazy("First day of the programme"), validators=[_likely])


class RoomFacts(OfReading):
    name = forms.CharField(label=_lazy("Name"), max_length=120)
    capacity = forms.IntegerField(
        label=_lazy("Seats"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_lazy("As it will be set out. Leave empty if nobody has counted."),
    )
    access = forms.CharField(
        label=_lazy("Access"),
        max_length=300,
        required=False,
        help_text=_lazy("Step-free, hearing loop, which floor."),
    )


class GiveRoom(Form):
    """One room for all sessions of a kind that have none. Groups of a round have rooms of their own."""

    room = forms.ChoiceField(label=_lazy("Room"))
    kind = forms.ChoiceField(label=_lazy("For all without a room"))

    def __init__(self, rooms: Iterable[Room], kinds: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].choices = [(str(room.key), room.name) for room in rooms]  # type: ignore[attr-defined]  # of a choice
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # of a choice


class SessionFacts(OfRevision):
    day = forms.ModelChoiceField(label=_lazy("Day"), queryset=Day.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_lazy("Kind"), choices=Kind.choices)
    title = forms.CharField(label=_lazy("Title"), max_length=300)
    begins = forms.TimeField(label=_lazy("Begins"), help_text=_lazy("By the clock of the venue."))
    ends = forms.TimeField(label=_lazy("Ends"))
    room = forms.ModelChoiceField(label=_lazy("Room"), queryset=Room.objects.none(), required=False)
    theme = forms.ModelChoiceField(label=_lazy("Theme"), queryset=Theme.objects.none(), required=False)
    lenses = forms.ModelMultipleChoiceField(
        label=_lazy("Lenses"),
        queryset=Lens.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_lazy("What cuts across all themes and matters in this session."),
    )
    words = forms.CharField(
        label=_lazy("What it is about"),
        required=False,
        widget=forms.Textarea(attrs={"class": "words"}),
    )
    audience = forms.ChoiceField(
        label=_lazy("Who may read what it is about"), choices=CHOICES, initial=Audience.participants
    )
    public_title = forms.CharField(
        label=_lazy("Title on the public page"),
        max_length=300,
        required=False,
        help_text=_lazy("Leave empty to show the title."),
    )
    regime = forms.ChoiceField(label=_lazy("Disclosure regime"), required=False)
    all_agree = forms.BooleanField(
        label=_lazy("All those whom a stricter promise protects have agreed"),
        required=False,
        help_text=_lazy("Needed only for a regime that lets out more than was promised."),
    )

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("day", Day.objects.filter(meeting=meeting).select_related("meeting"))
        self._offer("room", meeting.rooms.all())
        self._offer("theme", meeting.themes.all())
        self._offer("lenses", meeting.lenses.all())
        self.fields["day"].label_from_instance = _day_label  # type: ignore[attr-defined]  # of a choice of rows
        own = _("That of the meeting: %(regime)s") % {"regime": rules.label(meeting.regime)}
        self.fields["regime"].choices = [("", own), *regimes()]  # type: ignore[attr-defined]  # of a choice
        for name in ("room", "theme", "lenses"):
            if not self.fields[name].queryset:  # type: ignore[attr-defined]  # of a choice of rows
                del self.fields[name]

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # of a choice of rows

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        begins, ends = found.get("begins"), found.get("ends")
        refusal = rules.may_last(begins, ends) if begins is not None and ends is not None else ""
        if refusal:
            self.add_error("ends", refusal)
        return found

    def facts(self) -> dict[str, Any]:
        return {"room": None, "theme": None, "lenses": [], **super().facts()}


def _day_label(day: Day) -> str:
    return f"{written(day.on)} · {day.title}" if day.title else written(day.on)


def initial_of(session: Session) -> dict[str, Any]:
    names = (
        "day",
        "kind",
        "title",
        "begins",
        "ends",
        "room",
        "theme",
        "words",
        "audience",
        "public_title",
        "regime",
    )
    found = {name: getattr(session, name) for name in names}
    return found | {"lenses": list(session.lenses.all()), "version": session.revision}


class AssignmentFacts(OfRevision):
    """Somebody in the room, or a free name: one of the two."""

    # Of what session it is, should the task itself be gone when the words arrive.
    session = forms.UUIDField(widget=forms.HiddenInput, required=False)
    task = forms.ChoiceField(label=_lazy("Task"), choices=Task.choices)
    participant = forms.TypedChoiceField(label=_lazy("Who is in the room"), required=False, empty_value=None)
    name = forms.CharField(
        label=_lazy("Or a name"),
        max_length=200,
        required=False,
        help_text=_lazy("For somebody who is not in the room yet. It is sealed like all names."),
    )
    group = forms.ChoiceField(label=_lazy("Group"), required=False)
    is_confirmed = forms.BooleanField(label=_lazy("Has agreed"), required=False)
    is_public = forms.BooleanField(
        label=_lazy("May be named on the public page"),
        required=False,
        help_text=_lazy("Nobody is named there unless this is ticked and they have agreed."),
    )
    briefing = forms.CharField(
        label=_lazy("What they should know"),
        required=False,
        widget=forms.Textarea(attrs={"class": "words"}),
        help_text=_lazy(
            "Stands on their briefing sheet, with hours, room and who else has a task. It is sealed."
        ),
    )

    def __init__(self, people: Choices, groups: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].choices = [("", "—"), *people]  # type: ignore[attr-defined]  # of a choice
        self.fields["group"].choices = [("", _("The whole session")), *groups]  # type: ignore[attr-defined]  # of a choice
        if not groups:
            del self.fields["group"]
        if not people:
            del self.fields["participant"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        has_person, has_name = bool(found.get("participant")), bool(found.get("name", "").strip())
        if has_person and has_name:
            self.add_error("name", _("Choose somebody in the room, or write a name: one of the two."))
        if not has_person and not has_name and "name" not in self.errors:
            self.add_error("name", _("Choose somebody in the room, or write a name."))
        return found

    def facts(self) -> dict[str, Any]:
        found = super().facts()
        return {
            "task": found["task"],
            "participant_id": found.get("participant") or None,
            "name": found["name"] or None,
            "group_id": found.get("group") or None,
            "is_confirmed": found["is_confirmed"],
            "is_public": found["is_public"],
            "briefing": found["briefing"] or None,
        }


def initial_of_assignment(row: Assignment) -> dict[str, Any]:
    return {
        "task": row.task,
        "participant": str(row.participant_id or ""),
        "name": row.name or "",
        "group": str(row.group_id or ""),
        "is_confirmed": row.is_confirmed,
        "is_public": row.is_public,
        "briefing": row.briefing or "",
        "version": row.revision,
    }


class AvailabilityFacts(Form):
    """Three questions for each day, one day after the other."""

    def __init__(self, days: Iterable[Day], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in days:
            head = {"day": written(day.on)}
            self.fields[f"absent_{day.key}"] = forms.BooleanField(
                label=_("Not there on %(day)s") % head, required=False
            )
            for name, words in (("arrives", _("%(day)s: there from")), ("leaves", _("%(day)s: there until"))):
                field = forms.TimeField(label=words % head, required=False, widget=TimeInput)
                self.fields[f"{name}_{day.key}"] = field

    def of(self, day: Day) -> tuple[bool, Any, Any]:
        found = self.cleaned_data
        return found[f"absent_{day.key}"], found[f"arrives_{day.key}"], found[f"leaves_{day.key}"]


class ChooseEarlier(Form):
    earlier = forms.ChoiceField(label=_lazy("Copy from"))

    def __init__(self, offered: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["earlier"].choices = offered  # type: ignore[attr-defined]  # of a choice
