"""What people type to sign in, and about their colleagues."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from underrose.access.models import Account
from underrose.access.roles import HOUSE_WIDE, OF_A_SESSION, Role
from underrose.kit.forms import Form

SIX_DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}


class AskForCode(RequestLoginCodeForm):  # type: ignore[misc]  # published without types
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs = {"autocomplete": "username webauthn", "dir": "ltr"}


class EnterCode(ConfirmLoginCodeForm):  # type: ignore[misc]  # published without types
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["code"].label = _("Six-digit code")
        self.fields["code"].widget.attrs = dict(SIX_DIGITS)

    def clean_code(self) -> str:
        """Three tries a code, also when many arrive at the same moment."""
        request = context.request
        begun = (request.session.get("account_login") or {}).get("initiated_at", 0)
        if not ratelimit.consume(request, action="code_tried", key=f"{request.session.session_key}|{begun}"):
            self.expected_code = ""
        return str(super().clean_code())


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]  # published without types
    """A passkey always signs in by itself, so there is nothing to choose."""

    use_required_attribute = False
    passwordless = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].help_text = _("So that you can tell it from others: “Office laptop”, “My phone”.")
        self.fields["name"].max_length = 60


class CodeByMail(Form):
    code = forms.CharField(label=_("Six-digit code"), max_length=12, widget=forms.TextInput(SIX_DIGITS))


class AboutMe(Form):
    name = forms.CharField(
        label=_("Full name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language of pages and messages"), choices=lambda: settings.LANGUAGES
    )


class Colleague(Form):
    """A new account: who it is, and what they do in the whole house, if anything."""

    name = forms.CharField(label=_("Full name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"dir": "ltr"}))
    language = forms.ChoiceField(label=_("Language of messages to them"), choices=lambda: settings.LANGUAGES)
    role = forms.ChoiceField(
        label=_("Role in the whole house"),
        choices=[("", _("None: roles come with meetings"))]
        + [(role.value, role.label) for role in Role if role in HOUSE_WIDE],
        required=False,
    )


class NewGrant(Form):
    """A role for a colleague on one meeting."""

    account = forms.ModelChoiceField(label=_("Colleague"), queryset=Account.objects.none())
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (role.value, role.label)
            for role in Role
            if role is not Role.ADMINISTRATOR and role not in OF_A_SESSION
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Account.objects.active().order_by("name")


class HouseGrant(Form):
    """A role in the whole house. Roles on a meeting are given by its programme director."""

    role = forms.ChoiceField(
        label=_("Role in the whole house"),
        choices=[(role.value, role.label) for role in Role if role in HOUSE_WIDE],
    )


class HandOver(Form):
    to = forms.ModelChoiceField(label=_("Colleague who takes over"), queryset=Account.objects.none())

    def __init__(self, *args: Any, giver: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Account.objects.active().exclude(pk=giver.pk).order_by("name")


class NameOfTheHouse(Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    logo_words = forms.CharField(label=_("Words beside the name"), max_length=120, required=False)
    contact = forms.EmailField(label=_("Address for enquiries"), required=False)


class DeviceCode(Form):
    """Six digits that came by mail, or eight that were read out."""

    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(SIX_DIGITS))
