"""Accounts from the command line: the first administrator, before anybody can sign in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from underrose.access import actions
from underrose.access.roles import HOUSE_WIDE, Role


class Command(BaseCommand):
    help = "Accounts: `underrose account add EMAIL --name NAME --role administrator`."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, help="What to do.")
        add = acts.add_parser("add", help="Make an account, or give an existing one a role in the house.")
        add.add_argument("email", help="The address that codes are sent to.")
        add.add_argument("--name", required=True, help="The full name, as colleagues read it.")
        add.add_argument(
            "--role", choices=sorted(role.value for role in HOUSE_WIDE), help="A role in the whole house."
        )
        add.add_argument(
            "--meeting", default="", help="With the role programme_director: on this meeting alone."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError(f"{options['email']} is not an e-mail address.") from None
        role = Role(options["role"]) if options["role"] else None
        if options["meeting"] and role is not Role.PROGRAMME_DIRECTOR:
            raise CommandError("On one meeting the command line gives the role programme_director only.")
        account = actions.add_first(
            options["email"], name=options["name"], role=role, meeting_code=options["meeting"]
        )
        self.stdout.write(f"{account.name} can sign in with a code sent to {account.email}.")
