"""What is typed when a text is read against the guard, and when points are worded for those outside."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.dialogue.plain_words import clean
from underrose.kit.forms import FileInput, Form

LONGEST_TEXT = 400_000
"""Characters of one text: a report of some two hundred pages."""
LONGEST_NAME = 80
"""Letters of the name of a file, as findings tell it."""
KINDS = ".docx,.pdf,.md,.txt"


def in_lines(text: str) -> str:
    """With line ends as Python counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def title_of(name: str, *, is_beside: bool = False) -> str:
    """The name of a file, as findings tell it; what was typed or carried along has none."""
    otherwise = _("what goes out with it") if is_beside else _("the text that is checked here")
    return clean(name)[:LONGEST_NAME] or str(otherwise)


class TextToCheck(Form):
    """A text that goes out, typed or brought as a file. It is kept nowhere."""

    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        strip=False,
        help_text=_("Type or paste it here, or choose a file below. One of the two is needed."),
        widget=forms.Textarea(
            attrs={"rows": 14, "dir": "auto", "autocomplete": "off", "spellcheck": "false", "class": "read"}
        ),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=FileInput(accept=KINDS),
        help_text=_(
            "Word, PDF, Markdown or plain text, up to 20 MB and 400,000 letters. It is read and not kept."
        ),
        error_messages={"empty": _("This file is empty. Please choose the one you mean.")},
    )
    beside = forms.FileField(
        label=_("What goes out with it"),
        required=False,
        widget=FileInput(accept=KINDS),
        help_text=_("A programme, a list or a letter: two texts together can say what neither says alone."),
        error_messages={"empty": _("This file is empty. Please choose the one you mean.")},
    )

    # What was brought so, carried along in the page: a file cannot be sent a second time.
    beside_text = forms.CharField(
        max_length=LONGEST_TEXT, required=False, strip=False, widget=forms.HiddenInput
    )

    beside_name = forms.CharField(max_length=LONGEST_NAME, required=False, widget=forms.HiddenInput)

    holds_more = forms.BooleanField(required=False, widget=forms.HiddenInput)
    """Whether the file this text came from held something beside it that was found, or read by nobody."""

    one_of: ClassVar[tuple[str, ...]] = ("text", "file")

    def clean_text(self) -> str:
        """Line ends as they are counted in the page."""
        return in_lines(str(self.cleaned_data["text"]))

    def clean_beside_text(self) -> str:
        return in_lines(str(self.cleaned_data["beside_text"]))

    def titles(self) -> tuple[str, str]:
        """Under which names a reader knows the text and what goes out with it."""
        file, beside = self.cleaned_data["file"], self.cleaned_data["beside"]
        told = beside.name if beside else self.cleaned_data["beside_name"]
        return title_of(file.name if file else ""), title_of(told, is_beside=True)

    def say(self, text: str, beside: str, *, holds_more: bool) -> None:
        """The text as it stands after a wording was taken over, what goes out with it, and whether its file holds more."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["text"], data["beside_text"] = text, beside
        data["beside_name"] = self.titles()[1] if beside else ""
        data["holds_more"] = "yes" if holds_more else ""
        self.data = data


class Reason(Form):
    """Why a finding may stand as it is."""

    reason = forms.CharField(label=_("Why this may stand"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["autocomplete"] = "off"


class NotesToTake(Form):
    """Notes of a session that were written elsewhere."""

    file = forms.FileField(
        label=_("Notes of this session"),
        widget=FileInput(accept=KINDS),
        help_text=_(
            "Word, PDF, Markdown or plain text. Each paragraph becomes a point; the file is not kept."
        ),
        error_messages={
            "required": _("Please choose the file of the notes."),
            "empty": _("This file is empty. Nothing was taken. Please choose the notes themselves."),
        },
    )
