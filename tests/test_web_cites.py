"""Citations as files: media types, names, and that reference managers read them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import bibtexparser
import pytest
import rispy
from flask.testing import FlaskClient

from archive import Archive
from web import create_app

CITE = "/cite/us-japan-alliance-digest/1.13"
NAME = "us-japan-alliance-digest-1.13"
MEDIA = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain",
}


@pytest.fixture
def sample(filled: Path) -> Iterator[FlaskClient]:
    """A client of a site that says its text is sample text, and that has a public address."""
    archive = Archive(filled)
    yield create_app(archive, notice="Sample text.", public_url="https://digest.example.org/").test_client()
    archive.close()


@pytest.mark.parametrize("form", MEDIA)
@pytest.mark.parametrize("place", ["", "/2"])
def test_a_file_has_its_type_and_name(client: FlaskClient, form: str, place: str) -> None:
    answer = client.get(f"{CITE}{place}.{form}")
    assert (answer.status_code, answer.mimetype) == (200, MEDIA[form])
    shown = "inline" if form == "txt" else "attachment"
    assert answer.headers["Content-Disposition"] == f'{shown}; filename="{NAME}{place.replace("/", "-")}.{form}"'


def test_files_are_read_by_those_who_read_such_files(client: FlaskClient) -> None:
    address = "http://localhost/issues/us-japan-alliance-digest/1.13/2"
    (entry,) = bibtexparser.parse_string(client.get(f"{CITE}/2.bib").text).entries
    (record,) = rispy.loads(client.get(f"{CITE}/2.ris").text)
    (item,) = json.loads(client.get(f"{CITE}/2.csl.json").data)
    assert [entry["url"], record["urls"][0], item["URL"]] == [address] * 3
    assert [entry["title"], record["title"], item["title"]] == [
        "{Work at Henoko goes on}",
        *["Work at Henoko goes on"] * 2,
    ]
    assert "Date inferred from the text" in entry["note"] and "Date inferred from the text" in item["note"]
    assert any("Date inferred from the text" in note for note in record["notes"])


@pytest.mark.parametrize("form", MEDIA)
def test_sample_text_and_public_address_are_in_every_file(sample: FlaskClient, form: str) -> None:
    text = sample.get(f"{CITE}/2.{form}").text
    assert "sample text" in text.lower()
    assert "Sasakawa" not in text
    assert "https://digest.example.org/issues/us-japan-alliance-digest/1.13/2" in text
    assert "localhost" not in text


@pytest.mark.parametrize(
    "address", [f"{CITE}/9.bib", "/cite/us-japan-alliance-digest/9.9.ris", f"{CITE}.doc", "/cite/x/1.1/1.csl.json"]
)
def test_what_is_not_there_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_asker_cannot_break_out_of_the_header(client: FlaskClient) -> None:
    assert client.get('/cite/us-japan"alliance/1.1.bib').status_code == 404


def test_results_carry_context_objects(client: FlaskClient) -> None:
    text = client.get("/search?q=Henoko").text
    found = [parse_qs(unescape(title)) for title in re.findall(r'<span class="Z3988" title="([^"]*)"></span>', text)]
    assert ["http://localhost/issues/us-japan-alliance-digest/1.13/2"] in [one["rft_id"] for one in found]
    one = next(one for one in found if one["rft.atitle"] == ["Work at Henoko goes on"])
    assert (one["rft.volume"], one["rft.issue"], one["rft.jtitle"]) == (["1"], ["13"], ["US-Japan Alliance Digest"])


def test_the_issue_page_links_each_item_and_file(client: FlaskClient) -> None:
    text = client.get("/issues/us-japan-alliance-digest/1.13").text
    for position in (1, 2):
        assert f'href="/issues/us-japan-alliance-digest/1.13/{position}"' in text
    for form, media in MEDIA.items():
        assert f'<a href="{CITE}.{form}" type="{media}">' in text
