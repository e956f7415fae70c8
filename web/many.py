"""Many queries at once: a form that takes a table of them and answers with another."""

from __future__ import annotations

from threading import BoundedSemaphore

from flask import Blueprint, Flask, Response, g, make_response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from archive import Archive
from archive.errors import BadQuery
from archive.many import COLUMNS, MOST_BYTES, MOST_HITS, MOST_ROWS, USUAL_HITS, Row, answers, as_csv, read
from web.addresses import absolute, item_page
from web.errors import answer
from web.taking import TYPES, together

bp = Blueprint("many", __name__)

EXAMPLE = 'q,year,leader\nFutenma relocation,,\n"extended deterrence",2022;2023,\n,,fumio-kishida\n'
AT_ONCE = 2
"""Tables answered at the same time: each keeps a thread busy for seconds, and the other pages need theirs."""
running = BoundedSemaphore(AT_ONCE)
LARGEST = 3 * MOST_BYTES
"""Bytes of the form: pasted text is up to three times as long on its way (`%0A`)."""


def register(app: Flask) -> None:
    """Let the form be sent without a token.

    The token keeps others from doing something in a visitor's name. This form does nothing, it asks; and a token would
    need a session, so that a cookie would be set for asking.
    """
    app.extensions["csrf"].exempt(many_asked)


@bp.get("/search/many", defaults={"form": "html"})
@bp.get("/search/many.json", defaults={"form": "json"})
def many(form: str) -> ResponseReturnValue:
    """The form, or as JSON what it takes."""
    if form == "json":
        return {"columns": list(COLUMNS), "most_rows": MOST_ROWS, "most_bytes": MOST_BYTES, "most_hits": MOST_HITS}
    return _page()


@bp.post("/search/many", defaults={"form": "html"})
@bp.post("/search/many.json", defaults={"form": "json"})
def many_asked(form: str) -> ResponseReturnValue:
    """The answers as CSV, or as JSON where the address asks for it; on the form, what is wrong with the table."""
    archive: Archive = g.archive
    request.max_content_length = request.max_form_memory_size = LARGEST
    try:
        hits = _hits(request.form.get("hits", ""))
        rows = _rows()
        archive.index.current()  # no index is said at once, not in the first row
    except RequestEntityTooLarge:
        what = f"it is longer than the limit of {MOST_BYTES:,} bytes."
        return _refused(BadQuery("The table", what, "Divide it into several."), form, 413)
    except BadQuery as error:
        return _refused(error, form, 400)
    if not running.acquire(blocking=False):
        busy = BadQuery("Two other tables", "are being answered at this moment.", "Send it again in a few seconds.")
        return _refused(busy, form, 503)
    found = answers(rows, archive.search, lambda item: absolute(item_page(item)), hits)
    if form == "json":
        try:
            return {"answers": [one.as_dict() for one in found]}
        finally:
            running.release()
    response = Response(stream_with_context(together(as_csv(found, hits))), content_type=TYPES["csv"])
    response.headers["Content-Disposition"] = 'attachment; filename="search-many.csv"'
    response.call_on_close(running.release)
    return response


def _rows() -> list[Row]:
    """The table that was sent: a file, else the pasted text."""
    file = request.files.get("table")
    if file and file.filename:
        return read(file.read(), f"“{file.filename[:80]}”")
    return read(request.form.get("queries", "").encode(), "The table")


def _hits(text: str) -> int:
    if not text.strip():
        return USUAL_HITS
    if text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= MOST_HITS:
        return int(text)
    raise BadQuery(f"hits={text}", "this is no such number.", f"Write a number from 0 to {MOST_HITS}.")


def _refused(error: BadQuery, form: str, status: int) -> ResponseReturnValue:
    """The form with what is wrong; what was pasted stays."""
    if form == "json":
        response = answer(status, error.subject, error.what, error.todo)
    else:
        pasted = "" if status == 413 else request.form.get("queries", "")
        hits = "" if status == 413 else request.form.get("hits", "")
        response = make_response(_page(error, pasted, hits), status)
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _page(error: BadQuery | None = None, pasted: str = "", hits: str = "") -> str:
    return render_template(
        "many.html",
        error=error,
        pasted=pasted,
        hits=hits or USUAL_HITS,
        columns=COLUMNS,
        example=EXAMPLE,
        most_rows=MOST_ROWS,
        most_bytes=MOST_BYTES,
        most_hits=MOST_HITS,
    )
