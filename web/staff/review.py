"""The review queue: one case at a time, worked with forms that need no script and keys that need no mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.errors import BadJudgement, NotFound
from archive.review import QUEUES, Case, Queue
from web.staff import deciding
from web.staff.cases import QUEUE_ABOUT, QUEUE_NAMES, decisions, options, prefilled
from web.staff.door import local
from web.staff.naming import mentioned_names, office_names
from web.staff.showing import entries, latest, option, sentences
from web.staff.waiting import Waiting

bp = Blueprint("review", __name__, url_prefix="/staff")

NAMING: tuple[Queue, ...] = ("suggestions", "links", "open")
"""The queues that ask who or what is meant."""


@bp.get("/review", defaults={"form": "html"})
@bp.get("/review.json", defaults={"form": "json"})
def review(form: str) -> ResponseReturnValue:
    """One case of a queue: the one that is named, or the first that waits."""
    archive: Archive = g.archive
    now = Waiting(archive)
    queue = queue_named(now, request.args.get("queue", ""))
    if form == "json":
        return _as_dict(archive, now, queue)
    return _page(archive, now, queue, request.args.get("case", ""), 200)


@bp.post("/review")
def act() -> ResponseReturnValue:
    """Do what a button of a case says, then show the case that stood behind it."""
    archive: Archive = g.archive
    now = Waiting(archive)
    queue, id = queue_named(now, request.form.get("queue", "")), request.form.get("case", "")
    action, before = request.form.get("do", ""), now.ids(queue)
    if action == "skip":
        return _on(queue, _behind(id, before, before))
    try:
        case = now.case(queue, id)
        deciding.judge(archive, decisions(archive, case, action, request.form), request.form.get("reason", ""))
    except NotFound:
        return _on(queue, _behind(id, before, before), missing="1")
    except BadJudgement as error:
        return _page(archive, now, queue, id, error.status, str(error))
    return _on(queue, _behind(id, before, Waiting(archive).ids(queue)), done="1", back=id)


@bp.post("/undo")
def undo() -> ResponseReturnValue:
    """Undo judgements, then go back to where that was asked: a case of a queue, or the page `to`."""
    archive: Archive = g.archive
    queue = next((one for one in QUEUES if one == request.form.get("queue")), None)
    back = request.form.get("back", "")
    try:
        deciding.undo(archive, request.form.getlist("judgement"), request.form.get("reason", ""))
    except BadJudgement as error:
        if queue is None:
            raise
        return _page(archive, Waiting(archive), queue, back, error.status, str(error))
    if queue is None:
        return redirect(local(request.form.get("to", "")), 303)
    case = back if back in Waiting(archive).ids(queue) else None
    return redirect(url_for(".review", form="html", queue=queue, case=case, done="1"), 303)


def queue_named(now: Waiting, name: str) -> Queue:
    """The queue of that name; of none, the first in which anything waits."""
    for queue in QUEUES:
        if queue == name:
            return queue
    return next((queue for queue in QUEUES if now.waiting(queue)), "links")


def _behind(id: str, before: Sequence[str], after: Sequence[str]) -> str | None:
    """The first case that stood behind one and still waits; None at the end."""
    at = before.index(id) + 1 if id in before else 0
    still = set(after)
    return next((one for one in before[at:] if one in still), None)


def _on(queue: Queue, id: str | None, **said: Any) -> ResponseReturnValue:
    """To a case of the queue, or to its end."""
    return redirect(url_for(".review", form="html", queue=queue, case=id, end=None if id else "1", **said), 303)


def _page(archive: Archive, now: Waiting, queue: Queue, id: str, status: int, wrong: str = "") -> ResponseReturnValue:
    waiting = now.ids(queue)
    missing = "missing" in request.args or bool(id and id not in waiting)
    if id not in waiting:
        id = waiting[0] if waiting and "end" not in request.args else ""
    shared: dict[str, Any] = {
        "queue": queue,
        "queues": QUEUE_NAMES,
        "counts": now.counts(),
        "about": QUEUE_ABOUT[queue],
        "left": len(waiting),
        "place": waiting.index(id) + 1 if id else 0,
        "wrong": wrong,
        "missing": missing and not wrong,
        "last": latest(archive),
        "form": request.form,
    }
    case = now.case(queue, id) if id else None
    if case is None:
        return render_template("staff/end.html", case=None, **shared), status
    shown = sentences(archive, case.evidence)
    when = shown[0].published if shown else None
    linked = archive.knowledge.entities.get(case.entity or "")
    record = prefilled(case, when) if queue == "suggestions" else {}
    page = render_template(
        "staff/case.html",
        case=case,
        sentences=shown,
        options=options(archive, case, when) if queue in NAMING else [],
        linked=option(archive, linked, "", when) if linked else None,
        entries=entries(archive, case.rulings)[::-1],
        issue=archive.ask.issue(case.id) if queue == "issues" else None,
        names=mentioned_names(archive) if queue in NAMING else [],
        offices=office_names(archive) if queue == "suggestions" else [],
        record=record | request.form.to_dict(),
        **shared,
    )
    return page, status


def _as_dict(archive: Archive, now: Waiting, queue: Queue) -> dict[str, Any]:
    """The queue for its `.json` twin, with sentences and candidates of the case that is shown."""
    waiting = now.waiting(queue)
    asked = request.args.get("case", "")
    id = asked if any(one.id == asked for one in waiting) else waiting[0].id if waiting else ""
    return {
        "queue": queue,
        "counts": now.counts(),
        "waiting": [_brief(one) for one in waiting],
        "case": _whole(archive, now.case(queue, id)) if id else None,
    }


def _brief(case: Case) -> dict[str, Any]:
    return {
        "case": case.id,
        "name": case.name,
        "kind": case.kind,
        "why": case.why,
        "count": case.count,
        "entity": case.entity,
        "confidence": case.confidence,
    }


def _whole(archive: Archive, case: Case) -> dict[str, Any]:
    return _brief(case) | {
        "evidence": [
            {"item": one.item, "headline": one.headline, "text": one.text, "start": one.start, "end": one.end}
            for one in case.evidence
        ],
        "candidates": [
            {"entity": one.entity.id, "name": one.entity.name, "kind": one.entity.kind, "why": one.why}
            for one in case.candidates
        ],
        "judgements": [
            {"judgement": one.ruling.judgement.id, "said": one.said, "status": one.ruling.status}
            for one in entries(archive, case.rulings)
        ],
    }
