"""The addresses of what has a page, both ways: what an address may look like, and how one is written."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlsplit

from flask import Flask, current_app, request, url_for
from werkzeug.routing import BaseConverter


class Number(BaseConverter):
    """The number of an issue in its series, `1.2`, or the provisional one of an unnumbered issue, `x-0a1b2c3d`."""

    regex = r"\d{1,6}\.\d{1,6}|x-[0-9a-f]{1,64}(?:-\d{1,6})?"


class Slug(BaseConverter):
    """The id of an entity or series, `nobuo-kishi`."""

    regex = r"[a-z0-9-]+"


class Fingerprint(BaseConverter):
    """A SHA-256 in hexadecimal."""

    regex = r"[0-9a-f]{64}"


def register(app: Flask, public: str = "") -> None:
    """Teach the application these parts of addresses and where the world finds it, and the templates how to write them.

    :raises ValueError: the public address is none
    """
    app.config["PUBLIC_URL"] = public_root(public) if public else ""
    app.url_map.converters.update(number=Number, slug=Slug, fingerprint=Fingerprint)
    app.jinja_env.globals.update(entity_url=entity_url, issue_url=issue_url, item_url=item_url, twin_url=twin_url)
    app.jinja_env.globals.update(absolute=absolute, item_page=item_page)


def entity_url(id: str) -> str:
    """The address of an entity's page."""
    return _entity_url(request.script_root, id)


def issue_url(id: str, _anchor: str | None = None) -> str:
    """The address of an issue's page, from `us-japan-alliance-digest/1.2`."""
    url = _issue_url(request.script_root, id)
    return f"{url}#{quote(_anchor)}" if _anchor else url


@lru_cache(maxsize=10_000)
def _entity_url(root: str, id: str) -> str:
    """Kept, as a page of results has some eighty; `root` is the part of the address that the routes put before it."""
    return url_for("entities.entity", id=id, form="html")


@lru_cache(maxsize=10_000)
def _issue_url(root: str, id: str) -> str:
    series, _, number = id.partition("/")
    return url_for("issues.issue", series=series, number=number, form="html")


def item_url(id: str) -> str:
    """The address of an item in its issue's page, from `us-japan-alliance-digest/1.2#3`."""
    issue, _, position = id.partition("#")
    return issue_url(issue, _anchor=position)


def item_page(id: str, form: str = "html") -> str:
    """The address of an item's own page, from `us-japan-alliance-digest/1.2#3`; the one to cite."""
    issue, _, position = id.partition("#")
    series, _, number = issue.partition("/")
    return url_for("items.item", series=series, number=number, position=int(position), form=form)


def absolute(path: str) -> str:
    """A path of this site (`/issues/`) as the world reaches it: under the public address if one is set
    (`digest serve --address`), else under the one that was asked."""
    return (current_app.config["PUBLIC_URL"] or request.url_root.rstrip("/")) + path


def public_root(text: str) -> str:
    """A public address without its last slash: `https://digest.example.org`, `http://archive.example:8080`.

    :raises ValueError: it is none; in words
    """
    try:
        parts = urlsplit(text.strip())
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # no port, or half an IPv6 address
        sound = False
    if not sound or set(text.strip()) & set(' "<>\\^`{|}') or not text.isprintable():
        raise ValueError(f"“{text}” is no address. Write one such as https://digest.example.org.")
    if parts.username is not None or parts.query or parts.fragment or parts.path.strip("/"):
        raise ValueError(f"“{text}” says more than where the site is. Write https://host or https://host:port.")
    return f"{parts.scheme}://{parts.netloc}"


def twin_url() -> str | None:
    """The address of the page being shown as JSON, None where it has no twin."""
    arguments = request.view_args or {}
    if "form" not in arguments or not request.endpoint:
        return None
    return url_for(request.endpoint, **{**request.args.to_dict(flat=False), **arguments, "form": "json"})
