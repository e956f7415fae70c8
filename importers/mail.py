"""Mails and web archives as programs save them (.eml, .mht): the text or page inside, unpacked."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart

from importers.encoding import decode

# "From: …" and further headers up to "MIME-Version: 1.0"; without that line it is text that looks like a mail
_MIME = re.compile(rb"\s*(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?MIME-Version:", re.IGNORECASE)
_HEAD = 32 * 1024
_KEPT = ("From", "Date", "Subject")


def unpacked(data: bytes) -> bytes:
    """The page or text of a saved mail or web archive in UTF-8, or the bytes as they are if they are neither.

    A mail's text is preferred to its page, because its headers can stand before it.
    """
    if not _MIME.match(data[:_HEAD]):
        return data
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        return data
    try:
        part = message.get_body(preferencelist=("plain", "html"))
        content = _content(part) if part is not None else None
        headers = [(name, str(message[name])) for name in _KEPT if message[name]]
    except (LookupError, ValueError, AttributeError):  # an unknown encoding, headers beyond repair
        return data
    if part is None or content is None:
        return data
    if part.get_content_type() != "text/html":
        content = "".join(f"{name}: {value}\n" for name, value in headers) + "\n" + content
    return content.encode("utf-8", "replace")


def _content(part: MIMEPart) -> str | None:
    """A part's text; without a charset (browsers' web archives) its own bytes say which it is."""
    if part.get_content_charset() is None:
        payload = part.get_payload(decode=True)
        return decode(payload) if isinstance(payload, bytes) else None
    content = part.get_content()
    return content if isinstance(content, str) else None
