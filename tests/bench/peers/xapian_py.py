"""Xapian in the system's Python: stemmed terms, values for dates, a match spy for each place of an entity."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

FINDS = frozenset(("rare word", "common word", "and", "or of four", "phrase", "prefix", "entity", "dates", "page"))
"""It has no search for words that are nearly so."""

EARLIEST, LATEST, YEAR, ENTITIES, MOST = 0, 1, 2, 10, 9
"""Value slots; an item's entities lie in so many from `ENTITIES` on, as a slot holds one value."""


def build(folder: Path) -> None:
    """Index the corpus of the folder."""
    import xapian

    db = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE_OR_OVERWRITE)
    terms = xapian.TermGenerator()
    terms.set_stemmer(xapian.Stem("en"))
    with (folder / "corpus.jsonl").open(encoding="utf-8") as file:
        for one in map(json.loads, file):
            document = xapian.Document()
            terms.set_document(document)
            terms.index_text(one["headline"], 2)
            terms.increase_termpos()
            terms.index_text(one["body"])
            document.add_value(EARLIEST, one["earliest"])
            document.add_value(LATEST, one["latest"])
            document.add_value(YEAR, one["earliest"][:4])
            named = sorted({(m[6], m[5]) for m in one["mentions"]})
            for at, (kind, entity) in enumerate(named):
                document.add_boolean_term(f"XE{entity}"[:240])
                if at < MOST:
                    document.add_value(ENTITIES + at, f"{kind} {entity}")
            shown = {name: one[name] for name in ("issue", "position", "headline", "body", "earliest", "latest")}
            document.set_data(json.dumps({**shown, "entities": [entity for _, entity in named]}))
            db.add_document(document)
    db.commit()
    db.close()


def opened(folder: Path) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What answers searches."""
    import xapian

    db = xapian.Database(str(folder / "xapian"))
    parser, stem = xapian.QueryParser(), xapian.Stem("en")
    parser.set_database(db)
    parser.set_stemmer(stem)
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    parser.set_default_op(xapian.Query.OP_AND)
    flags = xapian.QueryParser.FLAG_BOOLEAN | xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_WILDCARD

    def query(asked: dict[str, Any]) -> Any:
        words, kind = asked["words"], asked["kind"]
        made = xapian.Query.MatchAll
        if kind == "entity":
            made = xapian.Query(f"XE{asked['entity']}"[:240])
        elif words:
            text = {
                "or of four": " OR ".join(words),
                "phrase": f'"{" ".join(words)}"',
                "prefix": f"{words[0]}*",
            }.get(kind, " ".join(words))
            made = parser.parse_query(text, flags)
        if "first" in asked:
            low = xapian.Query(xapian.Query.OP_VALUE_LE, EARLIEST, f"{asked['last']}-12-31")
            high = xapian.Query(xapian.Query.OP_VALUE_GE, LATEST, f"{asked['first']}-01-01")
            made = xapian.Query(xapian.Query.OP_FILTER, made, xapian.Query(xapian.Query.OP_AND, low, high))
        return made

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        enquire = xapian.Enquire(db)
        enquire.set_query(query(asked))
        if asked["kind"] in ("dates", "entity"):
            enquire.set_sort_by_value(EARLIEST, True)
        spies = [xapian.ValueCountMatchSpy(slot) for slot in (YEAR, *range(ENTITIES, ENTITIES + MOST))]
        for spy in spies:
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, 10, db.get_doccount())
        years = [(one.term.decode(), one.termfreq) for one in spies[0].values()]
        counts: Counter[str] = Counter()
        for spy in spies[1:]:
            for one in spy.values():
                counts[one.term.decode()] += one.termfreq
        facets: dict[str, list[Any]] = {"year": years}
        for value, many in counts.most_common():
            kind, _, entity = value.partition(" ")
            if len(facets.setdefault(kind, [])) < 8:
                facets[kind].append((entity, many))
        hits = []
        for match in found:
            data = json.loads(match.document.get_data())
            snippet = found.snippet(data.pop("body").encode(), 240, stem).decode()
            hits.append({**data, "id": f"{data['issue']}#{data['position']}", "snippet": snippet})
        total = found.get_matches_estimated()
        return {"total": total, "ids": [hit["id"] for hit in hits], "hits": hits, "facets": facets}

    return answer


def sizes(folder: Path) -> Iterator[Path]:
    """What lies on the disk."""
    yield folder / "xapian"
