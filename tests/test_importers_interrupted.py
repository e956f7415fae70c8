"""Full disks, kills, Ctrl-C, several at once, damage: the archive stays whole and the next command goes on."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from conftest import CHECKOUT, ISSUES, issue_text
from test_importers_bad_input import DIGEST, digest, failures, state_at
from written import BODIES

from archive import Archive
from archive.model import Source
from importers import base
from importers.batch import import_paths

Run = Callable[..., Result]
SAMPLES = CHECKOUT / "data" / "samples"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with eighteen issues: enough that an import takes a second."""
    folder = tmp_path_factory.mktemp("many")
    chance, words = random.Random(1), sorted({word for text in BODIES for word in text.split()})
    for number, items in ISSUES.items():
        for volume in range(1, 7):
            told = [(head, f"{body} {' '.join(chance.choices(words, k=60))}.") for head, body in items]
            text = issue_text(f"{volume}.{number.split('.')[1]}", *told).replace("2022", str(2021 + volume))
            (folder / f"{volume}-{number}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(many: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What an archive holds into which the folder was imported without trouble."""
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    assert digest("import", many, "--home", home).returncode == 0
    return state_at(home)


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [*DIGEST, *map(str, arguments)]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


# --- disks -----------------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can only be mounted by the administrator")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


FULL = {
    "original": "the original could not be kept (No space left on device). Make room",
    "catalog": "the catalog could not be used (database or disk is full). Make room",
    "index": "the index could not be written (No space left on device). Make room",
}


def test_a_full_disk_at_any_point_loses_nothing(disk: Path, folder: Path, tmp_path: Path) -> None:
    digest("import", sorted(folder.iterdir())[0], "--home", tmp_path / "seed")
    digest("import", folder, "--home", tmp_path / "whole")
    whole, met = state_at(tmp_path / "whole"), set()
    for room in (48, 140, 260):  # kilobytes: enough for the lock, for the originals, for the catalog
        home = disk / f"home{room}"
        shutil.copytree(tmp_path / "seed", home, ignore=shutil.ignore_patterns("knowledge.kept"))
        with (disk / "filler").open("wb", buffering=0) as filler:
            filler.write(b"\0" * (shutil.disk_usage(disk).free - room * 1024))
        done = digest("import", folder, "--home", home)
        assert done.returncode == 1 and "Traceback" not in done.stderr
        for line in failures(done.stderr) or done.stderr.splitlines():
            met |= {stage for stage, words in FULL.items() if words in line}
        assert not list((home / "originals").rglob(".*")), "nothing half-written lies about"
        (disk / "filler").unlink()
        assert digest("import", folder, "--home", home).returncode == 0
        assert state_at(home) == whole
        shutil.rmtree(home)
    assert met == set(FULL)


def test_an_original_that_does_not_fit_fails_alone(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, calls = os.fsync, iter((True, False, True))

    def full_for_the_second(file: int) -> None:
        if not next(calls, True):
            raise OSError(28, "No space left on device")
        sync(file)

    with monkeypatch.context() as patch:
        patch.setattr("archive.store.originals.os.fsync", full_for_the_second)
        result = run("import", folder, "--home", tmp_path / "home")
    assert result.exit_code == 1 and "2 new, 0 changed, 0 unchanged, 1 failed." in result.stderr
    assert "digest-vol-1.13.txt: " + FULL["original"] in failures(result.stderr)[0]
    kept = [path for path in (tmp_path / "home" / "originals").rglob("*") if path.is_file()]
    assert len(kept) == 2 and "1 new" in run("import", folder, "--home", tmp_path / "home").stderr


def test_a_home_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    digest("import", folder, "--home", home)
    (home / "taking-in.lock").unlink(missing_ok=True)
    before = sorted(path for path in home.rglob("*"))
    for path in (*before, home):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        for command in (("import", folder), ("check",), ("search", "Futenma"), ("export", "archive"), ("rebuild",)):
            done = digest(*command, "--home", home, weak=True)
            assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
            assert done.stderr.startswith(f"digest: {home}") and "Check the permissions" in done.stderr
        assert sorted(path for path in home.rglob("*")) == before
    finally:
        for path in (home, *before):
            path.chmod(0o755 if path.is_dir() else 0o644)


# --- kills -----------------------------------------------------------------------------------------


def test_kills_at_random_moments_lose_nothing(many: Path, undisturbed: list[str], tmp_path: Path) -> None:
    home, moments = tmp_path / "home", random.Random(7)
    for number in range(6):
        process = start("import", many, "--home", home)
        while not home.exists() and process.poll() is None:  # Python is still loading
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 1.0))
        process.kill()
        process.communicate()
        if number == 2 and (home / "catalog.db").exists():
            assert digest("export", "archive", "--home", home).returncode == 0
    assert digest("import", many, "--home", home).returncode == 0
    assert state_at(home) == undisturbed


