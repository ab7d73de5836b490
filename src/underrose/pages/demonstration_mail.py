"""The mail of the demonstration: a server that takes every letter but those to an address nobody has, and what it took."""

import errno
import re
import socket
from asyncio import AbstractServer
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from typing import Any

import nh3
from aiosmtpd.controller import Controller
from django.utils.safestring import SafeString, mark_safe

from underrose.kit import sink, text

# Somebody in the list of people has moved away: letters there are refused, as a real server would.
NOBODY_AT = "@formerly.example"
PORTS = 100
_NAME = re.compile(r"[0-9a-f]{16}")


class Server(sink.Sink):
    """The kit's own sink, with one address that does not exist."""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: ARG002, N802 - aiosmtpd's name and arguments
        if address.endswith(NOBODY_AT):
            return "550 5.1.1 Nobody is here by that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@contextmanager
def listening(folder: Path, first: int) -> Iterator[int]:
    """Takes letters at the first port from there on that is free, and says which that is."""
    with _listener(first) as place:
        port = int(place.getsockname()[1])
        controller = _Bound(Server(folder), place, port)
        controller.start()
        try:
            yield port
        finally:
            controller.stop()


class _Bound(Controller):
    """A server on a port that was taken for it before."""

    def __init__(self, server: Server, place: socket.socket, port: int) -> None:
        super().__init__(server, hostname="127.0.0.1", port=port)
        self._place = place

    def _create_server(self) -> Awaitable[AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._place)


def _listener(first: int) -> socket.socket:
    for port in range(first, first + PORTS):
        place = socket.socket()
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind(("127.0.0.1", port))
            place.listen()
        except OSError as failure:
            place.close()
            if failure.errno != errno.EADDRINUSE:
                raise
        else:
            return place
    raise OSError(errno.EADDRINUSE, f"No port from {first} to {first + PORTS - 1} is free.")


@dataclass(frozen=True)
class Line:
    """One letter in the list of those that arrived."""

    name: str
    subject: str
    to: str


@dataclass(frozen=True)
class File:
    """Something that came with a letter."""

    number: int
    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True)
class Letter:
    """A letter as its reader sees it: the plain words, the formatted ones, and the files."""

    name: str
    heads: tuple[tuple[str, str], ...]
    subject: str
    plain: str
    formatted: SafeString
    files: tuple[File, ...]


def lines(folder: Path, words: str) -> list[Line]:
    """The newest first; only those whose subject or addressee holds these words."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    found = [_line(file) for file in files]
    wanted = words.casefold()
    return [line for line in found if wanted in f"{line.subject} {line.to}".casefold()]


def letter(folder: Path, name: str) -> Letter | None:
    file = folder / f"{name}.eml"
    if not _NAME.fullmatch(name) or not file.is_file():
        return None
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    plain, formatted = message.get_body(("plain",)), message.get_body(("html",))
    return Letter(
        name=name,
        heads=tuple(
            (head, str(message[head])) for head in ("From", "To", "Reply-To", "Date") if message[head]
        ),
        subject=str(message["Subject"]),
        plain=plain.get_content() if plain else "",
        formatted=_cleaned(formatted.get_content()) if formatted else SafeString(),
        files=tuple(_files(message)),
    )


def _line(file: Path) -> Line:
    with file.open("rb") as opened:
        heads = BytesHeaderParser(policy=default).parse(opened)
    return Line(file.stem, str(heads["Subject"]), str(heads["To"]))


def _files(message: EmailMessage) -> Iterator[File]:
    """Attachments, and the calendar entry that stands beside the words."""
    found = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    for number, part in enumerate([*found, *message.iter_attachments()], 1):
        name = part.get_filename() or f"{part.get_param('method', 'entry')}.ics".lower()
        body = part.get_payload(decode=True)
        yield File(number, name, part.get_content_type(), body if isinstance(body, bytes) else b"")


def _cleaned(html: str) -> SafeString:
    """The words between the marks, with the marks of the kit and no others."""
    cleaned = nh3.clean(html, tags=set(text.TAGS), clean_content_tags={"style", "script", "title"})
    return mark_safe(cleaned)  # noqa: S308 - nh3 has just cleaned it
