"""Asking an organisation for names, naming people, asking a partner, and the partner's word."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form
from underrose.participation.actions.clearances import Word
from underrose.participation.models import Clearance, ClearanceState
from underrose.participation.named import Named
from underrose.participation.rules.nominations import MOST_PLACES
from underrose.people.choices import countries, languages
from underrose.people.models import Gender


class AskForNames(Form):
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=250,
        help_text=_("As it writes its name. It is added to the address book if it is not there yet."),
    )
    name = forms.CharField(label=_("Name of the person who is asked"), max_length=200)
    mail = forms.EmailField(label=_("Mail address"))
    places = forms.IntegerField(label=_("How many people it may name"), min_value=1, max_value=MOST_PLACES)
    open_until = forms.DateField(label=_("Until"))
    words = forms.CharField(
        label=_("Words of your own in the letter"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example whom you hope for. They stand in the letter and on the page."),
    )


class ReviseNomination(Form):
    places = forms.IntegerField(label=_("How many people it may name"), min_value=1, max_value=MOST_PLACES)
    open_until = forms.DateField(label=_("Until"))


class NamePerson(Form):
    full_name = forms.CharField(label=_("Full name"), max_length=250, help_text=_("As the person writes it."))
    native_name = forms.CharField(label=_("Name in its own script"), max_length=250, required=False)
    position = forms.CharField(label=_("Position"), max_length=250, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=250, required=False)
    country = forms.ChoiceField(label=_("Country they speak for"), required=False)
    mail = forms.EmailField(label=_("Mail address"))
    language = forms.ChoiceField(label=_("Language to write in"), required=False)
    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=[("", _("Not said")), *Gender.choices],
        required=False,
        help_text=_("Only if the person would want it said."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "—"), *(one for one in countries() if one[0])]  # type: ignore[attr-defined] # a choice field
        self.fields["language"].choices = [("", "—"), *(one for one in languages() if one[0])]  # type: ignore[attr-defined] # a choice field

    def named(self) -> Named:
        return Named(**{name: value.strip() for name, value in self.cleaned_data.items()})


class AskPartner(Form):
    name = forms.CharField(label=_("Name of the person at the partner"), max_length=200)
    mail = forms.EmailField(label=_("Mail address"))
    shows_names = forms.BooleanField(
        label=_("Show names and positions"),
        required=False,
        initial=True,
        help_text=_(
            "Without: only what each would stand for, and of nobody if one of them is protected or stands for nothing yet. Protected people are never shown by name."
        ),
    )
    candidates = forms.MultipleChoiceField(label=_("Candidates"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, candidates: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidates"].choices = candidates  # type: ignore[attr-defined] # a choice field


class _NotMissed(forms.Field):
    """Not called optional, and not missed if it is not sent: `Words.clean` says what is needed."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class _WordField(_NotMissed, forms.ChoiceField):
    """One of its choices is that there is no word yet."""


class _ReasonField(_NotMissed, forms.CharField):
    """Its label says when it is needed."""


class _ReasonArea(forms.Textarea):
    """Not called required to a screen reader either: whether it is depends on the answer beside it."""

    def use_required_attribute(self, initial: Any) -> bool:  # noqa: ARG002 - asked by Django
        return False


class Words(Form):
    """The partner's word on each candidate of a round; `titles` are what the page calls them."""

    def __init__(self, rows: list[Clearance], titles: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.titles = titles
        choices = [
            (ClearanceState.cleared.value, _("We agree")),
            (ClearanceState.vetoed.value, _("We do not agree")),
            (ClearanceState.asked.value, _("No answer yet")),
        ]
        for row in rows:
            self.fields[f"{row.key}-state"] = _WordField(
                label=_("Your word"),
                choices=choices,
                initial=row.state,
                widget=forms.RadioSelect,
            )
            self.fields[f"{row.key}-reason"] = _ReasonField(
                label=_("Reason, needed if you do not agree"),
                initial=row.reason,
                max_length=2_000,
                widget=_ReasonArea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        sentence = _t("Please say in a few words why you do not agree to %(name)s. Only the team reads it.")
        for row, title in zip(self.rows, self.titles, strict=True):
            is_veto = cleaned.get(f"{row.key}-state") == ClearanceState.vetoed
            if is_veto and not cleaned.get(f"{row.key}-reason", "").strip():
                self.add_error(f"{row.key}-reason", sentence % {"name": title})
        unanswered = {"", None, ClearanceState.asked.value}
        if all({cleaned.get(f"{row.key}-state"), row.state} <= unanswered for row in self.rows):
            self.add_error(
                None, _t("You have given no answer yet. Please choose one for at least one person.")
            )
        return cleaned

    def answers(self) -> dict[UUID, Word]:
        """Without what was not sent at all: a page with fewer people on it changes nothing of the others."""
        return {
            row.key: Word(
                ClearanceState(self.cleaned_data[f"{row.key}-state"]),
                self.cleaned_data[f"{row.key}-reason"].strip(),
            )
            for row in self.rows
            if self.cleaned_data.get(f"{row.key}-state")
        }

    def fields_of(self, row: Clearance) -> tuple[Any, Any]:
        return self[f"{row.key}-state"], self[f"{row.key}-reason"]
