"""Citations: whole, honest about the date, and readable by those who are to read them."""

from __future__ import annotations

import json
from datetime import date
from itertools import accumulate
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

from archive.cite import FORMS, STYLES, Work, bibtex, cited, csl, in_form, ris
from archive.model import Basis, Interval, Issue, Item, Published
from archive.reading import edtf
from archive.reference import Series

SERIES = Series("digest", "US-Japan Alliance Digest", "Sasakawa USA", ("Alliance Digest",), ("japan",), 2022, 15)
STATED = Published(edtf.interval("2022-01-29"), "stated")
ABOUT = Published(edtf.around(date(2022, 1, 28), date(2022, 2, 3), date(2022, 1, 29)), "inferred")
RANGE = Published(edtf.interval("2022-12-28/2023-01-03"), "neighbours")
UNKNOWN = Published(Interval("", None, None), "inferred")
ADDRESS = "https://example.org/issues/digest/1.2/3"
ITEM = Item("digest/1.2", 3, "Toguchi wins", "…")
NASTY = (
    "Tōgō & Müller: 50% of “Quad”",
    "{Braces} that {{balance}}",
    "Back\\slash, _under_, #1, $5, ~tilde, ^caret",
    'He said "no" @ 5',
    "岸田文雄 at <b>Iwakuni</b>",
    "TY  - not a tag",
)


def issue(published: Published = STATED, numbered: bool = True, title: str = "A Digest") -> Issue:
    return Issue("digest/1.2", "digest", *((1, 2) if numbered else (None, None)), None, None, title, None, published)


def bib_fields(text: str) -> tuple[str, str, dict[str, str]]:
    """Type, key and fields of the one entry of a BibTeX text, decoded but for those that are no TeX."""
    found: dict[str, str] = {}
    for middleware in ([LatexDecodingMiddleware()], []):
        library = bibtexparser.parse_string(text, append_middleware=middleware)
        assert not library.failed_blocks
        (entry,) = library.entries
        fields = {name: str(field.value) for name, field in entry.fields_dict.items()}
        found |= fields if middleware else {name: fields[name] for name in ("date", "url") if name in fields}
    return entry.entry_type, entry.key, found


@pytest.mark.parametrize(
    ("published", "chicago", "apa", "mla"),
    [
        (
            STATED,
            "“Toguchi wins,” item 3, US-Japan Alliance Digest 1, no. 2 (Sasakawa USA, January 29, 2022), A.",
            "Sasakawa USA. (2022, January 29). Toguchi wins. US-Japan Alliance Digest, 1(2), Item 3. A",
            "“Toguchi wins.” US-Japan Alliance Digest, vol. 1, no. 2, Sasakawa USA, 29 Jan. 2022, item 3, A.",
        ),
        (
            ABOUT,
            "“Toguchi wins,” item 3, US-Japan Alliance Digest 1, no. 2 (Sasakawa USA, about January 29, 2022 [between "
            "January 28 and February 3; date inferred from the text]), A.",
            "Sasakawa USA. [ca. 2022, January 29]. Toguchi wins. US-Japan Alliance Digest, 1(2), Item 3 [Between "
            "January 28 and February 3; date inferred from the text]. A",
            "“Toguchi wins.” US-Japan Alliance Digest, vol. 1, no. 2, Sasakawa USA, [circa 29 Jan. 2022], item 3, A. "
            "Between January 28 and February 3; date inferred from the text.",
        ),
        (
            RANGE,
            "“Toguchi wins,” item 3, US-Japan Alliance Digest 1, no. 2 (Sasakawa USA, between December 28, 2022 and "
            "January 3, 2023 [date inferred from the text and neighbouring numbers]), A.",
            "Sasakawa USA. [2022, December 28–2023, January 3]. Toguchi wins. US-Japan Alliance Digest, 1(2), Item 3 "
            "[Date inferred from the text and neighbouring numbers]. A",
            "“Toguchi wins.” US-Japan Alliance Digest, vol. 1, no. 2, Sasakawa USA, [28 Dec. 2022–3 Jan. 2023], "
            "item 3, A. Date inferred from the text and neighbouring numbers.",
        ),
        (
            UNKNOWN,
            "“Toguchi wins,” item 3, US-Japan Alliance Digest 1, no. 2 (Sasakawa USA, date unknown), A.",
            "Sasakawa USA. (n.d.). Toguchi wins. US-Japan Alliance Digest, 1(2), Item 3. A",
            "“Toguchi wins.” US-Japan Alliance Digest, vol. 1, no. 2, Sasakawa USA, item 3, A.",
        ),
    ],
    ids=["stated", "about", "range", "unknown"],
)
def test_an_item_in_each_style(published: Published, chicago: str, apa: str, mla: str) -> None:
    found = {style: cited(issue(published), SERIES, "A", ITEM, style) for style in STYLES}
    assert found == {"chicago": chicago, "apa": apa, "mla": mla}


