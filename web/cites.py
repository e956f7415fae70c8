"""Citations of issues and items: as files to download, and for the pages that show or embed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, redirect, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.cite import FORMS, STYLES, Form, Style, Work, embedded, in_form, in_style
from archive.errors import NotFound
from archive.model import Issue, Item, Published
from archive.reference import Series
from archive.search.results import Hit
from web.addresses import absolute, entity_url, issue_url, item_page
from web.staff.numbered import numbered_now

bp = Blueprint("cites", __name__)

ISSUE = "/cite/<slug:series>/<number:number>"
SHAPE = f".<any({','.join(repr(form) for form in FORMS)}):shape>"
"""Not called `form`, which pages call it whether they are asked as HTML or as JSON."""
MEDIA: dict[str, str] = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain; charset=utf-8",
}
"""What reference managers listen for; only that of CSL-JSON is registered."""
STYLE_NAMES: dict[Style, str] = {"chicago": "Chicago", "apa": "APA", "mla": "MLA"}
FORM_NAMES: dict[Form, str] = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON", "txt": "plain text"}


@dataclass(frozen=True, slots=True)
class Cite:
    """What a page shows of how to cite a work: (style, text) and (format, address, media type)."""

    styles: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str, str], ...]


def register(app: Flask) -> None:
    """Give the templates what lists of results embed."""
    app.jinja_env.globals.update(coins_of=coins_of)


@bp.get(ISSUE + SHAPE)
@bp.get(f"{ISSUE}/<int:position>{SHAPE}")
def cite(series: str, number: str, shape: Form, position: int | None = None) -> ResponseReturnValue:
    """A file that cites an issue or an item; plain text opens in the browser, the others are for saving."""
    archive: Archive = g.archive
    id = f"{series}/{number}"
    if now := numbered_now(archive, id):
        there = url_for(".cite", series=series, number=now.partition("/")[2], shape=shape, position=position)
        return redirect(there, 302)
    issue = archive.ask.issue(id)
    work = work_of(archive, issue, item_of(issue, position) if position is not None else None)
    response = Response(in_form(work, shape), content_type=MEDIA[shape])
    shown = "inline" if shape == "txt" else "attachment"
    response.headers["Content-Disposition"] = f'{shown}; filename="{work.key}.{shape}"'  # a key is plain ASCII
    return response


def item_of(issue: Issue, position: int) -> Item:
    """An item of an issue.

    :raises NotFound: there is none at that place
    """
    for item in issue.items:
        if item.position == position:
            return item
    last = len(issue.items)
    raise NotFound(f"{issue.id}#{position}", "the issue has no such item.", f"Its items are numbered 1 to {last}.")


def work_of(archive: Archive, issue: Issue, item: Item | None = None) -> Work:
    """An issue or an item of it as it is to be cited: under its lasting address, on a demo as sample text."""
    address = absolute(item_page(item.id) if item else issue_url(issue.id))
    return Work(issue, series_of(archive, issue.series), address, item, bool(current_app.config["NOTICE"]))


def series_of(archive: Archive, id: str) -> Series:
    """The publication of an id; one that the reference data no longer has is called by its id."""
    for one in archive.series:
        if one.id == id:
            return one
    return Series(id, id.replace("-", " ").title(), "", (), (), 0, 0)


def how_to_cite(work: Work) -> Cite:
    """What a page shows of how to cite a work."""
    series, _, number = work.issue.id.partition("/")
    place: dict[str, Any] = {"series": series, "number": number, "position": work.item.position if work.item else None}
    return Cite(
        styles=tuple((STYLE_NAMES[style], in_style(work, style)) for style in STYLES),
        files=tuple(
            (FORM_NAMES[form], url_for("cites.cite", shape=form, **place), MEDIA[form].partition(";")[0])
            for form in FORMS
        ),
    )


def embedded_in(archive: Archive, work: Work) -> dict[str, Any]:
    """What the head of a work's page tells programs: its lasting address, Highwire tags and schema.org's JSON-LD."""
    if work.item:
        known = archive.knowledge.entities
        named = dict.fromkeys(one.entity for one in work.item.mentions if one.entity)
        leads_to = [(known[id].name, absolute(entity_url(id))) for id in named if id in known]
    else:
        items = (work_of(archive, work.issue, item) for item in work.issue.items)
        leads_to = [(one.title, one.address) for one in items]
    home, whole = absolute(url_for("home.home", form="html")), absolute(issue_url(work.issue.id))
    return {
        "canonical": work.address,
        "tags": embedded.highwire(work),
        "linked": embedded.schema_org(work, home, whole, leads_to),
    }


def coins_of(hit: Hit) -> str:
    """The context object of a found item, for reference managers that read lists of results."""
    series, _, number = hit.issue.partition("/")
    volume, _, number = number.partition(".")
    known = (int(volume), int(number)) if number else None
    named = (known and known[0], known and known[1], None, None, hit.title, None)
    issue = Issue(hit.issue, series, *named, Published(hit.published, "stated"))
    item = Item(hit.issue, hit.position, hit.headline.text, "")
    return embedded.coins(Work(issue, series_of(g.archive, series), absolute(item_page(hit.item)), item))
