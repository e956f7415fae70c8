"""The tables of the catalog: what is kept, and what is derived from it and from `data/`.

Kept: original, receipt, reading, pending, judgement, staff. Derived, and thrown away by a rebuild: ruling,
draft, shingle, issue and all that hangs on an issue. Days are ISO text, which sorts as dates do; JSON columns hold
what is only ever read whole.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

state = Table(
    "state",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

original = Table(
    "original",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
)

receipt = Table(
    "receipt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", ForeignKey("original.sha256"), nullable=False),
    Column("batch", String, nullable=False),
    Column("name", String, nullable=False),
    Column("url", String, nullable=False, default=""),
    Column("retrieved", String),
    UniqueConstraint("sha256", "name", "url"),
)

reading = Table(
    "reading",
    metadata,
    Column("sha256", ForeignKey("original.sha256"), primary_key=True),
    Column("reader", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("media_type", String, nullable=False),
    Column("drafts", JSON, nullable=False),
    Column("failure", Text),
    CheckConstraint("failure IS NULL OR drafts = '[]'", name="a_failed_reading_has_no_drafts"),
)

pending = Table(
    "pending",
    metadata,
    Column("sha256", ForeignKey("original.sha256"), primary_key=True),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("said", JSON, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("name", String, primary_key=True),
    Column("secret", String, nullable=False),
)

ruling = Table(
    "ruling",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("judgement", ForeignKey("judgement.id"), nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("against", String, nullable=False),
    Column("note", String, nullable=False),
    Column("issue", String, nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("field", String, nullable=False),
    Column("start", Integer, nullable=False),
)

issue = Table(
    "issue",
    metadata,
    Column("id", String, primary_key=True),
    Column("series", String, nullable=False),
    Column("volume", Integer),
    Column("number", Integer),
    Column("known_by", String),
    Column("known_words", String),
    Column("title", String, nullable=False),
    Column("problem", Text),
    Column("dating", JSON, nullable=False),
    Column("edtf", String, nullable=False),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("basis", String, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("revision", Integer, nullable=False, index=True),
    Index("issue_in_order", "series", "volume", "number"),
)

draft = Table(
    "draft",
    metadata,
    Column("sha256", ForeignKey("original.sha256"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("series", String, nullable=False),
    Column("volume", Integer),
    Column("number", Integer),
    Column("issue", ForeignKey("issue.id", ondelete="SET NULL"), index=True),
    Index("draft_by_number", "series", "volume", "number"),
)

shingle = Table(
    "shingle",
    metadata,
    Column("hash", Integer, primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("position", Integer, primary_key=True),
    ForeignKeyConstraint(["sha256", "position"], ["draft.sha256", "draft.position"], ondelete="CASCADE"),
    Index("shingle_of_draft", "sha256", "position"),
    sqlite_with_rowid=False,
)

item = Table(
    "item",
    metadata,
    Column("issue", ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("headline", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("links", JSON, nullable=False),
    Column("source", String(64), nullable=False),
)


def _span_of_an_item(name: str, *columns: Column[Any] | Index) -> Table:
    """A table of spans: each row points at the sentence it stands in by its start."""
    return Table(
        name,
        metadata,
        Column("issue", String, primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("field", String, primary_key=True),
        Column("start", Integer, primary_key=True),
        Column("end", Integer, nullable=False),
        Column("sentence", Integer, nullable=False),
        *columns,
        ForeignKeyConstraint(["issue", "position"], ["item.issue", "item.position"], ondelete="CASCADE"),
    )


mention = _span_of_an_item(
    "mention",
    Column("text", String, nullable=False),
    Column("entity", String),
    Column("kind", String, nullable=False),
    Column("method", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reason", String, nullable=False),
    Index("mention_of_entity", "entity", "issue", "position", "field", "sentence"),
)

told = _span_of_an_item(
    "told",
    Column("text", String, nullable=False),
    Column("edtf", String, nullable=False),
    Column("earliest", String(10)),
    Column("latest", String(10)),
)


suggestion = _span_of_an_item(
    "suggestion",
    Column("text", String, nullable=False),
    Column("name", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("office", String),
    Column("why", String, nullable=False),
)


def _evidence(name: str, *columns: Column[Any]) -> Table:
    """A table of statements, each with its interval and the sentence it stands on."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        *columns,
        Column("edtf", String, nullable=False),
        Column("earliest", String(10)),
        Column("latest", String(10)),
        Column("issue", String, nullable=False),
        Column("position", Integer, nullable=False),
        Column("field", String, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        ForeignKeyConstraint(["issue", "position"], ["item.issue", "item.position"], ondelete="CASCADE"),
        Index(f"{name}_of_item", "issue", "position"),
    )


event = _evidence("event", Column("words", String, nullable=False), Column("participants", JSON, nullable=False))

relation = _evidence(
    "relation",
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("object", String, nullable=False, index=True),
)

DERIVED = (ruling, relation, event, suggestion, told, mention, item, shingle, draft, issue)
"""In the order in which they can be emptied."""
