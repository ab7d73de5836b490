"""A list of people that comes as a file or is pasted, and what its columns hold."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import FileInput
from underrose.kit.forms import Form as HouseForm
from underrose.methods.contacts.headers import Field, Mapping, recognised
from underrose.methods.contacts.model import Table
from underrose.people.importing import FIELDS

KINDS = ".xlsx,.csv,.txt,.vcf"
SHOWN = 3
NOT_TAKEN = "-"  # a choice like any other, so that every column has an answer
LONGEST = 40


class Bring(HouseForm):
    file = forms.FileField(
        label=_("Your list"),
        required=False,
        widget=FileInput(accept=KINDS),
        help_text=_(
            "Excel (.xlsx), CSV in any encoding, or address cards (.vcf), up to 20 MB and 20,000 rows."
        ),
        error_messages={"empty": _("This file is empty. Nothing was stored. Please choose the list itself.")},
    )
    pasted = forms.CharField(
        label=_("Or paste rows from a spreadsheet"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("With their headings."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("pasted", "").strip():
            raise forms.ValidationError(_("Please choose a file, or paste the rows."))
        return cleaned


class Columns(HouseForm):
    """One question for each column, with the first of its cells to look at."""

    def __init__(self, sent: QueryDict | None, table: Table, mapping: Mapping, *, blanks_erase: bool) -> None:
        super().__init__(sent)
        offered: list[tuple[str, Any]] = [
            (NOT_TAKEN, _("Not taken in")),
            *[(field.value, words) for field, words in FIELDS.items()],
        ]
        # What somebody eats belongs to one meeting: it does not come in as a note either.
        of_diet = [one for one in offered if one[0] != Field.notes]
        if table.other_sheets:
            sheets = [(name, name) for name in (table.sheet, *table.other_sheets)]
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Sheet"),
                choices=sheets,
                initial=table.sheet,
                help_text=_("Another sheet has other columns: choose it and save, and they are shown."),
            )
        for guess in mapping.guesses:
            self.fields[f"column-{guess.place}"] = forms.ChoiceField(
                label=guess.header or _("Column %(number)s") % {"number": guess.place + 1},
                choices=of_diet if recognised(guess.header) is Field.diet else offered,
                initial=guess.field.value if guess.field and guess.field in FIELDS else NOT_TAKEN,
                help_text=_seen(table, guess.place),
            )
        self.fields["blanks_erase"] = forms.BooleanField(
            label=_("Blank cells erase what is known"),
            required=False,
            initial=blanks_erase,
            help_text=_(
                "Only in columns the list has. Otherwise a blank cell leaves everything as it is. Addresses and numbers are never erased."
            ),
        )

    def columns(self) -> list[str]:
        chosen = [value for name, value in self.cleaned_data.items() if name.startswith("column-")]
        return ["" if value == NOT_TAKEN else value for value in chosen]


def _seen(table: Table, place: int) -> str:
    """The first cells that say something."""
    cells = [row.cells[place] for row in table.rows if row.cells[place]][:SHOWN]
    return " · ".join(cell if len(cell) <= LONGEST else f"{cell[:LONGEST]}…" for cell in cells)
