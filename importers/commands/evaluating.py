"""`digest evaluate`: import a folder that has gold beside its documents, and print how well it was read."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import click

from archive import Archive, export
from archive.errors import NotFound, UnreadableSource
from archive.reading.evaluate import evaluate as compare
from importers.batch import import_paths
from importers.commands import Talk, command


def register(group: click.Group) -> None:
    """Add this module's command."""
    command(group)(evaluate)


@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--mistakes", is_flag=True, help="List each mistake as well.")
def evaluate(archive: Archive, talk: Talk, folder: Path, mistakes: bool) -> None:
    """Import a folder into an archive of its own and compare it with the NAME.gold.json files in it.

    Prints precision, recall and F1 by kind and by method, then the calibration of confidence (of links said to be
    right with 0.9, about 90 % should be; a bin of fewer than 50 links is too small), then the bare offices. Recall
    by method counts what that method saw.

    Example: digest evaluate data/samples --mistakes
    """
    gold = [row for path in sorted(folder.rglob("*.gold.json")) for row in load_gold(path)]
    if not gold:
        raise NotFound(str(folder), "has no NAME.gold.json to compare with.", "Name a folder such as data/samples.")
    with tempfile.TemporaryDirectory() as home:
        own = Archive(Path(home), archive.data)
        report = import_paths(own, [folder])
        for name, result, detail in report.rows:
            if result == "failed":
                talk.failure(f"failed     {name}: {detail}")
        result_ = compare(gold, export.issues(own))
        own.close()
    for name, score in sorted(result_.scores.items(), key=lambda row: _place(row[0])):
        figures = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
        row = {"score": name, **{key: round(value, 4) for key, value in figures.items()}}
        counts = f"{score.right:5} right {score.found:5} read {score.gold:5} gold"
        talk.result(
            f"{name:26} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}  {counts}",
            row | {"right": score.right, "found": score.found, "gold": score.gold},
        )
    for part in result_.bins:
        measured = "too small" if part.too_small else f"right {part.share:.3f}"
        high = min(part.high, 1.0)
        talk.result(
            f"confidence {part.low:.2f} to {high:.2f}    {part.links:5} links  said {part.claimed:.3f}  {measured}",
            {"confidence": [part.low, high], "links": part.links, "said": part.claimed, "right": part.share}
            | {"too_small": part.too_small},
        )
    held = result_.offices
    talk.result(
        f"bare offices               {held.right} right, {held.wrong} wrong, {held.left_open} left open with a reason "
        f"({held.share:.0%}), {held.unseen} not seen",
        {"offices": {"right": held.right, "wrong": held.wrong, "left_open": held.left_open, "unseen": held.unseen}},
    )
    if mistakes:
        for mistake in result_.mistakes:
            talk.result(mistake, {"mistake": mistake})


GROUPS = ("issues", "items", "publication", "mentions", "links ", "links by", "links:", "links,", "dates")
"""How the names of scores begin, in the order in which they are printed."""


def _place(name: str) -> tuple[int, str]:
    """Where a score is printed: by its group, then by name."""
    return max((at for at, group in enumerate(GROUPS) if f"{name} ".startswith(group)), default=len(GROUPS)), name


def load_gold(path: Path) -> list[dict[str, object]]:
    """The gold in a file: one issue, or a list of them for a listing page.

    :raises UnreadableSource: it cannot be read or is no JSON
    """
    try:
        rows = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableSource(str(path), f"this gold is no JSON ({error}).", "Mend it or take it away.") from error
    return rows if isinstance(rows, list) else [rows]
