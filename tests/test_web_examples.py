"""The examples of the query language find something, and cover every part of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive import Archive, settings
from archive.model import KINDS
from archive.search import SearchRequest
from importers.batch import import_paths
from web.examples import examples, short_examples


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of the samples that are quick to read."""
    archive = Archive(tmp_path_factory.mktemp("samples"))
    folder = settings.DATA / "samples"
    import_paths(archive, sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".htm", ".html", ".eml")))
    yield archive
    archive.close()


def found(archive: Archive, query: str) -> int:
    return archive.search(SearchRequest(q=query)).total


def test_every_example_finds_something_in_the_samples(samples: Archive) -> None:
    asked = [query for query, _ in examples(samples)] + short_examples(samples)
    assert [query for query in asked if not found(samples, query)] == []


def test_names_numbers_and_dates_are_of_the_archive_at_hand(archive: Archive) -> None:
    asked = [query for query, _ in examples(archive) if ":" in query]
    assert len(asked) == 7
    assert [query for query in asked if not found(archive, query)] == []
    assert "issue:1.12" in asked


def test_an_empty_archive_has_examples_too(empty: Archive) -> None:
    import_paths(empty, [])
    assert len(examples(empty)) == 13
    assert [found(empty, query) for query, _ in examples(empty) if not query.startswith("issue:")] == [0] * 12


def test_each_part_of_the_language_has_its_example(archive: Archive) -> None:
    said = " ".join(f"{query} {meaning}" for query, meaning in examples(archive))
    fields = ["headline", "issue", "after", "before", "date", "event", "entity", *(set(KINDS) - {"office"})]
    parts = [*(f"{field}:" for field in fields), "OR", "NOT", "AND", "*", '"', "("]
    assert [part for part in parts if part not in said] == []