def test_an_issue_in_each_style() -> None:
    assert [cited(issue(), SERIES, "A", style=style) for style in STYLES] == [
        "US-Japan Alliance Digest 1, no. 2 (Sasakawa USA, January 29, 2022), A.",
        "Sasakawa USA. (2022, January 29). US-Japan Alliance Digest, 1(2). A",
        "US-Japan Alliance Digest, vol. 1, no. 2, Sasakawa USA, 29 Jan. 2022, A.",
    ]


@pytest.mark.parametrize(
    ("text", "apa", "mla"),
    [
        ("2022-01", "(2022, January)", "Jan. 2022"),
        ("2022", "(2022)", "2022"),
        ("2022-21", "(spring 2022)", "spring 2022"),
        ("2022-01-05/2022-01-20", "(2022, January 5–20)", "5–20 Jan. 2022"),
        ("2022-09-28/2022-10-02", "(2022, September 28–October 2)", "28 Sept.–2 Oct. 2022"),
    ],
)
def test_dates_of_other_lengths(text: str, apa: str, mla: str) -> None:
    dated = issue(Published(edtf.interval(text), "stated"))
    assert f" {apa}." in cited(dated, SERIES, "A", style="apa")
    assert f", {mla}, " in cited(dated, SERIES, "A", style="mla")


def test_a_question_keeps_its_mark_and_quotes_become_single_ones() -> None:
    item = Item("digest/1.2", 1, "Did Kishi say “never”?", "…")
    assert cited(issue(), SERIES, "A", item, "mla").startswith("“Did Kishi say ‘never’?” US-Japan")
    assert ". Did Kishi say “never”? US-Japan" in cited(issue(), SERIES, "A", item, "apa")


@pytest.mark.parametrize("style", STYLES)
def test_sample_text_is_cited_as_such_and_is_nobodys_publication(style: Any) -> None:
    for item in (None, ITEM):
        for dated in (issue(), issue(UNKNOWN, numbered=False)):
            said = cited(dated, SERIES, "A", item, style, sample=True)
            assert "sample text" in said.lower()
            assert SERIES.publisher not in said


@pytest.mark.parametrize("form", FORMS)
def test_sample_text_is_sample_text_in_every_file(form: Any) -> None:
    text = in_form(Work(issue(), SERIES, ADDRESS, ITEM, sample=True), form)
    assert "sample text" in text.lower()
    assert SERIES.publisher not in text


@pytest.mark.parametrize("style", STYLES)
def test_an_unnumbered_issue_says_so(style: Any) -> None:
    assert "A Digest, unnumbered" in cited(issue(UNKNOWN, numbered=False), SERIES, "A", style=style)


@pytest.mark.parametrize("basis", ["metadata", "inferred", "neighbours", "judgement"])
@pytest.mark.parametrize("form", FORMS)
def test_every_basis_but_a_stated_date_is_said(basis: Basis, form: Any) -> None:
    dated = Published(edtf.interval("2022-01-29"), basis)
    text = in_form(Work(issue(dated), SERIES, ADDRESS, ITEM), form)
    assert "date from" in text.lower() or "date inferred" in text.lower() or "date decided" in text.lower()
    assert "date " not in in_form(Work(issue(), SERIES, ADDRESS, ITEM), form).lower().replace("date = ", "")


@pytest.mark.parametrize("headline", NASTY)
def test_bibtex_comes_back_as_it_was(headline: str) -> None:
    item = Item("digest/1.2", 3, headline, "…")
    kind, key, fields = bib_fields(bibtex(issue(ABOUT), SERIES, ADDRESS, item))
    assert (kind, key) == ("article", "digest-1.2-3")
    assert fields["title"].replace("ˆ", "^") == " ".join(headline.split())  # the parser's table has that accent
    assert fields["journal"] == "US-Japan Alliance Digest"
    assert (fields["volume"], fields["number"], fields["year"]) == ("1", "2", "2022")
    assert fields["date"] == "2022-01-29~"
    assert fields["url"] == ADDRESS
    assert "Date inferred from the text (between January 28 and February 3)." in fields["note"]


@pytest.mark.parametrize("headline", [*NASTY, "One } alone", "} the wrong way {", "Open {"])
def test_what_tex_takes_for_commands_is_escaped(headline: str) -> None:
    text = bibtex(issue(), SERIES, ADDRESS, Item("digest/1.2", 3, headline, "…"))
    title = next(line for line in text.splitlines() if line.startswith("  title")).removeprefix("  title = {{")[:-3]
    depths = list(accumulate((one == "{") - (one == "}") for one in title))  # even escaped, BibTeX counts them
    assert not depths[-1]
    assert min(depths) >= 0
    for sign in "&%$#_":
        assert title.count(sign) == title.count(f"\\{sign}")
    assert "~" not in title
    assert "^" not in title


def test_the_month_of_bibtex_is_its_macro_and_only_certain() -> None:
    assert "\n  month = jan,\n" in bibtex(issue(), SERIES, ADDRESS)
    assert "month" not in bibtex(issue(ABOUT), SERIES, ADDRESS)
    assert "year = {2022--2023}" in bibtex(issue(RANGE), SERIES, ADDRESS)


