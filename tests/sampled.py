"""The sample issues as an archive, read once for all tests that ask how good answers are; none of them writes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive import Archive, settings
from archive.search.names import Names
from archive.search.postings import Reading
from importers.batch import import_paths


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of everything in data/samples."""
    archive = Archive(tmp_path_factory.mktemp("sampled"))
    assert import_paths(archive, [settings.DATA / "samples"]).count("failed") == 0
    yield archive
    archive.close()


@pytest.fixture(scope="session")
def sampled_reading(sampled: Archive) -> Reading:
    """The postings of the samples."""
    return Reading(sampled.index.current())


@pytest.fixture(scope="session")
def sampled_names(sampled: Archive) -> Names:
    """Their names, weighed by how many items mention each."""
    return counted(sampled)


def counted(archive: Archive) -> Names:
    """The names of an archive, weighed by how many items mention each."""
    return Names(archive.knowledge).counting({id: items for id, (_, items) in archive.ask.entity_counts().items()})
