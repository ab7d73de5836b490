"""What comes in through pages that draw on several sections."""

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import FileInput, Form

KINDS = ".docx,.xlsx,.pdf,.png,.jpg,.jpeg"
KEEP, LEAVE = "keep", "leave"


class FileToCheck(Form):
    """A file that is to go out. It is looked into, and kept nowhere."""

    file = forms.FileField(
        label=_("File"),
        widget=FileInput(accept=KINDS),
        help_text=_("Word, Excel, PDF, PNG or JPEG, up to 20 MB. It is looked into and not kept."),
        error_messages={
            "required": _("Please choose the file you want to send out."),
            "empty": _("This file is empty. Please choose the one you mean."),
        },
    )
    insertions = forms.ChoiceField(
        label=_("Insertions nobody has decided on"),
        choices=[
            (KEEP, _("Keep them as plain words")),
            (LEAVE, _("Leave them out")),
        ],
        initial=KEEP,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Only for Word files with tracked changes. Deleted words are left out either way."),
    )

    @property
    def keeps_insertions(self) -> bool:
        """Whether what tracked changes put in is read as accepted; without a choice it is."""
        return str(self.cleaned_data["insertions"]) != LEAVE
