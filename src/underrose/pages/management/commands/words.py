"""`underrose words`: collect every word for translation, say what is missing, compile."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from underrose.pages import words


class Command(BaseCommand):
    help = "Collect the words of every page for translation, say what is missing, and compile."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("languages", nargs="*", help="codes such as ar; default: all there are")
        parser.add_argument("--compile", action="store_true", help="only compile what is there")
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit 1 if words are missing"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["compile"]:
            words.compile_all()
            return
        found = words.collected()
        lacking = 0
        for language in options["languages"] or words.languages():
            if not options["check"]:
                words.update(language, found)
            missing = words.missing(language, found)
            lacking += len(missing)
            self.stdout.write(f"{language}: {len(found)} words and sentences, {len(missing)} missing")
            if options["check"]:
                for message in missing[:20]:
                    self.stdout.write(f"  {message.id!r}")
        if options["check"] and lacking:
            raise CommandError("Some words are not translated.")
        words.compile_all()
