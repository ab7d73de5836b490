"""What the public reads, approval, and what happens when plans change."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from underrose.concept import audiences, rules
from underrose.concept.forms.meetings import Dated
from underrose.kit.forms import Form


class FieldSwitches(Form):
    """Who may read each field, and the words for the public where they differ."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in audiences.FIELD_WORDS.items():
            self.fields[name] = forms.ChoiceField(label=words, choices=audiences.CHOICES)
        self.fields["title_wording"] = forms.CharField(
            label=_("Title on the public page"), required=False, max_length=300
        )
        self.fields["dates_wording"] = forms.CharField(
            label=_("Dates on the public page"),
            required=False,
            max_length=120,
            help_text=_("For example: spring 2027."),
        )
        self.fields["venue_wording"] = forms.CharField(
            label=_("Venue on the public page"),
            required=False,
            max_length=120,
            help_text=_("For example: near Geneva."),
        )


class AskApproval(Form):
    name = forms.CharField(label=_("Name of the person"), max_length=200)
    mail_address = forms.EmailField(label=_("Mail address"))


class AnswerApproval(Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("approve", _("We approve this note")), ("change", _("We ask for changes"))],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("What should change, or anything else to know"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5_000,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "change" and not cleaned.get("comment", "").strip():
            self.add_error("comment", _t("Please say what should change."))
        return cleaned


class Announce(Form):
    despite = forms.CharField(
        label=_("Reason to announce without every approval"), required=False, max_length=160
    )


class ChangeWords(Form):
    words = forms.CharField(
        label=_("Words for the public page"),
        required=False,
        max_length=300,
        help_text=_("One or two sentences; may stay empty."),
    )


class Move(Dated):
    start_on = forms.DateField(label=_("New first day"))
    end_on = forms.DateField(label=_("New last day"))


class Clone(Form):
    code = forms.RegexField(rules.CODE, label=_("Reference of the new meeting"), max_length=40)
    start_on = forms.DateField(label=_("First day of the new meeting"), required=False)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        refusal = rules.may_use_code(code)
        if refusal:
            raise forms.ValidationError(refusal)
        return code
