"""What is known beforehand: `data/knowledge/*.yaml` and `data/series.yaml`, read and checked as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from archive.errors import BadReferenceData
from archive.reading.knowledge.marked import Mistake, Sheet, refuse
from archive.reading.knowledge.quickly import collector_off
from archive.reading.knowledge.records import Records, read_file
from archive.reading.names.lexicon import Lexicon
from archive.reference import Citation, Entity, Series, Tenure

SERIES_KEYS = ("title", "publisher", "names", "home", "first_year", "days_between")


@dataclass(frozen=True)
class Knowledge:
    """Entities, tenures and citations, consistent with each other.

    `digest` is the SHA-256 of the files they came from, in hexadecimal: what
    was derived from them carries it, and is derived anew when it changes.
    """

    entities: Mapping[str, Entity]
    tenures_by_person: Mapping[str, tuple[Tenure, ...]]
    tenures_by_office: Mapping[str, tuple[Tenure, ...]]
    citations: Mapping[str, Citation]
    digest: str
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Ids that were merged into others, each with the one it is now."""

    @classmethod
    def of(
        cls,
        entities: Mapping[str, Entity],
        tenures: Iterable[Tenure],
        citations: Mapping[str, Citation],
        digest: str,
        redirects: Mapping[str, str] = MappingProxyType({}),
    ) -> Knowledge:
        """The knowledge of these records, everything in its fixed order."""
        ordered = sorted(tenures, key=_order)
        return cls(
            entities=dict(sorted(entities.items())),
            tenures_by_person=_grouped(ordered, lambda tenure: tenure.person),
            tenures_by_office=_grouped(ordered, lambda tenure: tenure.office),
            citations=dict(sorted(citations.items())),
            digest=digest,
            redirects=dict(redirects),
        )

    @cached_property
    def lexicon(self) -> Lexicon:
        """The records compiled for the recognition of names, when first needed."""
        with collector_off():
            return Lexicon.of(self.entities)


def load(folder: Path) -> Knowledge:
    """Read and check every `*.yaml` of a folder.

    :raises BadReferenceData: there is no such file, or one has mistakes; the first is named by
        file and line, all others are listed after it
    """
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise BadReferenceData(
            str(folder), "there is no knowledge here.", "Put the *.yaml files of data/knowledge there."
        )
    with collector_off():
        return _load(folder, paths)


def _load(folder: Path, paths: Sequence[Path]) -> Knowledge:
    digest, records, mistakes = hashlib.sha256(), Records(), list[Mistake]()
    for path in paths:
        data = path.read_bytes()
        digest.update(b"%s %d\n" % (path.name.encode(), len(data)))
        digest.update(data)
        sheet = Sheet(f"{folder.name}/{path.name}", mistakes)
        read_file(sheet, data, records)
    mistakes += _unknown(records)
    mistakes += _overlapping(records)
    refuse(mistakes)
    tenures = [tenure for _, _, tenure in records.tenures]
    return Knowledge.of(records.entities, tenures, records.citations, digest.hexdigest())


def load_series(path: Path) -> tuple[Series, ...]:
    """The publications of `data/series.yaml`, in the file's order.

    :raises BadReferenceData: the file is missing or has mistakes
    """
    sheet = Sheet(path.name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadReferenceData(
            str(path), f"it cannot be read ({error.strerror}).", "It lists the publications."
        ) from error
    root, found = sheet.compose(data), []
    for key, (_, node) in (sheet.mapping(root, "the list of series") if root else {}).items():
        values = sheet.mapping(node, f"series `{key}`", known=SERIES_KEYS, needed=SERIES_KEYS)
        if not values.keys() >= set(SERIES_KEYS):
            continue
        entry = {name: value for name, (_, value) in values.items()}
        found.append(
            Series(
                id=key,
                title=sheet.text(entry["title"]),
                publisher=sheet.text(entry["publisher"]),
                names=sheet.listed(entry["names"], sheet.text),
                home=sheet.listed(entry["home"], sheet.slug),
                first_year=sheet.count(entry["first_year"]),
                days_between=sheet.count(entry["days_between"]),
            )
        )
    refuse(sheet.mistakes)
    return tuple(found)


def _order(tenure: Tenure) -> tuple[date, str, str]:
    return tenure.start.earliest or date.min, tenure.office, tenure.person


def _grouped(tenures: Iterable[Tenure], key: Callable[[Tenure], str]) -> dict[str, tuple[Tenure, ...]]:
    groups: dict[str, tuple[Tenure, ...]] = {}
    for tenure in tenures:
        groups[key(tenure)] = (*groups.get(key(tenure), ()), tenure)
    return groups


def _unknown(records: Records) -> list[Mistake]:
    """References to what is not there or is of another kind."""
    mistakes = []
    for reference in records.references:
        if reference.kinds == ("source",):
            known, kind = reference.id in records.citations, "source"
        else:
            entity = records.entities.get(reference.id)
            known, kind = entity is not None and entity.kind in reference.kinds, " or ".join(reference.kinds)
        if not known and reference.id:
            what = f"there is no {kind} `{reference.id}`."
            mistakes.append(Mistake(reference.file, reference.line, what, "Add its record or correct the id."))
    return mistakes


def _overlapping(records: Records) -> list[Mistake]:
    """Tenures that share a sure day: of one single-holder office, or of one person in one office."""
    mistakes = []
    offices: dict[str, list[tuple[str, int, Tenure]]] = {}
    for entry in records.tenures:
        offices.setdefault(entry[2].office, []).append(entry)
    for office, entries in offices.items():
        entity = records.entities.get(office)
        single = entity is not None and entity.facts.get("single") is True
        entries.sort(key=lambda entry: _order(entry[2]))
        for place, (file, line, tenure) in enumerate(entries):
            for other_file, other_line, other in entries[:place]:
                day = tenure.start.latest
                if day and other.surely_covers(day) and (single or other.person == tenure.person):
                    what = f"`{tenure.person}` is {office} from {tenure.start.edtf}, but `{other.person}` still is"
                    todo = f"Correct an end or a start; see {other_file}:{other_line}."
                    mistakes.append(Mistake(file, line, f"{what}.", todo))
    return mistakes
