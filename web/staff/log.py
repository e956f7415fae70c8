"""The log: every judgement that was ever made, what became of it, and the way to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.curation.judgement import DECISIONS
from archive.curation.standing import Ruling, Status
from web.staff.showing import Entry, entries
from web.staff.wording import STATUS_NAMES

bp = Blueprint("log", __name__, url_prefix="/staff")

PER_PAGE = 100
"""Judgements a page: a long day's work."""
STATUSES: tuple[str, ...] = get_args(Status)


@bp.get("/log", defaults={"form": "html"})
@bp.get("/log.json", defaults={"form": "json"})
def log(form: str) -> ResponseReturnValue:
    """Judgements, the newest first; by actor, kind and status, if these are asked for."""
    archive: Archive = g.archive
    rulings = _all_rulings(archive)
    actors = sorted({one.judgement.actor for one in rulings})
    chosen = {
        key: asked if (asked := request.args.get(key, "")) in known else ""
        for key, known in (("actor", actors), ("kind", DECISIONS), ("status", STATUSES))
    }
    wanted = [one for one in rulings if _matches(one, chosen)]
    ids = list(dict.fromkeys(one.judgement.id for one in reversed(wanted)))
    pages = max(1, -(-len(ids) // PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown = set(ids[(page - 1) * PER_PAGE : page * PER_PAGE])
    found = entries(archive, [one for one in wanted if one.judgement.id in shown])
    if form == "json":
        return {"judgements": [_as_dict(one) for one in found], "total": len(ids), "page": page, "pages": pages}

    def turn(to: int) -> str:
        kept: dict[str, Any] = {key: value for key, value in chosen.items() if value}
        return url_for("log.log", form="html", page=to, **kept)

    return render_template(
        "staff/log.html",
        entries=found,
        total=len(ids),
        page=page,
        pages=pages,
        turn=turn,
        chosen=chosen,
        status_names=STATUS_NAMES,
        choices={"actor": actors, "kind": list(DECISIONS), "status": STATUSES},
    )


def _all_rulings(archive: Archive) -> Sequence[Ruling]:
    """The rulings in order of time; a judgement that was kept and not yet weighed is shown as standing."""
    if not archive.exists():
        return []
    rulings = archive.judged.rulings()
    weighed = {one.judgement.id for one in rulings}
    rulings += [Ruling(one) for one in archive.judged.all() if one.id not in weighed]
    return sorted(rulings, key=lambda one: (one.judgement.time, one.judgement.id))


def _matches(ruling: Ruling, chosen: dict[str, str]) -> bool:
    said = {"actor": ruling.judgement.actor, "kind": ruling.judgement.kind, "status": ruling.status}
    return all(not wanted or said[key] == wanted for key, wanted in chosen.items())


def _as_dict(entry: Entry) -> dict[str, Any]:
    ruling = entry.ruling
    return {
        "judgement": ruling.judgement.id,
        "said": entry.said,
        "status": ruling.status,
        "statuses": list(entry.statuses),
        "against": ruling.against or None,
        "issue": ruling.issue or None,
        "position": ruling.position or None,
    } | {"decision": ruling.judgement.as_dict()}
