"""The map of the site: every page once, in files of the size that the protocol allows."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from web import sitemap

NAMES = {"s": sitemap.NAMESPACE}


def told(client: FlaskClient, path: str, what: str = "url") -> list[str]:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    found = ElementTree.fromstring(answer.data)
    return [one.text or "" for one in found.findall(f"s:{what}/s:loc", NAMES)]


def test_every_page_is_on_it_once_and_is_there(client: FlaskClient) -> None:
    found = told(client, "/sitemap.xml")
    issue = "http://localhost/issues/us-japan-alliance-digest/1.13"
    for address in ("http://localhost/", "http://localhost/issues/", issue, f"{issue}/1", f"{issue}/2"):
        assert found.count(address) == 1
    assert "http://localhost/entities/denny-tamaki" in found
    assert len(found) == len(set(found))
    assert not [address for address in found if client.get(address).status_code != 200]


def test_issues_say_when_they_changed(client: FlaskClient) -> None:
    text = client.get("/sitemap.xml").text
    assert text.count("<lastmod>20") == 3 + 6  # issues and items


def test_a_large_site_is_told_in_parts(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = told(client, "/sitemap.xml")
    monkeypatch.setattr(sitemap, "MOST", 7)
    parts = told(client, "/sitemap.xml", "sitemap")
    assert len(parts) == -(-len(whole) // 7)
    assert [one for part in parts for one in told(client, part.removeprefix("http://localhost"))] == whole
    beyond = client.get(f"/sitemap-{len(parts) + 1}.xml")
    assert beyond.status_code == client.get("/sitemap-0.xml").status_code == 404
