"""The form for many queries: what it takes, what it answers, and that it leaves no cookie."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive.many import MOST_BYTES
from web import many


def send(client: FlaskClient, text: str = "", form: str = "", **more: object) -> TestResponse:
    """Send the form; the answer is read to its end, as a browser does."""
    answer = client.post(f"/search/many{form}", data={"queries": text, **more})
    answer.get_data()
    answer.close()
    return answer


def alert(answer: TestResponse) -> str:
    """What the page says is wrong."""
    (text,) = re.findall(r'role="alert">(.*?)</div>', answer.text, re.DOTALL)
    return str(text)


def test_pasted_queries_are_answered_by_a_table(client: FlaskClient) -> None:
    answer = send(client, "q\nFutenma\nleader:nobody-at-all\n", hits="1")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="search-many.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    assert [(row["row"], row["query"], row["total"]) for row in rows] == [
        ("2", "Futenma", "2"),
        ("3", "leader:nobody-at-all", ""),
    ]
    assert rows[0]["hit_1_address"].startswith("http://localhost/issues/us-japan-alliance-digest/1.")
    assert client.get(rows[0]["hit_1_address"]).status_code == 200
    assert "no leader" in rows[1]["error"]
    assert "hit_2_address" not in rows[0]


def test_a_file_comes_before_what_is_pasted(client: FlaskClient) -> None:
    file = (io.BytesIO("q\nHenoko\n".encode("utf-16")), "my queries.csv")
    found = send(client, "q\nFutenma\n", ".json", table=file).json
    assert found is not None
    assert [(one["row"], one["query"], one["total"], one["error"]) for one in found["answers"]] == [
        (2, "Henoko", 1, None)
    ]
    assert found["answers"][0]["hits"][0]["headline"] == "Work at Henoko goes on"


def test_what_is_wrong_is_said_on_the_form_which_keeps_the_text(client: FlaskClient) -> None:
    answer = send(client, "query\n<b>Futenma</b>\n", hits="7")
    assert answer.status_code == 400
    assert "“query” is none that a search has" in alert(answer)
    assert "&lt;b&gt;Futenma&lt;/b&gt;" in answer.text
    assert 'name="hits" min="0" max="20" value="7"' in answer.text


@pytest.mark.parametrize("hits", ["21", "-1", "x", "1e3"])
def test_a_number_of_hits_has_bounds(client: FlaskClient, hits: str) -> None:
    answer = send(client, "q\nx\n", hits=hits)
    assert answer.status_code == 400
    assert "Write a number from 0 to 20." in alert(answer)


def test_a_file_is_called_by_its_name(client: FlaskClient) -> None:
    answer = send(client, table=(io.BytesIO("q\nFüssen".encode("latin-1")), "<i>.csv"))
    assert "“&lt;i&gt;.csv”" in alert(answer)
    assert "CSV UTF-8" in alert(answer)


def test_nothing_sent_is_said(client: FlaskClient) -> None:
    answer = send(client)
    assert answer.status_code == 400
    assert "there is nothing in it" in alert(answer)


@pytest.mark.parametrize("form", ["", ".json"])
def test_an_enormous_table_is_refused_in_words(client: FlaskClient, form: str) -> None:
    answer = send(client, "q\n" + "x" * 2_000_000, form)
    assert answer.status_code == 413
    assert "400,000 bytes" in answer.text
    file = (io.BytesIO(b"q\n" + b"x" * (MOST_BYTES + 1)), "a.csv")
    assert "the limit is 400,000" in send(client, form=form, table=file).text


def test_a_table_of_the_largest_size_gets_through_the_form(client: FlaskClient) -> None:
    text = "q\n" + "\n".join("岸" * 160 for _ in range(800)) + "\n"
    assert 380_000 < len(text.encode()) < MOST_BYTES
    answer = client.post("/search/many", data={"queries": text, "hits": "0"})  # as %E5%B2%B8, three times as long
    answer.get_data()
    answer.close()
    assert answer.status_code == 200


def test_it_asks_no_token_and_leaves_no_cookie(client: FlaskClient) -> None:
    for answer in (client.get("/search/many"), send(client, "q\nFutenma\n")):
        assert "Set-Cookie" not in answer.headers
        assert "csrf" not in answer.text


def test_only_so_many_at_a_time(client: FlaskClient) -> None:
    taken = [many.running.acquire(blocking=False) for _ in range(many.AT_ONCE)]
    try:
        answer = send(client, "q\nFutenma\n")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "Futenma" in answer.text
    finally:
        for _ in taken:
            many.running.release()
    assert taken == [True] * many.AT_ONCE  # nobody before kept a place
    for form in ("", ".json"):
        assert send(client, "q\nFutenma\n", form).status_code == 200
