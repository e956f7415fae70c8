"""Judging on an issue: each mention in its text, words that have none, the date, the volume and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.curation.judgement import Confirm, Decision, Reject, Relink, SetDate, SetNumber, Words
from archive.curation.standing import Ruling
from archive.curation.words import anchored
from archive.errors import BadJudgement
from archive.model import FIELDS, Issue, Item, Mention
from web.marking import Piece, pieces, spans_of
from web.staff.deciding import Form, date_in, judge, number_in, place_of
from web.staff.naming import entity_named, mentioned_names
from web.staff.numbered import issue_at, numbered_now
from web.staff.showing import entries, latest

bp = Blueprint("staff_issues", __name__, url_prefix="/staff/issues")


@dataclass(frozen=True, slots=True)
class Judged:
    """An item to judge: its text in pieces, and its mentions with the name of what each is linked to."""

    item: Item
    headline: list[Piece]
    body: list[Piece]
    mentions: tuple[tuple[Mention, str], ...]


@bp.get("/<slug:series>/<number:number>")
def issue(series: str, number: str) -> ResponseReturnValue:
    """Everything that may be judged on an issue."""
    archive: Archive = g.archive
    if now := numbered_now(archive, f"{series}/{number}"):
        return redirect(_address(now, done=request.args.get("done")), 302)
    return _page(archive, archive.ask.issue(f"{series}/{number}"))


@bp.post("/<slug:series>/<number:number>")
def act(series: str, number: str) -> ResponseReturnValue:
    """Keep what a form of the page decides, and go back to the item, or to where the issue is now."""
    archive: Archive = g.archive
    asked, form = f"{series}/{number}", request.form
    found = archive.ask.issue(numbered_now(archive, asked) or asked)
    try:
        decision = _decision(archive, found, form)
        judge(archive, [decision], form.get("reason", ""))
    except BadJudgement as error:
        return _page(archive, found, str(error)), error.status
    now = found.id
    if isinstance(decision, SetDate | SetNumber):
        now = issue_at(archive, decision.place) or now
    return redirect(_address(now, done="1", _anchor=form.get("position") or "main"), 303)


def _decision(archive: Archive, issue: Issue, form: Form) -> Decision:
    """:raises BadJudgement: the form is not filled in, or speaks of what is not there"""
    verb, _, id = form.get("do", "").partition(" ")
    match verb:
        case "date":
            return date_in(archive, issue.id, form)
        case "number":
            return number_in(archive, issue.id, form)
        case "confirm":
            return Confirm(_words(archive, issue, form), id)
        case "reject":
            return Reject(_words(archive, issue, form), id)
        case "other":
            return Relink(_words(archive, issue, form), entity_named(archive, form.get("other", "")).id)
    raise BadJudgement("", "That cannot be done here.", "Choose one of the buttons.")


def _words(archive: Archive, issue: Issue, form: Form) -> Words:
    """The n-th occurrence of exact words in a field of an item."""
    item = next((one for one in issue.items if str(one.position) == form.get("position")), None)
    field = next((one for one in FIELDS if one == form.get("field")), None)
    words, nth = form.get("words", ""), form.get("occurrence", "1")
    if item is None or field is None or not words.strip():
        raise BadJudgement("", "No words were chosen.", "Choose an item and copy the words from its text.")
    start = -1
    for _ in range(int(nth) if nth.isdecimal() and len(nth) < 4 else 1):
        start = item.text(field).find(words, start + 1)
        if start < 0:
            where = f"the {field} of item {item.position}"
            raise BadJudgement(f"“{words[:60]}”", f"does not stand in {where} that often.", "Copy them as they are.")
    source = archive.ask.sources({(issue.id, item.position)})[issue.id, item.position]
    return Words.of(item, source, field, start, start + len(words))


def _page(archive: Archive, issue: Issue, wrong: str = "") -> str:
    known = archive.knowledge.entities
    judged = [
        Judged(
            item,
            pieces(item.headline, spans_of(item, "headline")),
            pieces(item.body, spans_of(item, "body")),
            tuple((one, known[one.entity].name if one.entity and one.entity in known else "") for one in item.mentions),
        )
        for item in issue.items
    ]
    rulings = _rulings(archive, issue)
    return render_template(
        "staff/issue.html",
        issue=issue,
        publication=next(one for one in archive.series if one.id == issue.series),
        items=judged,
        nth=_nth,
        places={one.sha256: place_of(archive, issue.id, one.sha256).position for one in issue.originals},
        entries=entries(archive, [one for one in rulings if one.status in ("stands", "contested", "orphan")]),
        names=mentioned_names(archive),
        last=latest(archive),
        wrong=wrong,
        form=request.form,
    )


def _nth(item: Item, mention: Mention) -> int:
    """Which occurrence of its words a mention is, from 1."""
    text, at, count = item.text(mention.field), -1, 0
    while (at := text.find(mention.text, at + 1)) >= 0 and at <= mention.start:
        count += 1
    return max(count, 1)


def _rulings(archive: Archive, issue: Issue) -> Sequence[Ruling]:
    """The rulings about an issue: those whose words stand in it, or stood, and those on its date and number."""
    originals = {one.sha256 for one in issue.originals}
    found = []
    for ruling in archive.judged.rulings():
        decision = ruling.judgement.decision
        if isinstance(decision, SetDate | SetNumber):
            here = decision.place.original in originals
        else:
            here = issue.id in (ruling.issue, *(one.words.issue for one in anchored(ruling) if not ruling.issue))
        if here:
            found.append(ruling)
    return found


def _address(id: str, _anchor: str | None = None, **said: Any) -> str:
    series, _, number = id.partition("/")
    return url_for("staff_issues.issue", series=series, number=number, _anchor=_anchor, **said)
