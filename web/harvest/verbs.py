"""The six verbs of OAI-PMH 2.0, each from its arguments to the element that answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from web.harvest import dublin, tokens
from web.harvest.asking import PREFIX, Refused, require_format, wanted
from web.harvest.records import Key, Repository, header
from web.harvest.tokens import Token
from web.telling import stamp
from web.xmltext import add, element

PER_PAGE = 100
"""Records an answer, about 200 KB."""

Arguments = Mapping[str, str]


def identify(repository: Repository, arguments: Arguments) -> Element:
    """Who answers here, and how."""
    made = element("Identify")
    add(made, "repositoryName", f"{repository.archive.series[0].title} archive")
    add(made, "baseURL", repository.address)
    add(made, "protocolVersion", "2.0")
    add(made, "adminEmail", _mail(repository.address))
    add(made, "earliestDatestamp", stamp(repository.earliest))
    add(made, "deletedRecord", "no")
    add(made, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    return made


def list_metadata_formats(repository: Repository, arguments: Arguments) -> Element:
    """The one format, of everything or of one record.

    :raises Refused: idDoesNotExist, noMetadataFormats
    """
    if "identifier" in arguments and repository.find(arguments["identifier"])[1] is None:
        raise Refused(
            "noMetadataFormats", f"This is an issue; the records are its items, {arguments['identifier']}/1 …"
        )
    made = element("ListMetadataFormats")
    form = add(made, "metadataFormat")
    add(form, "metadataPrefix", PREFIX)
    add(form, "schema", dublin.SCHEMA)
    add(form, "metadataNamespace", dublin.NAMESPACE)
    return made


def list_sets(repository: Repository, arguments: Arguments) -> Element:
    """The sets of records, all in one answer.

    :raises Refused: badResumptionToken, noSetHierarchy
    """
    if "resumptionToken" in arguments:
        raise Refused("badResumptionToken", "The list of sets comes whole; ask for it without a token.")
    _require_sets(repository)
    made = element("ListSets")
    for spec, name in repository.sets().items():
        one = add(made, "set")
        add(one, "setSpec", spec)
        add(one, "setName", name)
    return made


def list_identifiers(repository: Repository, arguments: Arguments) -> Element:
    """Headers of records, a page of them.

    :raises Refused: badResumptionToken, cannotDisseminateFormat, badArgument, noRecordsMatch, noSetHierarchy
    """
    return _listed("ListIdentifiers", repository, arguments, lambda keys: [header(key) for key in keys])


def list_records(repository: Repository, arguments: Arguments) -> Element:
    """Whole records, a page of them.

    :raises Refused: as `list_identifiers`
    """
    return _listed("ListRecords", repository, arguments, repository.records)


def get_record(repository: Repository, arguments: Arguments) -> Element:
    """One record.

    :raises Refused: idDoesNotExist, cannotDisseminateFormat
    """
    require_format(arguments["metadataPrefix"])
    change, position = repository.find(arguments["identifier"])
    if position is None:
        raise Refused("cannotDisseminateFormat", f"This is an issue; the records are its items, {change.issue}/1 …")
    made = element("GetRecord")
    made.extend(repository.records([Key(change, position)]))
    return made


VERBS: Mapping[str, Callable[[Repository, Arguments], Element]] = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
    "GetRecord": get_record,
}


def _listed(
    tag: str, repository: Repository, arguments: Arguments, show: Callable[[Sequence[Key]], Sequence[Element]]
) -> Element:
    """A page of a list, with the token that leads on; the last page of several has an empty one."""
    before = tokens.read(arguments["resumptionToken"]) if "resumptionToken" in arguments else None
    try:
        which = wanted(before.arguments if before else arguments)
    except (Refused, KeyError) as error:
        if before is None:
            raise
        raise Refused("badResumptionToken", "No list has such a resumption token. Begin anew.") from error
    if which.set is not None:
        _require_sets(repository)
    page, left = list[Key](), 0
    for change, out in repository.stretches(which, (before.at, before.issue, before.position) if before else None):
        last = min(change.items, out + PER_PAGE - len(page))
        page += [Key(change, position) for position in range(out + 1, last + 1)]
        left += change.items - last
    if not page:
        what = "Nothing is left of this list" if before else "There are no such records"
        raise Refused("noRecordsMatch", f"{what}.")
    given = before.given if before else 0
    made = element(tag)
    made.extend(show(page))
    if before or left:
        end = page[-1]
        total = {"completeListSize": str(given + len(page) + left), "cursor": str(given)}
        listed = before.arguments if before else arguments
        token = Token(listed, given + len(page), end.change.at, end.change.issue, end.position)
        add(made, "resumptionToken", tokens.written(token) if left else "", total)
    return made


def _require_sets(repository: Repository) -> None:
    if not repository.moments.changes():
        raise Refused("noSetHierarchy", "The archive is empty, so it has no sets yet.")


def _mail(address: str) -> str:
    """Whom to write to: the mailbox for a site's care (RFC 2142); the protocol demands a dot in its host."""
    host = urlsplit(address).hostname or ""
    return f"webmaster@{host if '.' in host else 'localhost.localdomain'}"
