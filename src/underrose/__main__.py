"""The command `underrose`: every verb of every section."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.settings")
    from django.core.management import ManagementUtility

    # Commands are typed with hyphens, modules have none.
    verb = (
        [sys.argv[1].replace("-", "_")]
        if len(sys.argv) > 1 and not sys.argv[1].startswith("-")
        else sys.argv[1:2]
    )
    utility = ManagementUtility([sys.argv[0], *verb, *sys.argv[2:]])
    utility.prog_name = "underrose"
    utility.execute()


if __name__ == "__main__":
    main()
