"""What a record of `data/knowledge` may hold, kind by kind, and how one file of them is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import cast

import yaml

from archive.model import KINDS, Interval
from archive.reading.knowledge.marked import SLUG, Sheet, line_of
from archive.reference import Alias, Citation, Entity, Gap, Tenure

FORMS = ("treaty", "pact", "partnership", "dialogue", "statement")
"""Forms of an agreement."""

COMMON: Mapping[str, str] = MappingProxyType(
    {
        "kind": "word",
        "name": "text",
        "about": "text",
        "native": "text",
        "country": "place",
        "aliases": "aliases",
        "sources": "sources",
    }
)
"""Keys of every record and the shape of their values; a kind's name means the id of such an entity."""

OF_KIND: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "leader": {"given": "text", "family": "text", "tenures": "tenures"},
        "office": {"titles": "texts", "organization": "organization", "single": "flag", "to": "place", "gaps": "gaps"},
        "base": {
            "operator": "organization",
            "service": "organization",
            "place": "place",
            "coordinates": "coordinates",
            "replaces": "base",
            "replaced_by": "base",
            "part_of": "base",
        },
        "agreement": {
            "form": "form",
            "parties": "parties",
            "signed": "day",
            "in_force": "day",
            "ended": "day",
            "replaced_by": "agreement",
        },
        "organization": {"part_of": "organization", "place": "place"},
        "place": {"within": "place", "coordinates": "coordinates", "adjectives": "texts", "capital": "place"},
        "programme": {"maker": "text", "part_of": "programme"},
    }
)
"""Keys that only one kind has; they become `Entity.facts`."""

CITED = ("title", "url", "seen")
"""What every source gives."""

NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "leader": ("family",),
        "office": ("titles",),
        "agreement": ("form",),
    }
)


@dataclass(frozen=True, slots=True)
class Reference:
    """That a line names another record or source, which has to exist and be of one of the kinds."""

    file: str
    line: int
    id: str
    kinds: tuple[str, ...]


@dataclass(slots=True)
class Records:
    """Everything read from the files so far, with the file and line it stands on."""

    entities: dict[str, Entity] = field(default_factory=dict)
    citations: dict[str, Citation] = field(default_factory=dict)
    tenures: list[tuple[str, int, Tenure]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)


def read_file(sheet: Sheet, data: bytes, records: Records) -> None:
    """Add one file's sources and entities to the records; what is wrong is noted on the sheet."""
    root = sheet.compose(data)
    if root is None:
        return
    top = sheet.mapping(root, "a knowledge file", known=("sources", "entities"))
    for name, reader in (("sources", _citation), ("entities", _entity)):
        if name not in top:
            continue
        for key, (line, node) in sheet.mapping(top[name][1], f"`{name}`").items():
            _claim(sheet, records, f"{name} {key}", key, line)
            reader(sheet, records, key, line, node)


def _claim(sheet: Sheet, records: Records, label: str, key: str, line: int) -> None:
    if label in records.lines:
        file, other = records.lines[label]
        sheet.wrong(line, f"`{key}` is already given in {file}:{other}.", "Join the two or rename one.")
    else:
        records.lines[label] = (sheet.file, line)


def _citation(sheet: Sheet, records: Records, key: str, line: int, node: yaml.Node) -> None:
    found = sheet.mapping(node, f"source `{key}`", known=CITED, needed=CITED)
    if not found.keys() >= set(CITED):
        return
    url, seen = sheet.text(found["url"][1]), sheet.day(found["seen"][1])
    if not url.startswith(("https://", "http://")):
        sheet.wrong(found["url"][1], f"`{url}` is no address.", "Give the page's full https address.")
    if seen is None or seen.earliest != seen.latest:
        sheet.wrong(found["seen"][1], "the day it was looked up is needed.", "Write it as 2026-11-23.")
    day = seen.earliest if seen and seen.earliest else date.min
    records.citations.setdefault(key, Citation(key, sheet.text(found["title"][1]), url, day))


def _entity(sheet: Sheet, records: Records, key: str, line: int, node: yaml.Node) -> None:
    if not SLUG.fullmatch(key):
        sheet.wrong(line, f"`{key}` is no id.", "Ids are lower-case ASCII letters, digits and single hyphens.")
    raw = dict(sheet.mapping(node, f"`{key}`", needed=("kind", "name")))
    if "kind" not in raw or "name" not in raw:
        return
    kind = sheet.text(raw["kind"][1])
    if kind not in KINDS:
        sheet.wrong(raw["kind"][1], f"`{kind}` is no kind.", f"Kinds are {', '.join(KINDS)}.")
        return
    shapes = {**COMMON, **OF_KIND[kind]}
    found = sheet.mapping(node, f"{kind} `{key}`", known=tuple(shapes), needed=NEEDED.get(kind, ()))
    reader = _Values(sheet, records, key)
    values = {name: reader.read(shapes[name], value) for name, (_, value) in found.items() if name in shapes}
    entity = Entity(
        id=key,
        kind=kind,
        name=cast(str, values["name"]),
        about=cast(str, values.get("about", "")),
        native=cast(str, values.get("native", "")),
        country=cast("str | None", values.get("country")),
        aliases=cast("tuple[Alias, ...]", values.get("aliases", ())),
        sources=cast("tuple[str, ...]", values.get("sources", ())),
        facts={name: value for name, value in values.items() if name in OF_KIND[kind] and name != "tenures"},
    )
    records.entities.setdefault(key, entity)
    _stages(sheet, entity, line)


