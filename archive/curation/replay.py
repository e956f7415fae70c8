"""All judgements as a derivation needs them: the knowledge they make, and what hangs on which original or words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.curation.judgement import Confirm, Judgement, Place, Reject, Relink, SetDate, SetNumber, Undo
from archive.curation.knowing import curated
from archive.curation.standing import Ruling, settle, weigh
from archive.curation.words import Anchored, anchored
from archive.model import Numbering
from archive.reading import edtf
from archive.reading.knowledge import Knowledge
from archive.reading.published.dating import Dating, Window


@dataclass(frozen=True)
class Replay:
    """The judgements weighed, and the knowledge after those on records; words are not yet located."""

    knowledge: Knowledge
    rulings: tuple[Ruling, ...]

    @classmethod
    def of(cls, knowledge: Knowledge, judgements: Iterable[Judgement]) -> Replay:
        """Weigh the judgements and put those on records into the knowledge."""
        made, rulings = curated(knowledge, weigh(judgements))
        return cls(made, tuple(rulings))

    @cached_property
    def standing(self) -> tuple[Ruling, ...]:
        """Those with effect."""
        return tuple(ruling for ruling in self.rulings if ruling.stands)

    @cached_property
    def anchors(self) -> tuple[Anchored, ...]:
        """The judged words of the judgements that stand."""
        return tuple(one for ruling in self.standing for one in anchored(ruling))

    @cached_property
    def elsewhere(self) -> tuple[Ruling, ...]:
        """The rulings that are final before any words are looked for: all but those that stand on words alone."""
        waiting = (Confirm, Reject, Relink)
        return tuple(one for one in self.rulings if not (one.stands and isinstance(one.judgement.decision, waiting)))

    @cached_property
    def numbers(self) -> Mapping[tuple[str, int], Numbering]:
        """The number set by hand for an original and the place in it."""
        found = {}
        for ruling in self.standing:
            if isinstance(decision := ruling.judgement.decision, SetNumber):
                key = decision.place.original, decision.place.position
                found[key] = Numbering(decision.volume, decision.number, "judgement", ruling.judgement.said_by)
        return found

    def dating(self, drafts: Sequence[tuple[str, int]]) -> Dating | None:
        """The date set by hand for an issue with these drafts; of two people's different ones the earlier set."""
        places = {Place(*draft) for draft in drafts}
        dated = [
            ruling
            for ruling in self.standing
            if isinstance(ruling.judgement.decision, SetDate) and ruling.judgement.decision.place in places
        ]
        settled = [ruling for ruling in settle(dated, _other_date) if ruling.stands]
        if not settled:
            return None
        judgement = settled[-1].judgement
        assert isinstance(judgement.decision, SetDate)
        when = edtf.interval(judgement.decision.edtf)
        first, last = when.earliest or when.latest, when.latest or when.earliest
        windows = (Window(first, first, last),) if first and last else ()
        return Dating(when, windows, "judgement", (f"set by hand {judgement.said_by}",))


def concerned(judgements: Sequence[Judgement], fresh: Iterable[str]) -> list[Judgement]:
    """The fresh judgements (ids) and those that they undo, directly or by undoing an undo."""
    by_id = {one.id: one for one in judgements}
    found: dict[str, Judgement] = {}
    waiting = [id for id in fresh if id in by_id]
    while waiting:
        one = by_id[waiting.pop()]
        if one.id not in found:
            found[one.id] = one
            if isinstance(one.decision, Undo) and one.decision.judgement in by_id:
                waiting.append(one.decision.judgement)
    return list(found.values())


def _other_date(one: Ruling, other: Ruling) -> bool:
    first, second = one.judgement.decision, other.judgement.decision
    return isinstance(first, SetDate) and isinstance(second, SetDate) and first.edtf != second.edtf
