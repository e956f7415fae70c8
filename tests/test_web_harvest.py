"""OAI-PMH 2.0: a real client harvests a served site; every rule and error of the protocol is checked besides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from conftest import ISSUES, issue_text
from flask.testing import FlaskClient
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch
from werkzeug.serving import make_server

from archive import Archive
from archive.cite.work import Work
from archive.model import Interval, Issue, Item, Mention, Published, Source
from archive.store.moments import REVISED
from importers.batch import import_paths, read
from web import create_app
from web.harvest import tokens, verbs
from web.harvest.asking import Refused
from web.harvest.dublin import day, metadata
from web.harvest.tokens import Token
from web.xmltext import document

OAI = "{http://www.openarchives.org/OAI/2.0/}"
OAI_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}"
DC = "{http://purl.org/dc/elements/1.1/}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
SERIES = "us-japan-alliance-digest"
ID = f"oai:digest-archive:{SERIES}"
LIST = "verb=ListRecords&metadataPrefix=oai_dc"
MANY = 20
"""More records than there are, so that a list that never ends is seen to be one."""
EVERY = [f"{ID}/{number}/{position}" for number in ISSUES for position in (1, 2)]


def take_in(archive: Archive, number: str, when: str) -> None:
    """Take in one of the small issues, or others, and derive what follows from it, at a given time."""
    others = (
        ("Iwakuni writes to the mayor", "Residents of Iwakuni wrote to the mayor on May 5, 2023, and asked for quiet."),
        ("The mayor answers them", "The mayor of Iwakuni answered them on May 9, 2023, and promised to ask the base."),
    )
    text = issue_text(number, *ISSUES.get(number, others))
    source = Source((text if number else text.replace(" Vol ", "")).encode(), f"notes {number}.txt")
    sha256, _ = archive.file(source, when)
    read(archive, sha256, source)
    archive.derive()
    derived_at(archive, when)


def derived_at(archive: Archive, when: str) -> None:
    """Say when the archive was last derived."""
    with archive.catalog.transaction() as db:
        key = f"{REVISED}{archive.catalog.revision()}"
        db.exec_driver_sql("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, when))


@pytest.fixture(scope="module")
def three_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an archive whose three small issues were taken in on three days; only for tests that do not write."""
    archive = Archive(tmp_path_factory.mktemp("three"))
    for at, number in enumerate(ISSUES, 1):
        take_in(archive, number, f"2026-03-0{at}T08:00:00+00:00")
    archive.close()
    return archive.home


@pytest.fixture(scope="module")
def three(three_days: Path) -> Iterator[FlaskClient]:
    """The site over it."""
    archive = Archive(three_days)
    yield create_app(archive).test_client()
    archive.close()


