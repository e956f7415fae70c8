"""The search site: server-rendered pages over one archive, each with a `.json` twin."""

from __future__ import annotations

from flask import Flask, g
from flask.json.provider import DefaultJSONProvider

from archive import Archive
from web import (
    addresses,
    api,
    cites,
    compressing,
    discovery,
    entities,
    errors,
    feeds,
    graph,
    harvest,
    headers,
    home,
    issues,
    items,
    many,
    originals,
    search,
    sitemap,
    staff,
    suggest,
    taking,
    words,
)
from web.staff.attempts import Attempts

__all__ = ["create_app"]


def create_app(
    archive: Archive,
    notice: str = "",
    attempts: Attempts | None = None,
    public_url: str = "",
    api_rate: str | None = None,
) -> Flask:
    """The site over an archive.

    `notice` is one line shown on every page (that a demo's text is sample text); without it, what the
    file `NOTICE` in the archive's home says. `attempts` counts failed logins. `public_url` is where the world finds
    the site (`https://digest.example.org`); without it, absolute addresses are those under which it was asked.
    `api_rate` is how often an address may ask the API, if not `120/minute; 20/second`; empty is without limit.

    :raises ValueError: the public address or the rate is none
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
    addresses.register(app, public_url)
    compressing.register(app)  # before all else that works on answers, so that it comes last
    headers.register(app)
    errors.register(app)
    cites.register(app)
    for subject in (home, search, suggest, issues, items, cites, taking, many, sitemap, originals, entities, graph):
        app.register_blueprint(subject.bp)
    for for_programs in (feeds, harvest, discovery):
        app.register_blueprint(for_programs.bp)
    api.register(app, api.Rates(api_rate))
    staff.register(app, archive, attempts)
    many.register(app)  # needs the guard of forms, which staff pages bring
    app.extensions["csrf"].exempt(harvest.bp)  # it changes nothing
    return app


def _readable(app: Flask) -> DefaultJSONProvider:
    """JSON in the order in which it was put together, its letters unescaped."""
    provider = DefaultJSONProvider(app)
    provider.ensure_ascii = provider.sort_keys = False
    return provider


def _notice(archive: Archive) -> str:
    path = archive.home / "NOTICE"
    return path.read_text("utf-8").strip() if path.is_file() else ""
