"""Web pages with all that sites put around their content."""

from __future__ import annotations

import time
from datetime import date

import pytest
from written import BODIES, CLOSING, HEADLINES, ITEMS, RELATED, SERIES, listed, page, printed

from archive.errors import ImportFailed, LayoutChanged, UnreadableSource
from archive.model import Draft, Source
from importers.base import read
from importers.html import document

SECTIONS = ("Headlines", "Details")


def drafts(markup: str | bytes) -> tuple[Draft, ...]:
    data = markup if isinstance(markup, bytes) else markup.encode()
    reading = read(Source(data, "page.html"), [SERIES])
    assert (reading.reader, reading.media_type) == ("html", "text/html")
    return reading.drafts


def told(draft: Draft) -> tuple[tuple[str, str], ...]:
    return tuple((item.headline, item.body) for item in draft.items)


def lines(mark: str, between: str) -> str:
    return (
        "<p>"
        + between.join(mark + text for text in HEADLINES)
        + "</p><p>"
        + between.join(mark + text for text in BODIES)
        + "</p>"
    )


CONTENTS = {
    "list items": listed(),
    "list items with sections": listed(sections=SECTIONS),
    "list items with paragraphs in them": listed().replace("<li>", "<li><p>").replace("</li>", "</p></li>"),
    "list items with spans": listed()
    .replace("<li>", '<li><span style="x"><b> ')
    .replace("</li>", "</b>\n</span></li>"),
    "bullet paragraphs": listed("● ", "p"),
    "dashes": listed("- ", "p", SECTIONS),
    "plain paragraphs": listed("", "p", ("Happy New Year Headlines:", "Details:")),
    "plain paragraphs without sections": listed("", "p"),
    "divisions": listed("•", "div"),
    "lines": lines("• ", "<br>"),
    "lines with space between": lines("● ", "<br/>\n<br/>\n"),
    "captions": "<figure><img src='x.jpg'><figcaption>Image Source: Kyodo</figcaption></figure>"
    + listed(sections=SECTIONS),
    "a glued caption": "<p>fImage Source: AP</p>" + listed("", "li", ("Headlines", "Details")),
    "headings in turns": "".join(f"<h3>{headline}</h3><p>{body}</p>" for headline, body in ITEMS),
    "bold headlines above bodies": listed("", "li").split("<p>&nbsp;</p>")[0]
    + "".join(f"<p><strong>{headline}</strong></p><p>{body}</p>" for headline, body in ITEMS),
    "bold headlines in bodies": listed("", "li").split("<p>&nbsp;</p>")[0]
    + "".join(f"<p><strong>{headline}:</strong> {body}</p>" for headline, body in ITEMS),
    "run-in headlines": "".join(f"<p><strong>{headline}.</strong> {body}</p>" for headline, body in ITEMS),
    "run-in headlines without a stop": "".join(f"<p><b>{headline}</b> {body}</p>" for headline, body in ITEMS),
    "run-in headlines of list items": "<ul>"
    + "".join(f"<li><b>{headline}</b> – {body}</li>" for headline, body in ITEMS)
    + "</ul>",
    "run-in headlines by style": "".join(
        f'<p><span style="font-weight: 700">{headline}:</span> {body}</p>' for headline, body in ITEMS
    ),
    "bold words in bodies": listed("", "p").replace(BODIES[0][:20], f"<b>{BODIES[0][:20]}</b>"),
    "numbered paragraphs": "".join(
        f"<p>{n}) {text}</p>" for texts in (HEADLINES, BODIES) for n, text in enumerate(texts, start=1)
    ),
    "numbered headings": "".join(f"<h3>{n}. {one}</h3><p>{body}</p>" for n, (one, body) in enumerate(ITEMS, start=1)),
    "headings and points": "".join(
        f"<h3>{headline}</h3><ul><li>{body.replace('. ', '.</li><li>')}</li></ul>" for headline, body in ITEMS
    ),
    "topics and headings": "".join(
        f"<h2>{topic}</h2><h3>{headline}</h3><p>{body}</p>"
        for topic, (headline, body) in zip(("Defense", "Trade", "Money", "Culture", "Aid"), ITEMS, strict=True)
    ),
    "a table of turns": "<table>"
    + "".join(f"<tr><td>{headline}</td><td>{body}</td></tr>" for headline, body in ITEMS)
    + "</table>",
    "a table with numbers in cells": "<table>"
    + "".join(
        f"<tr><td>{n}.</td><td>{text}</td></tr>"
        for texts in (HEADLINES, BODIES)
        for n, text in enumerate(texts, start=1)
    )
    + "</table>",
    "buttons": listed().split("<p>&nbsp;</p>")[0]
    + "".join(f"<h3>{headline}</h3><p>{body}</p><p><a href='#'>Read more &raquo;</a></p>" for headline, body in ITEMS),
    "nested lists": "<ul>"
    + "".join(f"<li>{headline}<ul><li>{body}</li></ul></li>" for headline, body in ITEMS)
    + "</ul>",
    "a saved text file": f"<pre>{printed()}</pre>",
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS.keys())
def test_every_layout_is_read_without_what_stands_around_it(content: str) -> None:
    (draft,) = drafts(page(content))
    assert told(draft) == ITEMS
    assert draft.title == "US-Japan Alliance Digest Vol 2.7"
    assert draft.numbering is not None and (draft.numbering.volume, draft.numbering.number) == (2, 7)


