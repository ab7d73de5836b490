"""Protecting a person: the name they will stand by, and which meetings need to know who it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.kit.forms import Form
from underrose.people.models import INVITING


class Alias(Form):
    alias = forms.CharField(
        label=_("The name they will stand by"),
        max_length=120,
        help_text=_("It should tell nothing: no initials, no country, no pun. A tree or a river will do."),
    )


class Seal(Alias):
    meeting_codes = forms.CharField(
        label=_("Meetings that need to know who it is"),
        max_length=400,
        required=False,
        help_text=_(
            "References of meetings, with commas between. Their inviting colleagues may look, each time with a line in the record."
        ),
    )

    def __init__(self, sent: Any, holder: Holder, *, is_known: bool, **said: Any) -> None:
        super().__init__(sent, **said)
        self.is_known = is_known
        self.own = holder.codes_for(*INVITING)

    def clean_meeting_codes(self) -> tuple[str, ...]:
        codes = tuple(
            dict.fromkeys(
                code.strip() for code in self.cleaned_data["meeting_codes"].split(",") if code.strip()
            )
        )
        unknown = [code for code in codes if code not in self.own]
        if unknown:
            raise forms.ValidationError(
                _("%(code)s is not a meeting to which you invite. Please check the reference.")
                % {"code": unknown[0]}
            )
        if not codes and self.own and not self.is_known:
            raise forms.ValidationError(
                _("Please name one meeting that needs to know; otherwise nobody could ever look who it is.")
            )
        return codes
