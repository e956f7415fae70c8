"""The front page: what this is, a search box, the latest issues, who is mentioned most, what is there."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from archive import Archive
from archive.export import interval_as_dict
from archive.model import Issue, Kind
from archive.reference import Entity
from web import charts, coverage
from web.addresses import issue_url
from web.examples import short_examples

bp = Blueprint("home", __name__)

LATEST = 5
MOST = 5
"""As many as one glance takes in."""
SHOWN_KINDS: tuple[Kind, ...] = ("leader", "base", "agreement", "organization", "place")


@bp.get("/", defaults={"form": "html"})
@bp.get("/index.json", defaults={"form": "json"})
def home(form: str) -> ResponseReturnValue:
    """The front page."""
    archive: Archive = g.archive
    issues, headlines = archive.ask.issues(), archive.ask.headlines()
    latest = sorted(issues, key=_age, reverse=True)[:LATEST]
    most = most_mentioned(archive)
    if form == "json":
        return {
            "issues": len(issues),
            "items": sum(map(len, headlines.values())),
            "latest": [
                {
                    "issue": one.id,
                    "title": one.title,
                    "published": interval_as_dict(one.published.when),
                    "headlines": headlines.get(one.id, []),
                }
                for one in latest
            ],
            "most_mentioned": {
                kind: [{"entity": entity.id, "name": entity.name, "items": items} for entity, items in ranked]
                for kind, ranked in most.items()
            },
        }
    volumes = [
        volume
        for series in archive.series
        for volume in coverage.volumes(one for one in issues if one.series == series.id)
    ]
    return render_template(
        "home.html",
        issues=issues,
        items=sum(map(len, headlines.values())),
        latest=latest,
        headlines=headlines,
        most=most,
        absence=coverage.absence(volumes),
        examples=short_examples(archive),
        strips=[(volume, _strip(volume)) for volume in volumes],
    )


def most_mentioned(archive: Archive) -> dict[Kind, list[tuple[Entity, int]]]:
    """The entities that most items mention, by kind, with how many items."""
    counts = archive.ask.entity_counts()
    ranked = sorted(counts, key=lambda id: (-counts[id][1], id))
    found: dict[Kind, list[tuple[Entity, int]]] = {kind: [] for kind in SHOWN_KINDS}
    for id in ranked:
        entity = archive.knowledge.entities.get(id)
        if entity and entity.kind in found and len(found[entity.kind]) < MOST:
            found[entity.kind].append((entity, counts[id][1]))
    return found


def _strip(volume: coverage.Volume) -> Markup:
    cells = coverage.cells(volume)
    return charts.coverage([(label, state, issue_url(issue.id) if issue else None) for label, state, issue in cells])


def _age(issue: Issue) -> tuple[str, int, int]:
    """Sorts by date; undated issues come first and count as oldest."""
    day = issue.published.when.earliest
    return day.isoformat() if day else "", issue.volume or 0, issue.number or 0
