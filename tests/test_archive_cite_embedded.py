"""What pages tell programs of a work: no more than is certain, in the forms that they read."""

from __future__ import annotations

from datetime import date

from archive.cite import Work, embedded
from archive.model import Issue, Item, Published
from archive.reading import edtf
from archive.reference import Series

SERIES = Series("digest", "US-Japan Alliance Digest", "Sasakawa USA", ("Alliance Digest",), ("japan",), 2022, 15)
STATED = Published(edtf.interval("2022-01-29"), "stated")
ABOUT = Published(edtf.around(date(2022, 1, 28), date(2022, 2, 3), date(2022, 1, 29)), "inferred")
RANGE = Published(edtf.interval("2022-12-28/2023-01-03"), "neighbours")
ADDRESS = "https://example.org/issues/digest/1.2/3"
ITEM = Item("digest/1.2", 3, "Toguchi wins", "…")


def issue(published: Published = STATED) -> Issue:
    return Issue("digest/1.2", "digest", 1, 2, None, None, "A Digest", None, published)


def test_pages_tell_programs_only_what_is_certain() -> None:
    about = dict(embedded.highwire(Work(issue(ABOUT), SERIES, ADDRESS, ITEM)))
    assert about["citation_title"] == "Toguchi wins"
    assert about["citation_journal_title"] == "US-Japan Alliance Digest"
    assert about["citation_publication_date"] == "2022"
    assert (about["citation_volume"], about["citation_issue"]) == ("1", "2")
    assert about["citation_public_url"] == ADDRESS
    stated = dict(embedded.highwire(Work(issue(), SERIES, ADDRESS)))
    assert stated["citation_publication_date"] == "2022/01/29"
    assert "citation_publication_date" not in dict(embedded.highwire(Work(issue(RANGE), SERIES, ADDRESS)))


def test_a_context_object() -> None:
    work = Work(issue(), SERIES, ADDRESS, Item("digest/1.2", 3, "A & B = C", "…"))
    assert embedded.coins(work) == (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.language=en&rft.genre=article"
        "&rft.atitle=A+%26+B+%3D+C&rft.jtitle=US-Japan+Alliance+Digest&rft.volume=1&rft.issue=2&rft.date=2022-01-29"
        "&rft_id=https%3A%2F%2Fexample.org%2Fissues%2Fdigest%2F1.2%2F3"
    )


def test_schema_org_puts_the_item_in_its_issue_volume_and_periodical() -> None:
    found = embedded.schema_org(Work(issue(), SERIES, ADDRESS, ITEM), "H", "I", [("Kadena Air Base", "K")])
    assert (found["@type"], found["datePublished"], found["@id"]) == ("Article", "2022-01-29", ADDRESS)
    assert found["mentions"] == [{"@type": "Thing", "name": "Kadena Air Base", "url": "K"}]
    whole = found["isPartOf"]
    assert (whole["@type"], whole["issueNumber"], whole["@id"]) == ("PublicationIssue", "2", "I")
    assert (whole["isPartOf"]["@type"], whole["isPartOf"]["volumeNumber"]) == ("PublicationVolume", "1")
    series = whole["isPartOf"]["isPartOf"]
    assert (series["@type"], series["publisher"]["name"]) == ("Periodical", "Sasakawa USA")
    assert embedded.schema_org(Work(issue(), SERIES, "I"), "H", "I", [])["@type"] == "PublicationIssue"
