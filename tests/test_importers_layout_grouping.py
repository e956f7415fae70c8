"""Headlines above, before and behind their bodies: said again, in other words, at the end, in one block with them."""

from __future__ import annotations

import time

import pytest
from written import BODIES, HEADLINES, ITEMS, SERIES

from archive.model import Draft
from importers.layout import read_layout
from importers.text import document


def bullets(texts: tuple[str, ...]) -> list[str]:
    return [f"• {text}" for text in texts]


def read(text: str) -> tuple[Draft, ...]:
    return read_layout(document(text), [SERIES], "issue.txt")


def told(draft: Draft) -> tuple[tuple[str, str], ...]:
    return tuple((item.headline, item.body) for item in draft.items)


def heading(style: str, number: int, headline: str) -> str:
    return {"1.": f"{number}. {headline}", "1)": f"{number}) {headline}", "caps": headline.upper()}.get(
        style, style.format(headline)
    )


@pytest.mark.parametrize("size", [2, 3, 5])
@pytest.mark.parametrize("lead", ["", "Today’s headlines\n\n", "Dear all, here is the digest of this week.\n\n"])
@pytest.mark.parametrize("above", ["{}", "• {}", "1.", "1)", "caps", "{}:", "{}.", "**{}**", "## {}", "“{}”"])
@pytest.mark.parametrize(
    ("listed", "body"), [("{}", "{}"), ("• {}", "{}"), ("{}", "• {}"), ("- {}", "• {}"), ("1.", "{}"), ("**{}**", "{}")]
)
@pytest.mark.parametrize("order", [1, -1])
def test_a_list_whose_headlines_stand_again_above_each_body(
    size: int, lead: str, above: str, listed: str, body: str, order: int
) -> None:
    head = "\n".join(heading(listed, number, one) for number, one in enumerate(HEADLINES[:size], start=1))
    bodies = [
        f"{heading(above, number, headline)}\n{body.format(text)}"
        for number, (headline, text) in enumerate(ITEMS[:size][::order], start=1)
    ]
    (draft,) = read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", lead + head, *bodies]))
    assert told(draft) == ITEMS[:size]


def test_headlines_that_end_in_a_stop_and_stand_again_above_each_body() -> None:
    head = "\n".join(f"{headline}." for headline in HEADLINES)
    for style in ("{}", "{}.", "caps"):
        bodies = [f"{heading(style, 0, headline)}\n{body}" for headline, body in reversed(ITEMS)]
        (draft,) = read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", head, *bodies]))
        assert told(draft) == tuple((f"{headline}.", body) for headline, body in ITEMS)


@pytest.mark.parametrize("edited", [(0,), (4,), (0, 1, 2, 3, 4)])
def test_headlines_in_other_words_above_their_bodies_are_those_of_the_list(edited: tuple[int, ...]) -> None:
    bodies = [f"{one}{' after long talks' * (n in edited)}\n{body}" for n, (one, body) in enumerate(ITEMS)]
    (draft,) = read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", "\n".join(HEADLINES), *bodies]))
    assert told(draft) == ITEMS


def test_topics_above_bodies_are_no_headlines() -> None:
    topics = ("Defense", "Shipping", "Budget", "Culture", "Disasters")
    bodies = [f"{topic}\n{body}" for topic, body in zip(topics, BODIES, strict=True)]
    (draft,) = read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", *bullets(HEADLINES), *bodies]))
    assert told(draft) == ITEMS


@pytest.mark.parametrize(
    "between",
    [
        "Prepared by the staff\n\nWeek of January 20",
        "Dear readers,\n\nHere is the news of the past two weeks.",
        "At home",
    ],
)
def test_lines_before_headlines_in_turns_are_no_list(between: str) -> None:
    turns = [f"{headline}\n{body}" for headline, body in ITEMS]
    text = "\n\n".join(["US-Japan Alliance Digest Vol 2.7", between, *turns, "Best regards,\nThe Editors"])
    assert told(read(text)[0]) == ITEMS


@pytest.mark.parametrize("word", ["", "Headlines", "In this issue:"])
@pytest.mark.parametrize("turns", [True, False])
def test_a_list_of_headlines_at_the_end(word: str, turns: bool) -> None:
    parts = [f"{headline}\n{body}" if turns else body for headline, body in ITEMS]
    text = "\n\n".join(["US-Japan Alliance Digest Vol 2.7", *parts, word, *bullets(HEADLINES)])
    assert told(read(text)[0]) == ITEMS


def test_details_before_the_headlines() -> None:
    text = "\n\n".join(["US-Japan Alliance Digest Vol 2.7", "Details", *BODIES, "Headlines", *bullets(HEADLINES)])
    assert told(read(text)[0]) == ITEMS


@pytest.mark.parametrize("form", ["{}: {}", "{} – {}", "• {}: {}", "{} - {}"])
def test_headlines_at_the_start_of_their_bodies_without_a_list(form: str) -> None:
    parts = [form.format(*item) for item in ITEMS]
    assert told(read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", *parts]))[0]) == ITEMS


@pytest.mark.parametrize("button", ["Read more »", "Continue reading →", "Back to top", "[Read the full story]"])
def test_buttons_behind_each_body_are_no_text(button: str) -> None:
    parts = [f"{headline}\n\n{body}\n\n{button}" for headline, body in ITEMS]
    assert told(read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", *parts]))[0]) == ITEMS


def test_two_thousand_items_are_read_soon() -> None:
    turns = [f"{ITEMS[n % 5][0]} {n}\n{n} {ITEMS[n % 5][1]}" for n in range(2000)]
    start = time.monotonic()
    (draft,) = read("\n\n".join(["US-Japan Alliance Digest Vol 2.7", "One line\nAnother line", *turns]))
    assert len(draft.items) == 2000
    assert time.monotonic() - start < 20
