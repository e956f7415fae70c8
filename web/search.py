"""Searching: stand-in."""
from flask import Blueprint

bp = Blueprint("search", __name__)


@bp.get("/search", defaults={"form": "html"})
@bp.get("/search.json", defaults={"form": "json"})
def search(form: str) -> str:
    return ""
