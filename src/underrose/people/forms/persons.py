"""One plain form for everything known of a person, with rows for posts, addresses and forms of address."""

import zoneinfo
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form as HouseForm
from underrose.kit.numbers import whole
from underrose.people import choices
from underrose.people.models import ContactDetail, Gender
from underrose.people.particulars import LONGEST_NOTE, NAMES, Form, Particulars, PostHeld
from underrose.people.typed import tidied

MOST_ROWS = 40
LANGUAGES = 3
EMPTY = {"posts": 1, "contacts": 2, "forms": 1}


class PersonForm(HouseForm):
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=250,
        help_text=_("Exactly as the person writes it, with titles if they use them."),
        error_messages={"required": _("A person needs a name.")},
    )
    native_name = forms.CharField(label=_("Name in its own script"), max_length=250, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=120, required=False)
    family_name = forms.CharField(
        label=_("Family name"), max_length=120, required=False, help_text=_("Lists are sorted by it.")
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        required=False,
        choices=[("", _("Nobody asked")), *Gender.choices],
        help_text=_("As the person says it."),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=choices.countries,
        help_text=_("Of the person. The country a post speaks for stands with the post."),
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        required=False,
        help_text=_("For instance Africa/Nairobi. Letters leave at their daytime."),
    )

    def __init__(self, sent: QueryDict | None, facts: Particulars | None) -> None:
        super().__init__(sent, initial=_initial(facts))
        known = facts.languages if facts else ()
        offered = choices.languages()
        offered += [(code, code) for code in known if code not in dict(offered)]
        asked = max(LANGUAGES, len(known) + 1)
        for place in range(1, asked + 1):
            label = _("Language they read best") if place == 1 else _("Also reads")
            self.fields[f"language_{place}"] = forms.ChoiceField(label=label, required=False, choices=offered)
        if (facts and facts.list_note) or (sent is not None and "list_note" in sent):
            self.fields["list_note"] = _from_a_list()

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"]
        if zone and zone not in zoneinfo.available_timezones():
            raise forms.ValidationError(_("This is no time zone we know. Write it as Africa/Nairobi."))
        return zone

    def languages(self) -> tuple[str, ...]:
        said = [value for name, value in self.cleaned_data.items() if name.startswith("language_")]
        return tuple(dict.fromkeys(code for code in said if code))


def _from_a_list() -> forms.CharField:
    """Asked only where a list said something: the house invites nobody to write about people."""
    return forms.CharField(
        label=_("From a list"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As a list you took in had it. The person may read it. Empty it, and it is gone."),
    )


class PostRow(HouseForm):
    title = forms.CharField(label=_("Position"), max_length=250, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=250, required=False)
    department = forms.CharField(label=_("Department"), max_length=250, required=False)
    country = forms.ChoiceField(label=_("Country they speak for"), required=False, choices=choices.countries)
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=choices.sectors)
    duty_station = forms.CharField(label=_("Duty station"), max_length=120, required=False)
    start_on = forms.DateField(label=_("Since"), required=False)
    end_on = forms.DateField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start_on"), cleaned.get("end_on")
        if start and end and end < start:
            self.add_error("end_on", _("This day is before the first. Please check the two."))
        return cleaned


