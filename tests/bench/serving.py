"""How many whole search pages a second the site serves at 5,000 items: at least 150, p99 at most 150 ms.

The server is the one of `digest serve`; every page is another search, none is kept, and wrk (Debian's package) asks on
the same cores. `python tests/bench/serving.py [--keep FOLDER]`, with a folder that `engines.py` filled. Prints one
line, writes it to `RESULTS.md`, and exits 1 when it is too slow.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode
from urllib.request import urlopen

import asking
import filling
import items
import reporting

ITEMS, SECONDS = 5_000, 20
THREADS, CONNECTIONS = 2, 12
A_SECOND, MILLISECONDS = 150, 150
PATHS = 20_000
"""Searches to ask, more than are ever answered: none comes twice."""


def paths(corpus: Path) -> list[str]:
    """Addresses of searches, all different: one or two words, mostly with a range of years."""
    dice = random.Random(3)
    searches = asking.searches(corpus)
    words = [word for kind in ("common word", "and", "rare word") for one in searches[kind] for word in one["words"]]

    def address() -> str:
        first = dice.randint(2012, 2021)
        asked = dice.sample(words, dice.randint(1, 2))
        dated = [f"date:{first}..{first + dice.randint(1, 4)}"] if dice.random() < 0.8 else []
        return f"/search?{urlencode({'q': ' '.join((*asked, *dated))})}"

    found: dict[str, None] = {}
    for _ in count():
        found[address()] = None
        if len(found) == PATHS:
            return list(found)
    raise AssertionError


def serve(folder: Path, port: int) -> None:
    """Serve the archive of a folder as `digest serve` does."""
    from waitress import create_server

    from web import create_app

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # more connections than threads are meant here
    create_server(create_app(filling.opened(folder)), host="127.0.0.1", port=port, threads=8, ident=None).run()


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """The address of the site, and the process that serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen([sys.executable, __file__, "--serve", str(port), "--keep", str(folder.parent)]) as server:
        try:
            begun = monotonic()
            while True:
                try:
                    urlopen(f"{address}/search?q=anniversary").read()
                    break
                except OSError:
                    if monotonic() - begun > 120 or server.poll() is not None:
                        raise
                    sleep(0.1)
            yield address, server.pid
        finally:
            server.terminate()


def run(folder: Path) -> bool:
    """Measure; whether it is fast enough."""
    folder.mkdir(parents=True, exist_ok=True)
    items.write(folder / "corpus.jsonl", ITEMS)
    filling.reference_data(folder / "data", ITEMS)
    archive = filling.opened(folder)
    if archive.catalog.revision() == 0:
        filling.fill(archive, filling.read(folder / "corpus.jsonl"))
    archive.close()
    asked, script = folder / "paths.txt", Path(__file__).with_suffix(".lua")
    asked.write_text("\n".join(paths(folder / "corpus.jsonl")) + "\n")
    with served(folder) as (address, server):
        for path in islice(asked.read_text().splitlines(), PATHS - 50, None):
            urlopen(address + path).read()  # the first pages pay for what is done once
        command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "10s", "-s", str(script)]
        before = _processor(server)
        said = subprocess.run(
            [*command, address, "--", str(asked), str(THREADS)], capture_output=True, text=True, check=True
        )
        used = _processor(server) - before
    found = json.loads(next(line for line in said.stdout.splitlines() if line.startswith("{")))
    rate = found["requests"] / found["seconds"]
    well = rate >= A_SECOND and found["p99"] <= MILLISECONDS and not found["failed"]
    cost = used / found["requests"] * 1000
    told = (
        f"{rate:.0f} search pages a second (at least {A_SECOND}), p50 {found['p50']:.0f} ms, p99 {found['p99']:.0f} ms "
        f"(at most {MILLISECONDS}), {found['failed']} failed, {cost:.1f} CPU ms a page: "
        f"{'met' if well else '**missed**'}."
    )
    print(f"serving: {told}")
    how = (
        f"waitress with 8 threads, {CONNECTIONS} connections of wrk on the same cores, {ITEMS:,} items, no search twice"
    )
    reporting.keep_part("Serving", f"`python tests/bench/serving.py`: {how}.\n\n{told}\n")
    return well


def _processor(pid: int) -> float:
    """Seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Measure, or (for the measuring process) serve."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keep", type=Path, help="A folder for the corpus and the archive, used again the next time.")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.keep / str(ITEMS), given.serve)
        return 0
    if not shutil.which("wrk"):
        print("serving: wrk is not installed (Debian: apt install wrk); not measured.")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        return int(not run((given.keep or Path(temporary)) / str(ITEMS)))


if __name__ == "__main__":
    sys.exit(main())
