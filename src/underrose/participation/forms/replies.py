"""What a guest answers, and what the team enters for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form
from underrose.participation.models import Channel, Listing
from underrose.people.search_words import folded

ANSWERS = {
    "accept": _("Yes, I accept"),
    "tentative": _("I am not sure yet"),
    "decline": _("No, I cannot come"),
}
REASON_LENGTH = 2_000


class Answer(Form):
    """One of three answers; the reason may stay empty."""

    answer = forms.ChoiceField(
        label=_("Can you come?"), choices=list(ANSWERS.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("If you cannot: would you tell us why?"),
        help_text=_("Only the team that invites reads this."),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EnteredAnswer(Answer):
    """An answer that did not come by the personal page."""

    answer = forms.ChoiceField(
        label=_("The answer"),
        choices=[
            ("accept", _("Accepts")), ("tentative", _("Is not sure yet")), ("decline", _("Declines")),
        ],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason, if one was given"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    channel = forms.ChoiceField(
        label=_("How it reached us"),
        choices=[(one.value, one.label) for one in Channel if one is not Channel.page],
        widget=forms.RadioSelect,
        initial=Channel.telephone,
    )


class ProposeSubstitute(Form):
    name = forms.CharField(label=_("Who could come instead?"), max_length=250)
    mail_address = forms.EmailField(label=_("Their e-mail address"), required=False)
    words = forms.CharField(
        label=_("What they do, and why they"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class HowListed(Form):
    """How a name may stand in the list for participants, and in public."""

    to_participants = forms.ChoiceField(
        label=_("In the list that participants receive"),
        choices=Listing.choices,
        widget=forms.RadioSelect,
    )
    in_public = forms.ChoiceField(label=_("In public"), choices=Listing.choices, widget=forms.RadioSelect)
    alias = forms.CharField(label=_("The other name"), required=False, max_length=120)
    role_words = forms.CharField(
        label=_("Your role, in the words that may be read"),
        help_text=_("For example: adviser on human rights, a ministry."),
        required=False,
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = {cleaned.get("to_participants"), cleaned.get("in_public")}
        if Listing.by_alias in chosen and not cleaned.get("alias", "").strip():
            self.add_error("alias", _t("Please write the name under which to appear."))
        if Listing.by_role in chosen and not cleaned.get("role_words", "").strip():
            self.add_error("role_words", _t("Please write the role as it may be read."))
        return cleaned


class Details(Form):
    """What a guest may correct of what is known about them. A new address to write to goes through the team."""

    full_name = forms.CharField(label=_("Full name, as you write it"), max_length=250)
    given_name = forms.CharField(label=_("Given name"), required=False, max_length=120)
    family_name = forms.CharField(
        label=_("Family name"),
        help_text=_("Under which lists file you."),
        required=False,
        max_length=120,
    )
    native_name = forms.CharField(label=_("In its own script"), required=False, max_length=250)
    telephone = forms.CharField(label=_("Telephone"), required=False, max_length=60)
    position = forms.CharField(label=_("Position"), required=False, max_length=250)
    salutation = forms.CharField(
        label=_("How letters should begin"),
        help_text=_("For example: Dear Professor Okoro"),
        required=False,
        max_length=250,
    )

    def clean(self) -> dict[str, Any]:
        """A new name with the parts of the old one: nobody guesses them, so they are asked for."""
        cleaned = super().clean() or {}
        full = folded(cleaned.get("full_name", ""))
        if full and full != folded(self.initial.get("full_name", "")):
            for part in ("given_name", "family_name"):
                said = cleaned.get(part, "")
                if said and said == self.initial.get(part) and folded(said) not in full:
                    self.add_error(
                        part,
                        _t(
                            "This is no longer in your full name. Please write it as it is now, or leave it empty."
                        ),
                    )
        return cleaned
