"""The command line as staff meet bad input: one clear line each, the rest imported, nothing half-written, exit 1."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import CHECKOUT, ISSUES, issue_text
from written import page

from archive import Archive, export
from importers.batch import import_paths

Run = Callable[..., Result]
FILES = Path(__file__).with_name("files")
DIGEST = [sys.executable, "-m", "importers.cli"]
EXPORTS = ("archive", "events", "relations")
PDF = (FILES / "libreoffice.pdf").read_bytes()
NUMBER = "us-japan-alliance-digest"
TITLE = "US-Japan Alliance Digest"


def digest(*arguments: object, weak: bool = False) -> subprocess.CompletedProcess[str]:
    """Run `digest` as a process of its own; `weak`: as somebody to whom permissions apply."""
    command = [*DIGEST, *map(str, arguments)]
    return subprocess.run(
        command, cwd=CHECKOUT, capture_output=True, text=True, check=False, preexec_fn=_give_up_power if weak else None
    )


def _give_up_power() -> None:
    """Lose the administrator's right to read and write everything (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
    if os.geteuid() == 0:
        for capability in (1, 2):
            ctypes.CDLL(None).prctl(24, capability)  # PR_CAPBSET_DROP, which takes effect with the next program


def state(archive: Archive) -> list[str]:
    lines = [line for what in EXPORTS for line in export.lines(archive, what)]
    return lines + [f"{issue.id} {issue.problem}" for issue in archive.ask.issues()]


def state_at(home: Path) -> list[str]:
    archive = Archive(home)
    try:
        assert archive.check() == []
        return state(archive)
    finally:
        archive.close()


def failures(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("failed")]


# --- what documents do -----------------------------------------------------------------------------


