"""Where things lie: the home of one archive, and the data that ships with the code."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
DATA = CHECKOUT / "data"


def home(given: str | Path | None = None) -> Path:
    """The archive's folder: what was given, else `ARCHIVE_HOME`, else `var` in the checkout."""
    return Path(given or os.environ.get("ARCHIVE_HOME") or CHECKOUT / "var").expanduser().resolve()
