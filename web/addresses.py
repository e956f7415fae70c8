"""The addresses of what has a page, both ways: what an address may look like, and how one is written."""

from __future__ import annotations

from flask import Flask, request, url_for
from werkzeug.routing import BaseConverter


class Number(BaseConverter):
    """The number of an issue in its series, `1.2`, or the provisional one of an unnumbered issue, `x-0a1b2c3d`."""

    regex = r"\d+\.\d+|x-[0-9a-f]+(?:-\d+)?"


class Slug(BaseConverter):
    """The id of an entity or series, `nobuo-kishi`."""

    regex = r"[a-z0-9-]+"


class Fingerprint(BaseConverter):
    """A SHA-256 in hexadecimal."""

    regex = r"[0-9a-f]{64}"


def register(app: Flask) -> None:
    """Teach the application these parts of addresses, and the templates how to write them."""
    app.url_map.converters.update(number=Number, slug=Slug, fingerprint=Fingerprint)
    app.jinja_env.globals.update(entity_url=entity_url, issue_url=issue_url, item_url=item_url, twin_url=twin_url)


def entity_url(id: str) -> str:
    """The address of an entity's page."""
    return url_for("entities.entity", id=id, form="html")


def issue_url(id: str, _anchor: str | None = None) -> str:
    """The address of an issue's page, from `us-japan-alliance-digest/1.2`."""
    series, _, number = id.partition("/")
    return url_for("issues.issue", series=series, number=number, form="html", _anchor=_anchor)


def item_url(id: str) -> str:
    """The address of an item in its issue's page, from `us-japan-alliance-digest/1.2#3`."""
    issue, _, position = id.partition("#")
    return issue_url(issue, _anchor=position)


def twin_url() -> str | None:
    """The address of the page being shown as JSON, None where it has no twin."""
    arguments = request.view_args or {}
    if "form" not in arguments or not request.endpoint:
        return None
    return url_for(request.endpoint, **{**request.args.to_dict(flat=False), **arguments, "form": "json"})
