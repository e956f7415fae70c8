"""The desk: how much waits in each queue, what was judged last, and the way to everything."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.errors import ArchiveError
from archive.review import QUEUES
from web.staff.cases import QUEUE_ABOUT, QUEUE_NAMES
from web.staff.naming import entity_named, mentioned_names
from web.staff.showing import entries

bp = Blueprint("desk", __name__, url_prefix="/staff")

LATEST = 8
"""Judgements shown: as many as one glance takes in."""


@bp.get("/")
def desk() -> ResponseReturnValue:
    """What waits, what was done, and where to go."""
    return _page()


@bp.get("/names/")
def name() -> ResponseReturnValue:
    """To the page for judging the name that was written."""
    archive: Archive = g.archive
    try:
        found = entity_named(archive, request.args.get("name", ""))
    except ArchiveError as error:
        return _page(str(error), request.args.get("name", "")), error.status
    return redirect(url_for("staff_names.name", id=found.id), 302)


def _page(wrong: str = "", written: str = "") -> str:
    archive: Archive = g.archive
    there = archive.exists()
    rulings = archive.judged.rulings() if there else []
    return render_template(
        "staff/desk.html",
        queues=QUEUES,
        names_of=QUEUE_NAMES,
        about=QUEUE_ABOUT,
        counts=archive.review.counts() if there else {},
        entries=entries(archive, rulings[-LATEST * 4 :])[:LATEST],
        issues=archive.ask.issues() if there else [],
        names=mentioned_names(archive) if there else [],
        wrong=wrong,
        written=written,
    )
