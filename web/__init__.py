"""The search site: server-rendered pages over one archive, each with a `.json` twin."""

from __future__ import annotations

from flask import Flask, g
from flask.json.provider import DefaultJSONProvider

from archive import Archive
from web import addresses, entities, errors, graph, headers, home, issues, originals, search, staff, words
from web.staff.attempts import Attempts

__all__ = ["create_app"]


def create_app(archive: Archive, notice: str = "", attempts: Attempts | None = None) -> Flask:
    """The site over an archive.

    `notice` is one line shown on every page (that a demo's text is sample text); without it, what the
    file `NOTICE` in the archive's home says. `attempts` counts failed logins.
    """
    app = Flask(__name__)
    app.json = _readable(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    notice = app.config["NOTICE"] = notice or _notice(archive)
    app.url_map.strict_slashes = False  # `…/1.4/` is `…/1.4`

    @app.before_request
    def hand_over() -> None:
        g.archive = archive

    @app.context_processor
    def on_every_page() -> dict[str, object]:
        return {"notice": notice, "publication": archive.series[0]}

    words.register(app)
    addresses.register(app)
    headers.register(app)
    errors.register(app)
    for subject in (home, search, issues, originals, entities, graph):
        app.register_blueprint(subject.bp)
    staff.register(app, archive, attempts)
    return app


def _readable(app: Flask) -> DefaultJSONProvider:
    """JSON in the order in which it was put together, its letters unescaped."""
    provider = DefaultJSONProvider(app)
    provider.ensure_ascii = provider.sort_keys = False
    return provider


def _notice(archive: Archive) -> str:
    path = archive.home / "NOTICE"
    return path.read_text("utf-8").strip() if path.is_file() else ""
