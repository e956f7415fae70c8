"""The examples of the query language find something, and cover every part of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive import Archive, settings
from archive.model import KINDS
from archive.search import SearchRequest
from importers.batch import import_paths
from web.examples import Example, examples, short_examples


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


def asked(archive: Archive) -> list[Example]:
    """Every example, of whatever part."""
    return [one for group in examples(archive) for one in group.each]


def test_every_example_finds_something_in_the_samples(samples: Archive) -> None:
    queries = [one.query for one in asked(samples)] + short_examples(samples)
    assert [query for query in queries if not found(samples, query)] == []


def test_names_numbers_and_dates_are_of_the_archive_at_hand(archive: Archive) -> None:
    queries = [one.query for one in asked(archive) if ":" in one.query]
    assert len(queries) == 9
    assert [query for query in queries if not found(archive, query)] == []
    assert "issue:1.12" in queries


def test_an_empty_archive_has_examples_too(empty: Archive) -> None:
    import_paths(empty, [])
    queries = [one.query for one in asked(empty)]
    assert len(queries) == 19
    assert [found(empty, query) for query in queries if not query.startswith("issue:")] == [0] * 18


def test_each_part_of_the_language_has_its_example(archive: Archive) -> None:
    said = " ".join(f"{one.query} {one.meaning}" for one in asked(archive))
    fields = ["headline", "issue", "after", "before", "date", "event", "entity", *KINDS]
    parts = [*(f"{field}:" for field in fields), "OR", "NOT", "AND", "*", "~ ", '"~5', '"', "(", ':"']
    assert [part for part in parts if part not in said] == []
