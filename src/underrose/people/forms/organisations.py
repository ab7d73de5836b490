"""What is said of an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form
from underrose.people import choices


class OrganisationForm(Form):
    name = forms.CharField(label=_("Name"), max_length=250, help_text=_("As people there write it."))
    native_name = forms.CharField(label=_("Name in its own script"), max_length=250, required=False)
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=choices.countries,
        help_text=_("Empty for a body of many countries."),
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=choices.sectors)
    town = forms.CharField(label=_("Town"), max_length=120, required=False)
