"""Who of the bearers of a surname was in office: by the body beside the name, by prominence, by the places named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.model import Interval, Mention
from archive.reading.names.affiliations import affiliations
from archive.reading.names.callings import Calling
from archive.reading.names.prominence import rank
from archive.reading.names.terms import Times, began_before, covers, surely_covers
from archive.reference import Entity, Tenure

UNDERLING_OFFICE = re.compile(
    r"(?:United States |US )?(?:Vice[ -]Minister|Deputy|Assistant|Under|Administrative|State Minister)"
)
"""How the name of an office begins that is not the first of its kind: "United States Deputy Secretary of State"."""

LISTED = re.compile(r",? and |, ")


@dataclass(frozen=True)
class Incumbents:
    """The holders of offices, asked for one item."""

    entities: Mapping[str, Entity]
    tenures: Mapping[str, Sequence[Tenure]]
    times: Times
    context: frozenset[str]
    """Names of the places that the item mentions."""
    things: Sequence[Mention]
    """What the item names besides people."""

    def in_office(self, calling: Calling, candidates: Sequence[str]) -> list[tuple[Tenure, Interval]]:
        """Who of the bearers of a name was in office at the time; of several bearers only leading offices count.

        Where that leaves several, an office of a place that the item mentions decides ("Governor of Okinawa").
        """
        best: list[tuple[Tenure, Interval]] = []
        for when in (*self.times.at(calling.look.page, calling.start), self.times.published):
            terms = {p: [t for t in self.tenures.get(p, ()) if covers(t, when)] for p in sorted(candidates)}
            if len(candidates) > 1:
                terms = self.foremost({p: [t for t in some if self._leads(t)] for p, some in terms.items()})
            local = {p: [t for t in some if self._local(t)] for p, some in terms.items()}
            for choice in (terms, local):
                best = [(some[-1], when) for some in choice.values() if some] or best
                if len(best) == 1:
                    return best
        return best

    def known_by(self, tenure: Tenure, published: Interval) -> bool:
        """Whether an office that is held, or was, makes a surname known: a leading one, however long ago."""
        return began_before(tenure, published) and self._leads(tenure) and self._rank(tenure) < 2

    def affiliated(self, calling: Calling, candidates: Sequence[str]) -> tuple[Tenure, Interval] | None:
        """The one bearer of the name who held an office of the organization beside it: "Saito (METI)"."""
        bodies = set(affiliations(calling.look, calling.start, calling.end, self.things))
        for when in (*self.times.at(calling.look.page, calling.start), self.times.published) if bodies else ():
            held = {t.person: t for p in candidates for t in self.tenures.get(p, ()) if covers(t, when)}
            held = {p: t for p, t in held.items() if self.entities[t.office].facts.get("organization") in bodies}
            if len(held) == 1:
                return next(iter(held.values())), when
        return None

    def of_a_body_here(self, calling: Calling, candidates: Sequence[str]) -> tuple[Tenure, Interval] | None:
        """The bearer of a surname that is also a place's, if the item names the body that he speaks for and no map.

        "Komeito is hesitant, and Yamaguchi prefers not to speak of figures."
        """
        start, end = calling.start, calling.end
        spans = [one for one in self.things if one.field == calling.look.page.field and one.kind == "place"]
        if not any(one.start == start and one.end == end for one in spans):
            return None
        if any(0 < start - one.end <= 2 or 0 < one.start - end <= 2 for one in spans):
            return None  # "Iwakuni, Yamaguchi"
        bodies = {one.entity for one in self.things if one.kind == "organization"}
        when = self.times.published
        held = [t for p in candidates for t in self.tenures.get(p, ()) if surely_covers(t, when) and self._leads(t)]
        held = [t for t in held if self.entities[t.office].facts.get("organization") in bodies]
        if len({tenure.person for tenure in held}) != 1:
            return None
        return held[0], when

    def foremost(self, terms: Mapping[str, list[Tenure]]) -> dict[str, list[Tenure]]:
        """Of people in office those in the most prominent one; of equals those who ever held a more prominent one."""
        now = {p: min((self._rank(t) for t in some), default=None) for p, some in terms.items()}
        best = min((rank for rank in now.values() if rank is not None), default=None)
        first = {p: terms[p] for p, rank in now.items() if rank is not None and rank == best}
        if len(first) < 2:
            return first
        published = self.times.published
        ever = {
            p: min((self._rank(t) for t in self.tenures.get(p, ()) if began_before(t, published)), default=9)
            for p in first
        }
        return {p: some for p, some in first.items() if ever[p] == min(ever.values())}

    def in_a_list_of_places(self, calling: Calling) -> bool:
        """Whether a surname that is also a town's stands beside a town: "in Ayase and Yamato"."""
        look = calling.look
        matches = [match for match in look.by_start.get(calling.start, ()) if match.end == calling.end]
        if not any(form.kind == "place" for match in matches for form in match.forms):
            return False
        towns = [one for one in self.things if one.kind == "place" and one.field == look.page.field and one.entity]
        return any(
            LISTED.fullmatch(look.page.folded, one.end, calling.start)
            for one in towns
            if one.end < calling.start and "within" in self.entities[str(one.entity)].facts
        )

    def _rank(self, tenure: Tenure) -> int:
        return rank(self.entities[tenure.office])

    def _leads(self, tenure: Tenure) -> bool:
        """Whether an office is the first of its kind, which the press means by a surname alone."""
        return not UNDERLING_OFFICE.match(self.entities[tenure.office].name)

    def _local(self, tenure: Tenure) -> bool:
        """Whether a place that the item mentions stands in the office's name: "Governor of Okinawa"."""
        return any(place in self.entities[tenure.office].name for place in self.context)
