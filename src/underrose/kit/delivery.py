"""Carrying a letter to the mail server of the house. What cannot be carried now is carried later."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage as Letter
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

PERMANENT = 500
SECONDS = 20
_ADDRESS_NOT_SUPPORTED = 553
_CLOSES = 421


class OtherSideRefuses(Exception):
    """This letter will never be taken: no such address, for instance. Carries the code, not the words."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class NotNow(Exception):
    """This letter was not taken now; it may be later."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class NoWay(Exception):
    """The mail server itself cannot be reached or does not let us in. No letter is at fault."""


@dataclass(frozen=True)
class Server:
    """smtp://name:word@host:port?starttls=yes, or smtps://…; `password_file=` keeps the word out of the settings."""

    host: str
    port: int
    is_tls: bool
    is_starttls: bool
    name: str
    word: str

    def __repr__(self) -> str:
        return f"<mail server {self.host}:{self.port}>"


def server(url: str) -> Server:
    found = urlsplit(url)
    if found.scheme not in {"smtp", "smtps"} or not found.hostname:
        raise ValueError("UNDERROSE_MAIL_URL begins with smtp:// or smtps:// and names a host.")
    asked = parse_qs(found.query)
    file = asked.get("password_file", [""])[0]
    word = Path(file).read_text(encoding="utf-8").strip() if file else unquote(found.password or "")
    is_tls = found.scheme == "smtps"
    return Server(
        host=found.hostname,
        port=found.port or (465 if is_tls else 25),
        is_tls=is_tls,
        is_starttls=not is_tls and asked.get("starttls", [_usual(found.hostname)])[0] in {"1", "yes", "true"},
        name=unquote(found.username or ""),
        word=word,
    )


def _usual(host: str) -> str:
    """Letters cross a network sealed unless the settings say otherwise; to this machine they need not."""
    return "no" if host in {"localhost", "127.0.0.1", "::1"} else "yes"


class Carrier:
    """One connection, kept open while there is something to carry."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def carry(self, letter: Letter, envelope_sender: str = "") -> None:
        """Returns when the other side has taken the letter. `envelope_sender` is where it comes back to."""
        was_open = self._open is not None
        try:
            self._hand_over(letter, envelope_sender)
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPSenderRefused) as fault:
            self.close()
            if not was_open or getattr(fault, "smtp_code", _CLOSES) != _CLOSES:
                raise NoWay(type(fault).__name__) from None
            # Servers end a connection after so many letters, or after a silence: that is no reason to wait.
            self.carry(letter, envelope_sender)
        except smtplib.SMTPRecipientsRefused as fault:
            raise _judged(next(iter(fault.recipients.values()))[0]) from None
        except smtplib.SMTPDataError as fault:
            raise _judged(fault.smtp_code) from None
        except smtplib.SMTPNotSupportedError:
            raise OtherSideRefuses(_ADDRESS_NOT_SUPPORTED) from None
        except (smtplib.SMTPException, OSError) as fault:
            self.close()
            raise NoWay(type(fault).__name__) from None

    def _hand_over(self, letter: Letter, envelope_sender: str) -> None:
        self._connection().send_message(letter, from_addr=envelope_sender or None)

    def close(self) -> None:
        if self._open is not None:
            try:
                self._open.quit()
            except (smtplib.SMTPException, OSError):
                self._open.close()
            self._open = None

    def _connection(self) -> smtplib.SMTP:
        if self._open is None:
            try:
                self._open = _opened(server(self.url))
            except (smtplib.SMTPException, OSError) as fault:
                raise NoWay(type(fault).__name__) from None
        return self._open


def _judged(code: int) -> OtherSideRefuses | NotNow:
    return OtherSideRefuses(code) if code >= PERMANENT else NotNow(code)


def _opened(to: Server) -> smtplib.SMTP:
    # The name said in greeting is not the machine's: it would tell where the letters are written.
    if to.is_tls:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            to.host, to.port, "localhost", timeout=SECONDS, context=ssl.create_default_context()
        )
    else:
        connection = smtplib.SMTP(to.host, to.port, "localhost", timeout=SECONDS)
    if to.is_starttls:
        connection.starttls(context=ssl.create_default_context())
    if to.name:
        connection.login(to.name, to.word)
    return connection
