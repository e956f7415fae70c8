"""Who is logged in: a signed cookie with a name and a fingerprint of the stored secret, checked on each request.

Each session has an id of its own, so that logging out ends it here too, whoever has a copy of the cookie.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

from flask import Flask, Request, Response, current_app, g, has_request_context, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from archive import Archive
from archive.errors import StorageFailed
from web.staff.ended import Ended

COOKIE = "digest-staff"
LASTS = timedelta(hours=12)
"""A working day with its breaks; then the password is asked for again."""
KEY_BYTES = 32
PLACE = "/staff"
"""Where the staff pages are; all others get a session only if the browser brings one."""


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, its key read when the first session is asked for; a visitor has no session at all."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the cookie; for a visitor an empty one that is never written."""
        if not concerns_staff(request):
            return SecureCookieSession()
        if app.secret_key is None:
            app.secret_key = kept_key(self.home / "session.key")
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie where something changed; never for a visitor."""
        if concerns_staff(request):
            super().save_session(app, session, response)

    def get_cookie_secure(self, app: Flask) -> bool:
        """Only over https where the page came so."""
        return request.is_secure


def register(app: Flask, archive: Archive) -> None:
    """Give the application its sessions, and the templates `member()`."""
    app.session_interface = Sessions(archive.home)
    app.extensions["ended"] = Ended()
    app.config.update(
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LASTS,
    )
    app.jinja_env.globals.update(member=member)


def concerns_staff(request: Request) -> bool:
    """Whether the request is for a staff page, or of somebody who was at one."""
    return is_staff_path(request.path) or COOKIE in request.cookies


def is_staff_path(path: str) -> bool:
    """Whether an address is among the staff pages."""
    return path == PLACE or path.startswith(f"{PLACE}/")


def log_in(name: str, secret: str) -> None:
    """Begin a session of a member of staff; nothing of an earlier one is left."""
    log_out()
    session.permanent = True
    until = int(time.time() + LASTS.total_seconds())
    session.update(id=secrets.token_hex(16), name=name, mark=_mark(secret), until=until)


def log_out() -> None:
    """End the session, in this browser and wherever its cookie was copied to."""
    if "id" in session:
        current_app.extensions["ended"].add(session["id"], session["until"])
    session.clear()


def member() -> str | None:
    """The name of who is logged in, None for visitors; asked of the catalog once a request."""
    if not has_request_context() or not concerns_staff(request):
        return None
    if "member" not in g:
        g.member = _member()
    found: str | None = g.member
    return found


def _member() -> str | None:
    archive: Archive = g.archive
    id, name, mark, until = (session.get(key) for key in ("id", "name", "mark", "until"))
    if not (isinstance(name, str) and isinstance(mark, str) and isinstance(until, int)) or until < time.time():
        return None
    if not isinstance(id, str) or id in current_app.extensions["ended"]:
        return None
    secret = archive.judged.secret(name) if archive.exists() else None
    return name if secret is not None and compare_digest(_mark(secret), mark) else None


def _mark(secret: str) -> str:
    """A fingerprint of the stored secret: a new password, or none any more, ends every session."""
    return sha256(f"session {secret}".encode()).hexdigest()[:16]


def kept_key(path: Path) -> bytes:
    """The key that cookies are signed with, made when first needed; of several makers at once one wins.

    :raises StorageFailed: it cannot be read or made
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
            with suppress(FileExistsError):  # another was first
                os.link(fresh, path)  # what has the name is whole
            fresh.unlink()
        key = path.read_bytes()
    except OSError as error:
        what = f"the key of sessions cannot be kept ({error.strerror})."
        raise StorageFailed(str(path), what, "Check the folder’s permissions.") from error
    if len(key) != KEY_BYTES:
        raise StorageFailed(str(path), "is damaged.", "Delete it; everybody logs in again.")
    return key
