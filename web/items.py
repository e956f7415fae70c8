"""An item's own page: the address that citations give, with everything read in the item and how to cite it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.export import interval_as_dict, item_as_dict
from archive.model import Issue, Item
from web.addresses import absolute, item_page
from web.cites import embedded_in, how_to_cite, item_of, work_of
from web.staff.numbered import numbered_now
from web.story import story

bp = Blueprint("items", __name__)

ALIKE = 5
"""Similar items that a reader would look through."""

ITEM = "/issues/<slug:series>/<number:number>/<int:position>"


@bp.get(ITEM, defaults={"form": "html"})
@bp.get(ITEM + ".json", defaults={"form": "json"})
def item(series: str, number: str, position: int, form: str) -> ResponseReturnValue:
    """One item by itself; an old number of its issue leads to the present one."""
    archive: Archive = g.archive
    if now := numbered_now(archive, f"{series}/{number}"):
        return redirect(item_page(f"{now}#{position}", form), 302)
    issue = archive.ask.issue(f"{series}/{number}")
    found = item_of(issue, position)
    work = work_of(archive, issue, found)
    cite = how_to_cite(work)
    alike = archive.searcher.similar(found.id, ALIKE)
    if form == "json":
        return {
            **_as_dict(archive, issue, found),
            "similar": [{"item": one.id, "headline": one.headline} for one, _ in alike],
            "cite": dict(cite.styles),
        }
    before, after = _neighbours(issue, found)
    return render_template(
        "item.html",
        issue=issue,
        publication=work.series,
        story=story(found, archive.knowledge),
        title=work.title,
        cite=cite,
        head=embedded_in(archive, work),
        alike=alike,
        before=before,
        after=after,
    )


def _neighbours(issue: Issue, item: Item) -> tuple[Item | None, Item | None]:
    at = issue.items.index(item)
    return issue.items[at - 1] if at else None, issue.items[at + 1] if at + 1 < len(issue.items) else None


def _as_dict(archive: Archive, issue: Issue, item: Item) -> dict[str, Any]:
    before, after = _neighbours(issue, item)
    published = issue.published
    return {
        "item": item.id,
        "address": absolute(item_page(item.id)),
        "issue": issue.id,
        "volume": issue.volume,
        "number": issue.number,
        "title": issue.title,
        "published": interval_as_dict(published.when)
        | {"basis": published.basis, "evidence": list(published.evidence)},
        **item_as_dict(archive, item),
        "before": before.id if before else None,
        "after": after.id if after else None,
    }