@pytest.fixture
def changing(three_days: Path, tmp_path: Path) -> Iterator[Archive]:
    """A copy of it to write to."""
    archive = Archive(copytree(three_days, tmp_path / "home"))
    yield archive
    archive.close()


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two records a page."""
    monkeypatch.setattr(verbs, "PER_PAGE", 2)


@pytest.fixture
def served(archive: Archive, small_pages: None) -> Iterator[str]:
    """The address of the harvest on a served site over the three small issues."""
    server = make_server("127.0.0.1", 0, create_app(archive), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/oai"
    server.shutdown()
    thread.join()
    server.server_close()


def ask(client: FlaskClient, query: str) -> Element:
    answer = client.get(f"/oai?{query}")
    assert (answer.status_code, answer.content_type) == (200, "text/xml; charset=utf-8")
    return fromstring(answer.data)


def listed(answer: Element) -> list[str]:
    return [one.text or "" for one in answer.iter(f"{OAI}identifier")]


def token_of(answer: Element) -> str:
    return next((one.text or "" for one in answer.iter(f"{OAI}resumptionToken")), "")


def error_of(answer: Element) -> str:
    errors = answer.findall(f"{OAI}error")
    return "" if not errors else errors[0].attrib["code"]


def statements(element: Element, name: str) -> list[str]:
    return [one.text or "" for one in element.iter(DC + name)]


# --- a real harvester -----------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_client_harvests_every_record_once_over_several_pages(served: str, method: str) -> None:
    sickle = Sickle(served, http_method=method)
    records = list(islice(sickle.ListRecords(metadataPrefix="oai_dc"), MANY))
    assert sorted(one.header.identifier for one in records) == sorted(EVERY)
    headers = list(islice(sickle.ListIdentifiers(metadataPrefix="oai_dc"), MANY))
    assert [one.identifier for one in headers] == [one.header.identifier for one in records]
    titles = [one.metadata["title"][0] for one in records]
    assert sorted(titles) == sorted(headline for items in ISSUES.values() for headline, _ in items)


def test_a_client_reads_who_answers_and_what_there_is(served: str) -> None:
    sickle = Sickle(served)
    about = sickle.Identify()
    assert about.baseURL == served
    assert about.protocolVersion == "2.0"
    assert (about.deletedRecord, about.granularity) == ("no", "YYYY-MM-DDThh:mm:ssZ")
    assert re.fullmatch(r"\S+@(\S+\.)+\S+", about.adminEmail)
    assert [one.metadataPrefix for one in sickle.ListMetadataFormats()] == ["oai_dc"]
    assert [one.setSpec for one in sickle.ListSets()] == ["series", f"series:{SERIES}", "volume", "volume:1"]
    record = sickle.GetRecord(identifier=f"{ID}/1.13/2", metadataPrefix="oai_dc")
    assert record.metadata["title"] == ["Work at Henoko goes on"]
    for spec in ("series", f"series:{SERIES}", "volume", "volume:1"):
        assert len(list(islice(sickle.ListIdentifiers(metadataPrefix="oai_dc", set=spec), MANY))) == len(EVERY)
    with pytest.raises(NoRecordsMatch):
        sickle.ListRecords(metadataPrefix="oai_dc", set="volume:9")


# --- the shape of answers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "children"),
    [
        ("verb=Identify", ["responseDate", "request", "Identify"]),
        ("verb=ListSets", ["responseDate", "request", "ListSets"]),
        ("verb=Nothing", ["responseDate", "request", "error"]),
        (f"{LIST}&set=volume:1", ["responseDate", "request", "ListRecords"]),
    ],
)
def test_an_answer_has_the_outer_shape_of_the_schema(client: FlaskClient, query: str, children: list[str]) -> None:
    answer = ask(client, query)
    assert answer.tag == f"{OAI}OAI-PMH"
    namespace, schema = answer.attrib[f"{XSI}schemaLocation"].split()
    assert (f"{{{namespace}}}", schema) == (OAI, "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
    assert [one.tag.removeprefix(OAI) for one in answer] == children
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer.findtext(f"{OAI}responseDate", ""))
    assert answer.findtext(f"{OAI}request") == "http://localhost/oai"


def test_the_identity_has_its_elements_in_the_order_of_the_schema(three: FlaskClient) -> None:
    answer = ask(three, "verb=Identify").find(f"{OAI}Identify")
    assert answer is not None
    assert [one.tag.removeprefix(OAI) for one in answer] == [
        "repositoryName",
        "baseURL",
        "protocolVersion",
        "adminEmail",
        "earliestDatestamp",
        "deletedRecord",
        "granularity",
    ]
    assert answer.findtext(f"{OAI}earliestDatestamp") == "2026-03-01T08:00:00Z"


def test_the_request_is_repeated_with_its_arguments(client: FlaskClient) -> None:
    query = f"verb=GetRecord&metadataPrefix=oai_dc&identifier={ID}/1.13/1"
    request = ask(client, query).find(f"{OAI}request")
    assert request is not None
    assert request.attrib == {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": f"{ID}/1.13/1"}


def test_a_record_is_dublin_core(client: FlaskClient) -> None:
    answer = ask(client, f"verb=GetRecord&metadataPrefix=oai_dc&identifier={ID}/1.13/2")
    header = answer.find(f".//{OAI}header")
    assert header is not None
    assert [one.tag.removeprefix(OAI) for one in header] == ["identifier", "datestamp", "setSpec", "setSpec"]
    assert [one.text for one in header.findall(f"{OAI}setSpec")] == [f"series:{SERIES}", "volume:1"]
    record = answer.find(f".//{OAI}metadata/{OAI_DC}dc")
    assert record is not None
    assert record.attrib[f"{XSI}schemaLocation"] == f"{OAI_DC[1:-1]} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
    assert all(one.tag.startswith(DC) and one.text for one in record)
    assert statements(record, "title") == ["Work at Henoko goes on"]
    assert {"MCAS Futenma", "Denny Tamaki"} <= set(statements(record, "subject"))
    body, dated = statements(record, "description")
    assert body == ISSUES["1.13"][1][1]
    assert dated.startswith("Published about July 1") and "date inferred from the text" in dated
    assert statements(record, "date") == ["2022-07"]
    assert statements(record, "publisher") == ["Sasakawa USA"]
    assert statements(record, "type") == ["Text"]
    assert statements(record, "language") == ["en"]
    assert statements(record, "identifier") == [f"http://localhost/issues/{SERIES}/1.13/2"]
    assert statements(record, "relation") == [f"http://localhost/issues/{SERIES}/1.13"]
    assert "US-Japan Alliance Digest 1, no. 13" in statements(record, "source")[0]
    assert client.get(statements(record, "identifier")[0]).status_code == 200


def test_identifiers_say_nothing_of_the_host(archive: Archive) -> None:
    client = create_app(archive, public_url="https://digest.example.org").test_client()
    answer = ask(client, LIST)
    assert listed(answer) == EVERY
    assert answer.findtext(f"{OAI}request") == "https://digest.example.org/oai"
    assert all(one.startswith("https://digest.example.org/issues/") for one in statements(answer, "identifier"))


def test_sample_text_has_no_publisher(archive: Archive) -> None:
    answer = ask(create_app(archive, notice="These are samples.").test_client(), LIST)
    assert statements(answer, "publisher") == []
    assert all("[sample text]" in one for one in statements(answer, "source"))


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "expected"),
    [
        ("2022-01-29", date(2022, 1, 29), date(2022, 1, 29), "2022-01-29"),
        ("2022-01-29~", date(2022, 1, 25), date(2022, 1, 30), "2022-01"),
        ("2022-01-29~", date(2022, 1, 28), date(2022, 2, 3), "2022"),
        ("2022-12-30~", date(2022, 12, 28), date(2023, 1, 4), "2022-12-28/2023-01-04"),
        ("2022/..", date(2022, 1, 1), None, "2022-01-01/.."),
        ("", None, None, ""),
    ],
)
def test_a_date_says_only_what_is_certain(edtf: str, earliest: date | None, latest: date | None, expected: str) -> None:
    assert day(Interval(edtf, earliest, latest)) == expected


# --- errors -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [
        ("", "badVerb", "missing"),
        ("verb=identify", "badVerb", "“identify” is no verb"),
        ("verb=Identify&verb=Identify", "badVerb", "Two verbs"),
        ("verb=Identify&set=volume:1", "badArgument", "Identify has no argument “set”"),
        ("verb=ListRecords", "badArgument", "needs the argument metadataPrefix"),
        (f"{LIST}&metadataPrefix=oai_dc", "badArgument", "metadataPrefix is given 2 times"),
        (f"{LIST}&from=2026-01-01&from=2026-01-01", "badArgument", "from is given 2 times"),
        (f"{LIST}&resumptionToken=x", "badArgument", "which stands alone"),
        (f"{LIST}&from=yesterday", "badArgument", "from=yesterday is no date"),
        (f"{LIST}&from=2026-02-30", "badArgument", "not in the calendar"),
        (f"{LIST}&from=2026-01", "badArgument", "is no date"),
        (f"{LIST}&until=2026-01-01T00:00:00%2B09:00", "badArgument", "is no date"),
        (f"{LIST}&until=2026-01-01T25:00:00Z", "badArgument", "not in the calendar"),
        (f"{LIST}&from=2026-01-01&until=2026-01-02T00:00:00Z", "badArgument", "both be days"),
        (f"{LIST}&from=2026-01-02&until=2026-01-01", "badArgument", "later than until"),
        (f"{LIST}&from=", "badArgument", "is no date"),
        (f"{LIST}&set=a%20b", "badArgument", "is no setSpec"),
        (f"{LIST}&set=volume:", "badArgument", "is no setSpec"),
        ("verb=ListRecords&metadataPrefix=", "badArgument", "is no metadataPrefix"),
        (f"verb=GetRecord&metadataPrefix=a%20b&identifier={ID}/1.13/1", "badArgument", "is no metadataPrefix"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat", "no format “marc21”"),
        ("verb=ListIdentifiers&metadataPrefix=marc21", "cannotDisseminateFormat", "oai_dc"),
        (f"verb=GetRecord&metadataPrefix=marc21&identifier={ID}/1.13/1", "cannotDisseminateFormat", "oai_dc"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={ID}/1.13", "cannotDisseminateFormat", "This is an issue"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={ID}/1.13/3", "idDoesNotExist", "no record"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={ID}/1.13/1/1", "idDoesNotExist", "no record"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={ID}/1.13/01", "idDoesNotExist", "no record"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={SERIES}/1.13/1", "idDoesNotExist", "no record"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={ID}/1.13/", "idDoesNotExist", "no record"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=", "idDoesNotExist", "no record"),
        ("verb=ListMetadataFormats&identifier=oai:other:1", "idDoesNotExist", "no record"),
        (f"verb=ListMetadataFormats&identifier={ID}/1.13", "noMetadataFormats", "This is an issue"),
        (f"{LIST}&set=volume:9", "noRecordsMatch", "no such records"),
        (f"{LIST}&set=volume:01", "noRecordsMatch", "no such records"),
        (f"{LIST}&until=2000-01-01", "noRecordsMatch", "no such records"),
        (f"{LIST}&from=2900-01-01T00:00:00Z", "noRecordsMatch", "no such records"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken", "comes whole"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken", "not whole"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken", "not whole"),
        ("verb=ListIdentifiers&resumptionToken=%F0%9D%84%9E.a", "badResumptionToken", "not whole"),
    ],
)
def test_a_mistake_has_its_code_and_says_what_is_wrong(client: FlaskClient, query: str, code: str, said: str) -> None:
    answer = ask(client, query)
    errors = answer.findall(f"{OAI}error")
    assert [one.attrib for one in errors] == [{"code": code}]
    assert said in (errors[0].text or "")
    request = answer.find(f"{OAI}request")
    assert request is not None
    assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))


def test_an_empty_archive_has_neither_records_nor_sets(empty: Archive) -> None:
    import_paths(empty, [])
    client = create_app(empty).test_client()
    assert error_of(ask(client, LIST)) == "noRecordsMatch"
    assert error_of(ask(client, "verb=ListSets")) == "noSetHierarchy"
    assert error_of(ask(client, f"{LIST}&set=volume:1")) == "noSetHierarchy"
    earliest = ask(client, "verb=Identify").findtext(f".//{OAI}earliestDatestamp")
    assert earliest == "1970-01-01T00:00:00Z"


def test_a_posted_request_is_answered_without_a_token_of_the_site(client: FlaskClient) -> None:
    answer = client.post("/oai", data={"verb": "Identify"})
    assert answer.status_code == 200
    assert fromstring(answer.data).find(f"{OAI}Identify") is not None
    twice = client.post("/oai", data={"verb": ["Identify", "Identify"]})
    assert error_of(fromstring(twice.data)) == "badVerb"


# --- since when -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "numbers"),
    [
        ("from=2026-03-02", ["1.13", "1.20"]),
        ("until=2026-03-02", ["1.12", "1.13"]),
        ("from=2026-03-02&until=2026-03-02", ["1.13"]),
        ("from=2026-03-02T08:00:00Z&until=2026-03-02T08:00:00Z", ["1.13"]),
        ("from=2026-03-02T08:00:01Z", ["1.20"]),
        ("until=2026-03-02T07:59:59Z", ["1.12"]),
        ("from=1900-01-01&until=2900-01-01", ["1.12", "1.13", "1.20"]),
        ("from=2026-03-02&set=volume:1", ["1.13", "1.20"]),
    ],
)
def test_only_what_changed_in_a_time_is_given(three: FlaskClient, limits: str, numbers: list[str]) -> None:
    expected = [f"{ID}/{number}/{position}" for number in numbers for position in (1, 2)]
    assert listed(ask(three, f"verb=ListIdentifiers&metadataPrefix=oai_dc&{limits}")) == expected
    assert listed(ask(three, f"{LIST}&{limits}")) == expected


def test_what_is_derived_anew_has_changed(changing: Archive) -> None:
    derived_at(changing, "2026-04-01T10:00:00.5+00:00")
    headers = list(ask(create_app(changing).test_client(), LIST).iter(f"{OAI}header"))
    last = [one for one in headers if one.findtext(f"{OAI}datestamp") == "2026-04-01T10:00:00Z"]
    written = "SELECT id FROM issue WHERE revision = (SELECT max(revision) FROM issue)"
    revised = {f"oai:digest-archive:{row[0]}" for row in _rows(changing, written)}
    assert {one.findtext(f"{OAI}identifier", "").rpartition("/")[0] for one in last} == revised
    assert revised


def test_where_no_derivation_was_timed_the_time_of_handing_in_counts(changing: Archive) -> None:
    with changing.catalog.transaction() as db:
        db.exec_driver_sql("DELETE FROM state WHERE key LIKE 'revised %'")
    answer = ask(create_app(changing).test_client(), LIST)
    stamps = [one.text for one in answer.iter(f"{OAI}datestamp")]
    assert stamps == [f"2026-03-0{at}T08:00:00Z" for at in (1, 1, 2, 2, 3, 3)]


def _rows(archive: Archive, query: str) -> list[Any]:
    with archive.catalog.reading() as db:
        return list(db.exec_driver_sql(query))


def test_an_issue_without_a_number_is_in_its_series_and_in_no_volume(changing: Archive) -> None:
    take_in(changing, "", "2026-03-05T08:00:00+00:00")
    client = create_app(changing).test_client()
    id, _ = sorted(set(listed(ask(client, f"{LIST}&set=series:{SERIES}"))) - set(EVERY))
    assert re.fullmatch(rf"{ID}/x-[0-9a-f]+/1", id)
    assert set(listed(ask(client, f"{LIST}&set=volume"))) == set(EVERY)
    answer = ask(client, f"verb=GetRecord&metadataPrefix=oai_dc&identifier={id}")
    assert [one.text for one in answer.iter(f"{OAI}setSpec")] == [f"series:{SERIES}"]
    assert client.get(statements(answer, "identifier")[0]).status_code == 200


# --- resuming -----------------------------------------------------------------------------------------


def test_a_list_says_how_long_it_is_and_where_one_stands(three: FlaskClient, small_pages: None) -> None:
    seen, query, cursors = list[str](), LIST, list[dict[str, str]]()
    while query and len(seen) < MANY:
        answer = ask(three, query)
        seen += listed(answer)
        (marked,) = answer.iter(f"{OAI}resumptionToken")
        cursors.append(marked.attrib)
        query = f"verb=ListRecords&resumptionToken={marked.text}" if marked.text else ""
    assert seen == EVERY
    assert cursors == [{"completeListSize": "6", "cursor": str(cursor)} for cursor in (0, 2, 4)]


def test_a_list_that_fits_has_no_token(three: FlaskClient) -> None:
    assert not list(ask(three, LIST).iter(f"{OAI}resumptionToken"))


def test_the_same_token_gives_the_same_page(three: FlaskClient, small_pages: None) -> None:
    token = token_of(ask(three, LIST))
    pages = [listed(ask(three, f"verb=ListRecords&resumptionToken={token}")) for _ in range(2)]
    assert pages[0] == pages[1] == EVERY[2:4]


def test_a_token_carries_set_and_limits(three: FlaskClient, small_pages: None) -> None:
    token = token_of(ask(three, f"{LIST}&set=volume:1&until=2026-03-02"))
    answer = ask(three, f"verb=ListRecords&resumptionToken={token}")
    assert listed(answer) == EVERY[2:4]
    assert token_of(answer) == ""


@pytest.mark.parametrize("number", ["1.5", ""])  # one that dates the others anew, one without a number that does not
def test_an_import_in_between_loses_nothing_and_repeats_only_what_changed(
    changing: Archive, small_pages: None, number: str
) -> None:
    client = create_app(changing).test_client()
    first = ask(client, LIST)
    take_in(changing, number, "2026-03-04T08:00:00+00:00")
    rest, token = list[str](), token_of(first)
    while token and len(rest) < MANY:
        answer = ask(client, f"verb=ListRecords&resumptionToken={token}")
        rest, token = rest + listed(answer), token_of(answer)
    where = "WHERE revision = (SELECT max(revision) FROM issue)"
    rows = _rows(changing, f"SELECT issue, position FROM item JOIN issue ON issue.id = item.issue {where}")
    now = {f"oai:digest-archive:{issue}/{position}" for issue, position in rows}
    news = now - set(EVERY)
    assert len(news) == 2
    assert (now == news) == (number == "")
    assert listed(first) + rest == [one for one in EVERY if one in listed(first) or one not in now] + sorted(now)


def test_a_list_of_which_nothing_is_left_says_so(three: FlaskClient, changing: Archive, small_pages: None) -> None:
    token = token_of(ask(three, f"{LIST}&until=2026-03-02"))
    with changing.catalog.transaction() as db:  # what was left changed: it is in the list of a later time now
        db.exec_driver_sql("UPDATE state SET value = '2026-03-09T08:00:00+00:00' WHERE key LIKE 'revised %'")
    answer = ask(create_app(changing).test_client(), f"verb=ListRecords&resumptionToken={token}")
    assert error_of(answer) == "noRecordsMatch"


def test_a_token_comes_back_as_it_was_written() -> None:
    token = Token({"metadataPrefix": "oai_dc", "set": "volume:1"}, 7, datetime(2026, 3, 1, 8, tzinfo=UTC), "a/1.2", 3)
    text = tokens.written(token)
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", text)
    assert tokens.read(text) == token


def test_a_changed_token_is_refused_wherever_it_was_changed() -> None:
    text = tokens.written(Token({"metadataPrefix": "oai_dc"}, 7, datetime(2026, 3, 1, tzinfo=UTC), "a/1.2", 3))
    for at in range(len(text)):
        for changed in (text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :], text[:at], text[at + 1 :]):
            with pytest.raises(Refused, match="badResumptionToken"):
                tokens.read(changed)


@pytest.mark.parametrize(
    "arguments",
    [
        {"metadataPrefix": "marc21"},
        {"metadataPrefix": "oai_dc", "from": "yesterday"},
        {"metadataPrefix": "oai_dc", "set": "a b"},
        {},
    ],
)
def test_a_whole_token_of_no_list_of_ours_is_refused(client: FlaskClient, arguments: dict[str, str]) -> None:
    token = tokens.written(Token(arguments, 2, datetime(2026, 3, 1, tzinfo=UTC), "a/1.2", 3))
    assert error_of(ask(client, f"verb=ListRecords&resumptionToken={token}")) == "badResumptionToken"


WHOLE = "given=1&at=2026-03-01T08:00:00Z&issue=a/1.2&position=1"


@pytest.mark.parametrize(
    "fields",
    [
        f"form=9&{WHOLE}",
        WHOLE,
        "form=1",
        f"form=1&{WHOLE}x",
        f"form=1&{WHOLE.replace('T', ' ')}",
        "form=1&&",
        "",
        "\udcff",
    ],
)
def test_a_token_of_another_form_is_refused(fields: str) -> None:
    body = tokens.urlsafe_b64encode(fields.encode("utf-8", "surrogateescape")).decode().rstrip("=")
    with pytest.raises(Refused, match="of another form"):
        tokens.read(f"{body}.{tokens._sum(body)}")


# --- text that XML cannot hold ------------------------------------------------------------------------


def test_hostile_text_stays_text_in_a_record(archive: Archive) -> None:
    hostile = "a\x00b\x0b ]]> & <dc:title>\ud800</dc:title>\ufffe “é日𝄞”"
    published = Published(Interval("2022", date(2022, 1, 1), date(2022, 12, 31)), "stated")
    issue = Issue(f"{SERIES}/1.1", SERIES, 1, 1, "title", hostile, hostile, None, published)
    mention = Mention("body", 0, 1, "a", "mcas-futenma", "base", "alias", 1.0)
    item = Item(issue.id, 1, hostile, hostile, mentions=(mention,))
    work = Work(issue, archive.series[0], "http://x/1", item)
    record = fromstring(document(metadata(work, "http://x", archive.knowledge.entities)))
    assert statements(record, "description")[0] == "ab ]]> & <dc:title></dc:title> “é日𝄞”"
    assert len(statements(record, "title")) == 1
    assert statements(record, "title")[0].startswith("ab")


def test_hostile_arguments_are_told_back_as_text(client: FlaskClient) -> None:
    answer = client.get(
        "/oai", query_string={"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "\x00<a>&]]>"}
    )
    assert error_of(fromstring(answer.data)) == "idDoesNotExist"
    request = fromstring(answer.data).find(f"{OAI}request")
    assert request is not None
    assert request.attrib["identifier"] == "<a>&]]>"


def test_control_characters_in_a_kept_text_do_not_spoil_the_harvest(changing: Archive) -> None:
    with changing.catalog.transaction() as db:
        db.exec_driver_sql("UPDATE item SET body = ?, headline = ? WHERE position = 1", ("a\x01]]>b\x0c", "\x02<i>&"))
    answer = ask(create_app(changing).test_client(), LIST)
    assert statements(answer, "description").count("a]]>b") == 3
    assert statements(answer, "title").count("<i>&") == 3
