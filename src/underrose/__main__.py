"""The command `underrose`: every verb of every section."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.settings")
    from django.core.management import ManagementUtility

    utility = ManagementUtility(sys.argv)
    utility.prog_name = "underrose"
    utility.execute()


if __name__ == "__main__":
    main()