def test_a_page_saved_by_a_readers_view_has_its_title_outside_of_its_content() -> None:
    title = "US-Japan Alliance Digest Vol 2.7"
    (draft,) = drafts(
        f"<html><head><title>{title}</title></head><body>"
        f"<div class='header'><a href='x'>example.org</a><h1>{title}</h1>"
        f"<div class='credits'>The Editors</div></div><div id='readability-page-1' class='page'>{listed()}</div></body>"
    )
    assert told(draft) == ITEMS
    assert draft.numbering is not None and (draft.numbering.volume, draft.numbering.number) == (2, 7)


def test_a_page_saved_in_one_file_with_its_pictures() -> None:
    picture = f"data:image/png;base64,{'iVBORw0KGgo=' * 20_000}"
    content = f"<style>.a {{ background: url({picture}) }}</style><img src='{picture}'>{listed()}"
    assert told(drafts(page(content))[0]) == ITEMS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<main><article", '<div class="site"><div class="entry-content"'),
        ("<main><article", "<div><div"),
        ('<aside class="sidebar">', '<div id="secondary-sidebar">'),
        ('<div class="related-posts">', "<div>"),
        ("<header", "<div"),
    ],
)
@pytest.mark.parametrize("content", [listed(), listed("● ", "p", SECTIONS)])
def test_content_is_found_without_the_tags_that_name_it(old: str, new: str, content: str) -> None:
    assert told(drafts(page(content).replace(old, new))[0]) == ITEMS


def test_a_listing_page_yields_each_of_its_issues() -> None:
    number = "To download as a PDF, please <a href='/d/us-japan-alliance-digest-vol-3-{}.pdf'>click here</a>."
    entry = '<div class="post"><h2><a href="/x">US-Japan Alliance Digest{}</a></h2>{}<p>{}</p></div>'
    titled = [entry.format(f" Vol 3.{n}", listed("● ", "p"), "") for n in (5, 4, 3)]
    linked = [entry.format("", listed("● ", "p"), number.format(n)) for n in (5, 4, 3)]
    for entries in (
        titled,
        linked,
        [one.replace("div class", "article class").replace("</div>", "</article>") for one in titled],
    ):
        found = drafts(page("".join(entries), "Blog").replace("<article", "<section", 1))
        assert [(draft.position, draft.numbering and draft.numbering.number) for draft in found] == [
            (1, 5),
            (2, 4),
            (3, 3),
        ]
        assert all(told(draft) == ITEMS for draft in found)


@pytest.mark.parametrize(
    ("download", "number"),
    [
        ('<p><a href="/x.pdf">Download US-Japan Alliance Digest Vol 2.7</a></p>', 7),
        ('<p><a href="/files/US-Japan-Alliance-Digest-Vol-2.8.pdf">Download this publication (PDF)</a></p>', 8),
        ('<p><a href="/files/report.pdf">Download this publication (PDF)</a></p>', None),
        ("", None),
    ],
)
def test_a_page_without_a_number_has_the_one_of_its_download_link(download: str, number: int | None) -> None:
    (draft,) = drafts(
        page(listed(sections=SECTIONS), "US-Japan Alliance Digest", download).replace("/p/us-japan", "/p/x")
    )
    assert (draft.numbering and draft.numbering.number) == number
    assert draft.numbering is None or draft.numbering.known_by == "link"