def _stages(sheet: Sheet, entity: Entity, line: int) -> None:
    stages = [(name, entity.facts[name]) for name in ("signed", "in_force", "ended") if name in entity.facts]
    days = [(name, when) for name, when in stages if isinstance(when, Interval)]
    for (before, first), (after, second) in zip(days, days[1:], strict=False):
        if first.earliest and second.latest and first.earliest > second.latest:
            sheet.wrong(
                line, f"`{entity.id}` is {after} {second.edtf} before it is {before} {first.edtf}.", "Correct it."
            )


@dataclass(frozen=True, slots=True)
class _Values:
    """Reads the values of one record by their shape."""

    sheet: Sheet
    records: Records
    owner: str

    def read(self, shape: str, node: yaml.Node) -> object:
        sheet = self.sheet
        if shape in KINDS:
            return self.reference(node, shape)
        match shape:
            case "text" | "word":
                return sheet.text(node)
            case "flag":
                return sheet.flag(node)
            case "day":
                return sheet.day(node)
            case "texts":
                return sheet.listed(node, sheet.text)
            case "aliases":
                return sheet.listed(node, self.alias)
            case "parties":
                return sheet.listed(node, lambda member: self.reference(member, "place", "organization"))
            case "sources":
                return sheet.listed(node, lambda member: self.reference(member, "source"))
            case "tenures":
                return sheet.listed(node, self.tenure)
            case "gaps":
                return sheet.listed(node, self.gap)
            case "coordinates":
                return self.coordinates(node)
            case _:
                form = sheet.text(node)
                if form not in FORMS:
                    sheet.wrong(node, f"`{form}` is no form of agreement.", f"Forms are {', '.join(FORMS)}.")
                return form

    def reference(self, node: yaml.Node, *kinds: str) -> str:
        name = self.sheet.slug(node)
        self.records.references.append(Reference(self.sheet.file, line_of(node), name, kinds))
        return name

    def alias(self, node: yaml.Node) -> Alias:
        if isinstance(node, yaml.ScalarNode):
            return Alias(self.sheet.text(node))
        found = self.sheet.mapping(node, "an alias", known=("text", "ambiguous"), needed=("text",))
        text = self.sheet.text(found["text"][1]) if "text" in found else ""
        return Alias(text, "ambiguous" in found and self.sheet.flag(found["ambiguous"][1]))

    def gap(self, node: yaml.Node) -> Gap:
        found = self.sheet.mapping(
            node, f"a gap of `{self.owner}`", known=("start", "end", "why", "source"), needed=("start", "why")
        )
        start = self.sheet.day(found["start"][1]) if "start" in found else None
        end = self.sheet.day(found["end"][1]) if "end" in found else None
        if start and end and start.earliest and end.latest and end.latest <= start.earliest:
            self.sheet.wrong(node, f"this gap ends {end.edtf}, before it begins.", "Correct its days.")
        return Gap(
            start=start or Interval("", None, None),
            end=end,
            why=self.sheet.text(found["why"][1]) if "why" in found else "",
            source=self.reference(found["source"][1], "source") if "source" in found else "",
        )

    def coordinates(self, node: yaml.Node) -> tuple[float, float]:
        degrees = self.sheet.listed(node, self.sheet.number)
        if len(degrees) == 2 and abs(degrees[0]) <= 90 and abs(degrees[1]) <= 180:
            return degrees[0], degrees[1]
        self.sheet.wrong(node, "these are no coordinates.", "Write [latitude, longitude] in decimal degrees.")
        return 0.0, 0.0

    def tenure(self, node: yaml.Node) -> Tenure | None:
        known = ("office", "start", "end", "acting", "source")
        found = self.sheet.mapping(node, f"a tenure of `{self.owner}`", known=known, needed=("office", "start"))
        start = self.sheet.day(found["start"][1]) if "start" in found else None
        end = self.sheet.day(found["end"][1]) if "end" in found else None
        if start is None or "office" not in found:
            return None
        if end and start.earliest and end.latest and end.latest <= start.earliest:
            self.sheet.wrong(
                node, f"this tenure ends {end.edtf}, before it begins.", "Its end is the day of the successor."
            )
        tenure = Tenure(
            person=self.owner,
            office=self.reference(found["office"][1], "office"),
            start=start,
            end=end,
            acting="acting" in found and self.sheet.flag(found["acting"][1]),
            source=self.reference(found["source"][1], "source") if "source" in found else "",
        )
        self.records.tenures.append((self.sheet.file, line_of(node), tenure))
        return tenure
