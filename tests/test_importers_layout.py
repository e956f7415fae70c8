"""Every layout in which issues have been found, from blocks of text to drafts."""

from __future__ import annotations

import random

import pytest
from written import BODIES, CLOSING, HEADLINES, ITEMS, SERIES, printed

from archive.errors import LayoutChanged
from archive.model import Block, Draft
from archive.reference import Series
from importers.blocks import Document
from importers.layout import read_layout
from importers.layout.items import find_items
from importers.layout.pairing import likeness, pair
from importers.text import document

SECTIONS = ("Headlines", "Details")


def bullets(texts: tuple[str, ...] | list[str]) -> list[str]:
    return [f"• {text}" for text in texts]


def read(text: str, *series: Series) -> tuple[Draft, ...]:
    return read_layout(document(text), series or (SERIES,), "issue.txt")


def told(draft: Draft) -> tuple[tuple[str, str], ...]:
    return tuple((item.headline, item.body) for item in draft.items)


@pytest.mark.parametrize("mark", ["• ", "● ", "●", "- ", "* ", "  • ", "o\t", "\uf0b7 ", ""])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "sections",
    [
        None,
        ("Headlines", "Details"),
        ("Headlines:", "Details:"),
        ("HEADLINES", "DETAILS"),
        ("Happy New Year Headlines:", "Details"),
        ("Biden-Kishida Summit Headlines:", "Details:"),
        ("Headlines\n\nImage Source: Kyodo", "Details"),
        ("fImage Source: AP", ""),
        ("Image Source: Kyodo\n\nHeadlines", "Details"),
        ("Photo credit: Prime Minister’s Office\n\nHeadlines", "Image Source: X\n\nDetails"),
    ],
)
def test_bullets_and_section_words(mark: str, gap: str, sections: tuple[str, str] | None) -> None:
    (draft,) = read(printed(mark=mark, gap=gap, sections=sections))
    assert told(draft) == ITEMS
    assert draft.title == "US-Japan Alliance Digest Vol 2.7"


def test_numbered_items() -> None:
    text = printed(mark="@")
    for n in range(1, 6):
        text = text.replace("@", f"{n}. ", 1)
    for n in range(1, 6):
        text = text.replace("@", f"{n}) ", 1)
    assert told(read(text)[0]) == ITEMS


@pytest.mark.parametrize(
    ("title", "number", "words"),
    [
        ("US-Japan Alliance Digest Vol 1. 22", (1, 22), "US-Japan Alliance Digest Vol 1. 22"),
        ("US-Japan Alliance Digest -Vol 1.9-", (1, 9), "US-Japan Alliance Digest -Vol 1.9-"),
        ("US-Japan Alliance Digest\n-Vol 1.9-", (1, 9), "US-Japan Alliance Digest -Vol 1.9-"),
        ("Sasakawa USA’s Alliance Digest, Vol. 3 No. 12", (3, 12), "Sasakawa USA’s Alliance Digest, Vol. 3 No. 12"),
        (
            "US-Japan Alliance Digest Vol 2.3: Summit in Hiroshima",
            (2, 3),
            "US-Japan Alliance Digest Vol 2.3: Summit in Hiroshima",
        ),
        ("US-Japan Alliance Digest", None, "US-Japan Alliance Digest"),
        ("", None, ""),
    ],
)
def test_titles(title: str, number: tuple[int, int] | None, words: str) -> None:
    text = printed(sections=SECTIONS).replace("Publications US-Japan Alliance Digest Vol 2.7", "")
    (draft,) = read(
        text.replace("Download US-Japan Alliance Digest Vol 2.7", "").replace(
            "US-Japan Alliance Digest Vol 2.7", title, 1
        )
    )
    assert (draft.numbering and (draft.numbering.volume, draft.numbering.number)) == number
    assert draft.title == words
    assert told(draft) == ITEMS


