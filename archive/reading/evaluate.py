"""Readings against gold: what was found, linked, dated and paired, in figures and with each mistake.

Gold has the export's shape (DESIGN section 7), with `occurrence` (n-th in its field, from 1) instead of
offsets. A mention is found when a span overlaps it; its link is right when the entity is equal too. A date is
resolved when its first and last day are equal too; one that depends on a publication day known only as a range
("last Friday") is marked `~`, and resolved when its best reading is the gold's and its range holds the gold's.

Confidence is measured as well: of the links that are said to be right with 0.9, about 90 % should be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.model import FIELDS
from archive.reading.calibration import Abstentions, Bin, table
from archive.reading.text import sentences

Row = dict[str, Any]
Span = tuple[int, int]


@dataclass(slots=True)
class Score:
    """How many were right, of how many in the gold and how many in the reading."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Of what the reading says, the share that is right; 1 when it says nothing."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of what the gold says, the share that was read; 1 when it says nothing."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Evaluation:
    """Scores by name, in the order they first appeared, the calibration table, and each mistake in words."""

    scores: dict[str, Score] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)
    bins: list[Bin] = field(default_factory=table)
    offices: Abstentions = field(default_factory=Abstentions)

    def score(self, name: str) -> Score:
        """The score of that name, made when new."""
        return self.scores.setdefault(name, Score())


def evaluate(gold: Iterable[Row], read: Iterable[Row]) -> Evaluation:
    """Compare readings (export rows) with gold rows of the same issues."""
    result = Evaluation()
    for name in ("issues", "items paired", "publication year", "publication day in range"):
        result.score(name)
    by_issue = {row["issue"]: row for row in read}
    for expected in gold:
        found = by_issue.get(expected["issue"])
        result.score("issues").gold += 1
        if found is None:
            result.mistakes.append(f"{expected['issue']}: not read at all")
            found = {"published": {"earliest": None, "latest": None}, "items": []}
        else:
            result.score("issues").right += 1
            result.score("issues").found += 1
        _publication(result, expected, found)
        _items(result, expected, found)
    return result


def _publication(result: Evaluation, expected: Row, found: Row) -> None:
    true, when = expected["published"], found["published"]
    known = bool(when["earliest"] and when["latest"])
    year = known and when["earliest"][:4] == when["latest"][:4] == true["earliest"][:4]
    within = known and when["earliest"] <= true["latest"] and true["earliest"] <= when["latest"]
    # Around New Year an honest range touches two years; its best guess decides.
    year = year or (within and when["edtf"][:4] == true["earliest"][:4])
    for name, right in (("publication year", year), ("publication day in range", within)):
        score = result.score(name)
        score.gold += 1
        score.found += known
        score.right += right
    if not within:
        result.mistakes.append(
            f"{expected['issue']}: published {true['edtf']}, read {when['earliest']} to {when['latest']}"
        )


def _items(result: Evaluation, expected: Row, found: Row) -> None:
    bodies = {_plain(item["body"]): item for item in found["items"]}
    pairs = result.score("items paired")
    pairs.gold += len(expected["items"])
    pairs.found += len(found["items"])
    for item in expected["items"]:
        read = bodies.get(_plain(item["body"])) or {"headline": "", "body": "", "mentions": [], "dates": []}
        name = f"{expected['issue']}#{item['position']}"
        if _plain(read["headline"]) == _plain(item["headline"]):
            pairs.right += 1
        else:
            result.mistakes.append(f"{name}: “{item['headline']}” paired with “{read['headline']}”")
        _mentions(result, name, item, read)
        _dates(result, name, item, read)


def _mentions(result: Evaluation, name: str, expected: Row, read: Row) -> None:
    gold, found = _placed(expected["mentions"], read), read["mentions"]
    _count(result, name, "mentions found", gold, found, lambda one, other: True)
    linked = [one for one in gold if one[1]["entity"]], [one for one in found if one["entity"]]
    right = _count(result, name, "links", *linked, _same_entity, item=read)
    _calibrate(result, linked[1], right)
    _methods(result, gold, found, right)
    for kind in sorted({one["kind"] for _, one in linked[0]} | {one["kind"] for one in linked[1]}):
        part = [one for one in linked[0] if one[1]["kind"] == kind], [one for one in linked[1] if one["kind"] == kind]
        _count(result, name, f"links: {kind}", *part, _same_entity)
    for way, office in (("by name", False), ("by office", True)):
        part = (
            [one for one in linked[0] if (one[1].get("method") == "office") == office],
            [one for one in linked[1] if (one["method"] == "office") == office],
        )
        _count(result, name, f"links {way}", *part, _same_entity)


