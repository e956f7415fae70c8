"""Measuring one engine over one corpus, each time in a process of its own.

Times of searches are CPU milliseconds of the process that answers; they do not depend on what else the machine does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from asking import KINDS, Asked

PEERS = Path(__file__).with_name("peers")
PYTHONS = {"xapian_py": "/usr/bin/python3"}
"""Xapian comes with the system, for the system's Python."""

ROUNDS, PATIENCE = 3, 8.0
"""Times that a search is repeated warm, and seconds after which the rest of a kind is left out."""

STARTS = 3
NEUTRAL: Asked = {"kind": "rare word", "words": ["anniversary"]}
"""Asked first in a new process, so that the first of those measured does not pay for what is done once."""


@dataclass(slots=True)
class Kind:
    """CPU milliseconds of one kind of search, first and repeated, and how many items each found."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Figures:
    """What one engine needs for one corpus."""

    engine: str
    seconds: float = 0.0
    cpu: float = 0.0
    size: int = 0
    memory: float = 0.0
    first: float = 0.0
    first_cpu: float = 0.0
    kinds: dict[str, Kind] = field(default_factory=dict)


def quantile(times: Sequence[float], share: float) -> float:
    """The time that this share of all stays below."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


class Answering:
    """An engine's process, to be asked."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, asked: Asked) -> dict[str, Any]:
        """What came of a search.

        :raises RuntimeError: the engine ended; its own message is on stderr
        """
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.process.args}: ended at {asked}")
        return dict(json.loads(line))


@contextmanager
def answering(engine: str, folder: Path, **environment: str) -> Iterator[Answering]:
    """The process of an engine, ended afterwards."""
    command = [PYTHONS.get(engine, sys.executable), str(PEERS / "answering.py"), engine, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}
    ) as process:
        try:
            yield Answering(process)
        finally:
            assert process.stdin
            process.stdin.close()


def run(engine: str, call: str) -> tuple[float, float]:
    """Call a function of an engine's module in a new process; wall seconds and CPU seconds.

    :raises RuntimeError: it failed
    """
    code = f"import sys; sys.path.insert(0, {str(PEERS)!r}); from pathlib import Path; import {engine}; {engine}.{call}"
    begun = perf_counter()
    process = subprocess.Popen([PYTHONS.get(engine, sys.executable), "-c", code])
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{engine}.{call} failed")
    return perf_counter() - begun, used.ru_utime + used.ru_stime


def measured(figures: Figures, folder: Path, searches: Mapping[str, Sequence[Asked]], **environment: str) -> None:
    """Ask every kind of search in a process of its own, first cold, then warm; then all in one, for the memory."""
    for kind, asked in searches.items():
        with answering(figures.engine, folder, **environment) as engine:
            engine.ask(NEUTRAL)
            figures.kinds[kind] = _one_kind(engine, asked)
    with answering(figures.engine, folder, **environment) as engine:
        begun = perf_counter()
        for at in range(max(map(len, searches.values()))):
            for asked in searches.values():
                if perf_counter() - begun < PATIENCE and at < len(asked):
                    figures.memory = engine.ask(asked[at])["mb"]


def _one_kind(engine: Answering, searches: Sequence[Asked]) -> Kind:
    kind, begun = Kind(), perf_counter()
    for asked in searches:
        if perf_counter() - begun < PATIENCE:
            said = engine.ask(asked)
            kind.cold.append(said["ms"])
            kind.totals.append(said["total"])
    begun = perf_counter()
    for _ in range(ROUNDS):
        for asked in searches[: len(kind.cold)]:
            if perf_counter() - begun < PATIENCE:
                kind.warm.append(engine.ask(asked)["ms"])
    return kind


def first_page(engine: str, folder: Path, asked: Asked, **environment: str) -> tuple[float, float]:
    """Seconds from a new process to its first page, by the clock and of one processor; the median of a few starts."""
    walls, cpus = [], []
    for _ in range(STARTS):
        before = os.times()
        begun = perf_counter()
        with answering(engine, folder, **environment) as started:
            started.ask(asked)
            walls.append(perf_counter() - begun)
        after = os.times()
        cpus.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return median(walls), median(cpus)


def all_kinds(engine: str, searches: Mapping[str, Sequence[Asked]], finds: frozenset[str]) -> dict[str, list[Asked]]:
    """The searches that an engine can answer."""
    return {kind: list(searches[kind]) for kind in KINDS if kind in finds}


def bytes_in(paths: Iterator[Path]) -> int:
    """The size of files and folders."""
    return sum(
        one.stat().st_size for path in paths for one in (path.rglob("*") if path.is_dir() else [path]) if one.is_file()
    )
