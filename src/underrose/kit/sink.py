"""A mail server that delivers to nobody: for the demo and the tests. Every letter becomes a file in a folder."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

LONGEST_SHOWN = 500


class Sink:
    """Takes every letter, and says yes when it is on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802 - aiosmtpd's name
        name = secrets.token_hex(8)
        draft = self.folder / f".{name}"
        # What a delivering server adds on top: where the letter comes back to, and for whom it was.
        trace = f"Return-Path: <{envelope.mail_from}>\r\nDelivered-To: {envelope.rcpt_tos[0]}\r\n"
        draft.write_bytes(trace.encode() + envelope.content)
        draft.rename(self.folder / f"{name}.eml")
        return "250 Taken"


@contextmanager
def listening(folder: Path, port: int, host: str = "127.0.0.1") -> Iterator[Controller]:
    """The sink in a thread of this process."""
    controller = Controller(Sink(folder), hostname=host, port=port)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


def letters(folder: Path) -> list[EmailMessage]:
    """What arrived, the newest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:LONGEST_SHOWN]]


def every_letter(folder: Path) -> Iterator[EmailMessage]:
    """Everything that ever arrived, in no order."""
    return (_read(file) for file in folder.glob("*.eml"))


def _read(file: Path) -> EmailMessage:
    found = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(found, EmailMessage)
    return found
