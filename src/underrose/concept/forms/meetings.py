"""Opening a meeting, and its particulars."""

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from underrose.concept import choices, rules
from underrose.concept.models import Meeting
from underrose.concept.models.meetings import Mode
from underrose.kit.forms import Form

NOTE_LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("zh", "中文"),
    ("ru", "Русский"),
]


class Dated(Form):
    """Any form with a first and a last day: the second is not before the first."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start_on, end_on = cleaned.get("start_on"), cleaned.get("end_on")
        if start_on and not end_on and "end_on" not in self.errors:
            cleaned["end_on"] = start_on
        refusal = rules.may_hold_on(start_on, end_on)
        if refusal:
            self.add_error("end_on", refusal)
        return cleaned


class OpenMeeting(Dated):
    """What it takes to begin: a title. Everything else can follow."""

    title = forms.CharField(label=_("Title"), max_length=300)
    code = forms.RegexField(
        rules.CODE,
        label=_("Reference"),
        required=False,
        max_length=40,
        help_text=_(
            "As it will stand on the note and in addresses, for example HR2701. Empty: a random one."
        ),
        error_messages={
            "invalid": _("Use letters, digits, dots and hyphens only, beginning with a letter or digit.")
        },
    )
    start_on = forms.DateField(label=_("First day"), required=False)
    end_on = forms.DateField(label=_("Last day"), required=False)
    is_undisclosed = forms.BooleanField(
        label=_("Undisclosed meeting"),
        required=False,
        help_text=_("It is never announced, its reference is random and its letters are neutral."),
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        refusal = rules.may_use_code(code) if code else ""
        if refusal:
            raise forms.ValidationError(refusal)
        return code


def known_time_zone(written: str) -> str:
    if written and written not in zoneinfo.available_timezones():
        raise forms.ValidationError(_t("This is no time zone we know. Write it as Europe/Zurich."))
    return written


class Particulars(Dated):
    """Dates, place and terms of a meeting."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.CharField(label=_("Kind of paper"), max_length=60)
    start_on = forms.DateField(label=_("First day"), required=False)
    end_on = forms.DateField(label=_("Last day"), required=False)
    venue = forms.CharField(label=_("Venue"), max_length=200, required=False)
    town = forms.CharField(label=_("Town"), max_length=120, required=False)
    time_zone = forms.CharField(
        label=_("Time zone of the venue"),
        max_length=60,
        required=False,
        help_text=_(
            "For instance Europe/Zurich. Reminders and local times go by it, in every meeting held in this house."
        ),
    )
    mode = forms.ChoiceField(label=_("Mode"), choices=Mode.choices)
    series = forms.CharField(label=_("Series"), max_length=200, required=False)
    ordinal = forms.IntegerField(label=_("Edition number"), min_value=1, max_value=999, required=False)
    cap = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("The most people in the room."),
    )
    regime = forms.ChoiceField(label=_("Disclosure regime"), choices=choices.regimes)
    is_invitation_only = forms.BooleanField(label=_("By invitation only"), required=False)
    follow_up_from_months = forms.IntegerField(
        label=_("Follow-up begins (months after the last day)"), min_value=0, max_value=36, required=False
    )
    follow_up_to_months = forms.IntegerField(
        label=_("Follow-up ends (months after the last day)"), min_value=0, max_value=36, required=False
    )
    mail_tone = forms.ChoiceField(
        label=_("Tone of letters"),
        choices=Meeting._meta.get_field("mail_tone").choices or [],
        help_text=_("Quiet: sender, subject and calendar say nothing about the meeting."),
    )
    language = forms.ChoiceField(label=_("Language of the note"), choices=NOTE_LANGUAGES)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("follow_up_from_months"), cleaned.get("follow_up_to_months")
        if start is not None and end is not None and end < start:
            self.add_error("follow_up_to_months", _t("The follow-up ends before it begins."))
        if cleaned.get("ordinal") and not cleaned.get("series"):
            self.add_error("series", _t("An edition number needs the name of its series."))
        return cleaned

    def clean_time_zone(self) -> str:
        return known_time_zone(self.cleaned_data["time_zone"])