def _dates(result: Evaluation, name: str, expected: Row, read: Row) -> None:
    gold = _placed(expected["dates"], read)
    _count(result, name, "dates found", gold, read["dates"], lambda one, other: True)
    _count(result, name, "dates resolved", gold, read["dates"], _same_days, item=read)


def _same_entity(one: Row, other: Row) -> bool:
    return bool(one["entity"] == other["entity"])


def _same_days(one: Row, other: Row) -> bool:
    if "~" not in other["edtf"]:
        return bool((one["earliest"], one["latest"]) == (other["earliest"], other["latest"]))
    holds = (other["earliest"] or "") <= (one["earliest"] or "") and (one["latest"] or "9") <= (other["latest"] or "9")
    return bool(other["edtf"].replace("~", "") == one["edtf"] and holds)


def _calibrate(result: Evaluation, links: Sequence[Row], right: Sequence[tuple[Row, Row]]) -> None:
    """Put each link of the program's own into its bin."""
    hits = [id(other) for _, other in right]
    for link in links:
        if link["method"] != "judgement":
            row = next(row for row in result.bins if row.low <= link["confidence"] < row.high)
            row.links += 1
            row.said += link["confidence"]
            row.right += id(link) in hits


def _methods(
    result: Evaluation,
    gold: Sequence[tuple[Span | None, Row]],
    found: Sequence[Row],
    right: Sequence[tuple[Row, Row]],
) -> None:
    """Count by the method that read a span; what no method saw counts against none of them."""
    hits = {id(one): other for one, other in right}
    for span, one in gold:
        seen = hits.get(id(one)) or next((other for other in found if _overlap(span, one, other)), None)
        if one["entity"] and seen:
            score = result.score(f"links, method {seen['method']}")
            score.gold += 1
            score.right += id(one) in hits
        if one["entity"] and one.get("method") == "office":
            kept = result.offices
            kept.right += id(one) in hits
            kept.unseen += seen is None
            kept.left_open += seen is not None and not seen["entity"]
            kept.wrong += seen is not None and bool(seen["entity"]) and id(one) not in hits
    for other in found:
        if other["entity"]:
            result.score(f"links, method {other['method']}").found += 1


def _count(
    result: Evaluation,
    name: str,
    what: str,
    gold: Sequence[tuple[Span | None, Row]],
    found: Sequence[Row],
    same: Callable[[Row, Row], bool],
    item: Row | None = None,
) -> list[tuple[Row, Row]]:
    """Match each gold span with one found span at most, and count; with the item, tell each mistake's sentence."""
    score = result.score(what)
    score.gold += len(gold)
    score.found += len(found)
    free, right = list(found), []
    for span, one in gold:
        match = next((other for other in free if _overlap(span, one, other) and same(one, other)), None)
        if match is not None:
            free.remove(match)
            right.append((one, match))
        elif item is not None:
            result.mistakes.append(f"{name}: {what}: missed {_said(one)}{_sentence(item, one, span)}")
    score.right += len(right)
    if item is not None:
        for one in free:
            said = _sentence(item, one, (one["start"], one["end"]))
            result.mistakes.append(f"{name}: {what}: wrong {_said(one)}{said}")
    return right


def _sentence(item: Row, row: Row, span: Span | None) -> str:
    """The sentence around a span, to be put behind a mistake."""
    if span is None:
        return ""
    text = item[row["field"]]
    around = next((text[start:end] for start, end in sentences(text) if start <= span[0] < end), text)
    return f" — “{_plain(around)}”"


def _overlap(span: Span | None, one: Row, other: Row) -> bool:
    return span is not None and one["field"] == other["field"] and span[0] < other["end"] and other["start"] < span[1]


def _placed(rows: Sequence[Row], item: Row) -> list[tuple[Span | None, Row]]:
    """Gold rows with their offsets in the text that was read."""
    placed: list[tuple[Span | None, Row]] = []
    for row in rows:
        start = -1
        for _ in range(row["occurrence"]):
            start = item[row["field"]].find(row["text"], start + 1)
            if start < 0:
                break
        placed.append(((start, start + len(row["text"])) if start >= 0 else None, row))
    return sorted(placed, key=lambda one: (FIELDS.index(one[1]["field"]), one[0] or (0, 0)))


def _said(row: Row) -> str:
    target = row["entity"] if "entity" in row else row["edtf"]
    why = f" ({row['reason']})" if row.get("reason") else ""
    return f"“{row['text']}” in the {row['field']} → {target}{why}"


def _plain(text: str) -> str:
    return " ".join(text.split())
