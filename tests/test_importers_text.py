"""Plain text as people paste and forward it: wrapped, quoted, with a mail's headers."""

from __future__ import annotations

import quopri
import textwrap
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from written import BODIES, HEADLINES, ITEMS, SERIES, printed

from archive.model import Source
from importers.base import read
from importers.quoted import unquoted
from importers.text import document

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


def wrapped(width: int, mark: str = "• ", quote: str = "") -> str:
    lines = []
    for line in printed(mark=mark).splitlines():
        lines += textwrap.wrap(line, width, subsequent_indent="  " if mark and line.startswith(mark) else "") or [""]
    return "\n".join(quote + line for line in lines)


def items(text: str | bytes) -> tuple[tuple[str, str], ...]:
    data = text if isinstance(text, bytes) else text.encode()
    (draft,) = read(Source(data, "issue.txt"), [SERIES]).drafts
    return tuple((item.headline, item.body) for item in draft.items)


@pytest.mark.parametrize("width", [60, 66, 72, 78, 90])
@pytest.mark.parametrize("mark", ["• ", "- ", "* "])
@pytest.mark.parametrize("quote", ["", "> ", ">> ", "> > "])
def test_wrapped_lines_are_joined(width: int, mark: str, quote: str) -> None:
    assert items(wrapped(width, mark, quote)) == ITEMS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(end: str) -> None:
    assert items(printed().replace("\n", end)) == ITEMS


def test_a_word_broken_at_its_hyphen_keeps_it_without_a_space() -> None:
    text = "A long series of talks on the US-\nJapan alliance was held on the mid-\nand long-term plans of both sides."
    assert [block.text for block in document(text).blocks] == [
        "A long series of talks on the US-Japan alliance was held on the mid- and long-term plans of both sides."
    ]


def test_a_bullet_alone_on_its_line_belongs_to_the_next() -> None:
    assert items(printed().replace("• ", "•\n")) == ITEMS
    assert items(printed().replace("• ", "•\n\n")) == ITEMS


TITLE = "US-Japan Alliance Digest Vol 2.7\n\n"


@pytest.mark.parametrize("form", ["**{}.** {}", "**{}:** {}", "**{}** – {}", "* __{}__ {}", "*{}*\n{}"])
def test_emphasised_headlines(form: str) -> None:
    assert items(TITLE + "\n\n".join(form.format(*item) for item in ITEMS)) == ITEMS


def test_emphasised_words_at_the_start_of_bodies_are_text() -> None:
    bodies = [f"**{body.split()[0]} {body.split()[1]}** {body.split(' ', 2)[2]}" for body in BODIES]
    assert items(TITLE + "\n".join(HEADLINES) + "\n\n" + "\n\n".join(bodies)) == ITEMS


@pytest.mark.parametrize("rule", ["-" * 40, "=" * 20, "* * *", "_____"])
def test_lines_of_signs_are_no_text(rule: str) -> None:
    under = "\n\n".join(f"{headline}\n{rule}\n{textwrap.fill(body, 60)}" for headline, body in ITEMS)
    between = f"\n{rule}\n".join(f"{headline}\n\n{body}\n" for headline, body in ITEMS)
    assert items(TITLE + under) == items(TITLE + between) == ITEMS


@pytest.mark.parametrize("mark", ["{}. ", "{}) ", "({}) ", "#{} "])
@pytest.mark.parametrize("indent", ["", "   "])
def test_numbered_headlines_above_wrapped_bodies(mark: str, indent: str) -> None:
    parts = [
        f"{mark.format(n)}{headline}\n{textwrap.fill(body, 72, initial_indent=indent, subsequent_indent=indent)}"
        for n, (headline, body) in enumerate(ITEMS, start=1)
    ]
    assert items(TITLE + "\n\n".join(parts)) == ITEMS


def test_a_headline_in_capitals_ends_before_its_wrapped_body() -> None:
    parts = [f"{headline.upper()}\n{textwrap.fill(body, 50)}" for headline, body in ITEMS]
    assert items(TITLE + "\n\n".join(parts)) == tuple((headline.upper(), body) for headline, body in ITEMS)


def test_leftovers_of_a_mails_packing_are_undone() -> None:
    assert items(quopri.encodestring(printed().encode())) == ITEMS
    page = f"<html><body>{'<p style=x>'.join(printed().split(chr(10)))}</body></html>"
    assert items(quopri.encodestring(page.encode())) == ITEMS


@pytest.mark.parametrize("text", ["The sum x=20 and y=3D.", "See https://example.org/?id=2024&day=20&b=3D"])
def test_signs_of_equality_are_text(text: str) -> None:
    assert unquoted(f"{text}\n" * 5) == f"{text}\n" * 5


def test_a_number_inside_a_wrapped_line_is_no_bullet() -> None:
    blocks = document(
        "The committee will meet again at some length on the morning of January\n24. The report follows."
    ).blocks
    assert [block.kind for block in blocks] == ["paragraph"]


@pytest.mark.parametrize(
    "before", ["", "Dear all,\n\nplease file this.\n\n", "---------- Forwarded message ---------\n"]
)
def test_a_mails_headers_are_no_text_its_subject_is_a_title_and_its_date_a_hint(before: str) -> None:
    headers = (
        "From: The Editors <digest@example.org>\nTo: staff@example.org\nDate: Tue, 11 Apr 2023 10:04:17 -0500\n"
        "Subject: Fwd: [EXTERNAL] US-Japan Alliance\n Digest Vol 2.7\n\n"
    )
    text = printed().replace("US-Japan Alliance Digest Vol 2.7", "This week")
    (draft,) = read(Source((before + headers + text).encode(), "mail.txt"), [SERIES]).drafts
    assert draft.title == "US-Japan Alliance Digest Vol 2.7"
    assert draft.hints == ((date(2023, 4, 11), "Date: Tue, 11 Apr 2023 10:04:17 -0500"),)
    assert tuple((item.headline, item.body) for item in draft.items) == ITEMS


@pytest.mark.parametrize("packing", ["quoted-printable", "base64"])
def test_a_mail_as_a_program_saves_it_is_unpacked(packing: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "a@example.org", "Digest", "Tue, 11 Apr 2023 10:04:17 -0500"
    mail.set_content(printed(), cte=packing)
    mail.add_alternative("<p>The page is elsewhere.</p>", subtype="html", cte=packing)
    assert items(mail.as_bytes()) == ITEMS


def test_a_single_line_that_looks_like_a_header_is_text() -> None:
    assert [block.text for block in document("Date: to be announced").blocks] == ["Date: to be announced"]


@pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the real issue lies beside the checkout of the project's own machines only"
)
def test_the_real_issue() -> None:
    (path,) = sorted(SEEDS.glob("*.txt"))
    reading = read(Source(path.read_bytes(), path.name), [SERIES])
    (draft,) = reading.drafts
    assert (reading.reader, reading.media_type, draft.form) == ("text", "text/plain", "text")
    assert draft.title == "US-Japan Alliance Digest Vol 1.2"
    assert draft.numbering is not None
    assert (draft.numbering.volume, draft.numbering.number, draft.numbering.known_by) == (1, 2, "title")
    ends = [(item.headline.split()[0], item.headline.split()[-1], *item.body.split()[-2:]) for item in draft.items]
    assert ends == [
        ("Biden-Kishida", "process", "from", "Beijing."),
        ("First", "years", "joint", "statement)."),
        ("Ruling", "election", "at", "68%."),
        ("New", "Tokyo", "of", "quarantine."),
        ("First-ever", "planned", "January", "28."),
    ]
