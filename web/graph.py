"""How two entities hang together: the shortest chain between them, and the sentences that mention both."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.errors import NotFound
from archive.reference import Entity
from archive.search.names import form_key
from web.entities import passage_as_dict
from web.near import bases_called, near_entities

bp = Blueprint("graph", __name__, url_prefix="/graph")


@dataclass(frozen=True, slots=True)
class End:
    """What was written for one end of a chain: the entity it means, or those that it may mean."""

    text: str
    entity: Entity | None = None
    several: bool = False
    choices: tuple[Entity, ...] = ()

    @property
    def unknown(self) -> bool:
        """Whether something was written that does not say which entity is meant."""
        return bool(self.text) and self.entity is None


@bp.get("/between", defaults={"form": "html"})
@bp.get("/between.json", defaults={"form": "json"})
def ask(form: str) -> ResponseReturnValue:
    """The question as a form; two names or ids lead to their answer's own address."""
    archive: Archive = g.archive
    ends = [_end(archive, request.args.get(name, "").strip()) for name in ("a", "b")]
    found = [end.entity.id for end in ends if end.entity]
    if len(found) == len(ends):
        return redirect(url_for("graph.between", one=found[0], other=found[1], form=form), 302)
    unknown = [end for end in ends if end.unknown]
    if form == "json":
        if unknown:
            raise _not_found(unknown[0])
        return {"ask": url_for("graph.ask", form="json") + "?a=name&b=name", "answers": "/graph/between/<a>/<b>.json"}
    return render_template("between.html", ends=ends, names=_names(archive)), 404 if unknown else 200


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
    counts = archive.ask.entity_counts()
    return render_template(
        "chain.html",
        start=start,
        end=end,
        steps=steps,
        names=_names(archive),
        unmentioned=[one for one in (start, end) if one.id not in counts],
        bases=[(town, base) for town in (start, end) for base in bases_called(town, archive)],
    )


@bp.get("/evidence/<slug:one>/<slug:other>", defaults={"form": "html"})
@bp.get("/evidence/<slug:one>/<slug:other>.json", defaults={"form": "json"})
def evidence(one: str, other: str, form: str) -> ResponseReturnValue:
    """Every sentence that mentions both."""
    archive: Archive = g.archive
    ends = archive.graph.entity(one), archive.graph.entity(other)
    if one == other:
        raise NotFound(ends[0].name, "two different names are needed.", "Choose a neighbour on its page.")
    passages = archive.graph.evidence(one, other)
    if form == "json":
        return {"a": one, "b": other, "evidence": [passage_as_dict(passage) for passage in passages]}
    return render_template("evidence.html", one=ends[0], other=ends[1], passages=passages)


def _names(archive: Archive) -> list[str]:
    """The names of everything mentioned, for the form's suggestions."""
    known = archive.knowledge.entities
    return sorted(known[id].name for id in archive.ask.entity_counts() if id in known)


def _end(archive: Archive, text: str) -> End:
    """What an id or name means; where it means nobody or several, whom it may mean."""
    known, names = archive.knowledge.entities, archive.searcher.names
    if not text:
        return End(text)
    if id := text if text in known else names.meant(text):
        return End(text, known[id])
    called = sorted({form.entity for form in names.forms.get(form_key(text), ())})
    if len(called) == 1:
        return End(text, known[called[0]])
    if called:
        return End(text, several=True, choices=tuple(known[id] for id in called))
    return End(text, choices=tuple(near_entities(archive, text)))


def _not_found(end: End) -> NotFound:
    listed = " or ".join(f"{one.name} ({one.id})" for one in end.choices)
    if end.several:
        return NotFound(end.text, "several go by that name.", f"Write the name or id of the one you mean: {listed}.")
    todo = f"Did you mean {listed}?" if listed else "The directory of names shows which there are."
    return NotFound(end.text, "no one and nothing known goes by that name.", todo)
