"""Search by who was meant, over the samples: every way to write a name finds the same items."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import CHECKOUT

from archive import Archive
from archive.search import SearchRequest
from importers.batch import import_paths

KISHIDA = ("Kishida", "KISHIDA Fumio", "Fumio Kishida", "fumio kishida", "KISHIDA", "Kishida Fumiō", "PM Kishida")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    archive = Archive(tmp_path_factory.mktemp("samples"))
    import_paths(archive, [CHECKOUT / "data" / "samples"])
    yield archive
    archive.close()


def items(archive: Archive, q: str) -> dict[str, str]:
    return {item.id: item.headline + item.body for item, _ in archive.searcher.whole(SearchRequest(q=q)).hits}


@pytest.mark.parametrize(
    "ways",
    [
        ("Futenma", "MCAS Futenma", "Marine Corps Air Station Futenma", "FUTENMA", "mcas futenma", "普天間飛行場"),
        (*KISHIDA, "Prime Minister Kishida", "Kishida's", "岸田文雄", "leader:kishida"),
        ("Biden", "Joe Biden", "President Biden", "biden"),
        ("Abe", "Shinzo Abe", "Shinzō Abe", "ABE Shinzo", "安倍晋三"),
    ],
)
def test_every_way_to_write_a_name_finds_the_same(samples: Archive, ways: tuple[str, ...]) -> None:
    first = set(items(samples, ways[0]))
    assert first
    for way in ways[1:]:
        assert set(items(samples, way)) == first, way


def test_who_held_an_office_is_found_by_its_words_alone(samples: Archive) -> None:
    found = items(samples, "Kishida")
    assert any("Kishida" not in text for text in found.values())  # items that say "the Prime Minister"
    assert all("Kishida" in text for text in items(samples, '"Kishida"').values())


def test_an_office_finds_whoever_held_it_at_the_time(samples: Archive) -> None:
    found = items(samples, "the Prime Minister")
    assert set(items(samples, '"Prime Minister"')) < set(found)
    named = [text for text in found.values() if "prime minister" not in text.lower()]
    assert any("Kishida" in text for text in named) and any("Ishiba" in text for text in named)
    (widened,) = samples.search(SearchRequest(q="the Prime Minister", per_page=100)).widened
    assert {one.id for one in widened.holders} >= {"fumio-kishida", "shigeru-ishiba"}
