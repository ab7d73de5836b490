"""What is asked when groups are set up, and when two people sit apart or together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form
from underrose.programme.actions.groups import GroupWish, Mixing, RoundWish
from underrose.programme.in_numbers import Feature
from underrose.programme.models import Allocation, Company, Session
from underrose.programme.rules.groups import MOST_GROUPS

Choices = list[tuple[str, Any]]
NOT_MIXED = ""
SLACK: Choices = [
    (NOT_MIXED, _("not mixed by it")),
    ("0", _("as evenly as can be")),
    ("1", _("one more or fewer")),
    ("2", _("two more or fewer")),
]
MOST_IN_DETAIL = 40
"""Groups whose names, topics, rooms and languages stand on one screen; of more, one round at a time."""
MOST_OF_A_ROUND = 200
"""Beyond, a form would have more fields than one request may bring."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen from: axes of the brief, rooms, languages, and how many people are there in each round."""

    rounds: Sequence[Session]
    features: Sequence[Feature]
    rooms: Choices
    languages: Choices
    present: Mapping[UUID, int]
    detailed: frozenset[UUID]
    """Rounds whose groups are named one by one."""


@dataclass(frozen=True, slots=True)
class GroupFields:
    number: int
    name: BoundField
    topic: BoundField
    room: BoundField
    language: BoundField


@dataclass(frozen=True, slots=True)
class RoundFields:
    session: Session
    present: int
    number: BoundField
    least: BoundField
    most: BoundField
    topics: BoundField
    groups: tuple[GroupFields, ...]


