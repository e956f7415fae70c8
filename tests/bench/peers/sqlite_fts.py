"""SQLite: FTS5 for the words, tables for the rest; what is found is put aside once and then counted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

KINDS = ("leader", "base", "agreement", "organization", "place", "programme")
FINDS = frozenset(("rare word", "common word", "and", "or of four", "phrase", "prefix", "entity", "dates", "page"))
"""It has no search for words that are nearly so."""

TABLES = """
CREATE TABLE item (n INTEGER PRIMARY KEY, id TEXT, issue TEXT, earliest TEXT, latest TEXT, year INTEGER,
                   headline TEXT, body TEXT);
CREATE INDEX item_earliest ON item (earliest);
CREATE TABLE entity (e INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT);
CREATE TABLE mention (n INTEGER, e INTEGER, PRIMARY KEY (n, e)) WITHOUT ROWID;
CREATE INDEX mention_of ON mention (e, n);
CREATE VIRTUAL TABLE words USING fts5 (headline, body, content=item, content_rowid=n,
                                       tokenize='porter unicode61', prefix='4');
"""


def build(folder: Path) -> None:
    """Index the corpus of the folder."""
    db = sqlite3.connect(folder / "fts5.db")
    db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + TABLES)
    entities: dict[str, int] = {}
    with (folder / "corpus.jsonl").open(encoding="utf-8") as file:
        for n, one in enumerate(map(json.loads, file), 1):
            days = one["earliest"], one["latest"], int(one["earliest"][:4])
            row = (n, f"{one['issue']}#{one['position']}", one["issue"], *days, one["headline"], one["body"])
            db.execute("INSERT INTO item VALUES (?,?,?,?,?,?,?,?)", row)
            for entity, kind in {(m[5], m[6]) for m in one["mentions"]}:
                if entity not in entities:
                    entities[entity] = len(entities) + 1
                    db.execute("INSERT INTO entity VALUES (?,?,?)", (entities[entity], entity, kind))
                db.execute("INSERT INTO mention VALUES (?,?)", (n, entities[entity]))
    db.execute("INSERT INTO words (words) VALUES ('rebuild')")
    db.commit()
    db.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")
    db.close()


def opened(folder: Path) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What answers searches."""
    db = sqlite3.connect(folder / "fts5.db")
    db.execute("PRAGMA temp_store=MEMORY")
    db.execute("CREATE TEMP TABLE found (n INTEGER PRIMARY KEY, score REAL)")

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        db.execute("DELETE FROM found")
        text = _match(asked)
        db.execute(*_found(asked, text))
        total = db.execute("SELECT count(*) FROM found").fetchone()[0]
        years = db.execute("SELECT year, count(*) FROM found CROSS JOIN item USING (n) GROUP BY year").fetchall()
        counts = db.execute(
            "SELECT e, count(*) AS many FROM found CROSS JOIN mention USING (n) GROUP BY e ORDER BY many DESC"
        ).fetchall()
        known = dict(_kinds(db))
        facets: dict[str, list[Any]] = {kind: [] for kind in KINDS} | {"year": years}
        for entity, many in counts:
            id, kind = known[entity]
            if len(facets[kind]) < 8:
                facets[kind].append((id, many))
        best = [n for (n,) in db.execute("SELECT n FROM found ORDER BY score LIMIT 10")]
        hits = [_hit(db, n, text) for n in best]
        return {"total": total, "ids": [hit["id"] for hit in hits], "hits": hits, "facets": facets}

    return answer


_KNOWN: dict[int, Any] = {}


def _kinds(db: sqlite3.Connection) -> dict[int, Any]:
    if not _KNOWN:
        _KNOWN.update({e: (id, kind) for e, id, kind in db.execute("SELECT e, id, kind FROM entity")})
    return _KNOWN


def _hit(db: sqlite3.Connection, n: int, text: str) -> dict[str, Any]:
    row = db.execute("SELECT id, issue, earliest, latest, headline, body FROM item WHERE n = ?", (n,)).fetchone()
    snippet = row[5][:240]
    if text:
        ask = "SELECT snippet(words, 1, '[', ']', '…', 40) FROM words WHERE words MATCH ? AND rowid = ?"
        snippet = db.execute(ask, (text, n)).fetchone()[0]
    entities = "SELECT id FROM mention JOIN entity USING (e) WHERE n = ?"
    named = [id for (id,) in db.execute(entities, (n,))]
    return dict(zip(("id", "issue", "earliest", "latest", "headline"), row, strict=False)) | {
        "snippet": snippet,
        "entities": named,
    }


def _match(asked: dict[str, Any]) -> str:
    words = [f'"{word}"' for word in asked["words"]]
    match asked["kind"]:
        case "or of four":
            return " OR ".join(words)
        case "phrase":
            return f'"{" ".join(asked["words"])}"'
        case "prefix":
            return f"{words[0]} *"
        case _:
            return " AND ".join(words)


def _found(asked: dict[str, Any], text: str) -> tuple[str, tuple[Any, ...]]:
    """The statement that puts aside what is found."""
    first, last = f"{asked.get('first', '0000')}-01-01", f"{asked.get('last', '9999')}-12-31"
    if asked["kind"] == "entity":
        what = "SELECT mention.n, -julianday(earliest) FROM mention JOIN entity USING (e) JOIN item USING (n)"
        return f"INSERT INTO found {what} WHERE entity.id = ?", (asked["entity"],)
    if not text:
        what = "SELECT n, -julianday(earliest) FROM item WHERE earliest <= ? AND latest >= ?"
        return f"INSERT INTO found {what}", (last, first)
    if "first" not in asked:
        return "INSERT INTO found SELECT rowid, bm25(words, 2, 1) FROM words WHERE words MATCH ?", (text,)
    what = (
        "SELECT words.rowid, bm25(words, 2, 1) FROM words CROSS JOIN item ON item.n = words.rowid WHERE words MATCH ?"
    )
    return f"INSERT INTO found {what} AND earliest <= ? AND latest >= ?", (text, last, first)


def sizes(folder: Path) -> Iterator[Path]:
    """What lies on the disk."""
    yield folder / "fts5.db"
