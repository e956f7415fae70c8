"""The directory of entities, and the page of each: what it is, when it is mentioned, and with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.export import interval_as_dict
from archive.model import KINDS, Issue, Passage
from archive.reference import Entity
from web import charts, graphs
from web.addresses import entity_url
from web.facts import Held, citations, fact_as_dict, facts, tenures

bp = Blueprint("entities", __name__)

PER_PAGE = 100
"""Sentences a page: more is a long scroll, fewer breaks up most entities."""


@bp.get("/entities/", defaults={"form": "html"})
@bp.get("/entities.json", defaults={"form": "json"})
def entities(form: str) -> ResponseReturnValue:
    """The directory: by kind, those that are mentioned, or all that are known; narrowed by a part of a name."""
    archive: Archive = g.archive
    counts = archive.ask.entity_counts()
    wanted, everything = request.args.get("q", "").strip(), request.args.get("all") == "1"
    kind = asked if (asked := request.args.get("kind", "")) in KINDS else ""
    matching = [one for one in archive.knowledge.entities.values() if _matches(one, wanted)]
    holders = {one.id: _holders(one, archive, None if everything else counts) for one in matching}
    listed = [one for one in matching if everything or one.id in counts or holders[one.id]]
    totals = Counter(one.kind for one in listed)
    shown = [one for one in listed if kind in ("", one.kind)]
    if form == "json":
        return {
            "entities": [
                _brief(one)
                | _counted(*counts.get(one.id, (0, 0)))
                | ({"holders": [_tenure_as_dict(held) for held in holders[one.id]]} if one.kind == "office" else {})
                for one in shown
            ]
        }

    def choose(**changes: str | None) -> str:
        """This page with another choice; None takes a choice away."""
        chosen: dict[str, Any] = {"q": wanted or None, "kind": kind or None, "all": "1" if everything else None}
        return url_for("entities.entities", form="html", **(chosen | changes))

    groups = {one: sorted((e for e in shown if e.kind == one), key=_by_name) for one in KINDS}
    return render_template(
        "entities.html",
        groups={kind: members for kind, members in groups.items() if members},
        totals=totals,
        counts=counts,
        holders=holders,
        wanted=wanted,
        kind=kind,
        everything=everything,
        hidden=sum(kind in ("", one.kind) for one in matching) - len(shown),
        choose=choose,
    )


@bp.get("/entities/<slug:id>", defaults={"form": "html"})
@bp.get("/entities/<slug:id>.json", defaults={"form": "json"})
def entity(id: str, form: str) -> ResponseReturnValue:
    """One entity with every sentence that mentions it."""
    archive: Archive = g.archive
    if now := archive.knowledge.redirects.get(id):
        moved = redirect(url_for(".entity", id=now, form=form), 301)
        moved.headers["Cache-Control"] = "no-cache"  # a merge may be undone
        return moved
    found = archive.graph.entity(id)
    places = archive.ask.sharing(id, id)
    pages = max(1, -(-len(places) // PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    passages = archive.graph.passages(places[(page - 1) * PER_PAGE : page * PER_PAGE])
    known = facts(found, archive.knowledge)
    picture = archive.graph.around(id)
    if form == "json":
        return _brief(found) | {
            "native": found.native,
            "about": found.about,
            "aliases": [alias.text for alias in found.aliases],
            "facts": [fact_as_dict(one) for one in known],
            "tenures": [_tenure_as_dict(one) for one in tenures(found, archive.knowledge)],
            "sentences": len(places),
            "page": page,
            "pages": pages,
            "mentions": [passage_as_dict(one) for one in passages],
            "neighbours": [
                {"entity": one.id, "name": one.name, "kind": one.kind, "shared": one.shared}
                for one in picture.neighbours
            ],
        }
    issues = {one.id: one for one in archive.ask.issues()}
    months = by_month((place[0] for place in places), issues.values())
    return render_template(
        "entity.html",
        entity=found,
        facts=known,
        tenures=tenures(found, archive.knowledge),
        counts=archive.ask.entity_counts() if found.kind == "office" else {},
        sources=citations(found, archive.knowledge),
        passages=passages,
        sentences=len(places),
        issue_count=len({place[0] for place in places}),
        first=issues[places[0][0]] if places else None,
        latest=issues[places[-1][0]] if places else None,
        months=months,
        chart=charts.over_time(months, f"Sentences that mention {found.name}, by month") if places else "",
        picture=picture,
        drawn=graphs.ego(picture, entity_url) if len(picture.neighbours) > 1 else "",
        page=page,
        pages=pages,
    )


def by_month(told: Iterable[str], issues: Iterable[Issue]) -> list[tuple[str, int, int]]:
    """(ISO month, sentences told in it, issues published in it) for every month from the first issue to the last.

    `told` holds an issue id a sentence. An issue counts in the month it appeared at the earliest.
    """
    month_of = {one.id: f"{day:%Y-%m}" for one in issues if (day := one.published.when.earliest)}
    if not month_of:
        return []
    published, mentioned = Counter(month_of.values()), Counter(month_of[id] for id in told if id in month_of)
    year, month = map(int, min(published).split("-"))
    found = []
    while (iso := f"{year}-{month:02}") <= max(published):
        found.append((iso, mentioned[iso], published[iso]))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def passage_as_dict(passage: Passage) -> dict[str, Any]:
    """A sentence with where it stands, for a `.json` twin."""
    return {
        "item": passage.item,
        "headline": passage.headline,
        "field": passage.field,
        "start": passage.start,
        "text": passage.text,
        "published": interval_as_dict(passage.published),
    }


def _holders(office: Entity, archive: Archive, mentioned: Collection[str] | None) -> list[Held]:
    """Who held an office, the latest first; only those that are mentioned, if these are given."""
    if office.kind != "office":
        return []
    held = tenures(office, archive.knowledge)
    return [one for one in held if mentioned is None or one.person.id in mentioned]


def _tenure_as_dict(held: Held) -> dict[str, Any]:
    return {
        "person": held.person.id,
        "office": held.office.id,
        "start": held.start,
        "end": held.end or None,
        "acting": held.acting,
        "source": held.source.url if held.source else None,
    }


def _matches(entity: Entity, wanted: str) -> bool:
    names = (entity.name, entity.native, entity.id, *(alias.text for alias in entity.aliases))
    return any(wanted.casefold() in name.casefold() for name in names)


def _by_name(entity: Entity) -> str:
    """People are listed by family name."""
    return f"{entity.facts.get('family', '')} {entity.name}".strip().casefold()


def _counted(mentions: int, items: int) -> dict[str, int]:
    return {"mentions": mentions, "items": items}


def _brief(entity: Entity) -> dict[str, Any]:
    return {"entity": entity.id, "kind": entity.kind, "name": entity.name}
