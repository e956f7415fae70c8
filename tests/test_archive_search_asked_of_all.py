"""Everything a request may hold beside its query: years, volumes, exclusions, further queries, orders and groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from archive.errors import BadQuery, NotFound
from archive.search import ResultPage, SearchRequest

ONE = "us-japan-alliance-digest/1."


@pytest.fixture(scope="module")
def archive(filled: Path) -> Iterator[Archive]:
    """The three small issues, opened once for all searches."""
    archive = Archive(filled)
    yield archive
    archive.close()


def ask(archive: Archive, q: str = "", **args: Any) -> ResultPage:
    return archive.search(SearchRequest.from_args({"q": q, **{key.rstrip("_"): value for key, value in args.items()}}))


def again(archive: Archive, args: Any) -> ResultPage:
    return archive.search(SearchRequest.from_args(args))


def numbers(page: ResultPage) -> list[str]:
    return [hit.item.removeprefix(ONE) for hit in page.hits]


@pytest.mark.parametrize(
    ("args", "items"),
    [
        ({"volume": "1"}, 6),
        ({"volume": ["1", "2"]}, 6),
        ({"volume": "2"}, 0),
        ({"not": "mcas-futenma"}, {"12#1", "12#2", "13#1", "20#1"}),
        ({"not": ["MCAS Futenma", "nobuo-kishi"]}, {"12#2", "13#1", "20#1"}),
        ({"in": "kadena OR noise"}, {"12#1", "20#2"}),
        ({"in": ["kadena OR noise", "suit"]}, {"20#2"}),
        ({"q": "futenma", "in": "henoko"}, {"13#2"}),
        ({"in": "base:futenma", "not": "henoko"}, {"20#2"}),
        ({"q": "issue:1.12..1.13 tokyo"}, {"13#1"}),
        ({"q": "issue:1.13.. noise"}, {"20#2"}),
        ({"q": "issue:..1.12"}, {"12#1", "12#2"}),
        ({"q": "issue:1"}, 6),
        ({"q": "office:japan-defense-minister"}, {"12#1", "20#1"}),
        ({"year": "2022", "dates": "told"}, 6),
        ({"year": "2023", "dates": "told"}, {"20#1"}),  # "next year"
        ({"q": "kishi", "year": "2022", "dates": "told"}, {"12#1"}),
        ({"year": "2021", "dates": "told"}, 0),
    ],
)
def test_each_argument_narrows(archive: Archive, args: dict[str, Any], items: set[str] | int) -> None:
    page = again(archive, args)
    if isinstance(items, int):
        assert page.total == items
    else:
        assert set(numbers(page)) == items and page.total == len(items)


def test_volumes_are_counted_whatever_volume_is_chosen(archive: Archive) -> None:
    for volume in ([], ["1"], ["2"]):
        page = ask(archive, volume=volume)
        assert [(one.id, one.name, one.count) for one in page.facets["volume"] if one.count] == [("1", "Volume 1", 6)]
    (chosen,) = (one for one in ask(archive, volume="2").facets["volume"] if one.chosen)
    assert (chosen.id, chosen.count, chosen.args) == ("2", 0, {})
    assert [one.count for one in ask(archive, volume="2").facets["year"]] == []


def test_a_facet_offers_to_leave_out(archive: Archive) -> None:
    futenma = next(one for one in ask(archive).facets["base"] if one.id == "mcas-futenma")
    assert futenma.not_args == {"not": ["mcas-futenma"]}
    left = again(archive, futenma.not_args)
    assert left.total == 4 and "mcas-futenma" not in {one.id for one in left.facets["base"]}
    both = ask(archive, base="MCAS Futenma").facets["base"][0]
    assert both.chosen and both.args == {} and both.not_args == {"not": ["mcas-futenma"]}


def test_every_filter_is_a_sentence_that_takes_it_out(archive: Archive) -> None:
    page = ask(
        archive,
        "headline:work issue:1.13",
        in_=["henoko", "july"],
        not_="Nobuo Kishi",
        base="mcas-futenma",
        year="2022",
        volume=["1", "2"],
        dates="told",
    )
    assert numbers(page) == ["13#2"]
    assert [one.sentence for one in page.filters] == [
        "has “work” in its headline",
        "stands in issue 1.13",
        "matches “henoko” as well",
        "matches “july” as well",
        "mentions MCAS Futenma",
        "does not mention Nobuo Kishi",
        "tells of something in 2022",
        "stands in volume 1 or 2",
    ]
    whole = page.request.as_args()
    for one in page.filters:
        rest = again(archive, one.args)
        assert len(rest.filters) == 7 and one.sentence not in {other.sentence for other in rest.filters}
        assert one.args != whole and rest.total >= page.total


@pytest.mark.parametrize(
    ("asked", "said"), [("1", "stands in volume 1"), ("1.12..1.20", "stands in issues 1.12 to 1.20")]
)
def test_a_range_of_issues_is_said(archive: Archive, asked: str, said: str) -> None:
    assert [one.sentence for one in ask(archive, f"issue:{asked}").filters] == [said]


# --- dates told --------------------------------------------------------------------------------------


def test_years_and_bars_may_go_by_the_dates_told(archive: Archive) -> None:
    page = ask(archive, dates="told")
    assert [(one.id, one.count) for one in page.facets["year"]] == [("2023", 1), ("2022", 6)]
    assert {bar.edtf for bar in page.histogram} >= {"2022-06", "2022-07", "2022-10"}
    for bar in page.histogram:
        assert bar.args["q"] == f"event:{bar.edtf}" and again(archive, bar.args).total == bar.count
    assert page.doubled  # the drills went on from June until the fall
    narrowed = again(archive, page.facets["year"][0].args)
    assert narrowed.request.years == (2023,) and numbers(narrowed) == ["20#1"]


@pytest.mark.parametrize(
    ("q", "args", "told"),
    [
        ("event:2022-06-28 kadena", {}, [("June 28, 2022", "until fall 2022")]),
        ("kadena", {"year": "2022", "dates": "told"}, [("June 28, 2022", "until fall 2022")]),
        ("-event:2022-06-28 noise", {}, [()]),
        ("kadena", {}, [()]),
    ],
)
def test_dates_that_were_asked_for_are_named_and_marked(
    archive: Archive, q: str, args: dict[str, str], told: list[tuple[str, ...]]
) -> None:
    page = ask(archive, q, **args)
    assert [hit.told for hit in page.hits] == told
    marked = [span for hit in page.hits for span in (*hit.snippet.spans, *hit.headline.spans) if span.kind == "date"]
    assert bool(marked) == bool(told[0])


def test_the_order_by_events_has_the_latest_first(archive: Archive) -> None:
    assert numbers(ask(archive, sort="events"))[0] == "20#1"
    assert numbers(ask(archive, sort="events"))[-1] == "12#2"  # June 24
    assert numbers(ask(archive, "event:2022-06 OR event:2022-07", sort="events"))[0] in ("13#1", "13#2")


# --- groups, and the whole -----------------------------------------------------------------------------


def test_an_issue_is_shown_once_by_its_best_item(archive: Archive) -> None:
    page = ask(archive, "futenma OR noise OR tokyo OR patrol*", group="issue")
    ungrouped = ask(archive, "futenma OR noise OR tokyo OR patrol*")
    assert page.total == ungrouped.total == 4 and page.groups == len(page.hits) == 2
    assert numbers(page)[0] == numbers(ungrouped)[0] == "20#2"
    assert [hit.more for hit in page.hits] == [1, 1]
    assert page.hits[0].more_args and set(numbers(again(archive, page.hits[0].more_args))) == {"20#1", "20#2"}
    second = ask(archive, "futenma OR noise OR tokyo OR patrol*", group="issue", per_page="1", page="2")
    assert second.pages == 2 and numbers(second) == numbers(page)[1:]
    assert ungrouped.groups == 4 and ungrouped.hits[0].more_args is None


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "events"])
def test_the_whole_has_every_page_in_order(archive: Archive, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.searching.SLICE", 4)
    request = SearchRequest.from_args({"q": "futenma OR tokyo OR kadena OR patrol*", "sort": sort, "per_page": "2"})
    pages = [
        hit.item
        for page in (1, 2, 3)
        for hit in archive.search(
            request.first_page().__class__.from_args({**request.as_args(), "page": str(page)})
        ).hits
    ]
    whole = archive.searcher.whole(request)
    found = list(whole.hits)
    assert [item.id for item, _ in found] == pages and whole.total == len(pages) == 5
    assert all(item.issue == issue.id and item.body for item, issue in found)


# --- faults, and help ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("q", "args", "said", "items"),
    [
        ("noise leader:nobody", {}, "no leader of that name or id is known", {"20#2"}),
        ("noise issue:9.9", {}, "no such issue is in the archive", {"20#2"}),
        ("(noise OR drill issue:9.9", {}, "this parenthesis is never closed", {"12#1", "20#2"}),
        ('"noise suit', {}, "this quotation mark is never closed", {"20#2"}),
        ("noise", {"in": ["suit date:2022-13"]}, "is no date", {"20#2"}),
    ],
)
def test_a_faulty_query_finds_what_the_rest_of_it_finds(
    archive: Archive, q: str, args: dict[str, Any], said: str, items: set[str]
) -> None:
    page = ask(archive, q, **args)
    assert page.problem and said in page.problem.what and page.problem.todo
    assert set(numbers(page)) == items
    shown = page.as_dict()["problem"]
    assert (
        shown["text"][shown["start"] : shown["end"]] in (q, *args.get("in", [])[0:1], shown["text"]) or shown["start"]
    )
    assert ask(archive, "noise").problem is None and ask(archive, "noise").as_dict()["problem"] is None


@pytest.mark.parametrize("args", [{"in": "leader:nobody"}, {"not": "nobody at all"}, {"in": "the"}, {"q": "issue:9.9"}])
def test_what_leaves_nothing_is_refused(archive: Archive, args: dict[str, str]) -> None:
    with pytest.raises(BadQuery):
        again(archive, args)


def test_what_was_probably_meant_is_offered_where_little_is_found(archive: Archive) -> None:
    page = ask(archive, "kadena drils")
    assert page.total == 0
    (meant,) = page.corrections
    assert (meant.words, meant.changed) == ("kadena drills", (("drils", "drills"),))
    assert again(archive, meant.args).total == 1
    assert ask(archive, "kadena drills").corrections == ()


def test_what_stands_out_narrows_the_search(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.related.SURE", 0.1)  # six items make no difference sure
    monkeypatch.setattr("archive.search.related.AT_LEAST", 1)
    page = ask(archive, "japanese OR city", related="1")
    assert page.related and page.as_dict()["related"][0]["args"] == page.related[0].args
    for one in page.related:
        assert again(archive, one.args).total == one.count
    assert ask(archive, "futenma").related == ask(archive, related="1").related == ()


def test_a_text_is_completed(archive: Archive) -> None:
    assert "mcas-futenma" in {one.id for one in archive.searcher.suggest("fut")}


def test_similar_items_are_other_items(archive: Archive) -> None:
    found = archive.searcher.similar(f"{ONE}13#2")
    assert f"{ONE}13#2" not in {item.id for item, _ in found}
    assert all(item.issue == issue.id for item, issue in found)
    for id in (f"{ONE}13#9", "nothing", f"{ONE}13#x"):
        with pytest.raises(NotFound):
            archive.searcher.similar(id)
