"""The filters of the outbox."""

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.kit.models import MailState


class Filters(forms.Form):
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any")), *MailState.choices])
    # Written, not chosen: a house may have hundreds of meetings, and a page does not name them all.
    meeting = forms.CharField(
        label=_("Meeting"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "size": 12, "autocomplete": "off"}),
    )

    def chosen(self) -> dict[str, object]:
        """As fields of a mail; a state that is not on the list is not asked for."""
        self.is_valid()
        found: dict[str, object] = {"state": self.cleaned_data.get("state", "")}
        if codes := self.codes():
            found["meeting_code__in"] = codes
        return {name: value for name, value in found.items() if value}

    def codes(self) -> tuple[str, ...]:
        """A reference as it was typed, and in capitals, as references are."""
        self.is_valid()
        typed = self.cleaned_data.get("meeting", "")
        return (typed, typed.upper()) if typed else ()
