"""A note that comes as a file, and what was understood of it."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from underrose.concept import choices, rules
from underrose.concept.forms.meetings import Dated, known_time_zone
from underrose.concept.models import Venue
from underrose.kit.forms import FileInput, Form

NOTE_KINDS = ".docx,.pdf,.md,.txt"


class ImportNote(Form):
    file = forms.FileField(
        label=_("Concept note"),
        widget=FileInput(accept=NOTE_KINDS),
        help_text=_("Word, PDF, Markdown or plain text, up to 20 MB."),
        error_messages={
            "required": _("Please choose the file of the note."),
            "empty": _("This file is empty. Nothing was stored. Please choose the note itself."),
        },
    )
    page = forms.FileField(
        label=_("Public page, to compare"),
        required=False,
        widget=FileInput(accept=".docx,.pdf,.md,.txt"),
        help_text=_("If the meeting has a public page already, its text shows what the page leaves out."),
    )


class ReviewNote(Dated):
    """What was understood of a note, to be corrected before a meeting is opened from it."""

    title = forms.CharField(label=_("Title"), max_length=300)
    code = forms.RegexField(
        rules.CODE,
        label=_("Reference"),
        max_length=40,
        required=False,
        help_text=_("Empty: a random one."),
        error_messages={
            "invalid": _("Use letters, digits, dots and hyphens only, beginning with a letter or digit.")
        },
    )
    start_on = forms.DateField(label=_("First day"), required=False)
    end_on = forms.DateField(label=_("Last day"), required=False)
    venue = forms.CharField(label=_("Venue"), max_length=200, required=False)
    town = forms.CharField(label=_("Town of the venue"), max_length=120, required=False)
    time_zone = forms.CharField(
        label=_("Time zone of the venue"),
        max_length=60,
        required=False,
        help_text=_("Of a venue the house does not know yet, for instance Europe/Zurich. Otherwise UTC."),
    )
    series = forms.CharField(label=_("Series"), max_length=200, required=False)
    ordinal = forms.IntegerField(label=_("Edition number"), min_value=1, max_value=999, required=False)
    cap = forms.IntegerField(label=_("Places"), min_value=1, max_value=1000, required=False)
    regime = forms.ChoiceField(label=_("Disclosure regime"), choices=choices.regimes)
    objectives = forms.CharField(
        label=_("Objectives"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line."),
    )
    lenses = forms.CharField(
        label=_("Cross-cutting lenses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line."),
    )
    partners = forms.CharField(
        label=_("Partners"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line."),
    )
    follow_up_from_months = forms.IntegerField(
        label=_("Follow-up begins (months after the last day)"), min_value=0, max_value=36, required=False
    )
    follow_up_to_months = forms.IntegerField(
        label=_("Follow-up ends (months after the last day)"), min_value=0, max_value=36, required=False
    )

    def tell_venues(self, known: Sequence[Venue]) -> None:
        """What a venue without a town is taken for."""
        towns = ", ".join(venue.town or _t("no town") for venue in known)
        if len(known) == 1:
            told = _t(
                "A venue of this name is known (%(town)s); without a town here it is taken for that one."
            )
            self.fields["town"].help_text = told % {"town": towns}
        elif known:
            told = _t("Venues of this name are known: %(towns)s. Please say which town it is.")
            self.fields["town"].help_text = told % {"towns": towns}

    def clean_time_zone(self) -> str:
        return known_time_zone(self.cleaned_data["time_zone"])

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        refusal = rules.may_use_code(code) if code else ""
        if refusal:
            raise forms.ValidationError(refusal)
        return code
