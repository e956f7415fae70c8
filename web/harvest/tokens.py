"""Resumption tokens: all that is needed to go on with a list, so that nothing is remembered here; pure.

A token names the last record that was given out by its datestamp and place. Records are listed in that order, and what
changes gets a later datestamp: so whatever is imported between two requests, what did not change is given out
once, and what changed comes (again) at the end. Tokens never expire.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode

from web.harvest.asking import Refused
from web.telling import stamp

FORM = 1
"""Raise it when tokens are made otherwise: those of before are then refused instead of being misread."""
SUM = 12
"""Letters of the checksum that tells a token that was cut or changed on its way; it guards no secret."""


@dataclass(frozen=True, slots=True)
class Token:
    """A list's arguments, how many records were given out, and the last of them."""

    arguments: Mapping[str, str]
    given: int
    at: datetime
    issue: str
    position: int


def written(token: Token) -> str:
    """The token as letters that stand in any address."""
    at, place = stamp(token.at), {"issue": token.issue, "position": token.position}
    fields = urlencode({"form": FORM, "given": token.given, "at": at, **place, **token.arguments})
    body = urlsafe_b64encode(fields.encode()).decode().rstrip("=")
    return f"{body}.{_sum(body)}"


def read(text: str) -> Token:
    """The reverse of `written`.

    :raises Refused: badResumptionToken
    """
    body, _, checksum = text.partition(".")
    if not text.isascii() or checksum != _sum(body):
        raise Refused(
            "badResumptionToken", "The resumption token is not whole. Take it from the last answer unchanged."
        )
    try:
        fields = dict(parse_qsl(urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode(), strict_parsing=True))
        if fields.pop("form") != str(FORM):
            raise ValueError(body)
        given, position = int(fields.pop("given")), int(fields.pop("position"))
        at = datetime.strptime(fields.pop("at"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        return Token(issue=fields.pop("issue"), position=position, at=at, given=given, arguments=fields)
    except (ValueError, KeyError):
        raise Refused("badResumptionToken", "This resumption token is of another form. Begin the list anew.") from None


def _sum(body: str) -> str:
    return sha256(f"resume {body}".encode()).hexdigest()[:SUM]
