"""The words of a note: sections, short lists, and the small parts."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from underrose.concept import audiences, choices
from underrose.concept.models import Partner
from underrose.concept.models.note import SectionKind
from underrose.kit.forms import Form

LONGEST_TEXT = 50_000
MOST_BRACKETS = 2_000


class WriteSection(Form):
    heading = forms.CharField(label=_("Heading"), max_length=200)
    body = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Markdown: *italic*, **bold**, lists with a hyphen. A footnote is called by [^1], a UN document by [@A/RES/70/262, p. 3]."
        ),
    )
    audience = forms.ChoiceField(label=_("Who may read it"), choices=audiences.CHOICES)
    public_wording = forms.CharField(
        label=_("Wording on the public page"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Leave empty to show the words above."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_body(self) -> str:
        return _that_can_be_set(_with_plain_line_ends(self.cleaned_data["body"]))

    def clean_public_wording(self) -> str:
        return _that_can_be_set(_with_plain_line_ends(self.cleaned_data["public_wording"]))


def _that_can_be_set(text: str) -> str:
    """Thousands of open brackets are no sentence; reading them again and again would hold up everybody."""
    if text.count("[") > MOST_BRACKETS or text.count("\n\n") > MOST_BRACKETS:
        raise forms.ValidationError(
            _t(
                "This section has more brackets or paragraphs than a page can show. Please divide it. Nothing was lost here."
            )
        )
    return text


def _with_plain_line_ends(text: str) -> str:
    """Browsers send CRLF; the note keeps LF, so that saving without a change is not a change."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class AddSection(Form):
    heading = forms.CharField(label=_("Heading"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=SectionKind.choices, initial=SectionKind.other)


class Lists(Form):
    """The short lists of a note, one line each."""

    objectives = forms.CharField(
        label=_("Objectives"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("One a line. In the text they stand where a line reads {objectives}."),
    )
    themes = forms.CharField(label=_("Themes"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    lenses = forms.CharField(
        label=_("Cross-cutting lenses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Themes that every session keeps in view."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, longest in (("objectives", 500), ("themes", 200), ("lenses", 200)):
            lines = [line.strip() for line in cleaned.get(name, "").splitlines() if line.strip()]
            for line in lines:
                if len(line) > longest:
                    self.add_error(
                        name,
                        _t("“%(start)s…” is longer than %(longest)s characters. Please shorten it.")
                        % {"start": line[:40], "longest": longest},
                    )
            cleaned[name] = lines
        return cleaned


class PartnerForm(Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=Partner.Role.choices)
    country = forms.ChoiceField(label=_("Country"), choices=choices.countries, required=False)
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        validators=[URLValidator(["http", "https"])],
    )


class ContactForm(Form):
    role = forms.CharField(label=_("Role"), max_length=120)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    telephone = forms.RegexField(
        r"^[+0-9 ()./-]{3,60}$",
        label=_("Telephone"),
        required=False,
        help_text=_("International form: +44 1632 960001, without a zero in brackets."),
        error_messages={"invalid": _("Use digits, spaces and a leading plus.")},
    )
    mail = forms.EmailField(label=_("Mail"), required=False)


class FootnoteForm(Form):
    number = forms.RegexField(
        r"^[0-9A-Za-z]{1,8}$",
        label=_("Number"),
        error_messages={"invalid": _("Use a number or a short mark of letters and digits.")},
    )
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 5}), max_length=20_000)


class QuotationForm(Form):
    words = forms.CharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5_000)
    speaker = forms.CharField(label=_("Speaker"), max_length=200)
    place = forms.CharField(label=_("Place or occasion"), max_length=200, required=False)
    said_on = forms.CharField(label=_("Day or year"), max_length=40, required=False)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    is_verified = forms.BooleanField(label=_("I have checked the words against the source"), required=False)


PARTS: dict[str, type[Form]] = {
    "partner": PartnerForm,
    "contact": ContactForm,
    "footnote": FootnoteForm,
    "quotation": QuotationForm,
}
