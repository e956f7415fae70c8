"""Which judgements stand: not undone, not replaced by a later one of the same person, not against an earlier one.

Of two people who decide the same thing differently the earlier judgement goes on standing and the later is
*contested*: nothing is overwritten in silence, and either can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from archive.curation.judgement import (
    Alias,
    Confirm,
    Create,
    Dismiss,
    Judgement,
    Merge,
    Reject,
    Relink,
    SetDate,
    SetNumber,
    Split,
    Undo,
)

Status = Literal["stands", "undone", "replaced", "contested", "orphan"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A judgement with what became of it: `against` is the judgement (id) that undid, replaced or contests it.

    `note` says in words why it is an orphan; `issue`, `position`, `field` and `start` are where judged words stand now.
    """

    judgement: Judgement
    status: Status = "stands"
    against: str = ""
    note: str = ""
    issue: str = ""
    position: int = 0
    field: str = ""
    start: int = 0

    @property
    def stands(self) -> bool:
        """Whether it has effect."""
        return self.status == "stands"


Ruled = TypeVar("Ruled")


def weigh(judgements: Iterable[Judgement]) -> list[Ruling]:
    """The judgements in order of time, each with its status; judged words are weighed where they are found."""
    ordered = sorted(judgements, key=lambda one: (one.time, one.id))
    undoing = _undone(ordered)
    rulings = [Ruling(one, "undone", undoing[one.id]) if one.id in undoing else Ruling(one) for one in ordered]
    return settle(rulings, _clashing)


def settle(rulings: Sequence[Ruling], clashing: Callable[[Ruling, Ruling], bool]) -> list[Ruling]:
    """Let those that clash be decided by time and person: one's own later word counts, another's is contested."""
    settled: list[Ruling] = []
    for ruling in rulings:
        against = (
            [at for at, one in enumerate(settled) if one.stands and clashing(one, ruling)] if ruling.stands else []
        )
        others = [settled[at] for at in against if settled[at].judgement.actor != ruling.judgement.actor]
        if others:
            settled.append(replace(ruling, status="contested", against=others[0].judgement.id))
            continue
        for at in against:
            settled[at] = replace(settled[at], status="replaced", against=ruling.judgement.id)
        settled.append(ruling)
    return settled


def _undone(judgements: Sequence[Judgement]) -> dict[str, str]:
    """The undone judgements with the undo that counts; an undo that is undone itself has no effect."""
    undos: dict[str, list[Judgement]] = {}
    for one in judgements:
        if isinstance(one.decision, Undo):
            undos.setdefault(one.decision.judgement, []).append(one)
    effective: dict[str, str] = {}

    def undone_by(id: str) -> str:
        if id not in effective:
            effective[id] = next((undo.id for undo in undos.get(id, ()) if not undone_by(undo.id)), "")
        return effective[id]

    return {one.id: by for one in judgements if (by := undone_by(one.id))}


def _clashing(one: Ruling, other: Ruling) -> bool:
    """Whether two decisions about records or issues are of the same thing and differ; the same twice is no clash."""
    first, second = one.judgement.decision, other.judgement.decision
    subject = _subject(one.judgement)
    return subject is not None and subject == _subject(other.judgement) and first != second


def _subject(judgement: Judgement) -> tuple[object, ...] | None:
    match judgement.decision:
        case Merge(entity=entity):
            return "merge", entity
        case Alias(entity=entity, text=text):
            return "alias", entity, text
        case Create(record=record) | Split(record=record):
            return "record", record.id
        case SetDate(place=place):
            return "date", place
        case SetNumber(place=place):
            return "number", place
        case Confirm() | Reject() | Relink() | Undo() | Dismiss():
            return None
