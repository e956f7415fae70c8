"""How fast issues are read with the whole knowledge: linking, dates and relations together; and how fast it loads.

    python tests/bench/reading.py

Prints CPU milliseconds an issue over the samples (median and p95), and wall seconds of loading in a process of its own.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from archive.deriving import read_item
from archive.model import Item, Published
from archive.reading import relations
from archive.reading.edtf import interval
from archive.reading.knowledge import load_series
from archive.reading.knowledge.kept import load_kept
from archive.reading.suggesting import suggest

CHECKOUT = Path(__file__).resolve().parents[2]
DATA = CHECKOUT / "data"
LOADING = """
import sys, time
from pathlib import Path
from archive.reading.knowledge import load
from archive.reading.knowledge.kept import load_kept
folder, file = Path(sys.argv[1]), Path(sys.argv[2])
began = time.perf_counter()
(load_kept(folder, file) if file.exists() else load(folder)).lexicon
print(time.perf_counter() - began)
"""


def issues() -> list[tuple[Published, list[Item]]]:
    """The sample issues by their gold: text and publication day."""
    found = []
    for path in sorted((DATA / "samples").glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        for row in gold if isinstance(gold, list) else [gold]:
            items = [Item(row["issue"], one["position"], one["headline"], one["body"]) for one in row["items"]]
            found.append((Published(interval(row["published"]["edtf"]), "stated"), items))
    return found


def loading(file: Path) -> float:
    """Seconds that a new process needs for the knowledge."""
    command = [sys.executable, "-c", LOADING, str(DATA / "knowledge"), str(file)]
    return float(subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "knowledge.kept"
        cold = [loading(file) for _ in range(3)]
        load_kept(DATA / "knowledge", file)
        kept = [loading(file) for _ in range(5)]
        knowledge, series = load_kept(DATA / "knowledge", file), load_series(DATA / "series.yaml")[0]
    print(f"knowledge, {len(knowledge.entities)} records: cold {statistics.median(cold):.2f} s, ", end="")
    print(f"kept {statistics.median(kept):.3f} s")
    parts: dict[str, list[float]] = {"dates, links, relations": [], "suggestions": []}
    for warm in (False, True):
        for published, items in issues():
            began = time.process_time()
            read = [read_item(item, published, knowledge, series) for item in items]
            for item in read:
                relations.relate(item.headline, item.body, item.mentions, item.dates, published.when, knowledge)
                relations.events(item.headline, item.body, item.mentions, item.dates)
            linked = time.process_time()
            for item in read:
                suggest(item, knowledge)
            if warm:
                parts["dates, links, relations"].append(1000 * (linked - began))
                parts["suggestions"].append(1000 * (time.process_time() - linked))
    for name, times in parts.items():
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"{name}: median {statistics.median(times):.1f} ms an issue, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
