"""What people write in a brief: who belongs to a constituency, what is asked of it, and what is assumed."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from underrose.concept.note.areas import resolved
from underrose.context import gazetteer
from underrose.kit.forms import FileInput, Form
from underrose.kit.numbers import whole
from underrose.participation.models import Axis, Brief, Constituency, Crossing
from underrose.participation.models.briefs import Target
from underrose.participation.rules.briefs import faults_of
from underrose.people.models import Gender, Sector

BOUNDS = ("minimum", "maximum", "minimum_flexible", "maximum_flexible")
MOST = 999


class OfEdition(Form):
    """Remembers which edition of the brief was on the page, so that nobody is overwritten unseen."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    differing: list[tuple[str, str, str]] = []  # replaced, never changed

    def facts(self) -> dict[str, Any]:
        """What was written, without the edition."""
        return {name: value for name, value in self.cleaned_data.items() if name != "edition"}

    def clean_edition(self) -> int:
        """The edition that was on the page, or a later one that somebody has looked at and replaces in so many words."""
        seen = str(self.data.get("over", ""))
        return whole(seen, otherwise=int(self.cleaned_data["edition"]))

    def show_theirs(self, edition: int) -> None:
        """After a refusal: what stands now beside what was written, and a box without which nothing is replaced."""
        self.differing = self._differing()
        self.fields["over"] = forms.BooleanField(
            label=_("I have seen what stands now; save what I wrote in its place"),
            required=False,
            widget=forms.CheckboxInput(attrs={"value": str(edition)}, check_test=lambda _said: False),
        )

    def _differing(self) -> list[tuple[str, str, str]]:
        """By question: what stands now, and what was written, where they are not the same."""
        found = []
        for name, field in self.fields.items():
            now, mine = self.get_initial_for_field(field, name), self[name].data
            if name != "edition" and field.has_changed(now, mine):
                found.append((str(field.label), _in_words(field, now), _in_words(field, mine)))
        return found

    def catch_up(self, edition: int) -> None:
        """After a save of one's own: the next one begins from it."""
        given: Any = self.data  # what a request brought
        self.data = given.copy()
        self.data["edition"] = str(edition)  # type: ignore[index] # a copy can be written


def _in_words(field: forms.Field, said: Any) -> str:
    """An answer as people read it, with the words of a choice for its value."""
    if isinstance(said, bool) or isinstance(field, forms.BooleanField):
        return str(_t("yes") if said else _t("no"))
    known = dict(_flat(getattr(field, "choices", ())))
    several = said if isinstance(said, list | tuple) else [said]
    words = [str(known.get(str(one), one)) for one in several if one not in {None, ""}]
    return ", ".join(words).replace("\r", "").replace("\n", ", ") or str(_t("nothing"))


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


def _percent(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100, help_text=help_text)


class Assumptions(OfEdition):
    cap = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_(
            "How many guests there can be. Empty: no limit. Staff, interpreters and security take no place."
        ),
    )
    counts_speakers = forms.BooleanField(label=_("Speakers take a place too"), required=False)
    expected_acceptance = _percent(
        _("Of those invited, how many in a hundred will come"),
        _("Your assumption. It is used for forecasts, and says nothing about a person."),
    )
    expected_drop_out = _percent(_("Of those who accept, how many in a hundred drop out late"))
    accepted_risk = _percent(
        _("Accepted risk that more come than there are places, in a hundred"),
        _("Invitations are proposed so that this risk is kept."),
    )
    reply_within_days = forms.IntegerField(label=_("Days to reply"), min_value=1, max_value=120)


class AxisName(OfEdition):
    label = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("One way of looking at the room, for example Language.")
    )


