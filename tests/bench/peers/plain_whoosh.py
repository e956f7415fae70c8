"""Whoosh as its manual suggests: every field stored, dates as DATETIME, facets by `groupedby`, its own highlights."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from whoosh import fields, index, qparser, query, sorting
from whoosh.analysis import StemmingAnalyzer

KINDS = ("leader", "base", "agreement", "organization", "place", "programme")
FINDS = frozenset(
    ("rare word", "common word", "and", "or of four", "phrase", "prefix", "fuzzy", "entity", "dates", "page")
)


def _schema() -> fields.Schema:
    words = StemmingAnalyzer(cachesize=-1)
    listed = {kind: fields.KEYWORD(stored=True, commas=True) for kind in KINDS}
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        issue=fields.ID(stored=True),
        headline=fields.TEXT(stored=True, analyzer=words, field_boost=2.0),
        body=fields.TEXT(stored=True, analyzer=words),
        earliest=fields.DATETIME(stored=True, sortable=True),
        latest=fields.DATETIME(stored=True, sortable=True),
        year=fields.NUMERIC(stored=True, sortable=True),
        **listed,
    )


def build(folder: Path) -> None:
    """Index the corpus of the folder."""
    (folder / "plain_whoosh").mkdir()
    writer = index.create_in(folder / "plain_whoosh", _schema()).writer(limitmb=256)
    with (folder / "corpus.jsonl").open(encoding="utf-8") as file:
        for one in map(json.loads, file):
            named = {kind: ",".join({m[5] for m in one["mentions"] if m[6] == kind}) for kind in KINDS}
            writer.add_document(
                id=f"{one['issue']}#{one['position']}",
                issue=one["issue"],
                headline=one["headline"],
                body=one["body"],
                earliest=datetime.fromisoformat(one["earliest"]),
                latest=datetime.fromisoformat(one["latest"]),
                year=int(one["earliest"][:4]),
                **named,
            )
    writer.commit()


def opened(folder: Path) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What answers searches."""
    searcher = index.open_dir(folder / "plain_whoosh").searcher()
    parser = qparser.MultifieldParser(["headline", "body"], searcher.schema)
    parser.add_plugin(qparser.FuzzyTermPlugin())

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        facets = sorting.Facets().add_field("year")
        for kind in KINDS:
            facets.add_field(kind, allow_overlap=True)
        dated = asked["kind"] == "dates"
        found = searcher.search(
            _query(asked, parser),
            limit=10,
            filter=_dates(asked),
            groupedby=facets,
            maptype=sorting.Count,
            sortedby=sorting.FieldFacet("earliest", reverse=True) if dated else None,
        )
        counts = {name: sorted(found.groups(name).items(), key=lambda one: -one[1])[:8] for name in ("year", *KINDS)}
        hits = [{**hit.fields(), "snippet": hit.highlights("body")} for hit in found]
        return {"total": len(found), "ids": [hit["id"] for hit in hits], "hits": hits, "facets": counts}

    return answer


def _query(asked: dict[str, Any], parser: qparser.QueryParser) -> query.Query:
    words = asked["words"]
    match asked["kind"]:
        case "or of four":
            return parser.parse(" OR ".join(words))
        case "phrase":
            return parser.parse(f'"{" ".join(words)}"')
        case "prefix":
            return parser.parse(f"{words[0]}*")
        case "fuzzy":
            return parser.parse(f"{words[0]}~")
        case "entity":
            return query.Term(asked["entity_kind"], asked["entity"])
        case "dates":
            return query.Every()
        case _:
            return parser.parse(" ".join(words))


def _dates(asked: dict[str, Any]) -> query.Query | None:
    if "first" not in asked:
        return None
    first, last = datetime(int(asked["first"]), 1, 1), datetime(int(asked["last"]), 12, 31)
    return query.And([query.DateRange("earliest", None, last), query.DateRange("latest", first, None)])


def sizes(folder: Path) -> Iterator[Path]:
    """What lies on the disk."""
    yield folder / "plain_whoosh"
