"""The command line as staff use it: results on stdout, failures on stderr, exit codes that scripts can trust."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import CHECKOUT, ISSUES, SEEDS, issue_text

Run = Callable[..., Result]


def test_import_tells_each_document_and_counts(run: Run, folder: Path, tmp_path: Path) -> None:
    first = run("import", folder, "--home", tmp_path / "home")
    assert first.exit_code == 0
    assert "new        digest-vol-1.12.txt → us-japan-alliance-digest/1.12" in first.stdout
    assert "3 new, 0 changed, 0 unchanged, 0 failed." in first.stderr
    again = run("import", folder, "--home", tmp_path / "home")
    assert "0 new, 0 changed, 3 unchanged, 0 failed." in again.stderr


def test_import_goes_on_after_a_failure_and_exits_1(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "empty.pdf").write_bytes(b"")
    result = run("import", folder, "--home", tmp_path / "home", "--quiet")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "failed     empty.pdf:" in result.stderr
    assert "All is well" in run("check", "--home", tmp_path / "home").stdout


def test_import_of_nothing_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    result = run("import", tmp_path / "nothing", "--home", tmp_path / "home")
    assert (result.exit_code, "No files were found" in result.stderr) == (1, True)


def test_usage_errors_exit_2(run: Run) -> None:
    assert run("import").exit_code == 2
    assert run("export", "everything").exit_code == 2


def test_results_can_be_json(run: Run, folder: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in run("import", folder, "--home", tmp_path / "h", "--json").stdout.splitlines()]
    assert rows[0] == {"name": "digest-vol-1.12.txt", "result": "new", "detail": "us-japan-alliance-digest/1.12"}
    shown = json.loads(run("show", "us-japan-alliance-digest/1.12", "--home", tmp_path / "h", "--json").stdout)
    assert [item["headline"] for item in shown["items"]] == [headline for headline, _ in ISSUES["1.12"]]


def test_search_and_show_in_words(run: Run, filled: Path) -> None:
    found = run("search", "leader:nobuo-kishi", "--home", filled)
    assert "us-japan-alliance-digest/1.12#1" in found.stdout and "1 items" in found.stderr
    shown = run("show", "us-japan-alliance-digest/1.20", "--home", filled).stdout
    assert "October 2022" in shown or "2022" in shown
    assert "Hamada → yasukazu-hamada" in shown and "October 21 → 2022-10-21" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "us-japan-alliance-digest/9.9"), "no such issue"),
        (("search", 'an "open quote'), "quote"),
        (("search", "colour:red"), "colour"),
        (("evaluate", "importers"), "no NAME.gold.json"),
    ],
)
def test_our_errors_are_one_clear_line(arguments: tuple[str, ...], words: str, filled: Path) -> None:
    command = [sys.executable, "-m", "importers.cli", *arguments, "--home", str(filled)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("digest: ") and words in done.stderr and "Traceback" not in done.stderr


def test_export_to_a_file_is_whole_or_not_there(run: Run, filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "archive.jsonl"
    assert run("export", "archive", "-o", target, "--home", filled).exit_code == 0
    assert target.read_text("utf-8") == run("export", "archive", "--home", filled).stdout
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [row["issue"].split("/")[1] for row in rows] == ["1.12", "1.13", "1.20"]
    for row in rows:
        for item in row["items"]:
            for one in item["mentions"] + item["dates"]:
                assert item[one["field"]][one["start"] : one["end"]] == one["text"]
    refused = run("export", "archive", "-o", tmp_path / "no" / "such" / "folder.jsonl", "--home", filled)
    assert refused.exit_code != 0 and list(tmp_path.iterdir()) == [target]


def test_check_finds_what_is_wrong(run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", folder, "--home", tmp_path / "home")
    kept = sorted(path for path in (tmp_path / "home" / "originals").rglob("*") if path.is_file())
    kept[0].chmod(0o644)
    kept[0].write_bytes(b"changed")
    result = run("check", "--home", tmp_path / "home")
    assert result.exit_code == 1
    assert f"original {kept[0].name[:12]} was changed on the disk" in result.stdout


def test_check_lists_what_waits_for_a_person(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "cut off.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "bare.txt").write_text(issue_text("1.13", *ISSUES["1.13"]).replace(" Vol 1.13", ""), "utf-8")
    (folder / "digest-vol-1.13.txt").unlink()
    run("import", folder, "--home", tmp_path / "home")
    result = run("check", "--home", tmp_path / "home")
    assert result.exit_code == 0
    todo = [line for line in result.stdout.splitlines() if line.startswith("to do")]
    assert len(todo) == 2 and "cut off.pdf" in todo[0] and "number it by hand" in todo[1]
    assert "All is well: 4 originals intact, 3 issues" in result.stdout


def test_rebuild_says_what_it_made(run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", folder, "--home", tmp_path / "home")
    assert "Rebuilt: 3 issues" in run("rebuild", "--home", tmp_path / "home").stdout


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.html", b"", "empty"),
        ("zip.pdf", b"PK\x03\x04" + b"\0" * 100, "zip"),
        ("noise.txt", bytes(range(256)) * 4000, ""),
        ("announcement.html", b"<html><body><main><h1>A talk on bases</h1><p>Join us on May 3 for a talk.</p></main>"
         b"<aside><a href='/x-vol-1-2/'>US-Japan Alliance Digest Vol 1.2</a></aside></body></html>", ""),
        ("deep.html", b"<div>" * 20_000 + b"text" + b"</div>" * 20_000, ""),
        ("truncated.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", ""),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_line_and_the_rest_is_imported(
    name: str, content: bytes, words: str, run: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / name).write_bytes(content)
    result = run("import", folder, "--home", tmp_path / "home")
    assert result.exit_code == 1
    [line] = [line for line in result.stderr.splitlines() if line.startswith("failed")]
    assert name in line and words in line.lower() and line.endswith(".")
    assert "3 new, 0 changed, 0 unchanged, 1 failed." in result.stderr
    assert run("check", "--home", tmp_path / "home").exit_code == 0
    kept = {path.read_bytes() for path in (tmp_path / "home" / "originals").rglob("*") if path.is_file()}
    assert content in kept or not content


def test_markup_and_odd_names_are_only_text(run: Run, tmp_path: Path) -> None:
    headline, body = ISSUES["1.12"][0]
    odd = tmp_path / "odd"
    odd.mkdir()
    text = issue_text("1.12", (f"<script>alert(1)</script> {headline}", body), ISSUES["1.12"][1])
    (odd / "号外 \"quoted\" 'n' <b>.txt").write_text(text, "utf-8")
    assert run("import", odd, "--home", tmp_path / "home").exit_code == 0
    [row] = [json.loads(line) for line in run("export", "archive", "--home", tmp_path / "home").stdout.splitlines()]
    assert row["items"][0]["headline"] == f"<script>alert(1)</script> {headline}"
    assert row["sources"][0]["name"] == "号外 \"quoted\" 'n' <b>.txt"


@pytest.mark.skipif(not SEEDS.exists(), reason="the real issue is not beside the project")
def test_the_real_issue_reads_right(run: Run, tmp_path: Path) -> None:
    assert run("import", SEEDS, "--home", tmp_path / "home").exit_code == 0
    [row] = [json.loads(line) for line in run("export", "archive", "--home", tmp_path / "home").stdout.splitlines()]
    assert row["issue"] == "us-japan-alliance-digest/1.2"
    assert len(row["items"]) == 5 and all(item["headline"] for item in row["items"])
    assert "2022-01-25" <= row["published"]["earliest"] <= row["published"]["latest"] <= "2022-02-04"
    assert row["published"]["evidence"]
    linked = [{one["entity"] for one in item["mentions"]} for item in row["items"]]
    assert linked[0] >= {"joe-biden", "fumio-kishida", "economic-policy-consultative-committee", "core-partnership"}
    assert linked[0] >= {"quad", "ministry-of-foreign-affairs-japan", "meti"}
    assert linked[1] >= {"npt", "ctbt", "fmct"}
    assert linked[2] >= {"taketoyo-toguchi", "yohei-kishimoto", "mcas-futenma", "liberal-democratic-party"}
    assert linked[3] >= {"rahm-emanuel"}
    assert linked[4] >= {"nobuo-kishi", "jmsdf-kanoya-air-base", "us-japan-2-plus-2"}
    told = {one["text"]: one for item in row["items"] for one in item["dates"]}
    assert told["February 3"]["edtf"] == "2022-02-03"
    assert told["October"]["edtf"] == "2021-10"
    assert (
        told["first half of 2022"]["earliest"] == "2022-01-01" and told["first half of 2022"]["latest"] == "2022-06-30"
    )
    assert told["earlier this month"]["edtf"] == "2022-01"

    def items(query: str) -> set[str]:
        result = run("search", query, "--home", tmp_path / "home", "--json")
        return {hit["item"].split("#")[1] for hit in json.loads(result.stdout)["hits"]}

    assert items("Reaper") == {"5"}
    assert items('"test-ban"') == {"2"}
    assert items("leader:nobuo-kishi") == {"5"}
    assert items("after:2022-01-22 base") == {"3", "5"}
