"""Everything that comes from outside into a concept note."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from underrose.concept import audiences, choices, rules
from underrose.concept.models import Meeting, Partner
from underrose.concept.models.meetings import Mode
from underrose.concept.models.note import SectionKind
from underrose.kit.forms import FileInput, Form

LONGEST_TEXT = 50_000
MOST_BRACKETS = 2_000
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


class Particulars(Dated):
    """Dates, place and terms of a meeting."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.CharField(label=_("Kind of paper"), max_length=60)
    start_on = forms.DateField(label=_("First day"), required=False)
    end_on = forms.DateField(label=_("Last day"), required=False)
    venue = forms.CharField(label=_("Venue"), max_length=200, required=False)
    town = forms.CharField(label=_("Town"), max_length=120, required=False)
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

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        refusal = rules.may_use_code(code) if code else ""
        if refusal:
            raise forms.ValidationError(refusal)
        return code
