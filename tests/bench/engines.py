"""Ours beside Whoosh as its manual suggests, SQLite FTS5, tantivy and Xapian: the same items, searches and pages.

`python tests/bench/engines.py [ITEMS…] [--keep FOLDER] [--only ENGINE…]`; without figures 5,000 and 50,000 items
(200,000 takes half an hour). Prints a table a corpus and writes them to `RESULTS.md` beside this file; exits 1 when a
target is missed. A page is everything a reader sees: the number found, ten items with passages and names, counts by
year and by the entities of six kinds. Xapian needs Debian's python3-xapian; what is not there is left out.
"""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import asking
import filling
import items
import measuring
import reporting
from measuring import Figures

sys.path.insert(0, str(measuring.PEERS))

ENGINES = ("ours", "plain_whoosh", "sqlite_fts", "tantivy_py", "xapian_py")
LONG = 100_000
"""From so many items on Whoosh is left out: it would build for an hour and answer for two."""

ADDED_TO = 50_000
"""The archive that an issue is added to, at most: a copy of it is made."""


def compared(folder: Path, count: int, only: list[str]) -> reporting.Corpus:
    """Build and measure every engine over a corpus of so many items."""
    folder.mkdir(parents=True, exist_ok=True)
    items.write(folder / "corpus.jsonl", count)
    filling.reference_data(folder / "data", count)
    filling.opened(folder).reference  # noqa: B018  (kept in a file: no part of building an index)
    searches = asking.searches(folder / "corpus.jsonl")
    corpus = reporting.Corpus(count)
    for name in only or ENGINES:
        if name == "plain_whoosh" and count >= LONG:
            corpus.left_out.append("Whoosh as its manual suggests (it would take hours)")
        elif name == "xapian_py" and not _has_xapian():
            corpus.left_out.append("Xapian (python3-xapian is not installed)")
        else:
            corpus.engines.append(_measured(name, folder, searches))
            print(reporting.line(corpus.engines[-1]), flush=True)
    if not only or "ours" in only:
        page = {"page": searches["page"]}
        corpus.html = Figures("ours")
        measuring.measured(corpus.html, folder, page, BENCH_FORM="html")
        corpus.html.first, corpus.html.first_cpu = measuring.first_page(
            "ours", folder, searches["page"][0], BENCH_FORM="html"
        )
        if count <= ADDED_TO:
            corpus.adding = _adding(folder)
    return corpus


def _measured(name: str, folder: Path, searches: dict[str, list[asking.Asked]]) -> Figures:
    module = importlib.import_module(name)
    figures, built = Figures(name), folder / f"{name}.built"
    if not built.exists():
        for path in module.sizes(folder):  # of a build that was ended
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        built.write_text(json.dumps(measuring.run(name, f"build(Path({str(folder)!r}))")))
    figures.seconds, figures.cpu = json.loads(built.read_text())
    figures.size = measuring.bytes_in(module.sizes(folder))
    asked = measuring.all_kinds(name, searches, module.FINDS)
    measuring.measured(figures, folder, asked)
    figures.first, figures.first_cpu = measuring.first_page(name, folder, searches["page"][0])
    return figures


def _adding(folder: Path) -> float:
    """Seconds until one issue more can be found in a copy of the archive."""
    copy = folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in ("ours", "data"):
        shutil.copytree(folder / name, copy / name, symlinks=True)
    code = f"import sys; sys.path.insert(0, {str(measuring.PEERS)!r}); import ours; from pathlib import Path; "
    code += f"print(ours.adding(Path({str(copy)!r})))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    shutil.rmtree(copy)
    return float(said.stdout)


def _has_xapian() -> bool:
    python = measuring.PYTHONS["xapian_py"]
    return Path(python).exists() and not subprocess.run([python, "-c", "import xapian"], capture_output=True).returncode


def main() -> int:
    """Compare, print and write; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("items", type=int, nargs="*", default=[5_000, 50_000], help="Items of each corpus.")
    parser.add_argument("--keep", type=Path, help="A folder for corpora and indexes, used again the next time.")
    parser.add_argument(
        "--only", nargs="*", default=[], choices=ENGINES, help="These engines alone; nothing is written."
    )
    given = parser.parse_args()
    corpora = []
    with tempfile.TemporaryDirectory() as temporary:
        for count in given.items:
            corpus = compared((given.keep or Path(temporary)) / str(count), count, given.only)
            corpora.append(corpus)
            print(reporting.table(corpus), flush=True)
            if not given.only:
                reporting.keep(corpus)
    return int(any("missed" in corpus.targets() for corpus in corpora) if not given.only else 0)


if __name__ == "__main__":
    sys.exit(main())