def test_the_next_command_heals_what_a_kill_left(folder: Path, undisturbed: list[str], tmp_path: Path) -> None:
    archive = Archive(tmp_path / "home")
    import_paths(archive, [])
    for path in sorted(folder.iterdir()):  # as far as a kill before deriving lets an import come
        archive.file(base.open_source(path), "killed")
    archive.close()
    assert digest("check", "--home", tmp_path / "home").returncode == 1
    done = digest("export", "archive", "--home", tmp_path / "home")
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 3, "Bringing the archive up to date ...\n")
    assert "All is well" in digest("check", "--home", tmp_path / "home").stdout


def test_questions_do_not_wait_for_an_import_at_work(filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled, tmp_path / "home")
    archive = Archive(tmp_path / "home")
    with archive.taking_in():
        archive.file(Source(issue_text("1.14", *ISSUES["1.12"]).encode(), "new.txt"), "at work")
        done = digest("search", "Futenma", "--home", tmp_path / "home")
    archive.close()
    assert done.stderr == "2 items.\n"


def test_ctrl_c_is_one_line_and_the_next_import_goes_on(many: Path, undisturbed: list[str], tmp_path: Path) -> None:
    home = tmp_path / "home"
    process = start("import", many, "--home", home)
    while not list(home.glob("originals/*/*")):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate()
    assert (process.returncode, stdout) == (130, "")
    said = "digest: stopped. Nothing was half-written; the same command goes on where this one ended."
    assert stderr.strip() == said
    assert digest("import", many, "--home", home).returncode == 0
    assert state_at(home) == undisturbed


def test_whoever_reads_our_output_may_stop(filled: Path) -> None:
    command = f"{' '.join(DIGEST)} export archive --home {filled} | head -c 10"
    done = subprocess.run(["bash", "-c", command], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ('{"issue": ', "")


# --- several at once -------------------------------------------------------------------------------


def test_two_imports_at_once_come_to_the_same(many: Path, undisturbed: list[str], tmp_path: Path) -> None:
    both = [start("import", many, "--home", tmp_path / "home") for _ in range(2)]
    for process in both:
        _, stderr = process.communicate()
        assert process.returncode == 0 and "0 failed" in stderr, stderr
    assert state_at(tmp_path / "home") == undisturbed


def test_the_site_answers_while_an_import_runs(filled: Path, many: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(filled, home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = start("serve", "--home", home, "--port", port)
    try:
        assert server.stdout and f":{port}/" in server.stdout.readline(), "announced when it listens"
        process, totals = start("import", many, "--home", home), set()
        until = time.monotonic() + 60
        while (process.poll() is None or len(totals) < 2) and time.monotonic() < until:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/search.json?q=Futenma", timeout=30) as answer:
                totals.add(json.load(answer)["total"])
        process.communicate()
    finally:
        server.terminate()
        server.communicate()
    assert min(totals) == 2 and max(totals) > 2


# --- damage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("harm", ["deleted", "no folder", "noise"])
def test_a_harmed_index_is_made_anew(harm: str, filled: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(filled, home)
    [sidecar] = home.glob("index/*/sidecar-*.npz")
    data = sidecar.read_bytes()
    if harm == "deleted":
        sidecar.unlink()
    elif harm == "no folder":
        shutil.rmtree(home / "index")
    else:
        sidecar.write_bytes(data[:500] + os.urandom(len(data) - 500))
    checked = digest("check", "--home", home)
    assert checked.returncode == 1 and "`digest rebuild` makes" in checked.stdout
    found = digest("search", "Futenma", "--home", home)
    assert (found.returncode, found.stderr) == (0, "Bringing the archive up to date ...\n2 items.\n")
    assert Archive(home).check() == []


def test_a_damaged_catalog_is_said_and_left_alone(run: Run, filled: Path, folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(filled, home)
    data = bytearray((home / "catalog.db").read_bytes())
    middle = len(data) // 2
    data[4096:-4096] = bytes(len(data) - 8192)
    (home / "catalog.db").write_bytes(data)
    for command in (("import", folder), ("check",), ("export", "archive"), ("rebuild",)):
        result = run(*command, "--home", home)
        said = f"{result.exception}{result.stdout}"
        assert result.exit_code == 1 and "Restore it from a backup." in said, command
    assert (home / "catalog.db").read_bytes()[middle : middle + 99] == bytes(99)
    (home / "catalog.db").write_bytes(b"this is no catalog" * 1000)
    assert "is damaged (file is not a database). Restore" in str(run("check", "--home", home).exception)


def test_a_harmed_original_is_put_right_by_importing_it_again(run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", folder, "--home", tmp_path / "home")
    one, other, third = sorted(path for path in (tmp_path / "home" / "originals").rglob("*") if path.is_file())
    one.write_bytes(b"changed")
    other.unlink()
    third.unlink()
    third.mkdir()
    result = run("check", "--home", tmp_path / "home")
    assert (
        result.exit_code == 1
        and [line.split(" ", 2)[2].split(".")[0] for line in result.stdout.splitlines()]
        == [
            "was changed on the disk",
            "is missing",
            "cannot be read (Is a directory)",
        ]
        or third.name < other.name
    )
    third.rmdir()
    run("import", folder, "--home", tmp_path / "home")
    assert run("check", "--home", tmp_path / "home").exit_code == 0
