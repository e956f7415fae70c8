"""Errors help: as a page or as JSON, by the address."""

from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient

from archive import Archive
from archive.errors import IndexMissing
from web import create_app


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/entities/nobuo-kish", 'href="/entities/nobuo-kishi"'),
        ("/issues/us-japan-alliance-digest/1.14", 'href="/issues/us-japan-alliance-digest/1.13"'),
        ("/futenma-relocation", "Search the archive for “futenma relocation”"),
        ("/originals/" + "0" * 64, "no issue in the archive was read from such an original"),
        ("/graph/between?a=Nobuo+Kishy&b=quad", 'href="/graph/between?a=nobuo-kishi&amp;b=quad"'),
        ("/graph/between?a=Mori&b=quad", "Several go by the name “Mori”"),
        ("/graph/between?a=zzz", "No one and nothing known goes by the name “zzz”"),
        ("/graph/between.json?a=Nobuo+Kishy&b=quad", "Did you mean Nobuo Kishi (nobuo-kishi)?"),
        ("/graph/evidence/quad/quad", "two different names are needed"),
    ],
)
def test_what_is_not_there_is_said_with_what_is_near(client: FlaskClient, address: str, says: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert says in answer.text


@pytest.mark.parametrize("address", ["/nonsense", "/graph/between?a=zzz&b=quad", "/entities/xyzzy", "/issues/foo"])
def test_what_is_like_nothing_gets_no_suggestion(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Perhaps you meant" not in answer.text


def test_an_unknown_name_leaves_the_form_filled(client: FlaskClient) -> None:
    text = client.get("/graph/between?a=zzz&b=Biden").text
    assert 'name="a" value="zzz"' in text
    assert 'name="b" value="Biden"' in text
    assert "goes by the name “Biden”" not in text


def test_json_addresses_answer_errors_as_json(client: FlaskClient) -> None:
    answer = client.get("/entities/nobuo-kish.json")
    assert answer.status_code == 404
    said = answer.json["error"]  # type: ignore[index]
    assert said["subject"] == "nobuo-kish"
    assert {"name": "Nobuo Kishi", "url": "/entities/nobuo-kishi"} in said["near"]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("after:soon-ish", "after:"),
        ("leader:nobody-at-all", "no leader of that name"),
        ('"', "never closed"),
    ],
)
def test_a_question_that_means_nothing_is_answered_kindly(client: FlaskClient, question: str, says: str) -> None:
    answer = client.get("/search", query_string={"q": question})
    assert answer.status_code == 400
    assert says in answer.text
    assert "How to ask" in answer.text
    assert client.get("/search.json", query_string={"q": question}).json["error"]["status"] == 400  # type: ignore[index]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("laeder:nobuo-kishi", "Did you mean leader:?"),
        ('"test-ban', "never closed"),
        ("Futenma after:soon-ish", "no date"),
    ],
)
def test_a_fault_that_can_be_passed_over_is_told_above_what_was_found(
    client: FlaskClient, question: str, says: str
) -> None:
    answer = client.get("/search", query_string={"q": question})
    assert answer.status_code == 200
    problem = client.get("/search.json", query_string={"q": question}).json["problem"]  # type: ignore[index]
    assert says in f"{problem['what']} {problem['todo']}"
    assert says in answer.text


@pytest.mark.parametrize("address", ["/search", "/search.json"])
def test_a_wrong_method_names_the_right_ones(client: FlaskClient, address: str) -> None:
    answer = client.post(address)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.mimetype == ("application/json" if address.endswith(".json") else "text/html")


def test_a_missing_index_is_said_as_such(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: object) -> None:
        raise IndexMissing("index", "there is none.", "`digest rebuild` makes it.")

    monkeypatch.setattr(archive, "search", missing)
    answer = create_app(archive).test_client().get("/search?q=x")
    assert answer.status_code == 503
    assert "digest rebuild" in answer.text


@pytest.mark.parametrize("address", ["/search?q=x", "/search.json?q=x"])
def test_a_mistake_of_ours_is_logged_and_tells_no_secrets(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("the inner workings")

    monkeypatch.setattr(archive, "search", broken)
    with caplog.at_level(logging.ERROR):
        answer = create_app(archive).test_client().get(address)
    assert answer.status_code == 500
    assert "the inner workings" not in answer.text
    assert "the inner workings" in caplog.text
