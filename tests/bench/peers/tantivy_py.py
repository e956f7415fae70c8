"""tantivy through its Python package: one field of words, fast fields for the rest, facets as term aggregations."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

KINDS = ("leader", "base", "agreement", "organization", "place", "programme")
FINDS = frozenset(
    ("rare word", "common word", "and", "or of four", "phrase", "prefix", "fuzzy", "entity", "dates", "page")
)
FACETS = {kind: {"terms": {"field": kind, "size": 8}} for kind in KINDS} | {
    "year": {"terms": {"field": "year", "size": 20}}
}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "issue", "headline"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    for name in ("earliest", "latest", "year"):
        builder.add_integer_field(name, stored=True, indexed=True, fast=True)
    for kind in KINDS:
        builder.add_text_field(kind, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def build(folder: Path) -> None:
    """Index the corpus of the folder."""
    (folder / "tantivy").mkdir()
    writer = tantivy.Index(_schema(), path=str(folder / "tantivy")).writer(256_000_000, num_threads=2)
    with (folder / "corpus.jsonl").open(encoding="utf-8") as file:
        for one in map(json.loads, file):
            named = {kind: sorted({m[5] for m in one["mentions"] if m[6] == kind}) for kind in KINDS}
            writer.add_document(
                tantivy.Document(
                    id=f"{one['issue']}#{one['position']}",
                    issue=one["issue"],
                    headline=one["headline"],
                    text=f"{one['headline']}\n{one['body']}",
                    earliest=_day(one["earliest"]),
                    latest=_day(one["latest"]),
                    year=int(one["earliest"][:4]),
                    **named,
                )
            )
    writer.commit()
    writer.wait_merging_threads()


def opened(folder: Path) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What answers searches."""
    index = tantivy.Index.open(str(folder / "tantivy"))
    index.reload()
    searcher, schema = index.searcher(), index.schema

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        words, dates = _words(asked, index, schema), _dates(asked, schema)
        parts = [(Occur.Must, part) for part in (words, *dates) if part is not None]
        query = parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)
        order = {"order_by_field": "earliest"} if asked["kind"] in ("dates", "entity") else {}
        found = searcher.search(query, 10, count=True, **order)
        counts = searcher.aggregate(query, FACETS)
        facets = {name: [(b["key"], b["doc_count"]) for b in one["buckets"]] for name, one in counts.items()}
        marker = tantivy.SnippetGenerator.create(searcher, words or Query.empty_query(), schema, "text")
        marker.set_max_num_chars(240)
        hits = []
        for _, address in found.hits:
            document = searcher.doc(address)
            snippet = marker.snippet_from_doc(document)
            spans = [(one.start, one.end) for one in snippet.highlighted()]
            hits.append(
                {
                    **{name: document.get_first(name) for name in ("id", "issue", "headline", "earliest", "latest")},
                    "snippet": snippet.fragment(),
                    "spans": spans,
                    "entities": [id for kind in KINDS for id in document.get_all(kind)],
                }
            )
        return {"total": found.count, "ids": [hit["id"] for hit in hits], "hits": hits, "facets": facets}

    return answer


def _words(asked: dict[str, Any], index: tantivy.Index, schema: tantivy.Schema) -> Query | None:
    words = asked["words"]
    match asked["kind"]:
        case "phrase":
            return index.parse_query(f'"{" ".join(words)}"', ["text"])
        case "prefix":
            return Query.regex_query(schema, "text", f"{re.escape(words[0])}.*")
        case "fuzzy":
            return Query.fuzzy_term_query(schema, "text", words[0], distance=1)
        case "entity":
            return Query.term_query(schema, asked["entity_kind"], asked["entity"])
        case "dates":
            return None
        case kind:
            return index.parse_query((" OR " if kind == "or of four" else " AND ").join(words), ["text"])


def _dates(asked: dict[str, Any], schema: tantivy.Schema) -> list[Query]:
    if "first" not in asked:
        return []
    first, last, kind = int(asked["first"]) * 10_000, int(asked["last"]) * 10_000 + 9_999, tantivy.FieldType.Integer
    ends = (("earliest", 0, last), ("latest", first, 99_999_999))
    return [Query.const_score_query(Query.range_query(schema, name, kind, low, high), 0.0) for name, low, high in ends]


def _day(iso: str) -> int:
    return int(iso.replace("-", ""))


def sizes(folder: Path) -> Iterator[Path]:
    """What lies on the disk."""
    yield folder / "tantivy"
