"""The team's own forms around invitations: filters, reminders, letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form
from underrose.participation.models.invitations import InvitationState


class Filters(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Any")),
            *InvitationState.choices,
            ("late", _("Late with an answer")),
            ("not_arrived", _("The letter did not arrive")),
        ],
    )
    wave = forms.ChoiceField(label=_("Wave"), required=False)

    def __init__(self, asked: Any, waves: list[int]) -> None:
        super().__init__(asked)
        wave = self.fields["wave"]
        assert isinstance(wave, forms.ChoiceField)
        wave.choices = [("", _("Any")), *[(str(number), str(number)) for number in waves]]


class Remind(Form):
    when = forms.ChoiceField(
        label=_("When"),
        choices=[
            ("day", _("As soon as it is a working day, between 8 and 19 o’clock, where each of them is")),
            ("now", _("At once")),
        ],
        initial="day",
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("Not before"), required=False)


class Withdraw(Form):
    is_told = forms.BooleanField(
        label=_("Prepare a letter that says so"),
        help_text=_("It waits in the outbox until you have read it."),
        required=False,
        initial=True,
    )


class PrepareAgain(Form):
    closes_earlier = forms.BooleanField(
        label=_("Close the earlier addresses"),
        help_text=_(
            "Choose this if a letter went astray. Until the new letter arrives, the guest cannot open the page."
        ),
        required=False,
    )


class ReplyBy(Form):
    reply_by = forms.DateField(label=_("Reply by"))


class WriteLetter(Form):
    """One letter in one language. Words in braces are filled in for each guest."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 18, "dir": "auto"})
    )
    signatory_name = forms.CharField(label=_("Signed by"), required=False, max_length=200)
    signatory_title = forms.CharField(label=_("Title of the signatory"), required=False, max_length=200)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DropOut(Form):
    reason = forms.CharField(
        label=_("Reason, if one was given"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
