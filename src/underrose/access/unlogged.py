"""What must not stand in a log: an address line may carry a token, and a token opens something."""

import logging
import re

TOKEN = re.compile(r"[A-Za-z0-9_-]{40,}")
INSTEAD = "…"


class WithoutTokens(logging.Filter):
    """Anything as long as a token is replaced, wherever it stands in the line."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        bare = TOKEN.sub(INSTEAD, said)
        if bare != said:
            record.msg, record.args = bare, ()
        return True
