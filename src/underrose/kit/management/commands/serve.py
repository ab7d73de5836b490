"""`underrose serve`: the site, for people."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer


class Command(BaseCommand):
    help = "Serve the site on this machine (a proxy in front brings TLS)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="the address to listen on; 127.0.0.1 is this machine alone"
        )
        parser.add_argument("--port", type=int, default=8000, help="the port to listen on")
        parser.add_argument(
            "--workers", type=int, default=2, help="processes that answer; about one for each core"
        )
        parser.add_argument("--threads", type=int, default=4, help="requests each worker answers at a time")
        parser.add_argument("--skip-migrate", action="store_true", help="the databases are known to be ready")

    def handle(self, *_: Any, **options: Any) -> None:
        if not options["skip_migrate"]:
            call_command("migrate_all", verbosity=0)
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"Serving on http://{options['host']}:{options['port']}")
        self.stdout.flush()
        server(options["host"], options["port"], options["workers"], options["threads"]).serve()


def server(host: str, port: int, workers: int, threads: int) -> AbstractServer[Any]:
    """No access log: it would keep addresses and tokens."""
    return Granian(
        "underrose.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backpressure=512,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
