"""The staff pages: log in, work the review queue, judge names, dates and numbers, read the log."""

from __future__ import annotations

from flask import Flask

from archive import Archive
from web.staff import desk, door, issues, log, names, review, sessions
from web.staff.attempts import Attempts

__all__ = ["register"]


def register(app: Flask, archive: Archive, attempts: Attempts | None = None) -> None:
    """Add the staff pages and what guards them; `attempts` counts failed logins."""
    sessions.register(app, archive)
    door.register(app, attempts or Attempts())
    for subject in (door, desk, review, issues, names, log):
        app.register_blueprint(subject.bp)
