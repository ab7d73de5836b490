"""What the organiser settles before the next wave is proposed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form

MOST_WAVES = 6


class ProposeWave(Form):
    waves_left = forms.IntegerField(
        label=_("Waves still to come, with this one"),
        help_text=_(
            "The more waves are still to come, the smaller this one is. With 1 it asks as many as the places allow."
        ),
        min_value=1,
        max_value=MOST_WAVES,
        initial=2,
    )
    accepts_risk = forms.BooleanField(
        label=_("In the last wave, ask more people than there are free places"),
        help_text=_("Some decline; those who accept too late for a place join the reserve."),
        required=False,
    )
    seed = forms.IntegerField(
        label=_("Number of the proposal"),
        help_text=_("The same number proposes the same wave; another one may find another that is as good."),
        min_value=1,
        max_value=1_000_000,
        initial=1,
    )
