"""Bytes to text: UTF-8, UTF-16, what a page declares, else Windows-1252; noise is no text."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# <meta charset="shift_jis">, content="text/html; charset=windows-1252", <?xml encoding="…"?>
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_NOISE = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_SAMPLE = 65536
"""Characters or bytes looked at to tell text from noise: enough to be sure, quick at any size."""


def decode(data: bytes) -> str | None:
    """The text that the bytes are, or None if they are no text."""
    text = _decoded(data)
    if text is None:
        return None
    for sample in (text[:_SAMPLE], text[-_SAMPLE:]):
        noise = len(_NOISE.findall(sample)) + sample.count("\ufffd")
        if "\0" in sample or noise > 0.02 * len(
            sample
        ):  # a stray control character is life, two in a hundred are noise
            return None
    return None if "\0" in text else text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := _utf16(data[:_SAMPLE]):
        return data.decode(wide, "replace")
    if b"\0" in data[:_SAMPLE]:
        return None
    declared = _declared(data)
    if declared == "iso2022_jp":  # seven-bit: it would pass for UTF-8
        return data.decode(declared, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", "replace")
    broken, whole = loose.count("\ufffd"), sum(map(loose.count, "’“”–—é"))
    if whole > broken:  # UTF-8 with a few damaged bytes
        return loose
    for encoding in filter(None, (declared, "cp1252")):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


def _declared(data: bytes) -> str | None:
    """Python's name of the encoding that a page's head names, if there is one."""
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)  # as browsers do


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of western text is NUL, and the other ones are not."""
    even, odd = sample[0::2], sample[1::2]
    if not odd:
        return None
    high, low = even.count(0) / len(even), odd.count(0) / len(odd)
    if low > 0.5 and high < 0.05:
        return "utf-16-le"
    if high > 0.5 and low < 0.05:
        return "utf-16-be"
    return None
