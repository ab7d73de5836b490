import socket
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def key_folder(tmp_path: Path, settings: Any) -> Path:
    settings.KEY_FOLDER = tmp_path / "keys"
    return tmp_path / "keys"


@pytest.fixture
def port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        found: int = asked.getsockname()[1]
        return found
