from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def key_folder(tmp_path: Path, settings: Any) -> Path:
    settings.KEY_FOLDER = tmp_path / "keys"
    return tmp_path / "keys"
