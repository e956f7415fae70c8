"""A batch keeps first and reads after: whatever ends it in between, the next one goes on from there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from conftest import ISSUES, issue_text

from archive import Archive
from archive.model import Source
from importers.batch import import_paths, import_sources


def source(number: str, name: str = "issue.txt", url: str | None = None) -> Source:
    return Source(issue_text(number, *ISSUES["1.12"]).encode(), name, url)


def test_what_was_kept_but_not_read_is_read_by_the_next_import(folder: Path, empty: Archive) -> None:
    sha256, _ = empty.file(source("1.12"), "a batch that was killed")
    assert empty.ask.issue_ids() == []
    report = import_sources(empty, [])
    assert report.rows == []
    assert empty.ask.issues_from(sha256) == ["us-japan-alliance-digest/1.12"]
    assert empty.check() == []


def test_a_reading_that_waits_is_derived_by_the_next_import(empty: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(whole: bool = False) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(empty, "derive", killed)
        import_sources(empty, [partial(source, "1.12")])
    assert any("behind" in sentence for sentence in empty.check())
    import_sources(empty, [])
    assert empty.ask.issue_ids() == ["us-japan-alliance-digest/1.12"]


def test_a_second_name_is_a_receipt_more_and_nothing_else(empty: Archive) -> None:
    import_sources(empty, [partial(source, "1.12", "one.txt")])
    report = import_sources(empty, [partial(source, "1.12", "another.txt"), partial(source, "1.12", "one.txt")])
    assert [row[1] for row in report.rows] == ["unchanged", "unchanged"]
    [original] = empty.ask.issue("us-japan-alliance-digest/1.12").originals
    assert original.name == "another.txt"


def test_an_address_numbers_what_the_text_does_not(empty: Archive) -> None:
    text = issue_text("1.12", *ISSUES["1.12"]).replace("US-Japan Alliance Digest Vol 1.12", "US-Japan Alliance Digest")
    bare = Source(text.encode(), "page.txt")
    import_sources(empty, [lambda: bare])
    [provisional] = empty.ask.issues()
    assert provisional.volume is None and "/x-" in provisional.id and "by hand" in str(provisional.problem)
    there = Source(text.encode(), "page.txt", "https://example.org/us-japan-alliance-digest-vol-1-12/")
    import_sources(empty, [lambda: there])
    [numbered] = empty.ask.issues()
    assert (numbered.id, numbered.known_by) == ("us-japan-alliance-digest/1.12", "address")
    assert "vol-1-12" in str(numbered.known_words)


def test_each_failure_is_named_and_the_rest_goes_on(folder: Path, empty: Archive) -> None:
    (folder / "a picture.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 500)
    ticks: list[None] = []
    report = import_paths(empty, [folder], lambda: ticks.append(None))
    assert (report.count("new"), report.count("failed"), len(ticks)) == (3, 1, 4)
    [row] = [row for row in report.rows if row[1] == "failed"]
    assert row[0] == "a picture.jpg" and row[2].endswith(".")
    again = import_paths(empty, [folder])
    assert [row for row in again.rows if row[1] == "failed"] == [row], "the reason is kept with the original"


def test_one_batch_is_one_commit_of_the_index(folder: Path, empty: Archive) -> None:
    import_paths(empty, [folder])
    assert empty.catalog.revision() == 1
