"""The search page: what it shows of a search, and that every link on it does what it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from conftest import issue_text
from flask.testing import FlaskClient

from archive import Archive
from archive.model import Interval
from archive.search import SearchRequest
from importers.batch import import_paths
from web import create_app
from web.search import asked
from web.words import brief_words


class Shown:
    """A page as a reader has it."""

    def __init__(self, client: FlaskClient, address: str) -> None:
        self.client, self.address = client, address
        answer = client.get(address)
        self.status, self.html = answer.status_code, BeautifulSoup(answer.text, "lxml")

    def texts(self, selector: str) -> list[str]:
        return [" ".join(one.get_text().split()) for one in self.html.select(selector)]

    def text(self, selector: str) -> str:
        return " ".join(self.texts(selector))

    def link(self, selector: str, text: str) -> Shown:
        """The page that a link leads to."""
        return Shown(self.client, self.href(selector, text))

    def href(self, selector: str, text: str) -> str:
        found = [one for one in self.html.select(selector) if text in " ".join(one.get_text().split())]
        assert found, f"{self.address} has no {selector} with “{text}”, only {self.texts(selector)}"
        return str(found[0]["href"])

    def arguments(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.address).query)

    @property
    def hits(self) -> list[str]:
        return self.texts("[data-hit]")


@pytest.fixture
def at(client: FlaskClient) -> Any:
    """Open an address."""
    return lambda address: Shown(client, address)


# --- narrowing -------------------------------------------------------------------------------------


def test_each_value_of_each_facet_can_be_put_in_and_found_as_often_as_it_says(at: Any) -> None:
    page = at("/search")
    links = page.html.select(".facet a.value")
    assert {one.find_parent("section").h3.get_text() for one in links} >= {
        "Year",
        "Volume",
        "People",
        "Bases",
        "Places",
    }
    for link in links:
        narrowed = at(str(link["href"]))
        count = int(link.select_one(".count").get_text())
        assert narrowed.text("#found h2[data-said]").startswith(f"{count} item"), link
        assert narrowed.html.select(".filters li"), link


def test_a_value_chosen_says_so_and_is_taken_out_again(at: Any) -> None:
    page = at("/search?base=mcas-futenma")
    chosen = page.html.select('.facet a.value[aria-current="true"]')
    assert [one.span.get_text() for one in chosen] == ["MCAS Futenma (chosen; remove)"]
    assert at(str(chosen[0]["href"])).arguments() == []


def test_a_value_left_out_is_not_found_and_said_in_a_sentence(at: Any) -> None:
    page = at("/search?q=Futenma")
    assert len(page.hits) == 2
    without = page.link(".without", "without Denny Tamaki")
    assert without.arguments() == [("q", "Futenma"), ("not", "denny-tamaki")]
    assert without.hits == ["Futenma noise suit filed"]
    assert "Denny Tamaki" in without.text(".filters li")
    assert without.link(".filters a", "remove").hits == page.hits


def test_a_search_within_keeps_everything_and_can_be_taken_back(at: Any) -> None:
    page = at("/search?q=Futenma&sort=oldest&view=table&in=Okinawa")
    form = page.html.select_one("form.inside")
    kept = [(one["name"], one["value"]) for one in form.select("input[type=hidden]")]
    assert ("q", "Futenma") in kept and ("in", "Okinawa") in kept and ("sort", "oldest") in kept
    assert form.select_one("input[type=text]")["name"] == "in"
    assert page.hits == ["Work at Henoko goes on"]
    assert len(page.link(".filters a", "Okinawa").hits) == 2


def test_a_new_query_keeps_the_filters(at: Any) -> None:
    page = at("/search?q=noise&base=mcas-futenma&not=denny-tamaki&view=table&dates=told&page=2")
    kept = [(one["name"], one["value"]) for one in page.html.select("form.searchbox input[type=hidden]")]
    assert ("base", "mcas-futenma") in kept and ("not", "denny-tamaki") in kept and ("dates", "told") in kept
    assert not {"q", "page"} & {name for name, _ in kept}


def test_a_bar_of_the_histogram_narrows_to_its_month(at: Any) -> None:
    page = at("/search?q=Futenma")
    bar = page.html.select(".histogram svg a")[0]
    assert "1 item" in bar["aria-label"]
    assert len(at(bar["href"]).hits) == 1


def test_the_histogram_goes_by_publication_or_by_the_events_told(at: Any) -> None:
    page = at("/search?q=the+drills+OR+noise")
    assert page.text(".histogram [aria-current]") == "of publication"
    told = page.link(".histogram .switch a", "of the events told")
    assert "counts in each" in told.text(".histogram figcaption")
    assert ("dates", "told") in told.arguments()
    assert told.text(".histogram [aria-current]") == "of the events told"
    published, events = ({one["aria-label"] for one in shown.html.select(".histogram svg a")} for shown in (page, told))
    assert published != events


# --- reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "first"),
    [("newest", "Futenma noise suit filed"), ("oldest", "Work at Henoko goes on")],
)
def test_the_order_is_a_click(at: Any, name: str, first: str) -> None:
    page = at("/search?q=Futenma").link(".switch a", name)
    assert page.hits[0] == first
    assert name in page.texts(".switches [aria-current]")


def test_by_events_what_was_told_last_comes_first(at: Any) -> None:
    page = at("/search?q=drills OR Iwakuni").link(".switch a", "latest events told")
    assert page.arguments()[-1] == ("sort", "events")
    assert page.hits[0] == "Kishi tells Diet members of drills near Kadena"  # until the fall of 2022


def test_grouped_each_issue_stands_once_and_tells_how_many_more(at: Any) -> None:
    page = at("/search?q=Iwakuni+OR+Kadena").link(".switch a", "issues")
    assert len(page.hits) == 1
    more = page.link(".more a", "1 more item")
    assert len(more.hits) == 2
    assert ("group", "issue") not in more.arguments()


def test_the_table_has_a_row_an_item_and_many_on_a_page(at: Any) -> None:
    page = at("/search").link(".switch a", "table")
    table = page.html.select_one("table.found")
    assert page.texts("table.found thead th") == ["Published", "Issue", "Item", "Headline", "Names"]
    assert len(table.select("tbody tr")) == 6
    row = [" ".join(cell.get_text().split()) for cell in table.select("tbody tr")[-1].select("th, td")]
    assert row[1:4] == ["Vol 1.12", "item 2", "Emanuel visits Iwakuni"]
    assert "Rahm Emanuel" in row[4]
    assert asked({"view": "table"}).per_page == 100
    assert asked({"view": "table", "per_page": "25"}).per_page == 25
    oldest = page.link("table.found thead a", "Published").link("table.found thead a", "Published")
    assert oldest.html.select_one("th[aria-sort]")["aria-sort"] == "ascending"
    assert at(oldest.href(".switch a", "items")).arguments() == [("sort", "oldest")]  # a list is short again


def test_words_and_names_are_marked_each_in_its_way(at: Any) -> None:
    page = at("/search?q=leader:yasukazu-hamada+patrols")
    assert "patrols" in page.texts(".hit mark:not(.named)")
    assert "Yasukazu Hamada" in page.texts(".hit mark.named.leader")


def test_what_only_possibly_fits_is_told_apart(at: Any, client: FlaskClient) -> None:
    when = client.get("/search.json?q=issue:1.12").get_json()["hits"][0]["published"]
    assert when["earliest"] != when["latest"]
    page = at(f"/search?q=date:{when['latest']}")
    assert page.text(".hit .where em") and "possibly" in page.text(".hit .where em")
    assert "only possibly fit" in page.text("#found > .where")


# --- what was asked --------------------------------------------------------------------------------


def test_the_place_of_a_fault_is_marked_and_the_rest_is_answered(at: Any) -> None:
    page = at("/search?q=Futenma+date:yesterdayish")
    assert page.status == 200
    assert page.text(".problem .query code") == "Futenma date:yesterdayish"
    assert "yesterdayish" in page.text(".problem .wrong")
    assert "Futenma" not in page.text(".problem .wrong")
    assert len(page.hits) == 2
    box = page.html.select_one("#q")
    assert box["aria-invalid"] == "true"
    assert page.html.find(id=box["aria-describedby"]) == page.html.select_one(".problem")


def test_a_query_of_which_nothing_is_left_is_refused_with_help(at: Any) -> None:
    page = at("/search?q=%22&base=mcas-futenma")
    assert page.status == 400
    kept = page.html.select("form.searchbox input[type=hidden]")
    assert [(one["name"], one["value"]) for one in kept] == [("base", "mcas-futenma")]
    assert page.text(".problem .wrong") == '"' and not page.hits
    assert page.html.select_one("details.help").has_attr("open")
    assert page.html.select_one("#q")["value"] == '"'


def test_a_misspelt_word_is_set_right_in_a_click(at: Any) -> None:
    page = at("/search?q=Futemna")
    meant = page.html.select(".meant a")
    assert [one.get_text().lower() for one in meant] == ["futenma"]
    right = page.link(".meant a", meant[0].get_text())
    assert [(name, value.lower()) for name, value in right.arguments()] == [("q", "futenma")]
    assert len(right.hits) == 2


def test_terms_that_stand_out_lead_on(tmp_path: Path) -> None:
    towns = ("Ginowan", "Nago", "Naha", "Iwakuni", "Sasebo", "Misawa", "Atsugi", "Kure")
    for number, town in enumerate(towns, 1):
        items = [(f"{town} complains", f"Some in {town} told Gov. Denny Tamaki of noise near MCAS Futenma.")]
        items += [(f"{what} in {town}", f"Envoys spoke of {what} in {town}.") for what in ("Trade", "Steel", "Ships")]
        (tmp_path / f"vol-1.{number}.txt").write_text(issue_text(f"1.{number}", *items), "utf-8")
    archive = Archive(tmp_path / "home")
    import_paths(archive, sorted(tmp_path.glob("*.txt")))
    page = Shown(create_app(archive).test_client(), "/search?q=Futenma OR Envoys")
    page = page.link(".facet a.value", "MCAS Futenma").link(".related a", "What stands out")
    related = page.texts(".related a")
    assert "Denny Tamaki" in related
    assert ("base", "mcas-futenma") in page.link(".related a", "Denny Tamaki").arguments()
    assert len(page.link(".related a", "Denny Tamaki").hits) == 8
    archive.close()


def test_nothing_found_says_what_else_could_be_tried(at: Any) -> None:
    page = at("/search?q=zeppelin")
    assert page.text("#found h2[data-said]") == "Nothing was found for “zeppelin”"
    assert "directory of names" in page.text(".empty")


# --- taking along ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["CSV", "JSON Lines", "BibTeX", "RIS", "CSL-JSON", "Atom feed", "a CSV of searches"])
def test_the_whole_result_is_offered_in_every_form(at: Any, client: FlaskClient, name: str) -> None:
    page = at("/search?q=Futenma&sort=oldest&page=1&view=table")
    href = page.href(".keeping a", name)
    answer = client.get(href)
    assert answer.status_code == 200
    if name != "a CSV of searches":
        assert parse_qsl(urlsplit(href).query) == [("q", "Futenma"), ("sort", "oldest")]
        assert "Work at Henoko goes on" in answer.text and "Futenma noise suit filed" in answer.text


def test_a_reference_manager_finds_every_item_on_the_page(at: Any) -> None:
    page = at("/search?q=Futenma")
    spans = page.html.select(".hit span.Z3988")
    assert len(spans) == 2
    assert "Work+at+Henoko+goes+on" in " ".join(str(one["title"]) for one in spans)


@pytest.mark.parametrize(
    "address",
    ["/search", "/search?q=Futenma", "/search?q=Futenma&view=table", "/search?q=Japan&group=issue&dates=told"],
)
def test_every_link_leads_somewhere(at: Any, client: FlaskClient, address: str) -> None:
    page = at(address)
    links = {str(one["href"]).partition("#")[0] for one in page.html.select("main a[href], head link[href]")}
    assert len(links) > 20
    found = {}
    for link in links - {""}:
        with client.get(link) as answer:
            found[link] = answer.status_code
    assert {link: status for link, status in found.items() if status != 200} == {}


# --- suggestions -----------------------------------------------------------------------------------


def test_suggestions_are_a_list_of_what_the_archive_has(client: FlaskClient) -> None:
    answer = client.get("/suggest?q=noise+Fut")
    found = answer.get_json()
    assert {"kind", "text", "detail", "query", "id", "count"} == set(found[0])
    assert any(one["id"] == "mcas-futenma" for one in client.get("/suggest?q=fut").get_json())
    assert len(found) <= 8
    for one in found:
        assert client.get("/search", query_string={"q": one["query"]}).status_code == 200


@pytest.mark.parametrize("text", ["", " ", "zzzzqq", '"', "leader:", "x" * 5000, "\x00", "(((("])
def test_where_nothing_can_be_suggested_the_list_is_empty_or_short(client: FlaskClient, text: str) -> None:
    answer = client.get("/suggest", query_string={"q": text})
    assert answer.status_code == 200
    assert isinstance(answer.get_json(), list)


# --- small things ----------------------------------------------------------------------------------


def test_an_address_holds_whatever_was_asked(at: Any) -> None:
    query = 'Futenma OR "a&b=c é 岸 #+%"'
    page = at(f"/search?{urlencode(SearchRequest(q=query).as_args())}")
    assert page.html.select_one("#q")["value"] == query
    links = page.html.select(".switch a")
    assert len(links) > 5
    for link in links:
        assert ("q", query) in Shown(page.client, str(link["href"])).arguments()


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2022, 1, 13), date(2022, 1, 13), "Jan 13, 2022"),
        (date(2022, 1, 12), date(2022, 1, 17), "Jan 12–17, 2022"),
        (date(2022, 8, 27), date(2022, 9, 6), "Aug 27–Sep 6, 2022"),
        (date(2022, 12, 28), date(2023, 1, 4), "Dec 28, 2022–Jan 4, 2023"),
        (None, date(2023, 1, 4), "…–Jan 4, 2023"),
        (None, None, "unknown"),
    ],
)
def test_a_date_in_a_table_is_brief_and_keeps_its_uncertainty(first: date | None, last: date | None, said: str) -> None:
    assert brief_words(Interval("", first, last)) == said
