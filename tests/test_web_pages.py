"""Every page answers, has a `.json` twin, and hands the browser nothing that it should not do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import issue_text
from flask.testing import FlaskClient

from archive import Archive
from importers.batch import import_paths
from web import create_app
from web.headers import PAGE_POLICY

ISSUE = "/issues/us-japan-alliance-digest/1.13"
PAGES = {
    "/": "/index.json",
    "/search": "/search.json",
    "/search?q=Futenma&sort=newest": "/search.json?q=Futenma&sort=newest",
    "/issues/": "/issues.json",
    ISSUE: f"{ISSUE}.json",
    f"{ISSUE}/2": f"{ISSUE}/2.json",
    "/search/many": "/search/many.json",
    "/entities/": "/entities.json",
    "/entities/?q=kishi&kind=leader&all=1": "/entities.json?q=kishi&kind=leader&all=1",
    "/entities/nobuo-kishi": "/entities/nobuo-kishi.json",
    "/entities/mcas-futenma": "/entities/mcas-futenma.json",
    "/entities/quad": "/entities/quad.json",
    "/entities/japan-defense-minister": "/entities/japan-defense-minister.json",
    "/graph/between": "/graph/between.json",
    "/graph/between/yoshimasa-hayashi/antony-blinken": "/graph/between/yoshimasa-hayashi/antony-blinken.json",
    "/graph/between/nobuo-kishi/nobuo-kishi": "/graph/between/nobuo-kishi/nobuo-kishi.json",
    "/graph/evidence/yoshimasa-hayashi/antony-blinken": "/graph/evidence/yoshimasa-hayashi/antony-blinken.json",
}
SCRIPT = '<script>alert("1")</script>'
NASTY = (
    (f"Biden {SCRIPT} & <b>Kishida", f"President Biden {SCRIPT} met Prime Minister Kishida on January 21, 2022 </p>."),
    ("Kishida rests", "Prime Minister Kishida stayed in Tokyo on January 22, 2022, <img src=x onerror=alert(1)> said."),
)


@pytest.fixture
def nasty(tmp_path: Path) -> Archive:
    """An archive whose one issue has markup and a script in its words."""
    (tmp_path / "vol 1.2.txt").write_text(issue_text("1.2", *NASTY), "utf-8")
    archive = Archive(tmp_path / "home")
    import_paths(archive, [tmp_path / "vol 1.2.txt"])
    return archive


@pytest.mark.parametrize("address", PAGES)
def test_a_page_answers_and_names_its_twin(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    linked = re.findall(r'<link rel="alternate" type="application/json" href="([^"]+)"', answer.text)
    assert [link.replace("&amp;", "&") for link in linked] == [PAGES[address]]


@pytest.mark.parametrize("address", PAGES.values())
def test_a_twin_is_json(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert isinstance(answer.json, dict)


@pytest.mark.parametrize("address", [*PAGES, *PAGES.values(), "/nowhere", "/nowhere.json", "/static/style.css"])
def test_every_answer_is_bound_by_the_policy(client: FlaskClient, address: str) -> None:
    with client.get(address) as answer:
        assert answer.headers["Content-Security-Policy"] == PAGE_POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_inline_style_or_script_or_leaves_the_machine(client: FlaskClient, address: str) -> None:
    text = client.get(address).text
    data_block = r'type="application/ld\+json">'  # what it holds is never run
    assert not re.search(rf"\sstyle=|<style|<script(?! {data_block}|[^>]*\ssrc=)|\son[a-z]+=", text)
    loaded = re.findall(r'(?:src|srcset)="([^"]+)"|<link rel="(?:stylesheet|icon|preload)"[^>]*href="([^"]+)"', text)
    assert all("".join(pair).startswith("/static/") for pair in loaded)


def test_every_link_on_every_page_leads_somewhere(client: FlaskClient) -> None:
    links = set()
    for address in PAGES:
        links |= set(re.findall(r'href="(/[^"#]*)', client.get(address).text))
    wrong = []
    for link in sorted(links):
        with client.get(link.replace("&amp;", "&")) as answer:
            wrong += [link] if answer.status_code not in (200, 302) else []
    assert not wrong


def test_links_between_pages_lead_to_pages_not_to_twins(client: FlaskClient) -> None:
    for address in PAGES:
        body = client.get(address).text.split("<main", 1)[1].split("</main>", 1)[0]
        assert not re.findall(r'href="[^"]*(?<!\.csl)\.json(?!l)', body)  # CSL-JSON is a download


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/issues/",
        "/issues/us-japan-alliance-digest/1.2",
        "/issues/us-japan-alliance-digest/1.2/1",
        "/search?q=Kishida",
        "/entities/joe-biden",
    ]
    + ["/graph/between/joe-biden/fumio-kishida", "/graph/evidence/joe-biden/fumio-kishida"],
)
def test_markup_in_text_is_text(nasty: Archive, address: str) -> None:
    text = create_app(nasty).test_client().get(address).text
    assert "alert(" in text
    assert "<script>" not in text
    assert "<img" not in text
    assert "<b>" not in text


def test_markup_in_the_question_is_text(client: FlaskClient) -> None:
    for address in ("/search?q=", "/entities/?q=", "/graph/between?a=", "/search?q=leader:", "/graph/between?b=x&a="):
        assert SCRIPT not in client.get(address, query_string=None).text
        assert SCRIPT not in client.get(address + "%3Cscript%3Ealert(%221%22)%3C/script%3E").text


def test_an_issue_reads_with_names_dates_and_evidence(client: FlaskClient) -> None:
    text = client.get(ISSUE).text
    assert '<a class="name leader" href="/entities/yoshimasa-hayashi"' in text
    assert '<time datetime="2022-07-11" title="July 11, 2022">July 11, 2022</time>' in text
    assert "How the date is known" in text
    assert 'id="2"' in text
    assert 'rel="prev" href="/issues/us-japan-alliance-digest/1.12"' in text
    assert "US-Japan Alliance Digest 1, no. 13 (Sasakawa USA, " in text


@pytest.mark.parametrize("address", [f"{ISSUE}/", "/issues", "/entities/nobuo-kishi/", "/search/"])
def test_a_slash_at_the_end_is_no_matter(client: FlaskClient, address: str) -> None:
    assert client.get(address, follow_redirects=True).status_code == 200


def test_the_list_of_issues_names_what_is_missing(client: FlaskClient) -> None:
    assert "Vol 1.14 to 1.19 are not in the archive." in client.get("/issues/").text
    assert client.get("/issues.json").json["missing"] == [f"1.{n}" for n in (*range(1, 12), *range(14, 20))]  # type: ignore[index]


def test_an_entity_shows_office_and_sentence(client: FlaskClient) -> None:
    text = client.get("/entities/nobuo-kishi").text
    assert 'href="/entities/japan-defense-minister">Minister of Defense' in text
    assert "<mark>" in text
    assert "drills would continue" in text


def test_a_chain_is_asked_for_by_name_or_id(client: FlaskClient) -> None:
    answer = client.get("/graph/between?a=Yoshimasa+Hayashi&b=antony-blinken")
    assert (answer.status_code, answer.location) == (302, "/graph/between/yoshimasa-hayashi/antony-blinken")


def test_no_chain_says_whom_no_issue_mentions_and_offers_the_base(client: FlaskClient) -> None:
    text = client.get("/graph/between/kanoya/joe-biden").text
    assert "No issue mentions Kanoya or Joe Biden." in text
    assert 'href="/graph/between/jmsdf-kanoya-air-base/joe-biden"' in text
    text = client.get("/graph/between/nobuo-kishi/joe-biden").text
    assert "No issue mentions Joe Biden." in text
    assert "the base of that name" not in text.lower()
    assert "nothing that is mentioned with the one" in client.get("/graph/between/nobuo-kishi/antony-blinken").text


def test_offices_are_listed_with_those_who_held_them(client: FlaskClient) -> None:
    text = client.get("/entities/?kind=office").text
    listed = text.split('href="/entities/japan-defense-minister"', 1)[1].split("</li>", 1)[0]
    assert re.findall(r">([^<]+)</a> \((\d{4})", listed)[:2] == [("Yasukazu Hamada", "2022"), ("Nobuo Kishi", "2020")]
    offices = {one["entity"]: one for one in client.get("/entities.json?kind=office").json["entities"]}  # type: ignore[index]
    assert "yasukazu-hamada" in [one["person"] for one in offices["japan-defense-minister"]["holders"]]
    assert "albania-prime-minister" not in offices


def test_an_office_shows_its_holders_in_order(client: FlaskClient) -> None:
    text = client.get("/entities/japan-defense-minister").text
    rows = re.findall(
        r'<th scope="row"><a href="/entities/([^"]+)">[^<]*</a></th><td>([^<]*)</td><td>([^<]*)</td>', text
    )
    held = [row for row in rows if row[0] in ("nobuo-kishi", "yasukazu-hamada") and "202" in row[1]]
    assert held == [
        ("yasukazu-hamada", "August 10, 2022", "September 13, 2023"),
        ("nobuo-kishi", "September 16, 2020", "August 10, 2022"),
    ]


def test_no_kind_or_name_is_said_in_words(client: FlaskClient) -> None:
    assert "“”" not in client.get("/entities/?kind=programme").text
    assert "No name here has “zzz” in it" in client.get("/entities/?q=zzz").text


def test_bars_that_add_up_to_more_than_the_total_are_explained(tmp_path: Path) -> None:
    (tmp_path / "vol 1.2.txt").write_text(
        issue_text("1.2", ("Kishida meets Biden", "They met on January 29, 2022, and Kishida left.")), "utf-8"
    )
    archive = Archive(tmp_path / "home")
    import_paths(archive, [tmp_path / "vol 1.2.txt"])
    client = create_app(archive).test_client()
    found = client.get("/search.json?q=Kishida").json
    assert found is not None
    assert sum(bar["count"] for bar in found["histogram"]) > found["total"]
    sentence = "An item whose date may fall in two months counts in both."
    assert sentence in client.get("/search?q=Kishida").text
    assert sentence not in client.get("/search?q=issue:1.2+zeppelin").text


def test_an_original_says_as_what_it_opens(client: FlaskClient) -> None:
    assert "opens as plain text" in client.get(ISSUE).text


def test_a_volume_that_is_not_there_is_said_alike_everywhere(tmp_path: Path) -> None:
    for number in ("3.2", "5.2"):
        (tmp_path / f"vol {number}.txt").write_text(issue_text(number, *NASTY), "utf-8")
    archive = Archive(tmp_path / "home")
    import_paths(archive, [tmp_path / "vol 3.2.txt", tmp_path / "vol 5.2.txt"])
    client = create_app(archive).test_client()
    assert "2 numbers (hatched) and volume 4 are not in the archive" in client.get("/").text
    assert "<dt>Volume 4</dt><dd>not in the archive</dd>" in client.get("/").text
    assert "Volume 4 is not in the archive." in client.get("/issues/").text
    listed = client.get("/issues.json").json
    assert listed is not None
    assert (listed["missing"], listed["missing_volumes"]) == (["3.1", "5.1"], [4])


def test_an_empty_archive_says_so(empty: Archive) -> None:
    import_paths(empty, [])
    client = create_app(empty).test_client()
    for address in ("/", "/issues/"):
        assert "The archive is empty." in client.get(address).text
    assert client.get("/entities/nobuo-kishi").status_code == 200
    assert client.get("/search?q=Futenma").status_code == 200


def test_the_notice_of_the_home_is_on_every_page(empty: Archive) -> None:
    import_paths(empty, [])
    (empty.home / "NOTICE").write_text("These are <samples>.\n", "utf-8")
    client = create_app(empty).test_client()
    for address in ("/", "/issues/", "/nowhere"):
        text = client.get(address).text
        assert "These are &lt;samples&gt;." in text
        assert empty.series[0].publisher not in text


def test_a_citation_of_a_sample_says_so(archive: Archive) -> None:
    client = create_app(archive, notice="These are samples.").test_client()
    for address in (ISSUE, f"{ISSUE}/1"):
        text = client.get(address).text
        assert "US-Japan Alliance Digest 1, no. 13 [sample text] (" in text
        assert text.lower().count("sample text") >= 3  # in every style
    assert archive.series[0].publisher not in text


def test_nothing_is_marked_safe_but_drawn_pictures() -> None:
    web = Path(create_app.__code__.co_filename).parent
    for template in web.glob("templates/*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape", template.read_text("utf-8")), template.name
    made = {path.name for path in web.glob("*.py") if "Markup(" in path.read_text("utf-8")}
    assert made <= {"charts.py", "graphs.py"}


def test_a_widened_search_says_so_and_can_be_narrowed(client: FlaskClient) -> None:
    said = client.get("/search.json?q=Kishi").json["widened"]  # type: ignore[index]
    text = client.get("/search?q=Kishi").text
    assert ("Search for the words alone" in text) == bool(said)
    assert "Search under other names, too" in client.get("/search?q=Kishi&exact=1").text
