"""What is asked when groups are set up, and when two people sit apart or together."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form
from underrose.participation.room import Sitter
from underrose.programme.actions.groups import NUMBER, GroupWish, Mixing, RoundWish
from underrose.programme.in_numbers import Feature
from underrose.programme.models import Allocation, Company, Group, Session
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
"""Groups whose names, topics, rooms and languages stand on one screen; of more, some of one round at a time."""
MOST_TYPED = 20_000
"""Characters: all the topics a round may have, and some more, so that a list too long is told in words."""
AT_A_TIME = 100
"""Groups of one large round; of more, a form would have more fields than one request may bring."""


def usual(people: int) -> int:
    """How many groups a round has before anybody says a number: about eight in each."""
    return max(1, round(people / 8))


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen from: axes of the brief, rooms, languages, and how many people are there in each round."""

    rounds: Sequence[Session]
    features: Sequence[Feature]
    rooms: Choices
    languages: Choices
    present: Mapping[UUID, int]
    detailed: Mapping[UUID, range]
    """Rounds whose groups are named one by one, and the numbers of those on this screen."""
    is_whole: bool = True
    """Whether those of all rounds stand on this screen."""
    foreign: Choices = dataclasses.field(default_factory=list)
    """Languages into which groups can be interpreted."""
    lost: Mapping[tuple[str, ...], Sequence[Sitter]] = dataclasses.field(default_factory=dict)
    """Who could not follow without, by what they speak."""

    def groups(self, session: Session) -> list[Group]:
        """Those that are named one by one."""
        here = self.detailed.get(session.key, range(0))
        return [one for one in session.groups.all() if one.number in here]


@dataclass(frozen=True, slots=True)
class GroupFields:
    number: int
    name: BoundField
    topic: BoundField
    room: BoundField
    language: BoundField
    interpreted: BoundField | None


@dataclass(frozen=True, slots=True)
class RoundFields:
    session: Session
    present: int
    number: BoundField
    least: BoundField
    most: BoundField
    naming: BoundField
    topics: BoundField
    interpreters: tuple[BoundField, ...]
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

    language = forms.ChoiceField(
        label=_("Groups are held in"),
        required=False,
        help_text=_(
            "Who is known not to speak it sits only where it is interpreted for them, or where a group has their language. "
            "Of whom nothing is known is taken to speak it."
        ),
    )

    def __init__(self, sent: QueryDict | None, offered: Offered, allocation: Allocation) -> None:
        super().__init__(sent)
        self.offered = offered
        for name in ("revision", "counts_earlier", "counts_body", "mixes_meals", "seed", "language"):
            self.initial[name] = getattr(allocation, name)
        self.fields["language"].choices = [("", _("nobody is asked")), *offered.languages]  # type: ignore[attr-defined] # a choice field
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
        sizes = {(one.smallest, one.largest) for one in groups if not one.is_even}
        here = self.offered.present[session.key]
        even = {(here // len(groups), -(-here // len(groups)))} if groups else sizes
        least, most = sizes.pop() if len(sizes) == 1 and sizes != even else (None, None)
        self.fields[f"{name}-number"] = forms.IntegerField(
            label=_("Groups"),
            min_value=1,
            max_value=MOST_GROUPS,
            initial=len(groups) or usual(here),
        )
        for field, label, value in (("least", _("At least"), least), ("most", _("At most"), most)):
            self.fields[f"{name}-{field}"] = forms.IntegerField(
                label=label, min_value=1, max_value=10_000, required=False, initial=value
            )
        self._add_words(name, session, groups)
        if session.key in self.offered.detailed:
            self._add_groups(name, session)

    def _add_words(self, name: str, session: Session, groups: Sequence[Group]) -> None:
        self.fields[f"{name}-naming"] = forms.CharField(
            label=_("Names"),
            required=False,
            max_length=100,
            initial=_shared_name(groups),
            widget=forms.TextInput(attrs={"dir": "auto", "placeholder": _("Table #")}),
        )
        self.fields[f"{name}-topics"] = forms.CharField(
            label=_("Topics, one in each line"),
            required=False,
            max_length=MOST_TYPED,
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            initial="\n".join(one.title for one in session.topics.all()),
        )
        for code, words in self.offered.foreign:
            self.fields[f"{name}-into-{code}"] = forms.IntegerField(
                label=words,
                min_value=0,
                max_value=MOST_GROUPS,
                required=False,
                initial=sum(code in one.interpreted for one in groups),
            )

    def _add_groups(self, name: str, session: Session) -> None:
        topics: Choices = [("", "–"), *((str(one.key), one.title) for one in session.topics.all())]
        for one in self.offered.groups(session):
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
            if self.offered.foreign:
                self.fields[f"{at}-interpreted"] = forms.MultipleChoiceField(
                    label=_("Interpreted into"),
                    choices=self.offered.foreign,
                    required=False,
                    initial=one.interpreted,
                    widget=forms.CheckboxSelectMultiple,
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
            self[f"{name}-naming"],
            self[f"{name}-topics"],
            tuple(self[f"{name}-into-{code}"] for code, _words in self.offered.foreign),
            tuple(self._group(f"{name}-group-{one.number}", one) for one in self.offered.groups(session)),
        )

    def _group(self, at: str, group: Group) -> GroupFields:
        return GroupFields(
            group.number,
            self[f"{at}-name"],
            self[f"{at}-topic"],
            self[f"{at}-room"],
            self[f"{at}-language"],
            self[f"{at}-interpreted"] if self.offered.foreign else None,
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
            tuple(line.strip() for line in lines if line.strip()),
            self._group_wishes(name, session) if session.key in self.offered.detailed else None,
            first=min(self.offered.detailed.get(session.key, range(1, 2)), default=1),
            naming=said[f"{name}-naming"].strip() if f"{name}-naming" in self.changed_data else None,
            interpreters={
                code: said[f"{name}-into-{code}"] or 0
                for code, _words in self.offered.foreign
                if f"{name}-into-{code}" in self.changed_data
            },
        )

    def _group_wishes(self, name: str, session: Session) -> tuple[GroupWish, ...]:
        said = self.cleaned_data
        return tuple(
            GroupWish(
                said[f"{at}-name"].strip(),
                _key(said[f"{at}-topic"]),
                _key(said[f"{at}-room"]),
                said[f"{at}-language"],
                tuple(said.get(f"{at}-interpreted", ())),
            )
            for at in (f"{name}-group-{one.number}" for one in self.offered.groups(session))
        )

    def mixing(self) -> Mixing:
        said = self.cleaned_data
        asked = {
            one.name: int(said[f"mix-{number}"])
            for number, one in enumerate(self.offered.features)
            if said[f"mix-{number}"] != NOT_MIXED
        }
        names = ("mixes_meals", "counts_earlier", "counts_body", "seed", "language")
        return Mixing(asked, **{name: said[name] for name in names})

    def clean(self) -> dict[str, Any]:
        """A name for all groups has a place for the number, or all would bear the same."""
        said = super().clean() or self.cleaned_data
        for number in range(len(self.offered.rounds)):
            name = f"round-{number}-naming"
            if said.get(name) and NUMBER not in said[name] and name in self.changed_data:
                self.add_error(name, _("Put # where the number goes, as in “Table #”."))
        return said


def _shared_name(groups: Sequence[Group]) -> str:
    """What all groups of a round are called, with # for the number; nothing where they have names of their own."""
    first = next(iter(groups), None)
    if first is None or str(first.number) not in first.name:
        return ""
    found = first.name.replace(str(first.number), NUMBER)
    return found if all(found.replace(NUMBER, str(one.number)) == one.name for one in groups) else ""


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