class SetUp(Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    counts_earlier = forms.BooleanField(
        label=_("Who sat together at an earlier meeting counts as having met"), required=False
    )
    counts_body = forms.BooleanField(
        label=_("Who works for the same organisation counts as having met"), required=False
    )
    mixes_meals = forms.BooleanField(label=_("Tables at meals are computed with the groups"), required=False)
    seed = forms.IntegerField(
        label=_("Number of the draw"),
        min_value=1,
        max_value=2**31 - 1,
        help_text=_("The same number gives the same groups again; another one gives others as good."),
    )

    def __init__(self, sent: QueryDict | None, offered: Offered, allocation: Allocation) -> None:
        super().__init__(sent)
        self.offered = offered
        for name in ("revision", "counts_earlier", "counts_body", "mixes_meals", "seed"):
            self.initial[name] = getattr(allocation, name)
        for number, one in enumerate(offered.features):
            asked = allocation.attributes.get(one.name)
            self.fields[f"mix-{number}"] = forms.ChoiceField(
                label=one.label,
                choices=SLACK,
                required=False,
                initial=NOT_MIXED if asked is None else str(asked),
            )
        for number, session in enumerate(offered.rounds):
            self._add_round(f"round-{number}", session)

    def _add_round(self, name: str, session: Session) -> None:
        groups = list(session.groups.all())
        sizes = {(one.smallest, one.largest) for one in groups}
        here = self.offered.present[session.key]
        even = {(here // len(groups), -(-here // len(groups)))} if groups else sizes
        least, most = sizes.pop() if len(sizes) == 1 and sizes != even else (None, None)
        self.fields[f"{name}-number"] = forms.IntegerField(
            label=_("Groups"),
            min_value=1,
            max_value=MOST_GROUPS,
            initial=len(groups) or max(1, round(here / 8)),
        )
        for field, label, value in (("least", _("At least"), least), ("most", _("At most"), most)):
            self.fields[f"{name}-{field}"] = forms.IntegerField(
                label=label, min_value=1, max_value=10_000, required=False, initial=value
            )
        self.fields[f"{name}-topics"] = forms.CharField(
            label=_("Topics, one in each line"),
            required=False,
            max_length=10_000,
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            initial="\n".join(one.title for one in session.topics.all()),
        )
        if session.key in self.offered.detailed:
            self._add_groups(name, session)

    def _add_groups(self, name: str, session: Session) -> None:
        topics: Choices = [("", "–"), *((str(one.key), one.title) for one in session.topics.all())]
        for one in session.groups.all():
            at = f"{name}-group-{one.number}"
            self.fields[f"{at}-name"] = forms.CharField(
                label=_("Name"),
                required=False,
                max_length=120,
                initial=one.name,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
            for field, label, choices, value in (
                ("topic", _("Topic"), topics, one.topic_id),
                ("room", _("Room"), [("", "–"), *self.offered.rooms], one.room_id),
                ("language", _("Language"), [("", _("any")), *self.offered.languages], one.language),
            ):
                self.fields[f"{at}-{field}"] = forms.ChoiceField(
                    label=label, choices=choices, required=False, initial=str(value or "")
                )

    @property
    def mixing_fields(self) -> list[BoundField]:
        return [self[f"mix-{number}"] for number in range(len(self.offered.features))]

    @property
    def counting_fields(self) -> list[BoundField]:
        return [self[name] for name in ("counts_body", "counts_earlier", "mixes_meals", "seed")]

    @property
    def rounds(self) -> list[RoundFields]:
        return [self._round(f"round-{number}", one) for number, one in enumerate(self.offered.rounds)]

    def _round(self, name: str, session: Session) -> RoundFields:
        return RoundFields(
            session,
            self.offered.present[session.key],
            self[f"{name}-number"],
            self[f"{name}-least"],
            self[f"{name}-most"],
            self[f"{name}-topics"],
            tuple(
                GroupFields(
                    one.number,
                    *(
                        self[f"{name}-group-{one.number}-{field}"]
                        for field in ("name", "topic", "room", "language")
                    ),
                )
                for one in session.groups.all()
                if session.key in self.offered.detailed
            ),
        )

    def wishes(self) -> list[RoundWish]:
        return [self._wish(f"round-{number}", one) for number, one in enumerate(self.offered.rounds)]

    def _wish(self, name: str, session: Session) -> RoundWish:
        said = self.cleaned_data
        lines = said[f"{name}-topics"].splitlines()
        return RoundWish(
            session.key,
            said[f"{name}-number"],
            self.offered.present[session.key],
            said[f"{name}-least"],
            said[f"{name}-most"],
            tuple(line.strip()[:200] for line in lines if line.strip()),
            self._group_wishes(name, session) if session.key in self.offered.detailed else None,
        )

    def _group_wishes(self, name: str, session: Session) -> tuple[GroupWish, ...]:
        said = self.cleaned_data
        return tuple(
            GroupWish(
                said[f"{at}-name"].strip(),
                _key(said[f"{at}-topic"]),
                _key(said[f"{at}-room"]),
                said[f"{at}-language"],
            )
            for at in (f"{name}-group-{one.number}" for one in session.groups.all())
        )

    def mixing(self) -> Mixing:
        said = self.cleaned_data
        asked = {
            one.name: int(said[f"mix-{number}"])
            for number, one in enumerate(self.offered.features)
            if said[f"mix-{number}"] != NOT_MIXED
        }
        return Mixing(asked, said["mixes_meals"], said["counts_earlier"], said["counts_body"], said["seed"])


def _key(value: str) -> UUID | None:
    return UUID(value) if value else None


class PairUp(Form):
    one = forms.ChoiceField(label=_("Guest"))
    company = forms.ChoiceField(label=_("How"), choices=Company.choices, initial=Company.apart)
    other = forms.ChoiceField(label=_("Other guest"))

    def __init__(self, sent: QueryDict | None, guests: Choices) -> None:
        super().__init__(sent)
        for name in ("one", "other"):
            self.fields[name].choices = [("", _("Choose")), *guests]  # type: ignore[attr-defined] # a choice field


DAY, REST = "day", "rest"


class Missing(Form):
    since = forms.ChoiceField(label=_("Missing from"))
    how_long = forms.ChoiceField(
        label=_("How long"),
        choices=[(DAY, _("The rest of that day")), (REST, _("The rest of the meeting"))],
        initial=REST,
        widget=forms.RadioSelect,
    )

    def __init__(self, sent: QueryDict | None, rounds: Choices) -> None:
        super().__init__(sent)
        self.fields["since"].choices = rounds  # type: ignore[attr-defined] # a choice field
