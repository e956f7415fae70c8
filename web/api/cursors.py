"""Cursors: where a list goes on, in letters that mean nothing to anyone else.

A cursor carries its place and a checksum over the place and the question it belongs to. Nothing is kept for it on the
server. What it says is public, so the checksum guards against mistakes, not against intent: whatever a place says is
checked again by whoever goes on from it.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from hashlib import blake2s

from archive.errors import BadQuery

CHECKSUM = 6
"""Bytes: of 280 million million wrong cursors one passes."""

Key = tuple[int | str, ...]


class BadCursor(BadQuery):
    """A cursor that was changed, or that was given for another question."""

    slug = "bad-cursor"

    def __init__(self, what: str = "it was changed, or belongs to another question.") -> None:
        super().__init__("cursor", what, "Leave it out to begin again, and go on with the address in “next”.")


def write(key: Key, question: str) -> str:
    """The cursor of a place in the answers to a question."""
    place = json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode()
    return _spelled(_checksum(place, question) + place)


def read(cursor: str, question: str) -> Key:
    """The place that a cursor stands for.

    :raises BadCursor: it is none of this question's
    """
    try:
        data = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except (NoBase64, UnicodeEncodeError):
        raise BadCursor from None
    checksum, place = data[:CHECKSUM], data[CHECKSUM:]
    if checksum != _checksum(place, question) or _spelled(data) != cursor:
        raise BadCursor
    try:
        key = json.loads(place)
    except ValueError:
        raise BadCursor from None
    if not isinstance(key, list) or not all(isinstance(part, int | str) for part in key):
        raise BadCursor
    return tuple(key)


def _spelled(data: bytes) -> str:
    """The one spelling of a cursor's bytes: the last letter of another may carry bits that decode to nothing."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _checksum(place: bytes, question: str) -> bytes:
    return blake2s(place + b"\n" + question.encode(), digest_size=CHECKSUM).digest()
