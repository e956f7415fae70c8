"""The archive is a function of what is kept: order, repetition, rebuilds and kills change nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path

import pytest
from conftest import CHECKOUT, ISSUES, issue_text

from archive import Archive, export
from importers.batch import import_paths


def exported(archive: Archive) -> list[str]:
    return [line for what in ("archive", "events", "relations") for line in export.lines(archive, what)]


def home(tmp_path: Path, name: str) -> Archive:
    return Archive(tmp_path / name)


def test_issues_come_out_with_items_dates_and_links(archive: Archive) -> None:
    issue = archive.ask.issue("us-japan-alliance-digest/1.12")
    assert (issue.volume, issue.number, issue.known_by) == (1, 12, "title")
    assert [(item.headline, item.body) for item in issue.items] == list(ISSUES["1.12"])
    first = issue.items[0]
    assert {one.entity for one in first.mentions} >= {"nobuo-kishi", "kadena-air-base", "east-china-sea"}
    assert [told.when.edtf for told in first.dates] == ["2022-06-28", "../2022-23"]
    assert issue.published.when.earliest is not None
    assert issue.published.when.earliest.year == 2022 and issue.published.evidence


def test_rebuilding_gives_the_same_bytes(folder: Path, empty: Archive) -> None:
    import_paths(empty, [folder])
    before = exported(empty)
    empty.rebuild()
    assert exported(empty) == before


def test_the_order_of_arrival_changes_nothing(folder: Path, tmp_path: Path) -> None:
    twin = issue_text("1.13", *ISSUES["1.13"]).replace("Headlines:", "In short:").replace("• ", "- ")
    (folder / "another copy.txt").write_text(twin, "utf-8")
    outcomes = set()
    for number, order in enumerate(permutations(sorted(folder.iterdir()))):
        archive = home(tmp_path, f"home{number}")
        for path in order:
            import_paths(archive, [path])
        outcomes.add("\n".join(exported(archive)))
        archive.close()
        if number == 7:  # eight of the 24 orders: every file is first once and last once
            break
    together = home(tmp_path, "together")
    import_paths(together, [folder])
    outcomes.add("\n".join(exported(together)))
    assert len(outcomes) == 1
    sources = json.loads(outcomes.pop().splitlines()[1])["sources"]
    assert len(sources) == 2


def test_the_same_import_twice_changes_nothing(folder: Path, empty: Archive) -> None:
    import_paths(empty, [folder])
    before, revision = exported(empty), empty.catalog.revision()
    report = import_paths(empty, [folder])
    assert {row[1] for row in report.rows} == {"unchanged"}
    assert (exported(empty), empty.catalog.revision()) == (before, revision)


def test_a_dated_neighbour_dates_an_undated_issue_anew(tmp_path: Path) -> None:
    archive = home(tmp_path, "home")
    bare = issue_text(
        "1.13", ("Talks go on", "Officials of both sides went on with their talks on the sharing of costs.")
    )
    (tmp_path / "undated.txt").write_text(bare, "utf-8")
    import_paths(archive, [tmp_path / "undated.txt"])
    alone = archive.ask.issue("us-japan-alliance-digest/1.13").published
    for number in ("1.12", "1.20"):
        (tmp_path / f"{number}.txt").write_text(issue_text(number, *ISSUES[number]), "utf-8")
        import_paths(archive, [tmp_path / f"{number}.txt"])
    beside = archive.ask.issue("us-japan-alliance-digest/1.13").published
    assert beside.basis == "neighbours" and any("1.12" in one for one in beside.evidence)
    assert beside.when.within(alone.when) and beside.when != alone.when
    archive.close()


def test_changed_reference_data_derives_everything_anew(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "knowledge").mkdir(parents=True)
    for path in sorted((CHECKOUT / "data" / "knowledge").glob("*.yaml")):
        (data / "knowledge" / path.name).write_bytes(path.read_bytes())
    (data / "series.yaml").write_bytes((CHECKOUT / "data" / "series.yaml").read_bytes())
    archive = Archive(tmp_path / "home", data)
    import_paths(archive, [folder])
    archive.close()
    bases = data / "knowledge" / "bases.yaml"
    bases.write_text(bases.read_text("utf-8").replace("kadena-air-base:", "kadena-airfield:"), "utf-8")
    for path in (data / "knowledge").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace(": kadena-air-base", ": kadena-airfield"), "utf-8")
    archive = Archive(tmp_path / "home", data)
    assert "behind" in " ".join(archive.check())
    import_paths(archive, [folder])
    mentions = archive.ask.issue("us-japan-alliance-digest/1.12").items[0].mentions
    assert "kadena-airfield" in {one.entity for one in mentions}
    archive.close()


@pytest.mark.parametrize("moment", [0.3, 0.6, 0.9, 1.2, 1.6])
def test_a_kill_leaves_the_archive_whole_and_the_next_import_heals_it(moment: float, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number, items in ISSUES.items():
        for copy in range(6):
            text = issue_text(f"{copy + 1}.{number.split('.')[1]}", *items).replace("2022", str(2022 + copy))
            (folder / f"{copy}-{number}.txt").write_text(text, "utf-8")
    command = [sys.executable, "-m", "importers.cli", "import", str(folder), "--home", str(tmp_path / "killed")]
    process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    killed, whole = home(tmp_path, "killed"), home(tmp_path, "whole")
    assert killed.catalog.damage() == []
    import_paths(killed, [folder])
    import_paths(whole, [folder])
    assert killed.check() == []
    assert exported(killed) == exported(whole)
    killed.close()
    whole.close()
