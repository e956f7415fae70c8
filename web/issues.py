"""The list of issues with its gaps, and the reading view of one issue."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.export import interval_as_dict, issue_as_dict
from archive.model import Issue
from web import coverage
from web.cites import embedded_in, how_to_cite, work_of
from web.staff.numbered import numbered_now
from web.story import story

bp = Blueprint("issues", __name__)

ISSUE = "/issues/<slug:series>/<number:number>"


@bp.get("/issues/", defaults={"form": "html"})
@bp.get("/issues.json", defaults={"form": "json"})
def issues(form: str) -> ResponseReturnValue:
    """Every issue by volume with its headlines, the missing numbers between them, and the unnumbered ones."""
    archive: Archive = g.archive
    found, headlines = archive.ask.issues(), archive.ask.headlines()
    shelves = []
    for series in archive.series:
        own = [one for one in found if one.series == series.id]
        if own or len(archive.series) == 1:
            shelves.append((series, coverage.volumes(own), coverage.unnumbered(own)))
    if form == "json":
        volumes = [volume for _, volumes, _ in shelves for volume in volumes]
        return {
            "issues": [_listed(one, headlines.get(one.id, [])) for one in found],
            "missing": [label for volume in volumes for label in volume.missing],
            "missing_volumes": [volume.number for volume in volumes if not volume.rows],
        }
    return render_template("issues.html", shelves=shelves, headlines=headlines, count=len(found))


@bp.get(ISSUE, defaults={"form": "html"})
@bp.get(ISSUE + ".json", defaults={"form": "json"})
def issue(series: str, number: str, form: str) -> ResponseReturnValue:
    """One issue to read, with what was found in it beside the text."""
    archive: Archive = g.archive
    if now := numbered_now(archive, f"{series}/{number}"):
        return redirect(url_for(".issue", series=series, number=now.partition("/")[2], form=form), 302)
    found = archive.ask.issue(f"{series}/{number}")
    if form == "json":
        return issue_as_dict(archive, found) | {"problem": found.problem}
    before, after = _neighbours(archive, found)
    work = work_of(archive, found)
    return render_template(
        "issue.html",
        issue=found,
        publication=work.series,
        stories=[story(item, archive.knowledge) for item in found.items],
        cite=how_to_cite(work),
        head=embedded_in(archive, work),
        before=before,
        after=after,
    )


def _neighbours(archive: Archive, issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The numbers before and after that are in the archive; an unnumbered issue has none."""
    numbered = [one for one in archive.ask.issues(issue.series) if one.volume is not None]
    place = next((at for at, one in enumerate(numbered) if one.id == issue.id), None)
    if place is None:
        return None, None
    return numbered[place - 1] if place else None, numbered[place + 1] if place + 1 < len(numbered) else None


def _listed(issue: Issue, headlines: list[str]) -> dict[str, Any]:
    return {
        "issue": issue.id,
        "volume": issue.volume,
        "number": issue.number,
        "title": issue.title,
        "published": interval_as_dict(issue.published.when) | {"basis": issue.published.basis},
        "problem": issue.problem,
        "headlines": headlines,
    }
