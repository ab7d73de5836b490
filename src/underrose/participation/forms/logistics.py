"""What the organiser settles, letters for consulates, staff, copies of the list, badges."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form
from underrose.participation.actions.visas import Passport
from underrose.participation.forms.needs import Telephone
from underrose.participation.models import Capacity


class Settle(Form):
    """What everybody is told, and what is assumed until it is known better."""

    arrival_help = forms.CharField(
        label=_("How to arrive"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Trains, taxis, the door, whom to ask for. It goes into the joining instructions."),
    )
    visa_signatory = forms.CharField(
        label=_("Who signs letters for consulates"), required=False, max_length=200
    )
    visa_lead_days = forms.IntegerField(
        label=_("Days a consulate needs"),
        min_value=0,
        max_value=365,
        help_text=_("Your assumption: so many days before the journey our letter should be there."),
    )
    shares_list = forms.ChoiceField(
        label=_("Participants receive a list of who is there"),
        required=False,
        choices=[("", _("Not decided")), ("yes", _("Yes")), ("no", _("No"))],
        help_text=_("It counts only where the rule of the meeting leaves it to you."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean_shares_list(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["shares_list"])


class AskForLetter(Form):
    """The passport, only as long as the letter needs it."""

    name = forms.CharField(label=_("Name as in the passport"), max_length=200)
    nationality = forms.CharField(label=_("Nationality"), max_length=120)
    number = forms.CharField(
        label=_("Passport number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    born_on = forms.DateField(label=_("Born on"), required=False)
    valid_until = forms.DateField(label=_("Passport valid until"), required=False)
    consulate = forms.CharField(
        label=_("Consulate"), required=False, max_length=200, help_text=_("To whom the letter is addressed.")
    )
    signatory = forms.CharField(label=_("Signed by"), max_length=200)
    passport_until = forms.DateField(
        label=_("Erase the passport at the latest on"),
        help_text=_("It is erased when the letter is said to be sent, and on this day in any case."),
    )
    is_another = forms.BooleanField(label=_("Enter a second letter for this guest"), required=False)

    def __init__(self, *args: Any, has_letter: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_letter:
            del self.fields["is_another"]

    def passport(self) -> Passport:
        names = ("name", "nationality", "number", "born_on", "valid_until", "consulate")
        return Passport(**{name: self.cleaned_data[name] for name in names})


STAFF = [choice for choice in Capacity.choices if choice[0] in {"staff", "interpreter", "security"}]


class AddStaff(Form):
    """Somebody who is in the room without being invited and without taking a place."""

    full_name = forms.CharField(label=_("Full name"), max_length=250)
    capacity = forms.ChoiceField(label=_("Capacity"), choices=STAFF)
    telephone = Telephone(label=_("Telephone"))
    mail = forms.EmailField(label=_("E-mail"), required=False)
    languages = forms.CharField(
        label=_("Languages"),
        required=False,
        max_length=60,
        help_text=_("For interpreters: codes with commas between, for example fr, ar."),
    )


class MakeCopies(Form):
    """Who is given a copy. Each has its own number, and the recipient's name stands on every page."""

    recipients = forms.CharField(
        label=_("For whom"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
        help_text=_("One recipient on each line. Every line is one numbered copy."),
    )
    is_for_partner = forms.BooleanField(
        label=_("Copies for a partner"),
        required=False,
        help_text=_("Only people who stand in the list with their name; the others are counted."),
    )

    def names(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["recipients"].splitlines() if line.strip()]


class Badges(Form):
    """What stands on a badge. What a person has asked for goes before what is chosen here."""

    shows = forms.ChoiceField(
        label=_("What stands on them"),
        choices=[("name", _("Full name")), ("given", _("First name only")), ("role", _("Role only"))],
        initial="name",
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("badges", _("Badges")), ("tent-cards", _("Tent cards"))],
        initial="badges",
    )
    who = forms.ChoiceField(
        label=_("For whom"),
        choices=[("all", _("Everybody")), ("guests", _("Guests")), ("staff", _("Staff"))],
        initial="all",
    )
    paper = forms.ChoiceField(
        label=_("Paper"), choices=[("a4", "A4"), ("us-letter", _("US Letter"))], initial="a4"
    )

    def chosen(self) -> dict[str, Any]:
        """What was asked for; the usual where nothing, or nothing sensible, was."""
        usual = {name: field.initial for name, field in self.fields.items()}
        return usual | ({} if not self.is_bound else {k: v for k, v in self._clean_each().items() if v})

    def _clean_each(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data