def test_a_number_only_in_the_download_link_is_known_by_the_link() -> None:
    (draft,) = read("\n\n".join(["Download US-Japan Alliance Digest Vol 2.7", *bullets(HEADLINES), *bullets(BODIES)]))
    assert draft.numbering is not None
    assert (draft.numbering.volume, draft.numbering.number, draft.numbering.known_by) == (2, 7, "link")
    assert draft.title == ""


def test_download_links_that_differ_number_nothing() -> None:
    links = ["Download US-Japan Alliance Digest Vol 2.7", "Download US-Japan Alliance Digest Vol 2.8"]
    (draft,) = read("\n\n".join([*links, *bullets(HEADLINES), *bullets(BODIES)]))
    assert draft.numbering is None


def test_several_issues_one_under_the_other() -> None:
    text = "US-Japan Alliance Digest\n\n" + "\n\n".join(printed(f"3.{n}", "● ") for n in (12, 11, 10))
    drafts = read(text)
    assert [(draft.position, draft.numbering and draft.numbering.number) for draft in drafts] == [
        (1, 12),
        (2, 11),
        (3, 10),
    ]
    assert all(told(draft) == ITEMS for draft in drafts)


def test_several_issues_without_titles_are_parted_by_their_section_words() -> None:
    part = "\n\n".join(["Headlines", *bullets(HEADLINES), "Details", *bullets(BODIES)])
    drafts = read(part + "\n\n" + part + "\n\n" + CLOSING)
    assert [told(draft) for draft in drafts] == [ITEMS, ITEMS]


def test_four_headlines_for_four_bodies_and_for_five() -> None:
    title = "US-Japan Alliance Digest Vol 2.7"
    (four,) = read("\n".join([title, "", *bullets(HEADLINES[:4]), "", *bullets(BODIES[:4])]))
    assert told(four) == ITEMS[:4]
    (five,) = read("\n".join([title, "", *bullets(HEADLINES[:2] + HEADLINES[3:]), "", *bullets(BODIES)]))
    assert told(five) == (*ITEMS[:2], ("", BODIES[2]), *ITEMS[3:])


def test_navigation_before_the_headlines_gets_no_body() -> None:
    (draft,) = read(
        printed().replace("Download this", "• About\n• Programs\n• Publications\n• Events\n\nDownload this")
    )
    assert told(draft) == ITEMS


@pytest.mark.parametrize(
    "between",
    ["Share this:", "Contact Us\n\nNewsletter", "Skip to content\n\nSearch", "January 28, 2022\n\nBy The Editors"],
)
@pytest.mark.parametrize("mark", ["• ", ""])
def test_buttons_above_the_headlines_end_nothing(between: str, mark: str) -> None:
    assert told(read(printed(mark=mark).replace("Download this", between + "\n\nDownload this"))[0]) == ITEMS


@pytest.mark.parametrize("stop", [".", "?", "!"])
@pytest.mark.parametrize("which", [(0, 1, 2, 3, 4), (1,), (4,)])
def test_headlines_may_end_in_a_stop(stop: str, which: tuple[int, ...]) -> None:
    headlines = [text + stop * (place in which) for place, text in enumerate(HEADLINES)]
    (draft,) = read("\n".join(["US-Japan Alliance Digest Vol 2.7", "", *bullets(headlines), "", *bullets(BODIES)]))
    assert told(draft) == tuple(zip(headlines, BODIES, strict=True))


def test_related_lists_and_footers_are_no_items() -> None:
    related = (
        "Related Publications\n\nUS-Japan Alliance Digest Vol 1.8\n\nLeaders met and spoke of progress on trade.\n"
    )
    for text in (
        printed() + related,
        printed().replace(CLOSING, related + "\n© 2024 Sasakawa USA. All rights reserved."),
    ):
        (draft,) = read(text)
        assert told(draft) == ITEMS
        assert draft.numbering is not None and draft.numbering.number == 7


@pytest.mark.parametrize("seed", range(8))
def test_bodies_in_another_order_find_their_headlines(seed: int) -> None:
    shuffled = list(BODIES)
    random.Random(seed).shuffle(shuffled)
    (draft,) = read("\n".join(["US-Japan Alliance Digest Vol 2.7", "", *bullets(HEADLINES), "", *bullets(shuffled)]))
    assert told(draft) == ITEMS


