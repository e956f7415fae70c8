"""What is kept is kept whole: originals, receipts, readings, and clear words when the disk refuses."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from archive import Archive
from archive.errors import NotFound, StorageFailed
from archive.model import Draft, DraftItem, Hyperlink, Numbering, Source
from archive.store.catalog import Catalog
from archive.store.originals import Originals, fingerprint
from archive.store.rows import draft_as_dict, draft_from_dict


def test_an_original_is_kept_byte_for_byte_and_once(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "originals")
    data = bytes(range(256)) * 40
    sha256 = originals.keep(data)
    assert (sha256, originals.keep(data)) == (fingerprint(data), sha256)
    assert originals.read(sha256) == data
    assert [path.name for path in (tmp_path / "originals").rglob("*") if path.is_file()] == [sha256]
    with pytest.raises(NotFound, match="no such original"):
        originals.read("0" * 64)


def test_a_damaged_original_is_noticed(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    kept = {originals.keep(text): len(text) for text in (b"one", b"two", b"three")}
    one, two, three = kept
    originals.path(one).write_bytes(b"onE")
    originals.path(two).unlink()
    assert dict(originals.damaged(list(kept.items()))) == {one: "was changed on the disk", two: "is missing"}
    assert three not in dict(originals.damaged(list(kept.items())))


def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed, match="No space left.*Make room"):
        Originals(tmp_path).keep(b"anything")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_same_receipt_twice_is_no_news(empty: Archive) -> None:
    source = Source(b"text", "a.txt")
    sha256, news = empty.file(source, "first")
    assert news and empty.file(source, "second") == (sha256, False)
    assert empty.file(Source(b"text", "b.txt"), "third") == (sha256, True)
    assert empty.catalog.unread() == [(sha256, "a.txt", "")]


def test_a_failed_reading_keeps_its_reason_and_waits_for_nothing(empty: Archive) -> None:
    sha256, _ = empty.file(Source(b"noise", "noise.bin"), "batch")
    empty.keep_reading(sha256, "none", 0, "", failure="is no document.")
    assert empty.catalog.failure(sha256) == "is no document."
    assert empty.catalog.unread() == []


def test_a_write_is_all_or_nothing(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.db")
    with pytest.raises(IntegrityError), catalog.transaction() as db:
        db.exec_driver_sql("INSERT INTO original VALUES ('a', 1)")
        db.exec_driver_sql("INSERT INTO receipt (sha256, batch, name, url) VALUES ('nowhere', 'b', 'n', '')")
    assert catalog.originals() == []
    catalog.close()


def test_a_damaged_catalog_is_said(tmp_path: Path) -> None:
    (tmp_path / "catalog.db").write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(StorageFailed, match="damaged.*backup"):
        Catalog(tmp_path / "catalog.db")


def test_a_catalog_whose_making_was_cut_short_is_made_whole(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "catalog.db").execute("PRAGMA journal_mode = WAL")
    catalog = Catalog(tmp_path / "catalog.db")
    assert catalog.originals() == []
    catalog.close()


def test_a_catalog_in_use_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.store.catalog.WAIT_SECONDS", 0.05)
    catalog = Catalog(tmp_path / "catalog.db")
    other = sqlite3.connect(tmp_path / "catalog.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageFailed, match="locked"):
        catalog.receive(Source(b"text", "a.txt"), "a" * 64, "batch")
    other.close()
    catalog.close()


def test_a_draft_survives_the_way_to_json_and_back() -> None:
    draft = Draft(
        2,
        "us-japan-alliance-digest",
        "pdf",
        "A title",
        (DraftItem("Headline", "Body", (Hyperlink(0, 4, "https://example.org/"),)),),
        Numbering(1, 4, "link", "vol-1-4.pdf"),
    )
    assert draft_from_dict(draft_as_dict(draft)) == draft