@pytest.mark.parametrize(
    ("text", "date_field"),
    [
        ("2022-12-28/2023-01-03", "2022-12-28/2023-01-03"),
        ("2022/..", "2022/"),
        ("../2022", "/2022"),
        ("2022-21", "2022-21"),
        ("2022-33", "2022-01-01/2022-03-31"),
        ("202X", "202X"),
    ],
)
def test_biblatex_gets_dates_that_it_reads(text: str, date_field: str) -> None:
    fields = bib_fields(bibtex(issue(Published(edtf.interval(text), "stated")), SERIES, ADDRESS))[2]
    assert fields["date"] == date_field


def test_an_issue_is_a_periodical_in_bibtex() -> None:
    kind, key, fields = bib_fields(bibtex(issue(), SERIES, ADDRESS))
    assert (kind, key, fields["title"]) == ("periodical", "digest-1.2", "US-Japan Alliance Digest")
    assert fields["publisher"] == "Sasakawa USA"
    assert "note" not in fields


@pytest.mark.parametrize("headline", [*NASTY, "Two\nlines\r\n\tof it"])
def test_ris_comes_back_as_it_was(headline: str) -> None:
    text = ris(issue(ABOUT), SERIES, ADDRESS, Item("digest/1.2", 3, headline, "…"))
    (record,) = rispy.loads(text)
    assert record["title"] == " ".join(headline.split())
    assert record["type_of_reference"] == "MGZN"
    assert record["secondary_title"] == "US-Japan Alliance Digest"
    assert (record["volume"], record["number"], record["year"]) == ("1", "2", "2022")
    assert record["date"] == "2022/01/29/ca."
    assert record["urls"] == [ADDRESS]
    assert record["notes"] == ["Item 3.", "Date inferred from the text (between January 28 and February 3)."]
    assert text.endswith("ER  - \r\n\r\n")


@pytest.mark.parametrize(
    ("published", "year", "said"),
    [
        (STATED, "2022", "2022/01/29/"),
        (RANGE, None, "///between December 28, 2022 and January 3, 2023"),
        (Published(edtf.interval("2022-01"), "stated"), "2022", "2022/01//"),
        (Published(edtf.interval("2022"), "stated"), "2022", "2022///"),
        (Published(edtf.interval("2022-22"), "stated"), "2022", "2022///summer 2022"),
        (UNKNOWN, None, None),
    ],
)
def test_dates_of_ris(published: Published, year: str | None, said: str | None) -> None:
    (record,) = rispy.loads(ris(issue(published), SERIES, ADDRESS))
    assert (record.get("year"), record.get("date")) == (year, said)


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        (STATED, {"date-parts": [[2022, 1, 29]]}),
        (ABOUT, {"date-parts": [[2022, 1, 29]], "circa": True}),
        (RANGE, {"date-parts": [[2022, 12, 28], [2023, 1, 3]], "circa": True}),
        (Published(edtf.interval("2022-01"), "stated"), {"date-parts": [[2022, 1]]}),
        (Published(edtf.interval("2022-01"), "inferred"), {"date-parts": [[2022, 1]], "circa": True}),
        (Published(edtf.interval("2022-24"), "stated"), {"date-parts": [[2022]], "season": 4}),
        (Published(edtf.interval("2022-33"), "stated"), {"date-parts": [[2022, 1, 1], [2022, 3, 31]]}),
        (Published(edtf.interval("2022/.."), "stated"), {"literal": "since 2022"}),
        (UNKNOWN, None),
    ],
)
def test_dates_of_csl(published: Published, issued: dict[str, Any] | None) -> None:
    assert csl(issue(published), SERIES, ADDRESS).get("issued") == issued


TEXTS = {"id", "type", "title", "container-title", "volume", "issue", "publisher", "URL", "language", "note"}
"""The fields used that CSL's schema of input data wants as text; `issued` is a date."""


@pytest.mark.parametrize("headline", NASTY)
@pytest.mark.parametrize("item", [True, False])
def test_csl_keeps_to_its_schema(headline: str, item: bool) -> None:
    work = Work(issue(ABOUT), SERIES, ADDRESS, Item("digest/1.2", 3, headline, "…") if item else None)
    (found,) = json.loads(in_form(work, "csl.json"))
    assert set(found) <= TEXTS | {"issued"}
    assert all(isinstance(found[name], str) and found[name] for name in TEXTS)
    assert found["type"] == "article-magazine"
    assert found["title"] == (" ".join(headline.split()) if item else "US-Japan Alliance Digest Vol 1.2")
    assert "between January 28 and February 3" in found["note"]


def test_a_plain_file_has_every_style() -> None:
    work = Work(issue(), SERIES, ADDRESS, ITEM)
    lines = [cited(issue(), SERIES, ADDRESS, ITEM, style) for style in STYLES]
    assert in_form(work, "txt").splitlines() == lines
