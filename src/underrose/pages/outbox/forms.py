"""The filters of the outbox."""

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.kit.models import MailState


class Filters(forms.Form):
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any")), *MailState.choices])
    meeting = forms.ChoiceField(label=_("Meeting"), required=False)

    def __init__(self, asked: object, codes: frozenset[str]) -> None:
        super().__init__(asked)  # type: ignore[arg-type] # a request's GET
        meeting = self.fields["meeting"]
        assert isinstance(meeting, forms.ChoiceField)
        meeting.choices = [("", _("Any")), *[(code, code) for code in sorted(codes)]]

    def chosen(self) -> dict[str, str]:
        """As fields of a mail; what is not on the list is not asked for."""
        self.is_valid()
        found = {"state": self.cleaned_data.get("state"), "meeting_code": self.cleaned_data.get("meeting")}
        return {name: value for name, value in found.items() if value}
