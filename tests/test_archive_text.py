"""Folding keeps every offset; sentences end where a reader would end them."""

import sys

import pytest

from archive.reading.text import fold, sentences


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Economic “2+2”", 'Economic "2+2"'),
        ("Toguchi’s ‘win’", "Toguchi's 'win'"),
        ("June 21–22 — a 2‑day visit", "June 21-22 - a 2-day visit"),
        ("Jan.\u00a021\u2009and\u202f22", "Jan. 21 and 22"),
        ("Kōno Tarō, José, Łódź, ＮＰＴ", "Kono Taro, Jose, Lodz, NPT"),
        ("½ year … ﬁle が 한국", "½ year … ﬁle が 한국"),
        ("plain ASCII", "plain ASCII"),
    ],
)
def test_fold_plain_signs_and_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_gives_one_character_for_each() -> None:
    assert [code for code in range(sys.maxunicode + 1) if len(fold(chr(code))) != 1] == []


@pytest.mark.parametrize(
    "parts",
    [
        ["Amb. Emanuel met Lt. Gen. Rupp.", "Gen. Milley left."],
        ["He spoke on Nov. 8.", "Talks resume Jan. 6 in Guam.", "It rained in Nov.", "Kishi agreed."],
        ["F.E. Warren is a U.S. base.", "J. Biden visited the U.S.", "The treaty holds."],
        ["The U.S. Navy spent 3.5 percent, about $1.2 billion.", "Japan paid 2.7%."],
        ["He called it “a beacon.”", "Emanuel left.", "“Why?” he asked.", "“Now!”", "They went."],
        ["The plan (see No. 3) passed.", "(Kishi voted.)", "No."],
        ["Ferdinand Marcos Jr. met Kishida at 3 p.m. Tokyo time.", "It ended."],
        ["It polled lower among voters.", "2022 began."],
    ],
)
def test_sentences_with_spaces_between(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentences(text)] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "It met on March 8.US Assistant Secretary Kritenbrink came.",
            ["It met on March 8.", "US Assistant Secretary Kritenbrink came."],
        ),
        ("He won votes.Toguchi smiled.", ["He won votes.", "Toguchi smiled."]),
        ("He said “yes.”The vote followed.", ["He said “yes.”", "The vote followed."]),
        ("First line\n\nsecond part", ["First line", "second part"]),
        ("  no stop  ", ["no stop"]),
        ("", []),
    ],
)
def test_sentences_glued_or_bare(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts
