"""Which numbers are there, and which are missing between them."""

from __future__ import annotations

import pytest

from archive.model import Issue, Published
from archive.reading import edtf
from web.coverage import Gap, absence, cells, unnumbered, volumes


def issue(volume: int | None, number: int | None, published: str = "2022-01-29", problem: str | None = None) -> Issue:
    id = f"s/{volume}.{number}" if volume else "s/x-0a1b"
    when = Published(edtf.interval(published), "stated")
    return Issue(id, "s", volume, number, None, None, "", problem, when)


def test_gaps_lie_between_known_numbers_and_before_the_first() -> None:
    (only,) = volumes([issue(1, 10), issue(1, 2), issue(1, 5)])
    assert [row if isinstance(row, Gap) else row.id for row in only.rows] == [
        Gap(1, 1, 1),
        "s/1.2",
        Gap(1, 3, 4),
        "s/1.5",
        Gap(1, 6, 9),
        "s/1.10",
    ]
    assert [str(gap) for gap in only.gaps] == [
        "Vol 1.1 is not in the archive",
        "Vol 1.3 to 1.4 are not in the archive",
        "Vol 1.6 to 1.9 are not in the archive",
    ]


def test_a_volume_between_two_known_ones_is_named() -> None:
    found = volumes([issue(1, 1, "2022-12-20"), issue(1, 2, "2023-01-05"), issue(3, 1, "2024-01-10")])
    assert [(volume.number, len(volume.rows), volume.years) for volume in found] == [
        (1, 2, "2022 to 2023"),
        (2, 0, ""),
        (3, 1, "2024"),
    ]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([(1, 1), (1, 2)], ""),
        ([(1, 1), (1, 3)], "1 number (hatched) is not in the archive"),
        ([(1, 1), (1, 5)], "3 numbers (hatched) are not in the archive"),
        ([(1, 1), (3, 1)], "volume 2 is not in the archive"),
        ([(3, 14), (5, 2)], "14 numbers (hatched) and volume 4 are not in the archive"),
        ([(1, 2), (4, 1)], "1 number (hatched), volume 2 and volume 3 are not in the archive"),
        ([(1, 1), (9, 1)], "7 whole volumes are not in the archive"),
    ],
)
def test_what_is_not_there_is_one_sentence(numbers: list[tuple[int, int]], said: str) -> None:
    assert absence(volumes(issue(*number) for number in numbers)) == said


def test_a_cell_a_number() -> None:
    (only,) = volumes([issue(1, 1), issue(1, 3, problem="its originals disagree")])
    assert [(label, state) for label, state, _ in cells(only)] == [
        ("1.1", "present"),
        ("1.2", "missing"),
        ("1.3", "problem"),
    ]


def test_without_numbers_there_is_no_volume() -> None:
    lost = issue(None, None)
    assert volumes([lost]) == []
    assert unnumbered([lost, issue(1, 1)]) == [lost]