BAD: dict[str, tuple[bytes, str]] = {
    "blank.txt": (b" \n\n\t", "the file is empty. Save or download it again."),
    "brackets.txt": (b"<" * (4 << 20), "no headlines with bodies"),
    "cut.pdf": (PDF[: len(PDF) // 2], "cut off: its end is missing"),
    "hollow.pdf": (PDF[:200] + b"\0" * (len(PDF) - 1200) + PDF[-1000:], "Download or save it again"),
    "line.txt": (b"a" * (4 << 20), "no headlines with bodies"),
    "locked.pdf": ((FILES / "password.pdf").read_bytes(), "protected by a password. Save a copy without one"),
    "nest.html": (b"<!doctype html>" + b"<b><ul><li><a>" * 20_000 + b"text", "more than 50,000 tags"),
    "noise.bin": (os.urandom(1 << 20) * 50, "it has 50 MB; a source may have 30"),
    "noise.txt": (b"lorem ipsum Alliance Digest Vol 1.3 \n" * (50 * 2**20 // 37), "it has 50 MB; a source may"),
    "open.html": (b"<h1>US-Japan Alliance Digest Vol 1.2</h1>" + b"<div>" * 20_000 + b"text", "no headlines"),
    "picture.pdf": ((FILES / "picture.pdf").read_bytes(), "a picture of text"),
    "zip.pdf": (b"PK\x03\x04" + b"\0" * 100, "a zip archive or an office document although it is called a PDF"),
}


def test_bad_documents_are_one_line_each_and_kept(run: Run, tmp_path: Path) -> None:
    inbox, home = tmp_path / "in", tmp_path / "home"
    inbox.mkdir()
    for name, (content, _) in BAD.items():
        (inbox / name).write_bytes(content)
    (inbox / "good.txt").write_text(issue_text("1.12", *ISSUES["1.12"]), "utf-8")
    result = run("import", inbox, "--home", home)
    assert (result.exit_code, result.stdout) == (1, f"new        good.txt → {NUMBER}/1.12\n")
    lines = failures(result.stderr)
    for line, (name, (_, words)) in zip(lines, BAD.items(), strict=True):
        assert line.startswith(f"failed     {name}: ") and words in line and line.endswith(".")
    kept = {path.read_bytes() for path in (home / "originals").rglob("*") if path.is_file()}
    assert kept == {path.read_bytes() for path in inbox.iterdir()}
    assert f"{len(BAD) + 1} originals intact, 1 issues at revision 1" in run("check", "--home", home).stdout
    assert failures(run("import", inbox, "--home", home).stderr) == lines
    assert "at revision 1." in run("check", "--home", home).stdout, "the same failures again are no news"


def test_a_reader_that_breaks_is_a_failed_document(
    folder: Path, empty: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importers import base, text

    def breaks(source: object, series: object) -> tuple[()]:
        raise RecursionError("too deep")

    with monkeypatch.context() as patch:
        patch.setattr(text, "read", breaks)
        report = import_paths(empty, [folder])
    assert report.count("failed") == 3 and "RecursionError" in report.rows[0][2]
    assert base.READERS[-1] is text
    again = import_paths(empty, [folder])
    assert again.count("new") == 3, "what failed is read again when it is handed in again"


def test_a_page_without_a_number_and_one_of_an_unknown_volume(run: Run, tmp_path: Path) -> None:
    text = issue_text("1.12", *ISSUES["1.12"])
    (tmp_path / "page.txt").write_text(text.replace(" Vol 1.12", ""), "utf-8")
    (tmp_path / "far.txt").write_text(issue_text("9.99", *ISSUES["1.20"]), "utf-8")
    assert run("import", tmp_path / "page.txt", tmp_path / "far.txt", "--home", tmp_path / "home").exit_code == 0
    rows = [json.loads(line) for line in run("export", "archive", "--home", tmp_path / "home").stdout.splitlines()]
    assert rows[0]["issue"] == f"{NUMBER}/9.99" and rows[0]["published"]["latest"] < "2024", "dated by its own text"
    assert rows[1]["issue"].startswith(f"{NUMBER}/x-") and rows[1]["volume"] is None
    assert "number it by hand" in run("show", rows[1]["issue"], "--home", tmp_path / "home").stdout
    assert rows[1]["issue"] in run("search", "Iwakuni", "--home", tmp_path / "home").stdout


def test_the_same_file_under_two_names_is_one_issue(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "a copy.txt").write_bytes((folder / "digest-vol-1.12.txt").read_bytes())
    assert "4 new" in run("import", folder, "--home", tmp_path / "home").stderr
    rows = [json.loads(line) for line in run("export", "archive", "--home", tmp_path / "home").stdout.splitlines()]
    assert len(rows) == 3 and [one["name"] for one in rows[0]["sources"]] == ["a copy.txt"]
    (folder / "third.txt").write_bytes((folder / "digest-vol-1.12.txt").read_bytes())
    assert "0 new, 0 changed, 5 unchanged" in run("import", folder, "--home", tmp_path / "home").stderr


def test_an_item_told_better_in_another_copy_is_changed(run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", folder, "--home", tmp_path / "home")
    (headline, body), second = ISSUES["1.12"]
    items = "".join(f"<li>{text}</li>" for text in (f"{body} He named no day for their end.", second[1]))
    heads = "".join(f"<li>{text}</li>" for text in (headline, second[0]))
    better = page(f"<h3>Headlines</h3><ul>{heads}</ul><h3>In depth</h3><ul>{items}</ul>", f"{TITLE} Vol 1.12")
    (folder / "page.html").write_text(better, "utf-8")
    result = run("import", folder, "--home", tmp_path / "home")
    assert f"changed    page.html → {NUMBER}/1.12" in result.stdout and "1 changed, 3 unchanged" in result.stderr
    assert "He named no day" in run("show", f"{NUMBER}/1.12", "--home", tmp_path / "home").stdout


# --- what files and folders do -----------------------------------------------------------------------


def test_names_with_line_breaks_and_colours_stay_on_one_line(run: Run, tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    odd = "号外 \"q\"\n'n' \x1b[31m.txt"
    (inbox / odd).write_text(issue_text("1.12", *ISSUES["1.12"]), "utf-8")
    (inbox / f"bad {odd}").write_bytes(b"")
    os.symlink("x", os.fsencode(inbox) + b"/\xff\xfe.txt")  # no UTF-8
    result = run("import", inbox, "--home", tmp_path / "home")
    assert result.stdout == f"new        号外 \"q\"\\n'n' \\x1b[31m.txt → {NUMBER}/1.12\n"
    assert len(failures(result.stderr)) == 2 == len(result.stderr.splitlines()) - 1
    assert "\x1b" not in result.stderr
    [row] = [json.loads(line) for line in run("export", "archive", "--home", tmp_path / "home").stdout.splitlines()]
    assert row["sources"][0]["name"] == odd


def test_what_is_no_readable_file_is_named_with_its_path(folder: Path, tmp_path: Path) -> None:
    text = issue_text("1.14", *ISSUES["1.12"])
    for name in ("listed", "closed"):
        (folder / name).mkdir()
        (folder / name / "inside.txt").write_text(text, "utf-8")
    (folder / "closed.txt").write_text(text, "utf-8")
    (folder / "broken").symlink_to("nowhere")
    (folder / "self").symlink_to("self")
    (folder / "round").symlink_to(".")
    os.mkfifo(folder / "fifo")
    for name, mode in (("listed", 0o444), ("closed", 0), ("closed.txt", 0)):
        (folder / name).chmod(mode)
    try:
        done = digest("import", folder, "--home", tmp_path / "home", weak=True)
    finally:
        for name in ("listed", "closed"):
            (folder / name).chmod(0o755)
    said = dict(line.removeprefix("failed     ").split(": ", 1) for line in failures(done.stderr))
    assert said == {
        "broken": "it is a link to a file that is not there. Check the path.",
        "closed": "it cannot be read (Permission denied). Check its permissions.",
        "closed.txt": "it cannot be read (Permission denied). Check its permissions.",
        "fifo": "it is no ordinary file. Name a file, or a folder with files.",
        "listed/inside.txt": "it cannot be read (Permission denied). Check its permissions.",
        "self": "it cannot be read (Too many levels of symbolic links). Check the path and the disk.",
    }
    assert (done.returncode, done.stdout.count("new ")) == (1, 3) and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", b"bad\xff"), "no such issue"),
        (("show", "a\nb"), "a\\nb: no such issue"),
        (("import", "FOLDER", "--home", "FILE/home"), "the folder cannot be made (Not a directory)"),
        (("check", "--home", "nowhere"), "there is no archive here. `digest import` makes one."),
        (("export", "archive", "-o", "FILE/x.jsonl"), "could not be written (Not a directory)"),
        (("export", "archive", "-o", "/dev/full"), "could not be written (No space left on device)"),
        (("evaluate", "GOLD"), "this gold is no JSON"),
    ],
)
def test_odd_arguments_are_one_line(
    arguments: tuple[str | bytes, ...], words: str, filled: Path, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "FILE").write_text("x")
    (tmp_path / "GOLD").mkdir()
    (tmp_path / "GOLD" / "a.gold.json").write_text("{oops")
    places = {"FOLDER": str(folder), "GOLD": str(tmp_path / "GOLD")}
    given = [one.replace("FILE", str(tmp_path / "FILE")) if isinstance(one, str) else one for one in arguments]
    if "--home" not in given:
        given += ["--home", str(filled)]
    command = [*DIGEST, *(places.get(str(one), one) for one in given)]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("digest: ") and words in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "nowhere").exists()


def test_any_path_may_be_a_home(run: Run, folder: Path, tmp_path: Path) -> None:
    home = tmp_path / 'what?x=1#y%20 "日本"'
    assert run("import", folder, "--home", home).exit_code == 0
    assert "3 originals" in run("check", "--home", home).stdout and (home / "catalog.db").is_file()


def test_output_may_be_a_link_or_a_pipe(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    assert digest("export", "archive", "-o", tmp_path / "link", "--home", filled).returncode == 0
    assert (tmp_path / "link").is_symlink() and (tmp_path / "target").read_text("utf-8").count("\n") == 3
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE, text=True) as reader:
        assert digest("export", "archive", "-o", tmp_path / "pipe", "--home", filled).returncode == 0
        assert reader.communicate()[0] == (tmp_path / "target").read_text("utf-8")
    assert (tmp_path / "pipe").is_fifo()
