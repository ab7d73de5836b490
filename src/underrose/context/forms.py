"""What an administrator types beside the reference data."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from underrose.context import gazetteer
from underrose.kit.forms import Form


class StatusNote(Form):
    note = forms.CharField(
        label=_("How this house speaks of its status"),
        help_text=_(
            "Shown wherever the place is named in reference lists. Loading new reference data leaves it as it is."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )


class Supporters(Form):
    as_of = forms.DateField(label=_("As of"), help_text=_("The day on which this list was right."))
    names = forms.CharField(
        label=_("Supporters"),
        help_text=_(
            "One name to a line, as the list writes them. They are kept so, beside the names of today."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=20_000,
    )

    def clean_names(self) -> list[str]:
        """Every line is a state that is known here."""
        names = [line.strip() for line in str(self.cleaned_data["names"]).splitlines() if line.strip()]
        unknown = [name for name in names if not _is_place(name)]
        if unknown:
            raise ValidationError(_("Not known here: %(names)s."), params={"names": ", ".join(unknown)})
        return names

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        return day


def _is_place(name: str) -> bool:
    area = gazetteer.load().resolve(name)
    return area is not None and area.standing != "region"
