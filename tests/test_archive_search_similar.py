"""Similar items: those on the same subject, never the item itself, and nothing that is hardly like it."""

from __future__ import annotations

import pytest

from archive import Archive
from archive.model import Item
from archive.search.postings import Reading
from archive.search.similar import ALIKE, similar
from archive.search.words import Words

SERIES = "us-japan-alliance-digest"


def item(archive: Archive, id: str) -> Item:
    issue, _, position = id.partition("#")
    return archive.ask.issue(f"{SERIES}/{issue}").items[int(position) - 1]


def ids(reading: Reading, one: Item, limit: int = 5) -> list[str]:
    keys = [reading.opened.sidecar.key(found.document) for found in similar(reading, Words(), one, limit)]
    return [f"{issue.removeprefix(f'{SERIES}/')}#{position}" for issue, position in keys]


@pytest.mark.parametrize(
    ("one", "like"),
    [
        ("2.18#4", ["3.1#5", "4.3#5"]),  # Tamaki and the relocation of Futenma: work, and piles, in Oura Bay
        ("3.1#5", ["2.18#4", "4.3#5"]),
        ("1.16#4", ["3.23#3", "2.16#4"]),  # Ospreys grounded: grounded again, and a crash
        ("1.3#1", ["4.3#3", "4.14#1"]),  # a deal on steel: duties on steel, a tariff
    ],
)
def test_items_on_a_subject_are_like_each_other(
    sampled: Archive, sampled_reading: Reading, one: str, like: list[str]
) -> None:
    assert ids(sampled_reading, item(sampled, one))[: len(like)] == like


def test_never_itself_and_nothing_hardly_like_it(sampled: Archive, sampled_reading: Reading) -> None:
    alone = 0
    for issue in sampled.ask.issue_ids():
        for one in sampled.ask.issue(issue).items:
            found = similar(sampled_reading, Words(), one)
            keys = [sampled_reading.opened.sidecar.key(other.document) for other in found]
            assert (one.issue, one.position) not in keys
            assert [other.score for other in found] == sorted((other.score for other in found), reverse=True)
            assert all(other.score >= ALIKE - 0.001 and (other.entities or other.words) for other in found)
            alone += not found
    assert 10 < alone < 100  # many a story is told once


def test_what_is_shared_is_said(sampled: Archive, sampled_reading: Reading) -> None:
    first = similar(sampled_reading, Words(), item(sampled, "2.18#4"))[0]
    assert {"tetsuo-saito", "camp-schwab", "mcas-futenma", "denny-tamaki"} <= set(first.entities)
    assert {"landfill", "seabed"} <= set(first.words)
    assert not {"Tamaki", "September", "the"} & set(first.words)


def test_the_limit_is_kept(sampled: Archive, sampled_reading: Reading) -> None:
    assert [len(ids(sampled_reading, item(sampled, "2.18#4"), limit)) for limit in (0, 1, 2)] == [0, 1, 2]


def test_an_item_that_shares_nothing_is_like_none(sampled_reading: Reading) -> None:
    assert similar(sampled_reading, Words(), Item(f"{SERIES}/9.9", 1, "Xyzzy", "Plugh and xyzzy.")) == ()


def test_a_deleted_item_is_like_none(archive: Archive) -> None:
    reading = Reading(archive.index.current())
    one = item(archive, "1.20#2")
    assert ids(reading, one)[0] == "1.13#2"
    sidecar = reading.opened.sidecar
    number = next(at for at in range(sidecar.size) if sidecar.key(at) == (f"{SERIES}/1.13", 2))
    issue = reading.opened.sidecar.issue.copy()
    reading.opened.sidecar.issue[reading.opened.sidecar.issue == issue[number]] = -1
    reading.opened.sidecar.__dict__.pop("living", None)
    reading.opened.cache.clear()
    try:
        assert number not in [found.document for found in similar(Reading(reading.opened), Words(), one)]
    finally:
        reading.opened.sidecar.issue[:] = issue
        reading.opened.sidecar.__dict__.pop("living", None)
        reading.opened.cache.clear()
