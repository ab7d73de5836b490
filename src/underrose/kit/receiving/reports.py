"""Is it a report that a letter did not arrive, a machine's answer, or a person's?"""

import re
from collections.abc import Iterable
from email.message import Message
from typing import NamedTuple

from underrose.kit.receiving import message as reading

UNKNOWN_REASON, UNKNOWN_DELAY = "5.0.0", "4.0.0"
_LOOKED_AT = 20_000
_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]\d|\d)")
_BASIC = re.compile(r"(?<![\w.-])([45]\d\d)(?=[ \-#]|$)", re.MULTILINE)
_ACTION = re.compile(r"^action:\s*(\w+)", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"^status:\s*([245]\.\d{1,3}\.\d{1,3})", re.IGNORECASE | re.MULTILINE)
_DIAGNOSIS = re.compile(r"^diagnostic-code:\s*(.+(?:\n[ \t].+)*)", re.IGNORECASE | re.MULTILINE)
_DAEMON = re.compile(
    r"mailer-daemon|postmaster|mail delivery (?:system|subsystem)|maildelivery", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"undeliver|delivery (?:status|failure|has failed|report|problem)|failure notice|returned (?:mail|to sender)"
    r"|mail delivery failed|mail system error|could ?n[o']t be delivered|non remis|unzustellbar|no se pudo entregar"
    r"|delayed|delivery incomplete",
    re.IGNORECASE,
)
_DELAY = re.compile(
    r"delayed|delivery incomplete|will (?:be retried|keep trying|continue to try)|still being retried",
    re.IGNORECASE,
)
# Where the copy of our own letter begins in reports that are plain text.
_COPY = re.compile(
    r"^(?:-+ ?(?:this is a copy|below this line|the following is|original message|returned message|transcript"
    r"|message header)|original message headers|return-path:)",
    re.IGNORECASE | re.MULTILINE,
)
_AUTOMATIC = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Response-Suppress", "X-Vacation")
_REPORTS = ("text/rfc822-headers", "message/rfc822")


class Report(NamedTuple):
    """A letter did not arrive, for good or until now, and why as a code."""

    is_final: bool
    code: str


def report_of(message: Message) -> Report | None:
    """None when it is no report, or tells that a letter did arrive."""
    status = [part for part in reading.parts(message) if reading.kind(part) == "message/delivery-status"]
    if status:
        return _of_fields("\n".join(_fields(part) for part in status), reading.written(message))
    return _of_words(message) if _is_of_a_server(message) else None


def is_automatic(message: Message) -> bool:
    """Out of the office, a receipt, a list: nobody sat down to write it."""
    submitted = reading.first(message, "Auto-Submitted").strip().lower()
    precedence = reading.first(message, "Precedence").strip().lower()
    return (
        (submitted not in {"", "no"})
        or any(name in message for name in _AUTOMATIC)
        or precedence in {"auto_reply", "bulk", "junk", "list"}
        or "List-Id" in message
        or _is_of_a_server(message)
        or reading.kind(message) == "multipart/report"
    )


def returned_text(message: Message) -> str:
    """Where a report repeats our letter, at least its headers."""
    found = [
        _fields(part)
        for part in reading.parts(message)
        if reading.kind(part) in _REPORTS or reading.kind(part).startswith("text/")
    ]
    return "\n".join(found)


def _of_fields(fields: str, said: str) -> Report | None:
    actions = {action.lower() for action in _ACTION.findall(fields)}
    statuses = _STATUS.findall(fields)
    if "failed" in actions or (not actions and any(one[0] == "5" for one in statuses)):
        found = [one for one in statuses if one[0] == "5"]
        return Report(is_final=True, code=_sharpest([*found, *_diagnosed(fields, "5")], UNKNOWN_REASON))
    if "delayed" in actions or (not actions and any(one[0] == "4" for one in statuses)):
        return Report(
            is_final=False, code=_sharpest([one for one in statuses if one[0] == "4"], UNKNOWN_DELAY)
        )
    if not actions and not statuses and _DELAY.search(said):
        return Report(is_final=False, code=UNKNOWN_DELAY)
    return None


def _sharpest(codes: Iterable[str], otherwise: str) -> str:
    """5.0.0 says only that it failed; any other says why."""
    found = list(codes)
    return next((code for code in found if code != otherwise), otherwise)


def _diagnosed(fields: str, family: str) -> list[str]:
    return [
        ".".join(code)
        for words in _DIAGNOSIS.findall(fields)
        for code in _ENHANCED.findall(words[:_LOOKED_AT])
        if code[0] == family
    ]


def _of_words(message: Message) -> Report | None:
    """Exim, qmail and others write to people, not to machines."""
    subject = reading.words(reading.first(message, "Subject"))
    said = reading.written(message)
    said = said[: copy.start()] if (copy := _COPY.search(said)) else said
    said = said[:_LOOKED_AT]
    is_failed = "X-Failed-Recipients" in message
    if _DELAY.search(subject) or (not is_failed and _DELAY.search(said) and not _code_in(said, "5")):
        return Report(is_final=False, code=_code_in(said, "4") or UNKNOWN_DELAY)
    if is_failed or _SUBJECT.search(subject) or _code_in(said, "5"):
        return Report(is_final=True, code=_code_in(said, "5") or UNKNOWN_REASON)
    return None


def _code_in(said: str, family: str) -> str:
    for code in _ENHANCED.findall(said):
        if code[0] == family:
            return ".".join(code)
    return next((code for code in _BASIC.findall(said) if code[0] == family), "")


def _is_of_a_server(message: Message) -> bool:
    """An empty way back, or a sender that is a machine by its name."""
    way_back = [value.strip() for value in reading.headers(message, "Return-Path")]
    return (
        "<>" in way_back
        or "X-Failed-Recipients" in message
        or bool(_DAEMON.search(reading.first(message, "From")))
    )


def _fields(part: Message) -> str:
    """The lines of a part that the parser has taken for headers of messages within it, or has left as they were."""
    inner = part.get_payload()
    if not isinstance(inner, list):
        return reading.text(part)[: reading.LONGEST_TEXT * 5]
    lines: list[str] = []
    for block in inner[: reading.MOST_PARTS]:
        assert isinstance(block, Message)
        lines += [
            f"{name}: {str(value)[: reading.LONGEST_HEADER]}"
            for name, value in block.items()[: reading.MOST_PARTS]
        ]
        lines.append("" if block.items() else _bare(part, block))
    return "\n".join(lines)


def _bare(part: Message, block: Message) -> str:
    """A part that was encoded whole leaves its lines in the body of the only block, under the encoding of the part."""
    encoding = reading.first(part, "Content-Transfer-Encoding")
    if encoding:
        block["Content-Transfer-Encoding"] = encoding
    return reading.text(block)[:_LOOKED_AT]
