"""The figures of the comparison as tables, beside the targets they are measured against."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from asking import EACH, KINDS
from measuring import Figures, quantile

RESULTS = Path(__file__).with_name("RESULTS.md")
NAMES = {
    "ours": "ours",
    "plain_whoosh": "Whoosh, as its manual",
    "sqlite_fts": "SQLite FTS5",
    "tantivy_py": "tantivy",
    "xapian_py": "Xapian",
}
COMMAND = "python tests/bench/engines.py 5000 50000 200000"


@dataclass(slots=True)
class Corpus:
    """Every engine's figures over one corpus; `html` are those of the page itself, `adding` seconds."""

    items: int
    engines: list[Figures] = field(default_factory=list)
    html: Figures | None = None
    adding: float | None = None
    left_out: list[str] = field(default_factory=list)

    def of(self, engine: str) -> Figures | None:
        """One engine's figures."""
        return next((one for one in self.engines if one.engine == engine), None)

    def targets(self) -> str:
        """The targets for a corpus of this size, with what was measured, as a table."""
        ours, tantivy = self.of("ours"), self.of("tantivy_py")
        if not ours or not tantivy:
            return ""
        page, theirs = ours.kinds["page"], tantivy.kinds["page"]
        warm, other = quantile(page.warm, 0.95), quantile(theirs.warm, 0.95)
        cold = max(
            (quantile(one.cold, 0.95) / max(quantile(one.warm, 0.95), 0.01), kind) for kind, one in ours.kinds.items()
        )
        factor = 1.5 if self.items <= 5_000 else 1.0
        rows = [
            ("whole page warm, p95, of tantivy's", warm / other, factor, "times"),
            ("whole page cold, p95, of the warm figure", quantile(page.cold, 0.95) / warm, 3.0, "times"),
            (f"cold, p95, of the warm figure, worst kind ({cold[1]})", cold[0], 3.0, "times"),
        ]
        if self.items in (5_000, 200_000):
            most = 0.8 if self.items == 5_000 else 1.5
            rows.append(("from a new process to the first page", ours.first, most, "s"))
            if self.html:
                rows.append(("the same as an HTML page", self.html.first, most, "s"))
        if self.items == 50_000:
            rows.append(("memory", ours.memory, 250.0, "MB"))
            if self.adding is not None:
                rows.append(("adding one issue until it is found", self.adding, 0.3, "s"))
        lines = [_judged(what, value, at_most, unit) for what, value, at_most, unit in rows]
        rate = self.items / ours.seconds
        lines.append(f"| building, catalog and sidecar included | {rate:,.0f} items/s | ≥ 600 | {_met(rate >= 600)} |")
        return "\n".join(["| target | measured | wanted | |", "|---|---|---|---|", *lines])


def _judged(what: str, value: float, at_most: float, unit: str) -> str:
    digits = 0 if at_most >= 10 else 2
    return f"| {what} | {value:.{digits}f} {unit} | ≤ {at_most:g} | {_met(value <= at_most)} |"


def _met(well: bool) -> str:
    return "met" if well else "**missed**"


def line(one: Figures) -> str:
    """One engine's progress for the terminal."""
    page = one.kinds.get("page")
    shown = f"page {_pair(page.warm)} cold {_pair(page.cold)} ms" if page else ""
    return (
        f"{NAMES[one.engine]}: built in {one.seconds:.1f} s, {shown}, first page {one.first:.2f} s, {one.memory:.0f} MB"
    )


