"""An item's own page: what it shows, where it leads, and what it tells programs."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import issue_text
from flask.testing import FlaskClient

from archive import Archive
from archive.curation.judgement import Judgement, Place, SetNumber
from importers.batch import import_paths
from web import create_app

ISSUE = "/issues/us-japan-alliance-digest/1.13"
NASTY = '</script><script>alert("1")</script> & <b>Kishida'


def head_of(page: str) -> dict[str, str]:
    """The `citation_…` tags of a page."""
    return dict(re.findall(r'<meta name="(citation_\w+)" content="([^"]*)">', page))


def linked_in(page: str) -> dict[str, object]:
    """The JSON-LD of a page."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    found: dict[str, object] = json.loads(text)
    return found


def test_an_item_stands_by_itself_with_its_names_and_citations(client: FlaskClient) -> None:
    text = client.get(f"{ISSUE}/2").text
    assert re.search(r"<h1>Work at <a [^>]*>Henoko</a> goes on</h1>", text)
    assert '<a class="name leader" href="/entities/denny-tamaki"' in text
    assert '<time datetime="2022-07-12"' in text
    assert "Hayashi and Blinken met" not in text
    assert "“Work at Henoko goes on,” item 2, US-Japan Alliance Digest 1, no. 13 (" in text
    assert f'href="{ISSUE}#2"' in text
    for form in ("bib", "ris", "csl.json", "txt"):
        assert f'href="/cite/us-japan-alliance-digest/1.13/2.{form}"' in text


def test_it_leads_to_its_neighbours(client: FlaskClient) -> None:
    first, last = client.get(f"{ISSUE}/1").text, client.get(f"{ISSUE}/2").text
    assert f'rel="next" href="{ISSUE}/2"' in first
    assert 'rel="prev"' not in first
    assert f'rel="prev" href="{ISSUE}/1"' in last
    assert 'rel="next"' not in last


def test_its_twin_has_text_names_and_citations(client: FlaskClient) -> None:
    found = client.get(f"{ISSUE}/2.json").json
    assert found is not None
    assert (found["item"], found["position"]) == ("us-japan-alliance-digest/1.13#2", 2)
    assert found["address"] == f"http://localhost{ISSUE}/2"
    assert (found["volume"], found["number"], found["published"]["basis"]) == (1, 13, "inferred")
    assert "denny-tamaki" in {one["entity"] for one in found["mentions"]}
    assert set(found["cite"]) == {"Chicago", "APA", "MLA"}
    assert (found["before"], found["after"]) == ("us-japan-alliance-digest/1.13#1", None)


def test_it_names_items_like_it(archive: Archive, client: FlaskClient) -> None:
    expected = [item.id for item, _ in archive.searcher.similar("us-japan-alliance-digest/1.13#2", 5)]
    assert "us-japan-alliance-digest/1.20#2" in expected  # the other one about Futenma
    found = client.get(f"{ISSUE}/2.json").json
    assert found is not None
    assert [one["item"] for one in found["similar"]] == expected
    section = client.get(f"{ISSUE}/2").text.split('aria-labelledby="alike"')[1].split("</section>")[0]
    assert '<a href="/issues/us-japan-alliance-digest/1.20/2">Futenma noise suit filed</a>' in section


@pytest.mark.parametrize("form", ["", ".json"])
def test_an_item_that_is_not_there_says_which_are(client: FlaskClient, form: str) -> None:
    answer = client.get(f"{ISSUE}/3{form}")
    assert answer.status_code == 404
    assert "Its items are numbered 1 to 2." in answer.text


@pytest.mark.parametrize(
    ("address", "title"), [(ISSUE, "US-Japan Alliance Digest Vol 1.13"), (f"{ISSUE}/2", "Work at Henoko goes on")]
)
def test_programs_are_told_what_it_is(client: FlaskClient, address: str, title: str) -> None:
    page = client.get(address).text
    tags = head_of(page)
    assert tags["citation_title"] == title
    assert (tags["citation_volume"], tags["citation_issue"]) == ("1", "13")
    assert tags["citation_public_url"] == f"http://localhost{address}"
    assert re.fullmatch(r"2022(/07)?", tags["citation_publication_date"])
    assert f'<link rel="canonical" href="http://localhost{address}">' in page
    linked = linked_in(page)
    assert linked["@id"] == f"http://localhost{address}"
    assert linked["@type"] == ("PublicationIssue" if address == ISSUE else "Article")


def test_what_is_mentioned_is_in_the_linked_data(client: FlaskClient) -> None:
    named = linked_in(client.get(f"{ISSUE}/2").text)["mentions"]
    assert {"@type": "Thing", "name": "Denny Tamaki", "url": "http://localhost/entities/denny-tamaki"} in named  # type: ignore[operator]


def test_an_issue_lists_its_items_in_the_linked_data(client: FlaskClient) -> None:
    parts = linked_in(client.get(ISSUE).text)["hasPart"]
    assert parts == [
        {"@type": "Article", "headline": title, "url": f"http://localhost{ISSUE}/{position}"}
        for position, title in enumerate(("Hayashi and Blinken meet in Tokyo", "Work at Henoko goes on"), 1)
    ]


def test_no_text_breaks_out_of_the_head(tmp_path: Path) -> None:
    path = tmp_path / "vol 1.2.txt"
    path.write_text(
        issue_text("1.2", (NASTY, "Kishida met Biden on January 21, 2022."), ("Two", "Biden left.")), "utf-8"
    )
    archive = Archive(tmp_path / "home")
    import_paths(archive, [path])
    client = create_app(archive).test_client()
    for address in ("/issues/us-japan-alliance-digest/1.2", "/issues/us-japan-alliance-digest/1.2/1"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert NASTY in json.dumps(linked_in(page), ensure_ascii=False).replace('\\"', '"')
    archive.close()


def test_an_item_follows_its_issue_to_another_number(tmp_path: Path, folder: Path) -> None:
    archive = Archive(tmp_path / "home")
    import_paths(archive, sorted(folder.iterdir()))
    original = archive.ask.originals("us-japan-alliance-digest/1.13")[0].sha256
    archive.judge(Judgement("anna", datetime(2026, 1, 1, tzinfo=UTC), "", SetNumber(Place(original, 1), 1, 14)))
    client = create_app(archive).test_client()
    moved = client.get(f"{ISSUE}/2.json")
    assert (moved.status_code, moved.location) == (302, "/issues/us-japan-alliance-digest/1.14/2.json")
    cite = client.get("/cite/us-japan-alliance-digest/1.13/2.bib")
    assert (cite.status_code, cite.location) == (302, "/cite/us-japan-alliance-digest/1.14/2.bib")
    archive.close()
