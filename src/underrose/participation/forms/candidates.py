"""What is asked about candidates: filters of the list, whom to add, what to say of one, whom to keep apart."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form
from underrose.participation.candidate_list import Asked
from underrose.participation.models import Candidate, Capacity, Stage

Choices = list[tuple[str, Any]]


class Filters(Form):
    """Above the list. What a reader chose stays chosen."""

    stage = forms.ChoiceField(label=_("Stage"), choices=[("", _("All")), *Stage.choices], required=False)
    constituency = forms.ChoiceField(label=_("Stands for"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    nomination = forms.ChoiceField(label=_("Nominated by"), required=False)

    def __init__(
        self, wanted: Asked, *, constituencies: Choices, countries: Choices, nominations: Choices
    ) -> None:
        super().__init__(initial={name: getattr(wanted, name) for name in self.base_fields})
        every: Choices = [("", _("All"))]
        for name, choices in (
            ("constituency", constituencies),
            ("country", countries),
            ("nomination", nominations),
        ):
            self.fields[name].choices = every + choices  # type: ignore[attr-defined] # a choice field
            if not choices:
                del self.fields[name]


class CandidateFacts(Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    capacity = forms.ChoiceField(
        label=_("Capacity"),
        choices=Capacity.choices,
        help_text=_("Staff, interpreters and security take no place and count in no constituency."),
    )
    is_must_have = forms.BooleanField(label=_("Must be there"), required=False)
    expected_acceptance = forms.IntegerField(
        label=_("Likely to accept, in a hundred"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Your assumption where the general one does not fit. Empty: the general one."),
    )
    why = forms.CharField(
        label=_("Why this person"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For the team alone. It is sealed, and stands in no file and no letter."),
    )

    def __init__(self, constituencies: list[tuple[str, Choices]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.axes = []
        for number, (label, choices) in enumerate(constituencies):
            if choices:
                name = f"axis_{number}"
                self.axes.append(name)
                self.fields[name] = forms.MultipleChoiceField(
                    label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
                )

    @property
    def chosen(self) -> list[str]:
        return [key for name in self.axes for key in self.cleaned_data[name]]

    def facts(self) -> dict[str, Any]:
        names = ("capacity", "is_must_have", "expected_acceptance", "why")
        return {name: self.cleaned_data[name] for name in names}

    def catch_up(self, revision: int) -> None:
        """After a refusal: the words stay, and the next save knows that the other one was seen."""
        given: Any = self.data  # what a request brought
        self.data = given.copy()
        self.data["revision"] = str(revision)  # type: ignore[index] # a copy can be written


def initial_of(candidate: Candidate, constituencies: list[tuple[str, Choices]]) -> dict[str, Any]:
    standing = {str(key) for key in candidate.standings.values_list("constituency_id", flat=True)}
    return {
        **{name: getattr(candidate, name) for name in ("revision", "capacity", "is_must_have", "why")},
        "expected_acceptance": candidate.expected_acceptance,
        **{
            f"axis_{number}": [key for key, _label in choices if key in standing]
            for number, (_axis, choices) in enumerate(constituencies)
        },
    }


class KeepApart(Form):
    one = forms.ChoiceField(label=_("Candidate"))
    other = forms.ChoiceField(label=_("Not together with"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the team alone. It is sealed, and no page of a guest or partner shows it."),
    )

    def __init__(self, candidates: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].choices = [("", "—"), *candidates]  # type: ignore[attr-defined] # a choice field
