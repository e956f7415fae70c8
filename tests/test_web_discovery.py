"""What machines look for at known places: a description for browsers' search boxes, suggestions, rules for crawlers."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask.testing import FlaskClient
from protego import Protego

from archive import Archive
from web import create_app

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
PAGES = ("/", "/search?q=Futenma", "/issues/", "/entities/nobuo-kishi", "/nowhere")


@pytest.fixture
def description(client: FlaskClient) -> Element:
    answer = client.get("/opensearch.xml")
    assert (answer.status_code, answer.mimetype) == (200, "application/opensearchdescription+xml")
    return fromstring(answer.data)


def templates(description: Element) -> dict[str, dict[str, str]]:
    return {one.attrib["type"]: one.attrib for one in description.findall(f"{OPENSEARCH}Url")}


def filled_in(template: str, **values: str) -> str:
    """The address that a template gives; what is optional and has no value is left empty (OpenSearch 1.1)."""
    return re.sub(r"\{(\w+)\??\}", lambda found: values.get(found[1], ""), template)


def test_the_description_has_what_the_format_demands(description: Element) -> None:
    assert description.tag == f"{OPENSEARCH}OpenSearchDescription"
    for tag, longest in (("ShortName", 16), ("Description", 1024), ("LongName", 48)):
        (one,) = description.findall(OPENSEARCH + tag)
        assert 0 < len(one.text or "") <= longest
    assert description.findtext(f"{OPENSEARCH}InputEncoding") == "UTF-8"
    query = description.find(f"{OPENSEARCH}Query")
    assert query is not None and query.attrib == {"role": "example", "searchTerms": "Futenma"}
    rels = {type: one.get("rel", "results") for type, one in templates(description).items()}
    assert rels == {
        "text/html": "results",
        "application/atom+xml": "results",
        "application/x-suggestions+json": "suggestions",
        "application/opensearchdescription+xml": "self",
    }


def test_every_template_leads_to_an_answer_of_its_type(client: FlaskClient, description: Element) -> None:
    for type, one in templates(description).items():
        answer = client.get(filled_in(one["template"], searchTerms="Futenma"))
        assert (answer.status_code, answer.mimetype) == (200, type)
    feed = filled_in(
        templates(description)["application/atom+xml"]["template"], searchTerms="Futenma", startPage="2", count="1"
    )
    assert parse_qs(urlsplit(feed).query) == {"q": ["Futenma"], "page": ["2"], "per_page": ["1"]}
    assert b"<opensearch:startIndex>2<" in client.get(feed).data


def test_the_picture_of_the_description_is_there(client: FlaskClient, description: Element) -> None:
    image = description.find(f"{OPENSEARCH}Image")
    assert image is not None and image.text
    with client.get(image.text) as answer:
        assert (answer.status_code, answer.mimetype) == (200, image.attrib["type"])


@pytest.mark.parametrize("page", PAGES)
def test_every_page_names_the_description(client: FlaskClient, page: str) -> None:
    found = re.findall(r'<link rel="search" type="([^"]+)" title="([^"]+)" href="([^"]+)">', client.get(page).text)
    assert found == [("application/opensearchdescription+xml", "US-Japan Alliance Digest archive", "/opensearch.xml")]


def test_suggestions_are_four_lists_as_browsers_read_them(client: FlaskClient) -> None:
    answer = client.get("/suggest.json?q=futen")
    assert (answer.status_code, answer.mimetype) == (200, "application/x-suggestions+json")
    asked, queries, told, addresses = json.loads(answer.data)
    assert asked == "futen"
    assert 0 < len(queries) == len(told) == len(addresses) <= 8
    assert any("futenma" in query.lower() for query in queries)
    assert all(isinstance(one, str) for one in (*queries, *told, *addresses))
    for query, address in zip(queries, addresses, strict=True):
        assert parse_qs(urlsplit(address).query)["q"] == [query]
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("text", ["", "zzzzzz", "x" * 5000, "“<&\x00", "日本"])
def test_what_nothing_completes_gives_empty_lists(client: FlaskClient, text: str) -> None:
    asked, *lists = json.loads(client.get("/suggest.json", query_string={"q": text}).data)
    assert asked == text
    assert all(isinstance(one, list) for one in lists)
    assert [len(one) for one in lists] == [len(lists[0])] * 3


def test_crawlers_may_read_pages_but_neither_staff_pages_nor_whole_results(archive: Archive) -> None:
    client = create_app(archive, public_url="https://digest.example.org").test_client()
    answer = client.get("/robots.txt")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    rules = Protego.parse(answer.text)
    assert list(rules.sitemaps) == ["https://digest.example.org/sitemap.xml"]
    for path in (
        "/",
        "/search?q=Futenma",
        "/issues/us-japan-alliance-digest/1.13/2",
        "/entities/nobuo-kishi",
        "/feeds/issues.atom",
    ):
        assert rules.can_fetch(f"https://digest.example.org{path}", "anything"), path
    for path in (
        "/staff/",
        "/staff/login",
        "/search.csv?q=a",
        "/search.jsonl",
        "/search.bib",
        "/search.ris",
        "/search.csl.json",
    ):
        assert not rules.can_fetch(f"https://digest.example.org{path}", "anything"), path


def test_the_map_of_the_site_is_where_the_rules_say(client: FlaskClient) -> None:
    (address,) = Protego.parse(client.get("/robots.txt").text).sitemaps
    assert client.get(address).status_code == 200


def test_the_description_is_absolute_under_the_public_address(archive: Archive) -> None:
    client = create_app(archive, public_url="https://digest.example.org").test_client()
    for one in templates(fromstring(client.get("/opensearch.xml").data)).values():
        assert one["template"].startswith("https://digest.example.org/")
