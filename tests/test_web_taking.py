"""The whole of a result as a file: everything, in order, safe to open, read by those who read such files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import bibtexparser
import pytest
import rispy
from conftest import issue_text
from flask.testing import FlaskClient

from archive import Archive
from archive.cite.as_file import COLUMNS, guarded
from importers.batch import import_paths
from web import create_app
from web.taking import AT_ONCE, named, together

SHAPES = ("csv", "jsonl", "bib", "ris", "csl.json")


def rows_of(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def items_found(client: FlaskClient, query: str) -> list[str]:
    """What the search page finds, in its order."""
    found = client.get(f"/search.json?{query}&per_page=100").json
    assert found is not None
    return [one["item"] for one in found["hits"]]


def test_a_table_has_a_row_for_each_item_in_the_order_asked(client: FlaskClient) -> None:
    answer = client.get("/search.csv?q=Futenma&sort=oldest")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="search-futenma.csv"'
    rows = rows_of(answer.text)
    assert list(rows[0]) == list(COLUMNS)
    assert [f"{row['issue']}#{row['position']}" for row in rows] == items_found(client, "q=Futenma&sort=oldest")
    henoko = next(row for row in rows if row["headline"] == "Work at Henoko goes on")
    assert henoko["address"] == "http://localhost/issues/us-japan-alliance-digest/1.13/2"
    assert (henoko["volume"], henoko["number"], henoko["position"]) == ("1", "13", "2")
    assert henoko["earliest"] <= henoko["published"].rstrip("~") <= henoko["latest"]
    assert henoko["basis"] == "inferred"
    assert "Denny Tamaki" in henoko["names"].split("; ")
    assert "denny-tamaki" in henoko["entities"].split("; ")
    assert henoko["text"].startswith("Work on the replacement")


def test_json_lines_tell_the_same(client: FlaskClient) -> None:
    lines = [json.loads(line) for line in client.get("/search.jsonl?q=Futenma").text.splitlines()]
    assert [one["item"] for one in lines] == items_found(client, "q=Futenma")
    assert {"id": "denny-tamaki", "name": "Denny Tamaki", "kind": "leader"} in [
        n for one in lines for n in one["names"]
    ]
    assert set(lines[0]["published"]) == {"edtf", "earliest", "latest", "basis"}


def test_citations_of_a_result_are_read_by_their_readers(client: FlaskClient) -> None:
    keys = [id.replace("/", "-").replace("#", "-") for id in items_found(client, "q=Kishi")]
    assert len(keys) > 0
    assert [one.key for one in bibtexparser.parse_string(client.get("/search.bib?q=Kishi").text).entries] == keys
    assert [one["id"] for one in rispy.loads(client.get("/search.ris?q=Kishi").text)] == keys
    assert [one["id"] for one in json.loads(client.get("/search.csl.json?q=Kishi").data)] == keys


@pytest.mark.parametrize("shape", SHAPES)
def test_all_means_all_whatever_the_page(client: FlaskClient, shape: str) -> None:
    whole = client.get(f"/search.{shape}").text
    assert client.get(f"/search.{shape}?page=2&per_page=1&group=issue&view=table").text == whole
    assert len(items_found(client, "")) == 6
    for title in ("Hamada counts on joint patrols", "Emanuel visits Iwakuni", "Work at Henoko goes on"):
        assert title in whole


@pytest.mark.parametrize(("shape", "empty"), [("jsonl", ""), ("bib", ""), ("ris", ""), ("csl.json", "[\n]\n")])
def test_nothing_found_is_a_whole_file(client: FlaskClient, shape: str, empty: str) -> None:
    assert client.get(f"/search.{shape}?q=zeppelin").text == empty


def test_an_empty_table_has_its_columns(client: FlaskClient) -> None:
    assert client.get("/search.csv?q=zeppelin").text == "\ufeff" + ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_wrong_is_said_before_anything_is_sent(client: FlaskClient, shape: str) -> None:
    for query, what in (("year=20x2", "this is no year"), ("q=Futenma+leader:nobody-at-all", "no leader")):
        answer = client.get(f"/search.{shape}?{query}")
        assert answer.status_code == 400
        assert what in answer.text
        assert "Content-Disposition" not in answer.headers


def test_a_faulty_query_offers_no_file_of_what_the_rest_of_it_finds(client: FlaskClient) -> None:
    assert 'href="/search.csv?' in client.get("/search?q=Futenma").text
    faulty = client.get("/search?q=Futenma+leader:nobody-at-all").text
    assert "no leader of that name" in faulty
    assert "/search.csv" not in faulty


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Kishi", "1 = 1", "'=1", "“=”"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_a_hostile_headline_is_harmless_in_a_table(tmp_path: Path) -> None:
    path = tmp_path / "vol 1.2.txt"
    body = 'Kishida said “yes, "indeed"”, and left on January 21, 2022.'
    path.write_text(issue_text("1.2", ("=HYPERLINK(1) for Kishida", body), ("Two", "Biden left.")), "utf-8")
    archive = Archive(tmp_path / "home")
    import_paths(archive, [path])
    rows = rows_of(create_app(archive).test_client().get("/search.csv?sort=oldest").text)
    assert rows[0]["headline"] == "'=HYPERLINK(1) for Kishida"
    assert rows[0]["text"] == body
    archive.close()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "search"),
        ("Futenma", "search-futenma"),
        ("issue:1.13", "search-issue-1.13"),
        ('"../etc" leader:x', "search-etc-leader-x"),
        ("岸田", "search"),
    ]
    + [("x" * 300, "search-" + "x" * 53), ('"\r\nSet-Cookie: a=b', "search-set-cookie-a-b")],
)
def test_a_file_is_named_after_the_words(query: str, name: str) -> None:
    assert named(query) == name


def test_pieces_are_sent_many_at_a_time() -> None:
    pieces = [f"{n} " for n in range(2 * AT_ONCE + 1)]
    sent = list(together(pieces))
    assert "".join(sent) == "".join(pieces)
    assert len(sent) == 3
