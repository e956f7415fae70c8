"""Judging on a name: other ways of writing it, two records that are one, one record that is two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from archive import Archive
from archive.curation.judgement import Alias, Confirm, Create, Decision, Merge, Reject, Relink, Split, Words
from archive.curation.standing import Ruling
from archive.errors import BadJudgement
from archive.model import FIELDS
from archive.reference import Entity
from web.facts import facts, tenures
from web.marking import Piece, Span, pieces
from web.staff.deciding import judge, record_in
from web.staff.naming import entity_named, mentioned_names, office_names
from web.staff.showing import entries, latest, offices_in_words

bp = Blueprint("staff_names", __name__, url_prefix="/staff/names")

PER_PAGE = 100
"""Mentions to choose from on one page."""
SPAN = re.compile(
    r"(?P<issue>[^#]+)#(?P<position>\d{1,6})\.(?P<field>headline|body)\.(?P<start>\d{1,6})-(?P<end>\d{1,6})"
)
"""A mention as a value of a form: `us-japan-alliance-digest/1.2#3.body.0-5`."""


@bp.get("/<slug:id>")
def name(id: str) -> ResponseReturnValue:
    """Everything that may be judged on a name."""
    archive: Archive = g.archive
    if now := archive.knowledge.redirects.get(id):
        return redirect(url_for(".name", id=now, done=request.args.get("done")), 302)
    return _page(archive, archive.graph.entity(id))


@bp.post("/<slug:id>")
def act(id: str) -> ResponseReturnValue:
    """Keep what a form of the page decides; a merge leads to the record that is left."""
    archive: Archive = g.archive
    entity, form = archive.graph.entity(id), request.form
    try:
        decision = _decision(archive, entity, form)
        judge(archive, [decision], form.get("reason", ""))
    except BadJudgement as error:
        return _page(archive, entity, str(error)), error.status
    to = decision.record.id if isinstance(decision, Split) else id
    return redirect(url_for(".name", id=archive.knowledge.redirects.get(to, to), done="1"), 303)


@bp.get("/<slug:id>/merge")
def merge(id: str) -> ResponseReturnValue:
    """Both records side by side, before anybody says that they are one."""
    archive: Archive = g.archive
    entity = archive.graph.entity(id)
    try:
        into = entity_named(archive, request.args.get("into", ""))
    except BadJudgement as error:
        return _page(archive, entity, str(error)), error.status
    if into.id == id or into.kind != entity.kind:
        why = "is the same record" if into.id == id else f"is of another kind ({into.kind}, not {entity.kind})"
        return _page(archive, entity, f"{into.name} ({into.id}) {why}. Name another."), 422
    return render_template(
        "staff/merge.html", sides=[_side(archive, one) for one in (entity, into)], entity=entity, into=into
    )


def _decision(archive: Archive, entity: Entity, form: MultiDict[str, str]) -> Decision:
    """:raises BadJudgement: the form is not filled in, or speaks of what is not there"""
    match form.get("do", ""):
        case "alias":
            return Alias(entity.id, " ".join(form.get("text", "").split()), "ambiguous" in form)
        case "merge":
            return Merge(entity.id, entity_named(archive, form.get("into", "")).id)
        case "split":
            words = tuple(_words(archive, text) for text in form.getlist("mention"))
            taken = tuple(form.getlist("alias"))
            if not words and not taken:
                raise BadJudgement("", "Nothing was chosen for the new record.", "Tick aliases or mentions.")
            return Split(entity.id, record_in(archive, form), taken, words)
    raise BadJudgement("", "That cannot be done here.", "Choose one of the buttons.")


def _words(archive: Archive, text: str) -> Words:
    found = SPAN.fullmatch(text)
    field = next((one for one in FIELDS if found and one == found["field"]), None)
    if found and field:
        key = found["issue"], int(found["position"])
        item, source = archive.ask.items({key}).get(key), archive.ask.sources({key}).get(key)
        if item and source and int(found["start"]) < int(found["end"]) <= len(item.text(field)):
            return Words.of(item, source, field, int(found["start"]), int(found["end"]))
    raise BadJudgement(text[:80], "is no mention in the archive.", "Reload the page: the issue may have changed.")


def _page(archive: Archive, entity: Entity, wrong: str = "") -> str:
    keys = archive.ask.mentioning(entity.id)
    items = archive.ask.items(keys)
    mentions = [(items[key], one) for key in keys for one in items[key].mentions if one.entity == entity.id]
    pages = max(1, -(-len(mentions) // PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown = [
        (f"{item.id}.{one.field}.{one.start}-{one.end}", item.id, _around(item.text(one.field), one.start, one.end))
        for item, one in mentions[(page - 1) * PER_PAGE : page * PER_PAGE]
    ]
    return render_template(
        "staff/name.html",
        entity=entity,
        mentions=shown,
        total=len(mentions),
        page=page,
        pages=pages,
        entries=entries(archive, _about(archive, entity)),
        names=mentioned_names(archive),
        offices=office_names(archive) if entity.kind == "leader" else [],
        last=latest(archive),
        wrong=wrong,
        form=request.form,
        record=request.form.to_dict() or {"kind": entity.kind, "country": entity.country or ""},
    )


def _around(text: str, start: int, end: int) -> list[Piece]:
    """The words with a line's length of what stands around them."""
    first, last = max(0, start - 60), min(len(text), end + 60)
    found = pieces(text[first:last], [Span(start - first, end - first, "hit")])
    return [*([Piece("…")] if first else []), *found, *([Piece("…")] if last < len(text) else [])]


def _side(archive: Archive, entity: Entity) -> dict[str, Any]:
    """A record as one column of the comparison."""
    return {
        "entity": entity,
        "facts": facts(entity, archive.knowledge),
        "offices": offices_in_words(tenures(entity, archive.knowledge)),
        "mentions": archive.ask.entity_counts().get(entity.id, (0, 0)),
    }


def _about(archive: Archive, entity: Entity) -> Sequence[Ruling]:
    """The rulings that name an entity, or one that was merged into it."""
    ids = {entity.id, *(old for old, now in archive.knowledge.redirects.items() if now == entity.id)}
    return [one for one in archive.judged.rulings() if ids & _named(one.judgement.decision)]


def _named(decision: Decision) -> set[str]:
    match decision:
        case Confirm(entity=id) | Reject(entity=id) | Relink(entity=id) | Alias(entity=id):
            return {id}
        case Merge(entity=id, into=into):
            return {id, into}
        case Split(entity=id, record=record):
            return {id, record.id}
        case Create(record=record):
            return {record.id}
    return set()
