"""Each decision in words: "links “Kishi” in Vol 1.2 #3 to Nobuo Kishi"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from archive import Archive
from archive.curation.judgement import (
    Alias,
    Confirm,
    Create,
    Decision,
    Dismiss,
    Judgement,
    Merge,
    Place,
    Record,
    Reject,
    Relink,
    SetDate,
    SetNumber,
    Split,
    Undo,
    Words,
)
from archive.curation.standing import Ruling, Status
from archive.reading import edtf
from web.staff.numbered import issue_at, own_name
from web.words import KIND_NAME, date_words, issue_label, many

STATUS_NAMES: Mapping[Status, str] = MappingProxyType(
    {
        "stands": "stands",
        "undone": "undone",
        "replaced": "replaced",
        "contested": "contradicts an earlier one",
        "orphan": "orphan",
    }
)


@dataclass(frozen=True)
class Wording:
    """Words for the decisions of an archive as its names and issues are now."""

    archive: Archive

    @cached_property
    def judgements(self) -> Mapping[str, Judgement]:
        """All judgements by id, for those that others speak of."""
        return {one.id: one for one in self.archive.judged.all()}

    @cached_property
    def contradictions(self) -> Mapping[str, list[Judgement]]:
        """The later judgements that contradict one (id) which stands."""
        found: dict[str, list[Judgement]] = {}
        for ruling in self.archive.judged.rulings():
            if ruling.status == "contested" and ruling.judgement not in found.setdefault(ruling.against, []):
                found[ruling.against].append(ruling.judgement)
        return found

    def decision(self, decision: Decision) -> str:
        """What is decided, as a sentence whose subject is the person."""
        match decision:
            case Confirm(words=words, entity=entity):
                return f"confirms that {self.words(words)} is {self.name(entity)}"
            case Reject(words=words, entity=entity):
                return f"says that {self.words(words)} is not {self.name(entity)}"
            case Relink(words=words, entity=entity):
                return f"links {self.words(words)} to {self.name(entity)}"
            case Merge(entity=entity, into=into):
                return f"merges {self.name(entity, both=True)} into {self.name(into, both=True)}"
            case Split(entity=entity, record=record, aliases=aliases, words=words):
                taken = [f"“{alias}”" for alias in aliases] + ([many(len(words), "mention")] if words else [])
                taking = f", with {', '.join(taken)}" if taken else ""
                return f"splits {self._record(record)} off {self.name(entity)}{taking}"
            case Alias(entity=entity, text=text, ambiguous=ambiguous):
                cue = ", only with a cue beside it" if ambiguous else ""
                return f"adds “{text}” as another way of writing {self.name(entity)}{cue}"
            case Create(record=record):
                return f"adds {self._record(record)}"
            case Dismiss(name=name):
                return f"dismisses the suggested name “{name}”"
            case SetDate(place=place, edtf=text):
                return f"dates {self.place(place)} {_date(text)}"
            case SetNumber(place=place, volume=volume, number=number):
                return f"numbers {own_name(self.archive, place)} as Vol {volume}.{number}"
            case Undo(judgement=id):
                return f"undoes: {self.by(id)}"

    def by(self, id: str) -> str:
        """A judgement (id) with who made it: "mori links “Kishi” in Vol 1.2 #3 to Nobuo Kishi"."""
        found = self.judgements.get(id)
        return f"{found.actor} {self.decision(found.decision)}" if found else f"a judgement that is not here ({id})"

    def status(self, ruling: Ruling) -> str:
        """What became of a judgement: "replaced by mori on 2026-11-23", "orphan: the words are no longer …"."""
        against = self.judgements.get(ruling.against)
        whose = f" by {against.actor} on {against.time:%Y-%m-%d}" if against else ""
        match ruling.status:
            case "contested":
                return f"contradicts {self._claim(against)}" if against else STATUS_NAMES["contested"]
            case "orphan":
                return f"orphan: {ruling.note}"
            case "stands" if ruling.judgement.id in self.contradictions:
                claims = map(self._claim, self.contradictions[ruling.judgement.id])
                return f"stands, contradicted by {'; and by '.join(claims)}"
        return f"{STATUS_NAMES[ruling.status]}{whose}"

    def _claim(self, judgement: Judgement) -> str:
        """ "mori, who links “Kishi” in Vol 1.2 #3 to Nobuo Kishi"."""
        return f"{judgement.actor}, who {self.decision(judgement.decision)}"

    def name(self, id: str, both: bool = False) -> str:
        """What an id is called, or was before a merge; with `both` the id beside it; the id alone where it is gone."""
        known = self.archive.knowledge
        entity = known.entities.get(id) or self.archive.reference.entities.get(id)
        entity = entity or known.entities.get(known.redirects.get(id, ""))
        return id if entity is None else f"{entity.name} ({id})" if both else entity.name

    def words(self, words: Words) -> str:
        """ "“Kishi” in Vol 1.2 #3", as the issue was numbered when it was decided."""
        return f"“{words.text}” in {issue_label(words.issue)} #{words.position}"

    def place(self, place: Place) -> str:
        """The issue that a place of an original belongs to: "Vol 1.2", or “its title” where it has no number."""
        now = issue_at(self.archive, place)
        return issue_label(now) if now and "/x-" not in now else own_name(self.archive, place)

    def _record(self, record: Record) -> str:
        return f"the {KIND_NAME.get(record.kind, record.kind)} {record.name} ({record.id})"


def _date(text: str) -> str:
    try:
        return date_words(edtf.interval(text))
    except ValueError:
        return text
