"""Leftovers of a mail's packing ("=E2=80=A2 Takaichi visits Ka=", "=20") in text that was copied out of it."""

from __future__ import annotations

import quopri
import re

_SOFT_BREAK = re.compile(r"[^=\s]=[ \t]*$|[ \t]=$", re.MULTILINE)
_PACKED = re.compile(r"=(?:3D|20|[89A-F][0-9A-F])")
_LETTER = re.compile(r"=(?:C[23]|E[23]=[0-9AB][0-9A-F])=[89AB][0-9A-F]")  # UTF-8: "=C3=A9", "=E2=80=99"
_ENOUGH = 2


def unquoted(text: str) -> str:
    """The text with quoted-printable undone if it is full of it, else as it is.

    It is with two letters in UTF-8, or two lines that end in "=" beside another leftover; addresses
    have "?id=2024" and "&day=20" without either.
    """
    broken = len(_SOFT_BREAK.findall(text)) >= _ENOUGH and bool(_PACKED.search(text))
    if not broken and len(_LETTER.findall(text)) < _ENOUGH:
        return text
    data = quopri.decodestring(text.replace("\r\n", "\n").encode("utf-8"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:  # a mail in an older encoding
        return data.decode("cp1252", "replace")
