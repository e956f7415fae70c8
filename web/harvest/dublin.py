"""Dublin Core of an item, as `oai_dc` has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from archive.cite import cited, dating
from archive.cite.work import Work
from archive.model import Interval
from archive.reference import Entity
from web.telling import dated
from web.xmltext import add, element

DC = "http://purl.org/dc/elements/1.1/"
NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def metadata(work: Work, issue_address: str, known: Mapping[str, Entity]) -> Element:
    """The element `oai_dc:dc` of an item at its lasting address; `issue_address` is that of its issue."""
    top = element(
        "oai_dc:dc",
        attributes={
            "xmlns:oai_dc": NAMESPACE,
            "xmlns:dc": DC,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
        },
    )
    for name, text in _statements(work, issue_address, known):
        if text:
            add(top, f"dc:{name}", text)
    return top


def _statements(work: Work, issue_address: str, known: Mapping[str, Entity]) -> Iterator[tuple[str, str]]:
    item, issue = work.item, work.issue
    if item is None:
        raise ValueError(issue.id)
    yield "title", work.title
    for id in dict.fromkeys(one.entity for one in item.mentions if one.entity in known):
        yield "subject", known[id].name if id else ""
    yield "description", item.body
    yield "description", dated(issue.published)
    yield "publisher", work.publisher
    yield "date", day(issue.published.when)
    yield "type", "Text"
    yield "format", "text/html"
    yield "identifier", work.address
    yield "source", cited(issue, work.series, issue_address, sample=work.sample)
    yield "language", "en"
    yield "relation", issue_address


def day(when: Interval) -> str:
    """The date as far as it is certain ("2022-01" where the day is not), else its first and last day (ISO 8601)."""
    if certain := dating.iso(dating.certain(when)):
        return certain
    return f"{when.earliest or '..'}/{when.latest or '..'}" if dating.is_known(when) else ""
