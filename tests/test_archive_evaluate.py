"""The yardstick itself: what counts as found, right, wrong and missed."""

from __future__ import annotations

from typing import Any

import pytest

from archive.reading.evaluate import evaluate

Row = dict[str, Any]
BODY = "Kishi met Kishi’s guest on Monday, January 24."


def issue(mentions: list[Row], dates: list[Row], first: str = "2022-01-24", last: str = "2022-01-30") -> Row:
    item = {"position": 1, "headline": "Kishi meets", "body": BODY, "mentions": mentions, "dates": dates}
    published = {"edtf": f"{first}~", "earliest": first, "latest": last}
    return {"issue": "series/1.1", "published": published, "items": [item]}


def gold_mention(text: str, occurrence: int, entity: str | None, method: str = "name") -> Row:
    kind = {"kind": "leader", "method": method}
    return {"field": "body", "text": text, "occurrence": occurrence, "entity": entity} | kind


def read_mention(start: int, end: int, entity: str | None, method: str = "alias") -> Row:
    place = {"field": "body", "start": start, "end": end, "text": BODY[start:end]}
    return place | {"entity": entity, "kind": "leader", "method": method, "confidence": 0.96, "reason": ""}


def date_(start: int, end: int, edtf: str, first: str, last: str) -> Row:
    place = {"field": "body", "start": start, "end": end, "text": BODY[start:end], "occurrence": 1}
    return place | {"edtf": edtf, "earliest": first, "latest": last}


def scores(gold: Row, read: Row, name: str) -> tuple[int, int, int]:
    score = evaluate([gold], [read]).scores[name]
    return score.right, score.found, score.gold


def test_a_link_is_right_when_spans_overlap_and_entities_are_equal() -> None:
    gold = issue([gold_mention("Kishi", 2, "nobuo-kishi"), gold_mention("Kishi", 1, "nobuo-kishi")], [])
    read = issue([read_mention(0, 5, "nobuo-kishi"), read_mention(10, 17, "fumio-kishida")], [])
    assert scores(gold, read, "mentions found") == (2, 2, 2)
    assert scores(gold, read, "links") == (1, 2, 2)
    mistakes = "\n".join(evaluate([gold], [read]).mistakes)
    assert "missed “Kishi” in the body → nobuo-kishi" in mistakes and "→ fumio-kishida" in mistakes


def test_one_span_answers_for_one_mention_only() -> None:
    gold = issue([gold_mention("Kishi", 1, "nobuo-kishi"), gold_mention("Kishi met", 1, "nobuo-kishi")], [])
    assert scores(gold, issue([read_mention(0, 5, "nobuo-kishi")], []), "links") == (1, 1, 2)


def test_an_unlinked_mention_is_found_but_is_no_link() -> None:
    gold, read = issue([gold_mention("Kishi", 1, None)], []), issue([read_mention(0, 5, None)], [])
    assert scores(gold, read, "mentions found") == (1, 1, 1)
    assert scores(gold, read, "links") == (0, 0, 0)


def test_offices_and_names_are_scored_apart() -> None:
    gold = issue([gold_mention("guest", 1, "joe-biden", "office")], [])
    read = issue([read_mention(18, 23, "joe-biden", "office")], [])
    assert scores(gold, read, "links by office") == (1, 1, 1)
    assert scores(gold, read, "links by name") == (0, 0, 0)


@pytest.mark.parametrize(
    ("edtf", "first", "last", "right"),
    [
        ("2022-01-24", "2022-01-24", "2022-01-24", 1),
        ("2022-01-31", "2022-01-31", "2022-01-31", 0),
        pytest.param("2022-01-24~", "2022-01-17", "2022-01-24", 1, id="about, and the range holds it"),
        pytest.param("2022-01-17~", "2022-01-17", "2022-01-24", 0, id="about another day"),
        pytest.param("2022-01", "2022-01-01", "2022-01-31", 0, id="only the month"),
    ],
)
def test_a_date_is_resolved_when_its_days_are_right(edtf: str, first: str, last: str, right: int) -> None:
    gold = issue([], [date_(35, 45, "2022-01-24", "2022-01-24", "2022-01-24")])
    read = issue([], [date_(27, 45, edtf, first, last)])
    assert scores(gold, read, "dates found") == (1, 1, 1)
    assert scores(gold, read, "dates resolved") == (right, 1, 1)


def test_publication_and_pairing() -> None:
    gold = issue([], [], "2022-01-28", "2022-01-28")
    assert scores(gold, issue([], []), "publication day in range") == (1, 1, 1)
    late = issue([], [], "2022-02-01", "2022-02-08")
    assert scores(gold, late, "publication day in range") == (0, 1, 1)
    assert scores(gold, late, "publication year") == (1, 1, 1)
    other = issue([], [])
    other["items"][0]["headline"] = "Another headline"
    assert scores(gold, other, "items paired") == (0, 1, 1)
    assert evaluate([gold], []).mistakes[0] == "series/1.1: not read at all"