class ContactRow(HouseForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=ContactDetail.Kind.choices, required=False)
    value = forms.CharField(label=_("Address or number"), max_length=254, required=False)
    label = forms.CharField(
        label=_("Which"),
        max_length=40,
        required=False,
        help_text=_("For instance office, mobile, assistant."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        value = cleaned.get("value", "").strip()
        if value and cleaned.get("kind") == ContactDetail.Kind.mail:
            try:
                validate_email(value)
            except forms.ValidationError:
                self.add_error(
                    "value", _("This is no complete e-mail address. It has the form name@place.example.")
                )
        elif value and sum(character.isdigit() for character in value) < 3:  # noqa: PLR2004 - the shortest number
            self.add_error(
                "value", _("A telephone number has at least three digits, and begins best with a plus.")
            )
        return cleaned


class AddressRow(HouseForm):
    language = forms.ChoiceField(label=_("Language"), required=False, choices=choices.languages)
    form_of_address = forms.CharField(
        label=_("Form of address"),
        max_length=250,
        required=False,
        help_text=_("As it stands on an envelope: Her Excellency Ms Ana Example, Ambassador."),
    )
    salutation = forms.CharField(
        label=_("Salutation"), max_length=250, required=False, help_text=_("As a letter begins: Excellency,")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = cleaned.get("form_of_address") or cleaned.get("salutation")
        if said and not cleaned.get("language"):
            self.add_error("language", _("Please say in which language this is written."))
        return cleaned


ROWS: dict[str, type[HouseForm]] = {"posts": PostRow, "contacts": ContactRow, "forms": AddressRow}


class Everything:
    """The form of the person and the rows below it, as one thing that is shown, checked and read."""

    def __init__(
        self, sent: QueryDict | None = None, facts: Particulars | None = None, revision: int = 0
    ) -> None:
        self.revision = _number(sent, "revision", revision)
        self.more = sent.get("more", "") if sent is not None else ""
        data = sent if not self.more else _with_one_more(sent, self.more)
        self.person = PersonForm(data, facts)
        self.rows = {name: self._set(name, data, facts) for name in ROWS}
        self.is_sent = sent is not None and not self.more
        if self.more:
            self._forget_errors()

    @property
    def posts(self) -> Any:
        return self.rows["posts"]

    @property
    def contacts(self) -> Any:
        return self.rows["contacts"]

    @property
    def forms(self) -> Any:
        return self.rows["forms"]

    @property
    def every_rows(self) -> list[Any]:
        return list(self.rows.values())

    def is_valid(self) -> bool:
        return self.is_sent and all(
            [self.person.is_valid(), *[rows.is_valid() for rows in self.rows.values()]]
        )

    def all_errors(self) -> bool:
        return self.is_sent and not self.is_valid()

    def facts(self) -> Particulars:
        said = self.person.cleaned_data
        contacts = [
            (row["kind"], row["value"].strip(), row["label"])
            for row in _kept(self.contacts)
            if row["value"].strip()
        ]
        facts = Particulars(
            **{name: said[name] for name in NAMES},
            languages=self.person.languages(),
            mails=tuple(value for kind, value, _label in contacts if kind == ContactDetail.Kind.mail),
            telephones=tuple(value for kind, value, _label in contacts if kind != ContactDetail.Kind.mail),
            posts=tuple(PostHeld(**row) for row in _kept(self.posts) if row["title"] or row["organisation"]),
            forms=tuple(Form(**row) for row in _kept(self.forms) if row["language"]),
            labels=tuple((value, label) for _kind, value, label in contacts if label),
            list_note=said.get("list_note", ""),
        )
        return tidied(facts)

    def _set(self, name: str, data: QueryDict | None, facts: Particulars | None) -> Any:
        made = forms.formset_factory(
            ROWS[name],
            extra=EMPTY[name],
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS,
            can_delete=True,
            can_delete_extra=False,
        )
        rows = made(data, initial=_INITIALS[name](facts) if facts else [], prefix=name)
        for form in rows.initial_forms:
            form.fields["DELETE"].label = _("Remove this row")
        return rows

    def _forget_errors(self) -> None:
        """Somebody who asks for another row has not finished: nothing is wrong yet."""
        for form in (self.person, *[form for rows in self.rows.values() for form in rows.forms]):
            form._errors = forms.utils.ErrorDict()  # noqa: SLF001 - Django has no public way to leave a form unchecked


def _kept(rows: Any) -> Iterable[dict[str, Any]]:
    for form in rows.forms:
        said = dict(form.cleaned_data)
        if said and not said.pop("DELETE", False):
            yield said


def _number(sent: QueryDict | None, name: str, otherwise: int) -> int:
    return otherwise if sent is None else whole(sent.get(name, ""), otherwise=otherwise)


def _with_one_more(sent: QueryDict | None, name: str) -> QueryDict | None:
    if sent is None or name not in ROWS:
        return sent
    data = sent.copy()
    there = _number(sent, f"{name}-TOTAL_FORMS", 0)
    data[f"{name}-TOTAL_FORMS"] = str(min(there + 1, MOST_ROWS))
    return data


def _initial(facts: Particulars | None) -> dict[str, Any]:
    if facts is None:
        return {}
    languages = {f"language_{place}": code for place, code in enumerate(facts.languages, 1)}
    return {name: getattr(facts, name) for name in (*NAMES, "list_note")} | languages


def _contacts(facts: Particulars) -> list[dict[str, Any]]:
    kinds = ((ContactDetail.Kind.mail, facts.mails), (ContactDetail.Kind.telephone, facts.telephones))
    return [
        {"kind": kind.value, "value": value, "label": facts.label_of(value)}
        for kind, values in kinds
        for value in values
    ]


_INITIALS: dict[str, Any] = {
    "posts": lambda facts: [asdict(post) for post in facts.posts],
    "contacts": _contacts,
    "forms": lambda facts: [asdict(form) for form in facts.forms],
}
