"""The door: logging in and out, and who may pass."""

from __future__ import annotations

from flask import Blueprint, Flask, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.security import check_password_hash

from archive import Archive
from web.errors import answer
from web.staff.attempts import WITHIN, Attempts
from web.staff.sessions import is_staff_path, log_in, log_out, member

bp = Blueprint("door", __name__, url_prefix="/staff")

OPEN = ("door.login", "door.enter")
"""What may be asked without being logged in."""
LONGEST_NAME, LONGEST_PASSWORD = 60, 1000
"""Characters; `digest staff add` takes no longer name, and a longer password is no password."""
NOBODY = (
    "scrypt:32768:8:1$Xn365pnPd3e4b9Rr$9b9dcf49466aab72becfc01263d084a0eb9be598f1e67d56c45478e7f1d6f00f"
    "09440b2612cdeb6400588ca326233485c8ce8ec1356d853d788a54504dc9889e"
)
"""What a password is checked against where there is no such name, so that the answer takes as long."""
LARGEST_FORM = 500_000
"""Bytes; a form of ours has less than a tenth."""


def register(app: Flask, attempts: Attempts) -> None:
    """Guard the staff pages: first who asks, then whether the form came from one of our pages."""
    app.extensions["attempts"] = attempts
    app.config.update(WTF_CSRF_TIME_LIMIT=None, MAX_CONTENT_LENGTH=LARGEST_FORM)  # a token lasts as long as its session
    app.before_request(_guard)
    CSRFProtect(app)
    app.register_error_handler(CSRFError, _forged)


def _guard() -> ResponseReturnValue | None:
    """Let only staff into the staff pages."""
    if not is_staff_path(request.path) or request.endpoint in OPEN or member():
        return None
    if request.method not in ("GET", "HEAD") or request.path.endswith(".json"):
        what = "You are not logged in, or not any more; nothing was done."
        return answer(403, "", what, "Log in at /staff/login, then try again.", "Only staff may do that")
    return redirect(url_for("door.login", next=request.full_path.rstrip("?")), 302)


def _forged(error: CSRFError) -> ResponseReturnValue:
    what = "This form did not come from a page that is still good, so nothing was done."
    return answer(400, "", what, "Go back, reload the page and send it again.", "The form has expired")


@bp.get("/login")
def login() -> ResponseReturnValue:
    """The form to log in with."""
    if member():
        return redirect(local(request.args.get("next", "")), 302)
    return _form(200)


@bp.post("/login")
def enter() -> ResponseReturnValue:
    """Check name and password; whichever is wrong, the answer and the time it takes are the same."""
    archive: Archive = g.archive
    attempts: Attempts = current_app.extensions["attempts"]
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    known = len(name) <= LONGEST_NAME and archive.exists()
    name, address = name[:LONGEST_NAME], request.remote_addr or ""
    if wait := attempts.begin(name, address):
        response = make_response(_form(429, f"Too many attempts failed. Try again {_minutes(wait)}."))
        response.headers["Retry-After"] = str(wait)
        return response
    secret = archive.judged.secret(name) if known else None
    right = check_password_hash(secret or NOBODY, password[:LONGEST_PASSWORD])
    if secret is None or not right or len(password) > LONGEST_PASSWORD:
        return _form(401, "Name or password is wrong.")
    attempts.succeed(name, address)
    log_in(name, secret)
    return redirect(local(request.form.get("next", "")), 303)


@bp.post("/logout")
def leave() -> ResponseReturnValue:
    """End the session."""
    log_out()
    return redirect(url_for("home.home", form="html"), 303)


def _form(status: int, wrong: str = "") -> ResponseReturnValue:
    archive: Archive = g.archive
    return (
        render_template(
            "staff/login.html",
            wrong=wrong,
            name=request.form.get("name", ""),
            next=request.values.get("next", ""),
            nobody=not (archive.exists() and archive.judged.staff()),
            minutes=WITHIN // 60,
        ),
        status,
    )


def local(address: str) -> str:
    """The address if it is a path of this site, else the desk: browsers read `//host`, `/\\host` and `/<tab>/host`
    as other sites."""
    local = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if local else url_for("desk.desk")


def _minutes(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"in {minutes} minutes" if minutes > 1 else "in a minute"