def test_links_in_bodies_are_kept_and_only_those_into_the_web() -> None:
    content = listed()
    for words, address in (
        ("six buildings", "https://example.org/a"),
        ("coast guard", "/relative"),
        ("weak yen", "javascript:alert(1)"),
        ("Kuma valley", "mailto:a@example.org"),
    ):
        content = content.replace(words, f'<a href="{address}"> {words}</a>')
    (draft,) = drafts(page(content))
    assert told(draft) == ITEMS
    assert [[(item.body[link.start : link.end], link.url) for link in item.links] for item in draft.items] == [
        [("six buildings", "https://example.org/a")],
        [],
        [],
        [],
        [],
    ]
    (draft,) = drafts(page(content, head='<link rel="canonical" href="https://example.org/p/x/">'))
    assert [link.url for link in draft.items[1].links] == ["https://example.org/relative"]


def test_dates_in_metadata_are_hints_with_their_words() -> None:
    head = (
        '<meta property="article:published_time" content="2023-04-11T10:00:00+00:00"><meta name="date" content="soon">'
    )
    (draft,) = drafts(page(listed(), head=head))
    assert draft.hints == ((date(2023, 4, 11), "article:published_time: 2023-04-11T10:00:00+00:00"),)


def test_markup_in_a_headline_is_text_and_a_script_is_nothing() -> None:
    headline = HEADLINES[0]
    (draft,) = drafts(
        page(listed().replace(headline, f"{headline} &lt;script&gt;alert(1)&lt;/script&gt;<script>alert(2)</script>"))
    )
    assert draft.items[0].headline == f"{headline} <script>alert(1)</script>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", ""),
        ("windows-1252", "windows-1252"),
        ("windows-1252", ""),
        ("windows-1252", "iso-8859-1"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    assert told(drafts(page(listed()).replace('charset="utf-8"', f'charset="{declared}"').encode(encoding))[0]) == ITEMS


EVENT = (
    "<p>Date: March 3, 2022</p><p>Location: 1819 L Street</p><h3>Speakers</h3><ul><li>Jane Doe, Professor</li>"
    "<li>John Roe, Fellow</li></ul>"
    "<p>Jane Doe is a professor and has written about Okinawa and the alliance for many years, with four books.</p>"
    "<p>John Roe is a fellow at an institute and worked on alliance matters for a long time before that.</p>"
)


@pytest.mark.parametrize("sidebar", ["", f"<div><h4>Latest Publication</h4><ul>{RELATED}</ul></div>"])
def test_an_event_whose_sidebar_names_an_issue_is_none(sidebar: str) -> None:
    markup = (
        page(EVENT, "Panel: The Future of the Alliance")
        .replace(f"<p>{CLOSING}", "<p>")
        .replace("<main>", f"{sidebar}<main>")
    )
    with pytest.raises(LayoutChanged, match="no headlines with bodies"):
        drafts(markup)
    with pytest.raises(LayoutChanged, match="no headlines with bodies"):
        drafts(markup.replace("<article", "<div").replace("<main>", "<div>"))


@pytest.mark.parametrize("tag", ["<div>", "<ul><li>", "<b>", "<blockquote><p>", "<table><tr><td>"])
def test_twenty_thousand_nested_tags_are_answered_soon(tag: str) -> None:
    start = time.monotonic()
    with pytest.raises(ImportFailed):
        drafts("<html><body>" + tag * (20000 // tag.count("<")))
    assert time.monotonic() - start < 5


def test_a_page_with_more_tags_than_any_is_refused_at_once() -> None:
    with pytest.raises(UnreadableSource, match="more than 50,000 tags"):
        drafts("<html><body>" + "<p>x</p>" * 60000)


def test_speed_a_page_takes_at_most_25_milliseconds() -> None:
    markup = page(listed(sections=SECTIONS))
    document(markup)
    times = []
    for _ in range(15):
        start = time.process_time()
        drafts(markup)
        times.append(time.process_time() - start)
    assert sorted(times)[7] < 0.025
