"""The filters above the list of people, and what its address may ask for."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from underrose.kit.templatetags.kit import day
from underrose.people import choices, listing
from underrose.people.listing import Asked
from underrose.people.models import ContactImport

MOST_TICKED = 2_000
ANY = ("", _("Any"))


class Filters(forms.Form):
    country = forms.ChoiceField(label=_("Country"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    standing = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[
            ANY,
            ("protected", _("Protected")),
            ("closed", _("Do not contact")),
            ("open", _("May be written to")),
        ],
    )

    def __init__(self, asked: QueryDict, lists: Sequence[ContactImport] = ()) -> None:
        super().__init__(asked)
        if lists:
            named = [(str(one.key), f"{one.file_name}, {day(one.taken_on)}") for one in lists]
            self.fields["brought"] = forms.ChoiceField(
                label=_("From the list"), required=False, choices=[ANY, *named]
            )
        offered = {
            "country": choices.countries(),
            "sector": choices.sectors(),
            "language": choices.languages(),
        }
        for name, pairs in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [ANY, *pairs[1:]]

    def asked(self) -> Asked:
        """As the list understands it."""
        self.is_valid()
        chosen: dict[str, Any] = {
            name: self.cleaned_data.get(name, "") for name in ("country", "sector", "language", "standing")
        }
        # A list that is gone brings nobody: everybody instead would be a surprise.
        brought = self.data.get("brought", "")
        query = self.data.get("q", "").strip()[:100]
        sort = self.data.get("sort", "")
        return Asked(
            query=query,
            sort=sort if sort.removeprefix("-") in listing.SORTS else "name",
            columns=self._columns(),
            keys=_keys(self._many("selected")),
            brought=brought[:36],
            **chosen,
        )

    def _columns(self) -> tuple[str, ...]:
        wanted = self._many("column")
        known = tuple(shown.name for shown in listing.COLUMNS if shown.name in wanted)
        return known or listing.USUAL

    def _many(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []


def _keys(given: list[str]) -> tuple[str, ...]:
    """Keys of rows that were ticked; what is no key is left out."""
    found = []
    for one in given[:MOST_TICKED]:
        try:
            found.append(str(UUID(one)))
        except ValueError:
            continue
    return tuple(found)
