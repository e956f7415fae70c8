"""The export keeps its shape: other programs read it (DESIGN section 7)."""

from __future__ import annotations

import json

from archive import Archive, export


def test_an_issue_has_the_promised_shape(archive: Archive) -> None:
    rows = [json.loads(line) for line in export.lines(archive, "archive")]
    row = rows[0]
    assert list(row) == ["issue", "series", "volume", "number", "title", "published", "sources", "items"]
    assert (row["issue"], row["volume"], row["number"]) == ("us-japan-alliance-digest/1.12", 1, 12)
    assert set(row["published"]) == {"edtf", "earliest", "latest", "basis", "evidence"}
    [source] = row["sources"]
    assert (source["media_type"], source["name"], source["url"]) == ("text/plain", "digest-vol-1.12.txt", None)
    kishi = row["items"][0]["mentions"][0]
    assert (kishi["field"], kishi["start"], kishi["end"], kishi["text"]) == ("headline", 0, 5, "Kishi")
    assert (kishi["entity"], kishi["name"], kishi["kind"]) == ("nobuo-kishi", "Nobuo Kishi", "leader")
    assert 0 < kishi["confidence"] <= 1 and kishi["reason"]
    kadena = next(one for one in row["items"][0]["mentions"] if one["entity"] == "kadena-air-base")
    assert "Kadena AB" in kadena["aliases"]
    told = row["items"][0]["dates"][1]
    assert (told["edtf"], told["earliest"], told["latest"]) == ("../2022-23", None, "2022-11-30")


def test_events_are_dated_sentences_with_their_participants(archive: Archive) -> None:
    rows = [json.loads(line) for line in export.lines(archive, "events")]
    meeting = next(row for row in rows if row["item"] == "us-japan-alliance-digest/1.13#1")
    assert (meeting["edtf"], meeting["words"]) == ("2022-07-11", "July 11, 2022")
    assert meeting["participants"][:3] == ["yoshimasa-hayashi", "antony-blinken", "tokyo"]
    assert meeting["evidence"]["field"] == "body" and meeting["evidence"]["start"] == 0


def test_relations_point_at_their_sentences(archive: Archive) -> None:
    rows = [json.loads(line) for line in export.lines(archive, "relations")]
    held = {(row["subject"], row["object"]) for row in rows if row["kind"] == "holds_office"}
    assert ("nobuo-kishi", "japan-defense-minister") in held
    together = {(row["subject"], row["object"]): row for row in rows if row["kind"] == "mentioned_together"}
    [sentence] = together["south-china-sea", "yasukazu-hamada"]["evidence"]
    assert sentence == {"item": "us-japan-alliance-digest/1.20#1", "field": "body", "start": 0}
