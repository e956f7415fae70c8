"""How two entities hang together: the shortest chain between them, and the sentences that mention both."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.errors import NotFound
from archive.reference import Entity
from archive.search.names import form_key
from web.entities import passage_as_dict

bp = Blueprint("graph", __name__, url_prefix="/graph")


@bp.get("/between", defaults={"form": "html"})
@bp.get("/between.json", defaults={"form": "json"})
def ask(form: str) -> ResponseReturnValue:
    """The question as a form; two names or ids lead to their answer's own address."""
    archive: Archive = g.archive
    one, other = request.args.get("a", "").strip(), request.args.get("b", "").strip()
    if one and other:
        ends = [_named(archive, name).id for name in (one, other)]
        return redirect(url_for("graph.between", one=ends[0], other=ends[1], form=form), 302)
    if form == "json":
        return {"ask": url_for("graph.ask", form="json") + "?a=name&b=name", "answers": "/graph/between/<a>/<b>.json"}
    return render_template("between.html", one=one, other=other, names=_names(archive), asked=bool(one or other))


@bp.get("/between/<slug:one>/<slug:other>", defaults={"form": "html"})
@bp.get("/between/<slug:one>/<slug:other>.json", defaults={"form": "json"})
def between(one: str, other: str, form: str) -> ResponseReturnValue:
    """The shortest chain of shared sentences from one entity to another."""
    archive: Archive = g.archive
    start, end = archive.graph.entity(one), archive.graph.entity(other)
    steps = archive.graph.between(one, other) if one != other else ()
    if form == "json":
        return {
            "a": one,
            "b": other,
            "steps": [
                {
                    "one": step.one.id,
                    "other": step.other.id,
                    "evidence": [passage_as_dict(passage) for passage in step.passages],
                }
                for step in steps
            ],
        }
    return render_template("chain.html", start=start, end=end, steps=steps, names=_names(archive))


@bp.get("/evidence/<slug:one>/<slug:other>", defaults={"form": "html"})
@bp.get("/evidence/<slug:one>/<slug:other>.json", defaults={"form": "json"})
def evidence(one: str, other: str, form: str) -> ResponseReturnValue:
    """Every sentence that mentions both."""
    archive: Archive = g.archive
    ends = archive.graph.entity(one), archive.graph.entity(other)
    if one == other:
        raise NotFound(ends[0].name, "two different entities are needed.", "Choose a neighbour on its page.")
    passages = archive.graph.evidence(one, other)
    if form == "json":
        return {"a": one, "b": other, "evidence": [passage_as_dict(passage) for passage in passages]}
    return render_template("evidence.html", one=ends[0], other=ends[1], passages=passages)


def _names(archive: Archive) -> list[str]:
    """The names of everything mentioned, for the form's suggestions."""
    known = archive.knowledge.entities
    return sorted(known[id].name for id in archive.ask.entity_counts() if id in known)


def _named(archive: Archive, text: str) -> Entity:
    """The entity of that id or name.

    :raises NotFound: none or more than one is called so; near or possible ones are suggested
    """
    known, names = archive.knowledge.entities, archive.searcher.names
    id = text if text in known else names.meant(text)
    if id:
        return known[id]
    called = sorted({form.entity for form in names.forms.get(form_key(text), ())})
    if len(called) == 1:
        return known[called[0]]
    listed = " or ".join(f"{known[one].name} ({one})" for one in called or names.near(text, None))
    if called:
        raise NotFound(text, "several go by that name.", f"Write the name or id of the one you mean: {listed}.")
    todo = f"Did you mean {listed}?" if listed else "The directory of names shows which there are."
    raise NotFound(text, "no one and nothing goes by that name.", todo)
