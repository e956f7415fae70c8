"""Plain text as copied from a page or a mail: lines to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from email.utils import parsedate_to_datetime

from archive.model import Block, Draft, Source
from archive.reference import Series
from importers.blocks import BULLET, Document, Kind, block, run_ins
from importers.encoding import decode
from importers.layout import read_layout
from importers.layout.furniture import section
from importers.quoted import unquoted

NAME, VERSION, MEDIA_TYPE = "text", 1, "text/plain"

_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
_HEADER = re.compile(
    r"(?P<field>From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Message-ID|MIME-Version|Content-[\w-]+|X-[\w-]+|Received|Return-Path"
    r"|Importance|Attachments?):\s*(?P<value>.*)",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"-{2,} ?(?:Forwarded|Original) message ?-{2,}|Begin forwarded message:", re.IGNORECASE)
_REPLY = re.compile(r"^(?:(?:re|fwd?)\s*:\s*|\[[^\]]{1,30}\]\s*)+", re.IGNORECASE)  # "Fwd: [EXTERNAL] US-Japan …"
_NUMBERED = re.compile(r"\s*\(?(\d{1,2})[.)]\s+(?=\S)")
_BROKEN = re.compile(
    r"(?<=[^\W_]-) (?=[^\W_])(?!(?:and|or|to) )"
)  # "US- Japan", "F- 35" after joining, but "mid- and long-term"
_MARKDOWN = re.compile(r"#{1,6}\s+")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)(?P<words>[^*_]+?)(?<=\S)\1(?!\w)")  # "**Nago votes.** A mayor …"
_RULE = re.compile(r"\s*([-=_*~#–—])(?:\s*\1){2,}\s*")  # a line under a headline or between items
_WRAPPED = 100
"""A text whose lines are mostly at most this long was wrapped by hand or by a mailer (72 to 80 usually)."""
_RAGGED = 0.8
"""A line under a bullet, set in as its text, goes on with a line this full; behind a shorter one a body starts."""


def recognises(data: bytes) -> bool:
    """Whether the bytes are text at all; asked last, after all other readers."""
    return decode(data) is not None


def read(source: Source, series: Sequence[Series]) -> tuple[Draft, ...]:
    """Read the issues in a text.

    :raises LayoutChanged: no issue was found in it
    """
    return read_layout(document(unquoted(decode(source.data) or "")), series, source.name)


def document(text: str) -> Document:
    """The blocks of a text; a mail's subject is its first heading, its date a hint."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    lines = _QUOTED.sub("", text).split("\n")
    headers, lines = _headers(lines)
    blocks: list[Block] = []
    hints: list[tuple[date, str]] = []
    for field, value in headers:
        if field == "subject" and (subject := block("heading", [(_REPLY.sub("", value), None)])):
            blocks.append(subject)
        elif field in ("date", "sent") and (day := _day(value)):
            hints.append((day, f"{field.capitalize()}: {value}"))
    blocks += run_ins(list(_blocks(lines)))
    return Document("text", tuple(blocks), hints=tuple(hints))


def _headers(lines: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """A mail's headers, forwarded ones too, apart from the lines that are text.

    Two header lines or more in a row are headers; a single "Date: …" is text.
    """
    found: list[tuple[str, str]] = []
    kept: list[str] = []
    place = 0
    while place < len(lines):
        end = place
        run: list[tuple[str, str]] = []
        while end < len(lines):
            if match := _HEADER.fullmatch(lines[end].strip()):
                run.append((match["field"].lower(), match["value"].strip()))
            elif run and lines[end][:1] in (" ", "\t") and lines[end].strip():  # a folded header goes on
                run[-1] = (run[-1][0], f"{run[-1][1]} {lines[end].strip()}")
            else:
                break
            end += 1
        if len(run) > 1:
            found += run
            place = end
            continue
        if not _FORWARDED.fullmatch(lines[place].strip()):
            kept.append(lines[place])
        place += 1
    return found, kept


def _day(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date()
    except ValueError:
        return None


def _blocks(lines: Sequence[str]) -> Iterator[tuple[Block, int]]:
    """Join wrapped lines and give each block its kind, and the length of the emphasised words at its start."""
    width = _width(lines)
    kind: Kind = "paragraph"
    words: list[str] = []
    last, number = "", 0
    for line in [*lines, ""]:
        line = "" if _RULE.fullmatch(line) else line.replace("\u00a0", " ")
        numbered = _NUMBERED.match(line)
        counts = bool(numbered and int(numbered[1]) in (1, number + 1))
        if words and not (line.strip() and not counts and _goes_on(last, line, kind, width)):
            if line.strip() == "" and BULLET.fullmatch(words[0]):  # a bullet alone on its line; its text follows
                continue
            text = _BROKEN.sub("", " ".join(words))
            lead = _EMPHASIS.match(text)
            if made := block(kind, [(f"{lead['words']}{text[lead.end() :]}" if lead else text, None)]):
                yield made, len(lead["words"]) if lead else 0
            words, kind = [], "paragraph"
        if not line.strip():
            last = ""
            continue
        if not words:
            kind = "paragraph"
            if bullet := BULLET.match(line):
                kind, line = "bullet", line[bullet.end() :] or line  # alone on its line it is kept to be known
            elif numbered and counts:
                kind, number = "bullet", int(numbered[1])
                line = line[numbered.end() :]
            elif heading := _MARKDOWN.match(line):
                kind, line = "heading", line[heading.end() :]
        words.append(line.strip())
        last = line.rstrip()


def _width(lines: Sequence[str]) -> int | None:
    """The width at which a text was wrapped, None if each of its lines is a paragraph."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if not lengths:
        return None
    usual = lengths[len(lengths) * 9 // 10]  # one line in ten may be a long address
    return usual if usual <= _WRAPPED else None


def _goes_on(last: str, line: str, kind: Kind, width: int | None) -> bool:
    """Whether a line goes on with the one before it, and was only wrapped."""
    if BULLET.fullmatch(last):
        return True
    if not last or BULLET.match(line) or _MARKDOWN.match(line) or section(line) or section(last):
        return False
    indent = len(line) - len(line.lstrip())
    if width is None or (last.isupper() and not line.isupper()):  # a headline in capitals
        return False
    end = len(last) + 1 + len(line.split(None, 1)[0])
    if kind == "bullet" and indent > len(last) - len(last.lstrip()) and end > width * _RAGGED:
        return True
    return end > width - 4  # the next word had no room
