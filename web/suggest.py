"""What a search box offers while one types: names, issues and words that the archive has."""

from __future__ import annotations

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

bp = Blueprint("suggest", __name__)

MOST = 8
"""Suggestions that a glance takes in."""


@bp.get("/suggest")
def suggest() -> ResponseReturnValue:
    """The text of `q` with its last word completed in the likeliest ways, as a list."""
    found = g.archive.searcher.suggest(request.args.get("q", ""), limit=MOST)
    answer = jsonify([one.as_dict() for one in found])
    answer.headers["Cache-Control"] = "private, max-age=60"  # one letter taken back is answered by the browser
    return answer
