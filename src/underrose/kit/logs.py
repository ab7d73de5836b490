"""Logs that help whoever runs the house and tell nobody else anything: no address, no path, no token, no value."""

import logging
import re
import traceback
from typing import Any

# Anything as long as the token of a personal address; a library may name an address without its request.
TOKEN = re.compile(r"[A-Za-z0-9_-]{40,}")
INSTEAD = "…"


class Discreet(logging.Formatter):
    """One line for what happened. A request is named by its page, never by its address, which may hold a token."""

    def format(self, record: logging.LogRecord) -> str:
        # A copy: other handlers of the same record must not meet our words.
        told = logging.makeLogRecord(record.__dict__)
        told.msg, told.args = _said(record), ()
        told.exc_text = None
        return super().format(told)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name logging calls
        """The class and the way through the code. A message may hold a name, so it stays out."""
        kind, _error, tail = ei
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(tail)]
        return "\n  ".join([getattr(kind, "__name__", "error"), *places])


def _said(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is None:
        return TOKEN.sub(INSTEAD, record.getMessage())
    return f"{getattr(record, 'status_code', '')} {page(request)}".strip()


def page(request: Any) -> str:
    match = getattr(request, "resolver_match", None)
    return (match.view_name or "a page without a name") if match else "no page of ours"