class OfTarget(OfEdition):
    """What is asked of a group. A blank is not asked."""

    minimum = forms.IntegerField(label=_("At least"), min_value=0, max_value=MOST, required=False)
    maximum = forms.IntegerField(label=_("At most"), min_value=0, max_value=MOST, required=False)
    minimum_flexible = forms.IntegerField(
        label=_("At the very least"),
        min_value=0,
        max_value=MOST,
        required=False,
        help_text=_("How far “at least” may give if not everything can be met. Empty: as far as needed."),
    )
    maximum_flexible = forms.IntegerField(
        label=_("At the very most"),
        min_value=0,
        max_value=MOST,
        required=False,
        help_text=_("How far “at most” may give. Empty: as far as needed."),
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=1,
        max_value=100,
        initial=1,
        help_text=_("How much one missing person counts beside one of another group."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for field, sentence in faults_of(_bounds(Crossing(), cleaned)):
            self.add_error(field, sentence)
        return cleaned


def _bounds(target: Target, cleaned: dict[str, Any], prefix: str = "") -> Target:
    for name in BOUNDS:
        setattr(target, name, cleaned.get(prefix + name))
    return target


class ConstituencyFacts(OfTarget):
    label = forms.CharField(label=_("Name"), max_length=200)
    areas = forms.CharField(
        label=_("Countries and regions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line. Candidates who speak for one of them are placed here."),
    )
    is_open = forms.BooleanField(label=_("Not limited to those named"), required=False)
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), choices=Sector.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    duty_stations = forms.CharField(
        label=_("Duty stations"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Towns, one a line."),
    )
    genders = forms.MultipleChoiceField(
        label=_("Gender"), choices=Gender.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = (
        "edition",
        "label",
        *BOUNDS,
        "weight",
        "areas",
        "is_open",
        "sectors",
        "duty_stations",
        "genders",
    )

    def clean_areas(self) -> list[str]:
        """Each name as people write it becomes its code; one that nobody knows is named with its line."""
        codes, names = [], gazetteer.load()
        for number, line in enumerate(self.cleaned_data["areas"].splitlines(), 1):
            if not line.strip():
                continue
            area = resolved(line.strip(), names)
            if area is None:
                raise forms.ValidationError(
                    _t(
                        "Line %(number)s: “%(name)s” is not a country or region we know. Write another name for it."
                    )
                    % {"number": number, "name": line.strip()[:60]}
                )
            codes.append(area.code)
        return list(dict.fromkeys(codes))

    def clean_duty_stations(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["duty_stations"].splitlines())
        return list(dict.fromkeys(line[:120] for line in lines if line))


def initial_of(constituency: Constituency) -> dict[str, Any]:
    names = gazetteer.load()
    return {
        **{name: getattr(constituency, name) for name in (*BOUNDS, "weight", "label", "is_open")},
        "sectors": constituency.sectors,
        "genders": constituency.genders,
        "areas": "\n".join(names.name(code) for code in constituency.areas),
        "duty_stations": "\n".join(constituency.duty_stations),
    }


class CrossingFacts(OfTarget):
    one = forms.ChoiceField(label=_("Those who belong to"))
    other = forms.ChoiceField(label=_("and to"))
    field_order = ("edition", "one", "other", *BOUNDS, "weight")

    def __init__(self, brief: Brief, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (axis.label, [(str(one.key), one.label) for one in axis.constituencies.all()])
            for axis in brief.axes.prefetch_related("constituencies")
        ]
        for name in ("one", "other"):
            self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice field


class Bounds(OfEdition):
    """The whole table of targets in one form: a number or a blank for each bound of each group."""

    def __init__(self, groups: list[tuple[str, Target]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        for label, group in groups:
            for name in BOUNDS:
                self.fields[f"{group.pk}-{name}"] = forms.IntegerField(
                    label=f"{label}, {_NAMES[name]}",
                    min_value=0,
                    max_value=MOST,
                    required=False,
                    initial=getattr(group, name),
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for _label, group in self.groups:
            for field, sentence in faults_of(_bounds(Crossing(), cleaned, f"{group.pk}-")):
                self.add_error(f"{group.pk}-{field}", sentence)
        return cleaned

    def given(self) -> dict[Any, dict[str, int | None]]:
        return {
            group.pk: {name: self.cleaned_data[f"{group.pk}-{name}"] for name in BOUNDS}
            for _label, group in self.groups
        }

    def rows(self) -> list[dict[str, Any]]:
        """For the table: each group with its four cells."""
        return [
            {
                "label": label,
                "axis": group.axis.label if isinstance(group, Constituency) else _t("Crossings"),
                "cells": [(self[f"{group.pk}-{name}"], OfTarget.base_fields[name].label) for name in BOUNDS],
            }
            for label, group in self.groups
        ]


_NAMES = {
    "minimum": _("at least"),
    "maximum": _("at most"),
    "minimum_flexible": _("at the very least"),
    "maximum_flexible": _("at the very most"),
}


class TargetsFile(OfEdition):
    def _differing(self) -> list[tuple[str, str, str]]:
        """A file is not laid beside the brief: the page of targets shows what stands."""
        return []

    file = forms.FileField(label=_("File"), required=False, widget=FileInput(".csv,.txt,.tsv"))
    pasted = forms.CharField(
        label=_("Or the lines, pasted"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The first line names the columns: feature, value, min, max, min_flex, max_flex."),
    )
    adds = forms.BooleanField(label=_("Add groups that the brief does not have yet"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text = cleaned.get("pasted", "")
        if found := cleaned.get("file"):
            text = _decoded(found.read(1_000_000))
        if not text.strip():
            self.add_error("pasted", _t("Choose a file or paste the lines."))
        cleaned["text"] = text
        return cleaned


def _decoded(raw: bytes) -> str:
    """Files of spreadsheets come in few encodings; what is none of them is read as well as it can be."""
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp1252", errors="replace")


def groups_of(axes: list[Axis], crossings: list[Crossing]) -> list[tuple[str, Target]]:
    """Every constituency and crossing with its name, in the order of the page."""
    found: list[tuple[str, Target]] = [(one.label, one) for axis in axes for one in axis.constituencies.all()]
    return [*found, *((str(one), one) for one in crossings)]
