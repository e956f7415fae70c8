"""PDFs of one issue from several programs, and the process that opens them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from written import ITEMS, SERIES

from archive.errors import ImportFailed, UnreadableSource
from archive.model import Source
from importers.base import read
from importers.pdf.geometry import Line, Page, read_blocks
from importers.pdf.process import FILES_A_CHILD, ChildFailed, PdfProcess

CHECKOUT = Path(__file__).resolve().parents[1]
FILES = Path(__file__).with_name("files")
PROGRAMS = ("chromium", "weasyprint-one-column", "weasyprint-two-columns", "libreoffice")


def source(name: str) -> Source:
    return Source((FILES / f"{name}.pdf").read_bytes(), f"{name}.pdf")


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_program_s_items_are_exact(program: str) -> None:
    reading = read(source(program), [SERIES])
    assert (reading.reader, reading.media_type) == ("pdf", "application/pdf")
    (draft,) = reading.drafts
    assert tuple((item.headline, item.body) for item in draft.items) == ITEMS
    assert (draft.title, draft.form) == ("US-Japan Alliance Digest Vol 2.7", "pdf")
    assert draft.numbering is not None and draft.numbering.known_by == "title"


@pytest.mark.parametrize("program", ["chromium", "weasyprint-one-column"])
def test_links_are_kept(program: str) -> None:
    (draft,) = read(source(program), [SERIES]).drafts
    links = [(item.body[link.start : link.end], link.url) for item in draft.items for link in item.links]
    assert links == [("long-range radar sites", "https://example.org/radar")]


WHOLE = source("weasyprint-two-columns").data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (source("password").data, "it is protected by a password. Save a copy without one"),
        (source("picture").data, "it holds 0 characters on 1 page: a picture of text, or damaged."),
        (WHOLE[: len(WHOLE) // 2], "the PDF is cut off: its end is missing. Download or save it again."),
        (WHOLE[: len(WHOLE) // 2] + b"\n%%EOF\n", "it is damaged and cannot be opened."),
        (b"%PDF-1.7\n" + b"noise" * 1000 + b"%%EOF", "it is damaged and cannot be opened."),
    ],
)
def test_each_unreadable_pdf_has_its_own_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read(Source(data, "issue.pdf"), [SERIES])
    assert str(caught.value).startswith(f"issue.pdf: {said}")


def pages(count: int) -> bytes:
    """A PDF of empty pages, written by hand."""
    kids = " ".join(f"{n} 0 R" for n in range(3, 3 + count))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"]
    objects += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"] * count
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def test_more_pages_than_any_issue_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="it has 201 pages, more than any issue"):
        read(Source(pages(201), "issue.pdf"), [SERIES])
    with pytest.raises(UnreadableSource, match="0 characters on 200 pages"):
        read(Source(pages(200), "issue.pdf"), [SERIES])


def test_damage_anywhere_never_crashes_the_reader() -> None:
    for place in range(0, len(WHOLE), len(WHOLE) // 40):
        damaged = WHOLE[:place] + bytes(255 - byte for byte in WHOLE[place : place + 25]) + WHOLE[place + 25 :]
        try:
            (draft,) = read(Source(damaged, "issue.pdf"), [SERIES]).drafts
        except ImportFailed:
            continue
        assert draft.items


def lines(*texts: tuple[str, float, float], broken: tuple[int, ...] = ()) -> Page:
    """A page of lines (text, left, bottom) in ten-point type, five points a character."""
    made = (
        Line(text, left, bottom, left + 5 * len(text), bottom + 12, place in broken, text.startswith("•"))
        for place, (text, left, bottom) in enumerate(texts)
    )
    return Page(600, 800, tuple(made))


@pytest.mark.parametrize(
    ("first", "second", "broken", "elsewhere", "joined"),
    [
        ("the LDP", "backed mayor of the town", True, "", "the LDP-backed mayor of the town"),
        ("the co", "operation of both sides", True, "Their cooperation.", "the cooperation of both sides"),
        ("the co-", "operation of both sides", False, "Their cooperation.", "the cooperation of both sides"),
        ("the co\u2010", "operation of both sides", False, "", "the cooperation of both sides"),
        ("the mid", "and long-term plan", True, "", "the mid- and long-term plan"),
        ("the plan", "of both sides", False, "", "the plan of both sides"),
    ],
)
def test_words_broken_at_a_line_s_end(first: str, second: str, broken: bool, elsewhere: str, joined: str) -> None:
    page = lines(
        ("• " + first, 50, 600), (second, 50, 586), (elsewhere or "Another.", 50, 400), broken=(0,) if broken else ()
    )
    assert next(read_blocks([page])).text == joined


def test_running_lines_and_page_numbers_are_dropped_and_the_text_between_joined() -> None:
    def page(number: int, text: str) -> Page:
        return lines(("The Digest", 50, 770), (text, 50, 700), (f"Page {number} of 2", 280, 20))

    blocks = list(read_blocks([page(1, "• The talks ended without"), page(2, "an agreement on the hangars.")]))
    assert [(block.kind, block.text) for block in blocks] == [
        ("bullet", "The talks ended without an agreement on the hangars.")
    ]


def test_a_heading_is_known_by_its_size_and_a_gap_opens_a_paragraph() -> None:
    heading = Line("The Digest", 50, 700, 200, 724)
    page = lines(("First line of a paragraph that is", 50, 600), ("long.", 50, 586), ("Second.", 50, 550))
    blocks = list(read_blocks([Page(600, 800, (heading, *page.lines))]))
    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "The Digest"),
        ("paragraph", "First line of a paragraph that is long."),
        ("paragraph", "Second."),
    ]


@pytest.fixture
def process() -> Iterator[PdfProcess]:
    made = PdfProcess()
    yield made
    made.close()


def child(process: PdfProcess) -> int:
    assert process._child is not None
    return process._child.pid


def test_one_child_reads_many_files_and_is_replaced_after_a_hundred(process: PdfProcess) -> None:
    seen = []
    for _ in range(FILES_A_CHILD + 1):
        assert process.measure(pages(1))["pages"][0]["lines"] == []
        seen.append(child(process))
    assert len(set(seen[:-1])) == 1
    assert seen[-1] != seen[0]


def test_the_child_imports_neither_numpy_nor_the_archive(process: PdfProcess) -> None:
    process.measure(WHOLE)
    loaded = Path(f"/proc/{child(process)}/maps").read_text()
    assert "pdfium" in loaded
    assert "numpy" not in loaded and "sqlalchemy" not in loaded.lower()


def test_the_child_limits_itself(process: PdfProcess) -> None:
    process.measure(WHOLE)
    limits = Path(f"/proc/{child(process)}/limits").read_text()
    rows = {row[:26].strip(): row[26:].split() for row in limits.splitlines()}
    assert int(rows["Max address space"][0]) == 768 * 1024 * 1024
    assert 15 <= int(rows["Max cpu time"][0]) < 30


def test_a_file_that_kills_or_stalls_the_child_costs_only_itself(process: PdfProcess) -> None:
    process.measure(WHOLE)
    os.kill(child(process), signal.SIGSTOP)
    with pytest.raises(ChildFailed) as caught:
        process.measure(WHOLE, seconds=0.2)
    assert caught.value.late
    assert process.measure(WHOLE)["pages"]
    os.kill(child(process), signal.SIGKILL)
    assert process._child is not None and process._child.wait() == -signal.SIGKILL
    assert process.measure(WHOLE)["pages"]


def test_the_child_ends_with_its_parent() -> None:
    program = (
        "import time; from pathlib import Path; from importers.pdf.process import PROCESS; "
        f"PROCESS.measure(Path({str(FILES / 'libreoffice.pdf')!r}).read_bytes()); "
        "print(PROCESS._child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 5
    while time.monotonic() < until and Path(f"/proc/{pid}/cmdline").exists():
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":  # ended; nobody has asked how
            return
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


def test_speed_a_text_pdf_takes_at_most_60_milliseconds() -> None:
    original = source("weasyprint-two-columns")
    read(original, [SERIES])
    times = []
    for _ in range(15):
        start = time.perf_counter()
        read(original, [SERIES])
        times.append(time.perf_counter() - start)
    assert min(times) < 0.060