def table(corpus: Corpus) -> str:
    """Everything about one corpus."""
    names = [NAMES[one.engine] for one in corpus.engines]
    lines = [f"## {corpus.items:,} items", "", "CPU ms a page, p50/p95 warm (p50/p95 cold):", ""]
    lines += [f"| | found | {' | '.join(names)} | p95 of tantivy's |", f"|---|---|{'---|' * len(names)}---|"]
    lines += [_of_kind(corpus, kind) for kind in KINDS]
    if corpus.html:
        page = corpus.html.kinds["page"]
        lines += ["", f"The whole page as HTML, through the site: {_pair(page.warm)} ms ({_pair(page.cold)})."]
    lines += ["", f"| | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    facts = (
        ("build, s (CPU s)", [f"{one.seconds:.1f} ({one.cpu:.1f})" for one in corpus.engines]),
        ("items a second", [f"{corpus.items / one.seconds:,.0f}" for one in corpus.engines]),
        ("on disk, MB", [f"{one.size / 2**20:.0f}" for one in corpus.engines]),
        ("memory, MB", [f"{one.memory:.0f}" for one in corpus.engines]),
        ("new process to first page, s (CPU s)", [f"{one.first:.2f} ({one.first_cpu:.2f})" for one in corpus.engines]),
    )
    lines += [f"| {what} | {' | '.join(values)} |" for what, values in facts]
    if corpus.html:
        lines += [
            "",
            f"New process to the first HTML page: {corpus.html.first:.2f} s ({corpus.html.first_cpu:.2f} CPU s).",
        ]
    lines += [f"\nLeft out: {one}." for one in corpus.left_out]
    return "\n".join([*lines, "", corpus.targets(), ""])


def _of_kind(corpus: Corpus, kind: str) -> str:
    ours, tantivy = corpus.of("ours"), corpus.of("tantivy_py")
    found = next((one.kinds[kind].totals for one in corpus.engines if kind in one.kinds), [])
    cells = []
    for one in corpus.engines:
        times = one.kinds.get(kind)
        fewer = f" of {len(times.cold)}" if times and len(times.cold) < EACH else ""
        cells.append(f"{_pair(times.warm)} ({_pair(times.cold)}){fewer}" if times and times.warm else "–")
    ratio = "–"
    if ours and tantivy and kind in tantivy.kinds:
        ratio = f"{quantile(ours.kinds[kind].warm, 0.95) / quantile(tantivy.kinds[kind].warm, 0.95):.2f}"
    return f"| {kind} | {median(found) if found else 0:,.0f} | {' | '.join(cells)} | {ratio} |"


def _pair(times: list[float]) -> str:
    """ "1.2/3.4" of p50 and p95."""
    shown = [quantile(times, share) for share in (0.5, 0.95)]
    return "/".join(f"{one:.0f}" if one >= 100 else f"{one:.1f}" for one in shown)


def keep(corpus: Corpus) -> None:
    """Write a corpus's table into `RESULTS.md`, in place of the one of the same size."""
    parts = _parts()
    parts[f"{corpus.items:,} items"] = table(corpus)
    order = sorted(parts, key=lambda title: (not title[0].isdigit(), int("".join(filter(str.isdigit, title)) or 0)))
    RESULTS.write_text("\n".join([_heading(), *(parts[title].strip() + "\n" for title in order)]), "utf-8")


def keep_part(title: str, text: str) -> None:
    """Write a part of another bench into `RESULTS.md`, in place of the one of the same title."""
    parts = _parts() | {title: f"## {title}\n\n{text}"}
    order = sorted(parts, key=lambda title: (not title[0].isdigit(), int("".join(filter(str.isdigit, title)) or 0)))
    RESULTS.write_text("\n".join([_heading(), *(parts[title].strip() + "\n" for title in order)]), "utf-8")


def _parts() -> dict[str, str]:
    """The parts of `RESULTS.md` by their titles."""
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
    found = text.split("\n## ")[1:]
    return {part.partition("\n")[0]: f"## {part}" for part in found}


def _heading() -> str:
    processor = f"{os.cpu_count()} cores, {platform.machine()}"
    return f"""# Figures

`{COMMAND}`, then `python tests/bench/serving.py`; Python {platform.python_version()}, {processor}.

Every engine has the same generated items (about 115 words, five names of entities, dates 2012 to 2025) and answers the
same {EACH} searches of each kind with a whole page: the number found, ten items with passages and names, counts by year
and by entities of six kinds. Times are CPU milliseconds of one process: *cold* each search for the first time in a new
process, *warm* three times more; "of 7" says that an engine had time for so many. Memory is what a process holds that
answered all kinds. Building includes our catalog and sidecar, but no reading of originals (`importing.py` measures
that); its seconds are of the clock, as are those to the first page, and depend on what else the machine does. FTS5 and
Xapian have no fuzzy words; tantivy's are near the stems of words, ours near the words themselves.
"""
