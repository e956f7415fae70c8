"""`digest search` takes what the address of a search takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("arguments", "items"),
    [
        (("futenma", "--in", "henoko"), ["13#2"]),
        (("futenma", "--not", "henoko"), ["20#2"]),
        (("--base", "mcas-futenma", "--sort", "oldest"), ["13#2", "20#2"]),
        (("--base", "mcas-futenma", "--place", "henoko"), ["13#2"]),
        (("--volume", "2"), []),
        (("--year", "2023", "--dates", "told"), ["20#1"]),
        (("futenma OR patrol*", "--group", "issue", "--sort", "newest"), ["20#1", "13#2"]),
        (("MCAS Futenma", "--exact"), ["20#2"]),
        (("futenma", "--per-page", "1", "--page", "2", "--sort", "oldest"), ["20#2"]),
    ],
)
def test_every_argument_is_passed_on(run: Run, filled: Path, arguments: tuple[str, ...], items: list[str]) -> None:
    done = run("search", *arguments, "--home", filled, "--json")
    assert done.exit_code == 0
    assert [hit["item"].rpartition("1.")[2] for hit in json.loads(done.stdout)["hits"]] == items


def test_a_faulty_part_is_named_and_the_rest_is_searched(run: Run, filled: Path) -> None:
    done = run("search", "noise date:2022-13", "--home", filled)
    assert done.exit_code == 1
    assert "1.20#2" in done.stdout and done.stderr.startswith("digest: “date:2022-13” at character 7")
    assert "It was left out." in done.stderr


def test_dates_told_and_what_was_meant_are_said(run: Run, filled: Path) -> None:
    assert "tells of June 28, 2022" in run("search", "event:2022-06-28 kadena", "--home", filled).stdout
    assert "and 1 more of the issue" in run("search", "--group", "issue", "--home", filled).stdout
    assert "Did you mean: kadena drills" in run("search", "kadena drils", "--home", filled).stderr
