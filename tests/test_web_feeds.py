"""Atom feeds hold to RFC 4287 and RFC 5005: a real reader takes them, and each rule is checked by hand besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import feedparser
import pytest
from conftest import ISSUES, issue_text
from flask.testing import FlaskClient

from archive import Archive
from archive.curation.judgement import Judgement, Merge
from archive.model import Interval, Published, Source
from archive.store.moments import REVISED
from importers.batch import import_paths, read
from web import create_app
from web.atom import Category, Entry, Feed, Link, paging, rendered
from web.telling import appeared, dated, stamp, updated
from web.xmltext import clean

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SERIES = "us-japan-alliance-digest"
FEEDS = (
    "/feeds/search.atom",
    "/feeds/search.atom?q=Futenma",
    "/feeds/search.atom?q=nothing-at-all",
    "/feeds/search.atom?q=Defense&year=2022&leader=nobuo-kishi&sort=oldest&per_page=2",
    "/feeds/entities/mcas-futenma.atom",
    "/feeds/entities/joe-biden.atom",
    "/feeds/issues.atom",
    "/feeds/issues.atom?page=9",
)
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


@pytest.fixture
def taking_in(empty: Archive) -> Iterator[Callable[..., FlaskClient]]:
    """Take in one of the small issues at a given time, and look at the site again."""

    def take_in(number: str, when: str, name: str = "") -> FlaskClient:
        source = Source(issue_text(number, *ISSUES[number]).encode(), name or f"vol {number}.txt")
        sha256, _ = empty.file(source, when)
        read(empty, sha256, source)
        empty.derive()
        with empty.catalog.transaction() as db:
            key = f"{REVISED}{empty.catalog.revision()}"
            db.exec_driver_sql("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, when))
        return create_app(empty).test_client()

    yield take_in


def entries(client: FlaskClient, address: str) -> list[Element]:
    return fromstring(client.get(address).data).findall(f"{ATOM}entry")


def texts(client: FlaskClient, address: str, tag: str) -> list[str]:
    return [one.findtext(ATOM + tag, "") for one in entries(client, address)]


def links(feed: Element) -> dict[str, str]:
    return {one.attrib["rel"]: one.attrib["href"] for one in feed.findall(f"{ATOM}link")}


# --- the rules of the format ----------------------------------------------------------------------


@pytest.mark.parametrize("address", FEEDS)
def test_a_reader_takes_the_feed_as_it_is(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
    parsed = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert (parsed.version, parsed.feed.language) == ("atom10", "en")
    assert all(one.link and one.title and one.summary and one.updated_parsed for one in parsed.entries)


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_has_what_the_format_demands(client: FlaskClient, address: str) -> None:
    feed = fromstring(client.get(address).data)
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert len(one.findall(ATOM + tag)) == 1, tag
            assert one.findtext(ATOM + tag), tag
        assert all(TIME.fullmatch(at.text or "") for tag in ("updated", "published") for at in one.findall(ATOM + tag))
        linked = [(each.attrib["rel"], each.attrib["type"]) for each in one.findall(f"{ATOM}link")]
        assert len(linked) == len(set(linked))
        assert ("alternate", "text/html") in linked, "an entry without content must be linked"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert all(href.startswith("http://localhost/") for href in links(feed).values())
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    newest = max((one.findtext(f"{ATOM}updated", "") for one in feed.findall(f"{ATOM}entry")), default="")
    assert feed.findtext(f"{ATOM}updated") == (newest or "1970-01-01T00:00:00Z")


@pytest.mark.parametrize("address", FEEDS)
def test_ids_say_nothing_of_the_host_and_every_link_leads_there(client: FlaskClient, address: str) -> None:
    here, there = (
        fromstring(client.get(address, base_url=f"http://{host}").data) for host in ("a.example", "b.example")
    )
    assert [one.text for one in here.iter(f"{ATOM}id")] == [one.text for one in there.iter(f"{ATOM}id")]
    assert all(
        one.text and re.fullmatch(r"urn:digest-archive:[A-Za-z0-9._~/=&+%-]+", one.text)
        for one in here.iter(f"{ATOM}id")
    )
    assert all(one.attrib["href"].startswith("http://b.example/") for one in there.iter(f"{ATOM}link"))


def test_every_entry_leads_to_its_own_page(client: FlaskClient) -> None:
    for address in FEEDS:
        for entry in entries(client, address):
            page = client.get(links(entry)["alternate"])
            assert page.status_code == 200
            assert "text/html" in page.content_type


# --- what is told ---------------------------------------------------------------------------------


def test_an_entry_tells_the_passage_its_place_and_how_sure_its_date_is(client: FlaskClient) -> None:
    (entry,) = (one for one in entries(client, "/feeds/search.atom?q=Henoko"))
    assert entry.findtext(f"{ATOM}id") == f"urn:digest-archive:{SERIES}/1.13/2"
    assert entry.findtext(f"{ATOM}title") == "Work at Henoko goes on"
    said = entry.findtext(f"{ATOM}summary", "")
    assert said.startswith("Work on the replacement for Marine Corps Air Station Futenma")
    assert "US-Japan Alliance Digest Vol 1.13, item 2. Published about July 1" in said
    assert "; date inferred from the text" in said
    named = {one.attrib["term"]: one.attrib for one in entry.findall(f"{ATOM}category")}
    assert named["mcas-futenma"]["label"] == "MCAS Futenma"
    assert named["mcas-futenma"]["scheme"] == "urn:digest-archive:kind/base"
    assert "denny-tamaki" in named


def test_entries_come_newest_first_whatever_the_order_asked_for(client: FlaskClient) -> None:
    for sort in ("relevance", "oldest", "newest"):
        days = texts(client, f"/feeds/search.atom?q=Defense&sort={sort}", "published")
        assert len(days) > 1
        assert days == sorted(days, reverse=True)
    days = texts(client, "/feeds/issues.atom", "published")
    assert len(days) == 3
    assert days == sorted(days, reverse=True)


def test_the_title_and_the_sentence_say_what_was_searched_for(client: FlaskClient) -> None:
    feed = fromstring(client.get("/feeds/search.atom?q=Futenma&year=2022").data)
    assert feed.findtext(f"{ATOM}title") == "Futenma · US-Japan Alliance Digest archive"
    assert feed.findtext(f"{ATOM}subtitle") == "2 items for “Futenma”: published in 2022; newest first."
    assert fromstring(client.get("/feeds/search.atom").data).findtext(f"{ATOM}title", "").startswith("All items · ")


def test_sample_text_is_called_so_in_every_feed(archive: Archive) -> None:
    client = create_app(archive, notice="These are samples.").test_client()
    for address in FEEDS:
        assert fromstring(client.get(address).data).findtext(f"{ATOM}subtitle", "").endswith("These are samples.")


def test_the_feed_of_an_issue_tells_its_headlines(client: FlaskClient) -> None:
    first = entries(client, "/feeds/issues.atom")[0]
    assert first.findtext(f"{ATOM}title") == "US-Japan Alliance Digest Vol 1.20"
    assert first.findtext(f"{ATOM}summary", "").startswith(
        "1. Hamada counts on joint patrols\n2. Futenma noise suit filed"
    )
    assert "yasukazu-hamada" in [one.attrib["term"] for one in first.findall(f"{ATOM}category")]


def test_the_feed_of_an_entity_has_every_item_that_mentions_it(client: FlaskClient, archive: Archive) -> None:
    expected = {f"urn:digest-archive:{issue}/{at}" for issue, at in archive.ask.mentioning("mcas-futenma")}
    assert len(expected) == 2
    assert set(texts(client, "/feeds/entities/mcas-futenma.atom", "id")) == expected


def test_a_date_of_which_nothing_is_known_is_not_made_up() -> None:
    unknown = Interval("", None, None)
    assert appeared(unknown) is None
    assert dated(Published(unknown, "inferred")) == "When it was published is not known."
    assert updated(("x/1.1", 1), unknown, {}) == datetime(1970, 1, 1, tzinfo=UTC)
    about = Interval("2022-01-29~", date(2022, 1, 28), date(2022, 2, 3))
    assert stamp(appeared(about) or datetime.max) == "2022-01-29T00:00:00Z"
    assert stamp(updated(("x/1.1", 1), about, {})) == "2022-02-03T00:00:00Z"
    half = Interval("2022-40", date(2022, 1, 1), date(2022, 6, 30))
    assert stamp(appeared(half) or datetime.max) == "2022-01-01T00:00:00Z"


# --- paging ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["/feeds/search.atom?per_page=2", "/feeds/search.atom?per_page=4&sort=oldest"])
def test_following_the_pages_gives_every_entry_once_and_leads_back(client: FlaskClient, start: str) -> None:
    address, seen, before = f"http://localhost{start}", list[str](), dict[str, str]()
    while address and len(seen) < 20:
        feed = fromstring(client.get(address).data)
        found = links(feed)
        seen += [one.findtext(f"{ATOM}id", "") for one in feed.findall(f"{ATOM}entry")]
        assert feed.findtext(f"{SEARCH}totalResults") == "6"
        assert feed.findtext(f"{SEARCH}startIndex") == str(len(seen) - len(feed.findall(f"{ATOM}entry")) + 1)
        assert found.get("previous") == before.get("self")
        before, address = found, found.get("next", "")
    assert len(seen) == len(set(seen)) == 6
    assert before["last"] == before["self"]
    assert links(fromstring(client.get(before["first"]).data))["self"] == before["first"]


@pytest.mark.parametrize(("asked", "kept"), [("per_page=10", "?per_page=10"), ("per_page=20", ""), ("per_page=", "")])
def test_the_length_of_pages_is_kept_where_it_was_asked_for(client: FlaskClient, asked: str, kept: str) -> None:
    feed = fromstring(client.get(f"/feeds/search.atom?{asked}").data)
    assert links(feed)["self"] == f"http://localhost/feeds/search.atom{kept}"
    assert feed.findtext(f"{SEARCH}itemsPerPage") == ("10" if kept else "20")


def test_issues_shown_once_are_counted_once(client: FlaskClient) -> None:
    first = fromstring(client.get("/feeds/search.atom?group=issue&per_page=2").data)
    rest = fromstring(client.get(links(first)["next"]).data)
    ids = [one.findtext(f"{ATOM}id", "") for feed in (first, rest) for one in feed.findall(f"{ATOM}entry")]
    assert first.findtext(f"{SEARCH}totalResults") == "3" == str(len(ids))
    assert len({id.rpartition("/")[0] for id in ids}) == 3
    assert "next" not in links(rest)


def test_all_pages_are_the_same_feed(client: FlaskClient) -> None:
    pages = [fromstring(client.get(f"/feeds/search.atom?q=Defense&per_page=1&page={page}").data) for page in (1, 2)]
    assert pages[0].findtext(f"{ATOM}id") == pages[1].findtext(f"{ATOM}id")
    other = fromstring(client.get("/feeds/search.atom?q=Futenma&per_page=1").data)
    assert other.findtext(f"{ATOM}id") != pages[0].findtext(f"{ATOM}id")
    same = fromstring(client.get("/feeds/search.atom?sort=oldest&view=table&per_page=1&q=Defense").data)
    assert same.findtext(f"{ATOM}id") == pages[0].findtext(f"{ATOM}id")


@pytest.mark.parametrize(
    ("page", "pages", "expected"),
    [
        (1, 1, {"first": 1, "last": 1}),
        (1, 3, {"first": 1, "next": 2, "last": 3}),
        (2, 3, {"first": 1, "previous": 1, "next": 3, "last": 3}),
        (9, 3, {"first": 1, "previous": 3, "last": 3}),
    ],
)
def test_a_page_is_linked_to_its_neighbours(page: int, pages: int, expected: dict[str, int]) -> None:
    assert paging(page, pages) == expected


# --- time ---------------------------------------------------------------------------------------


def test_an_unchanged_entry_keeps_its_time_whatever_comes_after_it(taking_in: Callable[..., FlaskClient]) -> None:
    first = "2026-03-01T08:00:00+00:00"
    client = taking_in("1.12", first)
    assert texts(client, "/feeds/search.atom?q=issue:1.12", "updated") == ["2026-03-01T08:00:00Z"] * 2
    client = taking_in("1.13", "2026-03-02T17:30:00+09:00")  # a neighbour may date it anew
    assert texts(client, "/feeds/search.atom?q=issue:1.13", "updated") == ["2026-03-02T08:30:00Z"] * 2
    client = taking_in("1.12", "2026-03-03T08:00:00+00:00", "the same bytes by another name.txt")
    assert texts(client, "/feeds/search.atom?q=issue:1.12", "updated") == ["2026-03-01T08:00:00Z"] * 2
    assert texts(client, "/feeds/issues.atom", "updated") == ["2026-03-02T08:30:00Z", "2026-03-01T08:00:00Z"]


def test_a_rebuild_changes_no_time(taking_in: Callable[..., FlaskClient], empty: Archive) -> None:
    client = taking_in("1.12", "2026-03-01T08:00:00+00:00")
    before = client.get("/feeds/search.atom").data
    empty.rebuild()
    assert create_app(empty).test_client().get("/feeds/search.atom").data == before


def test_an_entry_of_a_batch_without_a_time_bears_its_last_possible_day(taking_in: Callable[..., FlaskClient]) -> None:
    client = taking_in("1.20", "the first batch")
    (latest,) = {one["published"]["latest"] for one in client.get("/search.json").json["hits"]}  # type: ignore[index]
    assert set(texts(client, "/feeds/search.atom", "updated")) == {f"{latest}T00:00:00Z"}


@pytest.mark.parametrize("address", FEEDS)
def test_a_reader_that_has_the_feed_is_told_so(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    since = client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (since.status_code, since.data) == (304, b"")
    older = client.get(address, headers={"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"})
    assert older.status_code == 200
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_reader_that_takes_compressed_feeds_is_told_so_too(client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip"}
    first = client.get(FEEDS[1], headers=headers)
    assert first.headers["Content-Encoding"] == "gzip"
    again = client.get(FEEDS[1], headers={**headers, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_new_issue_is_news_to_who_has_the_feed(taking_in: Callable[..., FlaskClient]) -> None:
    before = taking_in("1.12", "2026-03-01T08:00:00+00:00").get("/feeds/search.atom")
    headers = {"If-None-Match": before.headers["ETag"], "If-Modified-Since": before.headers["Last-Modified"]}
    after = taking_in("1.13", "2026-03-02T08:00:00+00:00").get("/feeds/search.atom", headers=headers)
    assert after.status_code == 200
    assert after.headers["Last-Modified"] == "Mon, 02 Mar 2026 08:00:00 GMT"


# --- refusals and redirects -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/feeds/search.atom?q=leader:nobody-at-all", "no leader of that name or id is known"),
        ("/feeds/search.atom?q=Futenma+date:nonsense", "nonsense"),
        ("/feeds/search.atom?year=22", "this is no year"),
        ("/feeds/search.atom?sort=best", "there is no such order"),
        ("/feeds/issues.atom?page=x", "this is no such number"),
        ("/feeds/entities/nobuo-kishi.atom?page=0", "this is no such number"),
    ],
)
def test_a_wrong_question_is_refused_in_words(client: FlaskClient, address: str, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert said in answer.text


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("nobody-at-all", "no such name is known"),
        ("japan-defense-minister", "an office has no feed: an item that names it is linked to whoever held it."),
    ],
)
def test_what_has_no_feed_says_so(client: FlaskClient, id: str, said: str) -> None:
    answer = client.get(f"/feeds/entities/{id}.atom")
    assert answer.status_code == 404
    assert said in answer.text


def test_the_feed_of_a_merged_entity_leads_to_where_it_went(empty: Archive, folder: Path) -> None:
    import_paths(empty, [folder])
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    empty.judge(Judgement("mori", moment, "", Merge("jmsdf-kanoya-air-base", "mcas-iwakuni")))
    answer = create_app(empty).test_client().get("/feeds/entities/jmsdf-kanoya-air-base.atom")
    assert (answer.status_code, answer.location) == (301, "/feeds/entities/mcas-iwakuni.atom")
    assert answer.headers["Cache-Control"] == "no-cache"


# --- what readers must survive ----------------------------------------------------------------------

HOSTILE = "a\x00b\x0bc\x1b ]]> & <b>“é日𝄞”</b> \ud800\udfff\ufffe\uffff \x85\t\n"
PLAIN = "abc ]]> & <b>“é日𝄞”</b>  \x85\t\n"


def test_what_xml_cannot_hold_is_left_out_and_nothing_else() -> None:
    assert clean(HOSTILE) == PLAIN
    every = "".join(map(chr, range(0x11000)))
    assert fromstring(rendered(_feed(every))).findtext(f"{ATOM}title") == clean(every).replace("\r", "\n")


def test_hostile_text_stays_text_in_a_feed() -> None:
    parsed = fromstring(rendered(_feed(HOSTILE)))
    entry = parsed.find(f"{ATOM}entry")
    assert entry is not None
    assert [entry.findtext(ATOM + tag) for tag in ("title", "summary")] == [PLAIN, PLAIN]
    assert entry.find(f"{ATOM}category").attrib["label"].split() == PLAIN.split()  # type: ignore[union-attr]
    assert not list(entry.iter(f"{ATOM}b"))


def _feed(text: str) -> Feed:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    entry = Entry("urn:x:1", text, "http://x/1", at, None, text, [Category("x", text, "base")])
    return Feed("urn:x", text, text, "x", [Link("self", "http://x/")], [entry], 1, 1, 20)


@pytest.mark.parametrize("q", ["\x00\x0b", "a&b", "a]]>b", "<script>", "日本", "%ED%A0%80", '"a" "b"', "é" * 500])
def test_hostile_queries_give_a_sound_feed_or_a_plain_refusal(client: FlaskClient, q: str) -> None:
    answer = client.get("/feeds/search.atom", query_string={"q": q})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert not feedparser.parse(answer.data).bozo


# --- finding the feeds ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/feeds/issues.atom"),
        ("/search?q=Futenma&year=2022", "/feeds/search.atom?q=Futenma&year=2022"),
        ("/entities/nobuo-kishi", "/feeds/entities/nobuo-kishi.atom"),
    ],
)
def test_a_page_names_its_feed(client: FlaskClient, page: str, feed: str) -> None:
    found = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)"', client.get(page).text
    )
    assert feed in [href.replace("&amp;", "&") for href in found]
    assert all(client.get(href.replace("&amp;", "&")).status_code == 200 for href in found)


def test_an_office_names_no_feed_of_its_own(client: FlaskClient) -> None:
    assert "/feeds/entities/" not in client.get("/entities/japan-defense-minister").text