@pytest.mark.parametrize(
    "repeat",
    [
        "{headline}\n\n{body}",
        "• {headline}: {body}",
        "• {headline}. {body}",
        "• {headline} – {body}",
        "{headline}\n• {body}",
    ],
)
def test_a_headline_repeated_above_or_in_its_body_is_taken_off(repeat: str) -> None:
    bodies = [repeat.format(headline=headline, body=body) for headline, body in reversed(ITEMS)]
    (draft,) = read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", *bullets(HEADLINES), *bodies]))
    assert told(draft) == ITEMS


def test_headline_and_body_in_turns() -> None:
    turns = [text for item in ITEMS for text in item]
    assert told(read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", *turns, CLOSING]))[0]) == ITEMS


def test_a_body_in_two_paragraphs_is_one_body() -> None:
    cut = [body.replace(". ", ".\n\n", 1).replace("; ", ";\n\n", 1) for body in BODIES]
    (draft,) = read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", *bullets(HEADLINES), *bullets(cut), CLOSING]))
    assert told(draft) == ITEMS
    (draft,) = read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", *bullets(HEADLINES), *cut, CLOSING]))
    assert told(draft) == ITEMS


EVENT = """Panel: Forests after the Fire

Date: March 3, 2022
Location: 1819 L Street

Speakers

• Jane Doe, Professor of Forestry
• John Roe, Fellow for Forestry

Jane Doe is a professor of forestry and has written four books about forests.

John Roe is a fellow for forestry at an institute in Tokyo and was a forester.
"""


@pytest.mark.parametrize(
    "text",
    [
        EVENT,
        EVENT + "\nLatest Publication\n\nUS-Japan Alliance Digest Vol 1.2\n\nRead more\n",
        "US-Japan Alliance Digest Vol 1.2\n\n" + EVENT,
        "US-Japan Alliance Digest Vol 1.2\n\nDownload this publication (PDF)\n\n" + CLOSING,
        "Some words.",
        "US-Japan Alliance Digest Vol 1.2\n\n" + "\n\n".join(bullets(HEADLINES)),
    ],
)
def test_what_is_no_issue_is_refused(text: str) -> None:
    with pytest.raises(LayoutChanged, match=r"^issue\.txt: no headlines with bodies"):
        read(text)


def test_a_refusal_says_what_to_check_at_a_desk() -> None:
    with pytest.raises(LayoutChanged) as caught:
        read("Some words.")
    said = str(caught.value)
    places = [
        said.index(words) for words in ("the right file", "save the whole page", "a text file", "send the file to")
    ]
    assert places == sorted(places)
    assert "importers" not in said and "adapt" not in said


def test_the_series_is_the_one_that_is_named() -> None:
    other = Series("pacific-review", "Pacific Review", "A Press", ("Pacific Review",), ("japan",), 2020, 30)
    assert read(printed(), other, SERIES)[0].series == SERIES.id
    assert read(printed().replace("US-Japan Alliance Digest", "Pacific Review"), SERIES, other)[0].series == other.id
    with pytest.raises(LayoutChanged, match="of which series"):
        read("\n\n".join(["Headlines", *bullets(HEADLINES), "Details", *bullets(BODIES)]), SERIES, other)


def test_pairing_prefers_shared_rare_words_and_falls_back_on_order() -> None:
    assert pair(likeness(HEADLINES, BODIES[::-1]), 5) == [4, 3, 2, 1, 0]
    assert pair(likeness(("Alpha", "Beta"), ("Gamma.", "Delta.")), 2) == [0, 1]
    assert pair([], 3) == [None, None, None]
    assert pair([[0.0]] * 30, 1) == [0]


def test_reading_twice_is_the_same() -> None:
    document_ = Document("text", tuple(Block("bullet", text) for text in (*HEADLINES, *BODIES)))
    assert find_items(document_.blocks) == find_items(document_.blocks)
