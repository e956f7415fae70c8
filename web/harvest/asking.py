"""What a harvester asks: the verb and its arguments, checked as sections 3.1 to 3.6 of OAI-PMH 2.0 demand; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

Code = Literal[
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noMetadataFormats",
    "noRecordsMatch",
    "noSetHierarchy",
]

PREFIX = "oai_dc"
"""The one format of metadata, which every repository has."""

LISTING = {"from", "until", "set"}
ARGUMENTS: Mapping[str, tuple[set[str], set[str]]] = {
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), {"resumptionToken"}),
    "ListIdentifiers": ({"metadataPrefix"}, LISTING),
    "ListRecords": ({"metadataPrefix"}, LISTING),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
}
"""The arguments that a verb needs, and those that it may have; a resumption token stands for all of a list's."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_PREFIX = re.compile(r"[A-Za-z0-9_.!~*'()-]+")
"""What a metadataPrefix may look like (`metadataPrefixType` of OAI-PMH.xsd)."""
_SET = re.compile(r"[A-Za-z0-9_.!~*'()-]+(:[A-Za-z0-9_.!~*'()-]+)*")
"""What a setSpec may look like (`setSpecType` of OAI-PMH.xsd)."""


class Refused(Exception):
    """A request that the protocol answers with an error code."""

    def __init__(self, code: Code, why: str) -> None:
        super().__init__(code, why)
        self.code, self.why = code, why


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records a list is of: changed from one second to another, both included, and of a set; None is no limit."""

    since: datetime | None
    until: datetime | None
    set: str | None


def asked(pairs: Iterable[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """The verb and the arguments of a request.

    :raises Refused: badVerb, badArgument
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    verbs = given.pop("verb", [])
    if len(verbs) != 1 or verbs[0] not in ARGUMENTS:
        said = "The verb is missing" if not verbs else f"“{verbs[0]}” is no verb" if len(verbs) == 1 else "Two verbs"
        raise Refused("badVerb", f"{said}; give one of {', '.join(ARGUMENTS)}.")
    verb = verbs[0]
    needed, possible = ARGUMENTS[verb]
    if repeated := [name for name, values in given.items() if len(values) > 1]:
        raise Refused("badArgument", f"{repeated[0]} is given {len(given[repeated[0]])} times; give it once.")
    if "resumptionToken" in given and needed == {"metadataPrefix"}:
        needed, possible = {"resumptionToken"}, set()
    if strange := [name for name in given if name not in needed | possible]:
        alone = " beside a resumptionToken, which stands alone" if "resumptionToken" in needed else ""
        raise Refused("badArgument", f"{verb} has no argument “{strange[0]}”{alone}.")
    if missing := sorted(needed - given.keys()):
        raise Refused("badArgument", f"{verb} needs the argument {missing[0]}.")
    return verb, {name: values[0] for name, values in given.items()}


def require_format(prefix: str) -> None:
    """That metadata is wanted in a format that there is.

    :raises Refused: badArgument, cannotDisseminateFormat
    """
    if not _PREFIX.fullmatch(prefix):
        raise Refused("badArgument", f"“{prefix}” is no metadataPrefix; ListMetadataFormats names them.")
    if prefix != PREFIX:
        raise Refused("cannotDisseminateFormat", f"There is no format “{prefix}” here; every record has {PREFIX}.")


def wanted(arguments: Mapping[str, str]) -> Wanted:
    """Which records the arguments of a list ask for.

    :raises Refused: cannotDisseminateFormat, badArgument
    """
    require_format(arguments["metadataPrefix"])
    first, last, chosen = (arguments.get(name) for name in ("from", "until", "set"))
    if chosen is not None and not _SET.fullmatch(chosen):
        raise Refused("badArgument", f"“{chosen}” is no setSpec; ListSets names them.")
    since, until = (
        moment(name, text) if text is not None else None for name, text in (("from", first), ("until", last))
    )
    if first and last and len(first) != len(last):
        raise Refused("badArgument", "from and until must both be days, or both be seconds.")
    if until and last and _DAY.fullmatch(last):
        until += timedelta(days=1, seconds=-1)  # the whole of that day
    if since and until and since > until:
        raise Refused("badArgument", f"from ({first}) is later than until ({last}).")
    return Wanted(since, until, chosen)


def moment(name: str, text: str) -> datetime:
    """A day (`2026-11-23`) or second (`2026-11-23T15:37:23Z`), the granularities that are declared.

    :raises Refused: badArgument
    """
    if text.isascii() and (_DAY.fullmatch(text) or _SECOND.fullmatch(text)):
        try:
            return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
        except ValueError:
            raise Refused("badArgument", f"{name}={text} is not in the calendar.") from None
    raise Refused("badArgument", f"{name}={text} is no date; write 2022-01-29 or 2022-01-29T00:00:00Z.")
