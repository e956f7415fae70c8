"""Text and spans to pieces: nothing lost, nothing doubled, overlaps cut where they begin and end."""

from __future__ import annotations

import pytest

from archive.model import DateMention, Hyperlink, Item, Mention
from archive.reading import edtf
from web.marking import Span, pieces, spans_of

TEXT = "Biden and Kishida met on January 21 <b>"


def shown(text: str, spans: list[Span]) -> list[tuple[str, str]]:
    """Each piece with the roles that cover it."""
    return [(piece.text, " ".join(span.role for span in piece.under)) for piece in pieces(text, spans)]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [("abcdef", "")]),
        ([Span(0, 6, "mention")], [("abcdef", "mention")]),
        ([Span(1, 3, "mention"), Span(3, 5, "date")], [("a", ""), ("bc", "mention"), ("de", "date"), ("f", "")]),
        (
            [Span(0, 4, "link"), Span(2, 6, "mention")],
            [("ab", "link"), ("cd", "link mention"), ("ef", "mention")],
        ),
        ([Span(0, 6, "link"), Span(2, 3, "date")], [("ab", "link"), ("c", "link date"), ("def", "link")]),
        ([Span(4, 99, "date"), Span(-3, 1, "hit")], [("a", "hit"), ("bcd", ""), ("ef", "date")]),
        ([Span(2, 2, "date"), Span(7, 9, "link")], [("abcdef", "")]),
    ],
    ids=["none", "whole", "side by side", "crossing", "within", "beyond the ends", "empty and outside"],
)
def test_pieces_cut_where_spans_begin_and_end(spans: list[Span], expected: list[tuple[str, str]]) -> None:
    assert shown("abcdef", spans) == expected


def test_empty_text_has_no_pieces() -> None:
    assert pieces("", [Span(0, 1, "hit")]) == []


def test_a_span_closes_with_its_last_piece_only() -> None:
    link = Span(0, 4, "link", "there")
    first, second, _ = pieces("abcdef", [link, Span(2, 4, "mention", "who")])
    assert first.closing("link") is None
    assert (second.closing("link"), second.of("mention")) == ("there", "who")


def test_what_is_read_in_an_item_becomes_spans_of_its_field() -> None:
    name = Mention("body", 0, 5, "Biden", "joe-biden", "leader", "alias", 1.0)
    day = DateMention("body", 25, 35, "January 21", edtf.interval("2022-01-21"))
    item = Item("s/1.2", 1, "Biden", TEXT, (Hyperlink(0, 17, "https://example.org/"),), (name,), (day,))
    assert spans_of(item, "headline") == []
    found = {span.role: TEXT[span.start : span.end] for span in spans_of(item, "body")}
    assert found == {"mention": "Biden", "date": "January 21", "link": "Biden and Kishida"}
    assert "".join(piece.text for piece in pieces(TEXT, spans_of(item, "body"))) == TEXT
