"""Volume and number in titles, addresses and file names: found where they are written, never where they are not."""

from __future__ import annotations

import pytest
from written import SERIES

from archive.reading.numbering import number_alone, number_in_address, number_in_name, number_in_title


@pytest.mark.parametrize(
    ("text", "volume", "number"),
    [
        ("US-Japan Alliance Digest Vol 1.2", 1, 2),
        ("US-Japan Alliance Digest Vol 1. 22", 1, 22),
        ("US-Japan Alliance Digest -Vol 1.9-", 1, 9),
        ("US–Japan Alliance Digest Vol. 1, No. 12", 1, 12),
        ("Alliance Digest Volume 2 Issue 3", 2, 3),
        ("Download US-Japan Alliance Digest Vol 3.12 (PDF)", 3, 12),
        ("US-JAPAN ALLIANCE DIGEST VOL 3.12: Summit", 3, 12),
    ],
)
def test_a_number_in_a_title(text: str, volume: int, number: int) -> None:
    found = number_in_title(text, SERIES)
    assert found is not None
    assert (found.volume, found.number, found.known_by) == (volume, number, "title")
    assert found.words in text


@pytest.mark.parametrize(
    "text",
    [
        "Space Digest Vol 1.2",
        "US-Japan Alliance Digest",
        "Trade volume 1.2% up",
        "US-Japan Alliance Digest Vol 1.2% up",
    ],
)
def test_no_number_in_a_title(text: str) -> None:
    assert number_in_title(text, SERIES) is None


def test_a_number_alone_on_its_line() -> None:
    found = number_alone("-Vol 1.9-")
    assert found is not None and (found.volume, found.number) == (1, 9)
    assert number_alone("Vol 1.9 of the minutes") is None


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://example.org/publications/us-japan-alliance-digest-vol-2-11/", (2, 11)),
        ("https://example.org/us-japan-alliance-digest-vol-1-2-2/?p=vol-9-9", (1, 2)),  # a site's second copy of 1.2
        ("https://example.org/2022/01/US-Japan%20Alliance%20Digest%20Vol%201.%2022.pdf", (1, 22)),
        ("/d/vol-3-4.pdf", (3, 4)),
        ("https://example.org/space-forum-vol-3-4/", None),
        ("https://example.org/us-japan-alliance-digest/2022/01/28/", None),
        ("http://[broken", None),
    ],
)
def test_a_number_in_an_address(url: str, number: tuple[int, int] | None) -> None:
    found = number_in_address(url, SERIES)
    assert (found and (found.volume, found.number)) == number
    assert found is None or found.known_by == "address"


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("US-Japan Alliance Digest Vol 1. 22.pdf", (1, 22)),
        ("digest_v3n12.html", (3, 12)),
        ("Digest 3.14.html", (3, 14)),
        ("vol 2.3.txt", (2, 3)),
        ("alliance-digest-2-18.html", None),  # the 18th of February as well as 2.18
        ("digest 2022.01.28.txt", None),
        ("v1.2 manual.pdf", None),
        ("Space Forum Vol 3.4.pdf", None),
    ],
)
def test_a_number_in_a_file_name(name: str, number: tuple[int, int] | None) -> None:
    found = number_in_name(name, SERIES)
    assert (found and (found.volume, found.number)) == number
    assert found is None or found.known_by == "name"
