"""Issues and items: the texts, with what was read in them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from archive import Archive
from archive.errors import NotFound
from archive.export import interval_as_dict, issue_as_dict, item_as_dict
from archive.model import Issue, Item, Published
from archive.store.lists import Lists
from web.addresses import absolute, issue_url, item_page
from web.api import shapes
from web.api.operations import Asked, Body, Listed, Moved, Operation, key, place, within
from web.api.parameters import Arguments, Parameter
from web.api.places import ENTITY, NUMBER, PUBLISHED, SERIES, SERIES_PART, VOLUME
from web.api.shapes import listed, maybe, number, ref, several, text, thing
from web.staff.numbered import numbered_now

POSITION = Parameter(
    "position",
    "The item’s place in its issue, from 1.",
    {"type": "integer", "minimum": 1, "maximum": 9999},
    required=True,
    converter="int(min=1, max=9999)",
)


def published_as_dict(published: Published) -> Body:
    """When an issue appeared, without the evidence."""
    return interval_as_dict(published.when) | {"basis": published.basis}


def _issues(archive: Archive, asked: Asked) -> Listed:
    lists = Lists(archive.catalog)
    page = lists.issues(within(asked, archive), place(asked), asked.limit)
    found, headlines = archive.ask.headings(page.rows), lists.headlines(page.rows)
    return Listed([_in_list(found[id], headlines.get(id, [])) for id in page.rows], key(page.end))


def _in_list(issue: Issue, headlines: list[str]) -> Body:
    return {
        "issue": issue.id,
        "series": issue.series,
        "volume": issue.volume,
        "number": issue.number,
        "title": issue.title,
        "published": published_as_dict(issue.published),
        "problem": issue.problem,
        "items": [{"position": position, "headline": line} for position, line in enumerate(headlines, 1)],
        "address": absolute(issue_url(issue.id)),
    }


def _issue(archive: Archive, asked: Asked) -> Body | Moved:
    id = _id(asked)
    if now := numbered_now(archive, id):
        return Moved(_parts(now))
    found = archive.ask.issue(id)
    return issue_as_dict(archive, found) | {"problem": found.problem, "address": absolute(issue_url(id))}


def _items(archive: Archive, asked: Asked) -> Listed:
    page = Lists(archive.catalog).items(within(asked, archive), place(asked), asked.limit)
    items = archive.ask.items(page.rows)
    issues = archive.ask.headings({issue for issue, _ in page.rows})
    return Listed([_as_dict(archive, items[at], issues[at[0]]) for at in page.rows], key(page.end))


def _item(archive: Archive, asked: Asked) -> Body | Moved:
    id, position = _id(asked), asked.arguments["position"]
    if now := numbered_now(archive, id):
        return Moved(_parts(now) | {"position": position})
    found, issue = archive.ask.items([(id, position)]), archive.ask.headings([id])
    if not found:
        listed_at = absolute("/api/v1/issues")
        raise NotFound(f"{id}#{position}", "no such item is in the archive.", f"{listed_at} lists what there is.")
    return _as_dict(archive, found[id, position], issue[id])


def _as_dict(archive: Archive, item: Item, issue: Issue) -> Body:
    return {
        "item": item.id,
        "issue": item.issue,
        "published": published_as_dict(issue.published),
        **item_as_dict(archive, item),
        "links": [{"start": link.start, "end": link.end, "url": link.url} for link in item.links],
        "address": absolute(item_page(item.id)),
    }


def _id(asked: Asked) -> str:
    return "{series}/{number}".format_map(asked.arguments)


def _parts(issue: str) -> Arguments:
    series, _, number = issue.partition("/")
    return {"series": series, "number": number}


def an_issue(archive: Archive) -> str:
    """An issue that there is, for examples."""
    return next(iter(Lists(archive.catalog).issues(within(Asked({}), archive), None, 1).rows), "some-series/1.1")


_TITLED = {
    "issue": shapes.ISSUE,
    "series": text(),
    "volume": maybe(number()),
    "number": maybe(number()),
    "title": text(),
}
_READ = {
    "position": number(minimum=1),
    "headline": text(),
    "body": text(),
    "mentions": several(ref("LinkedMention")),
    "dates": several(ref("DateMention")),
}
_PROBLEM = maybe(text("What a person must still decide about it."))

SHAPES: Mapping[str, shapes.Schema] = MappingProxyType(
    {
        "LinkedMention": thing(
            "Words that name an entity.", **shapes.WHERE, **shapes.LINKING, aliases=several(text(), "Its other names.")
        ),
        "DateMention": thing("Words that say when.", **shapes.WHERE, text=text(), **shapes.INTERVAL),
        "Hyperlink": thing("Words of the body that led to an address.", **shapes.OFFSETS, url=text()),
        "Original": thing(
            "An original.", sha256=text(), media_type=text(), name=text(), url=maybe(text("Where it was fetched."))
        ),
        "ItemInIssue": thing("An item with what was read in it.", **_READ),
        "Item": thing(
            "An item with what was read in it.",
            item=shapes.ITEM,
            issue=shapes.ISSUE,
            published=ref("Published"),
            **_READ,
            links=several(ref("Hyperlink")),
            address=shapes.ADDRESS,
        ),
        "IssueInList": thing(
            "An issue.",
            **_TITLED,
            published=ref("Published"),
            problem=_PROBLEM,
            items=several(thing("An item’s place and headline.", position=number(minimum=1), headline=text())),
            address=shapes.ADDRESS,
        ),
        "Issue": thing(
            "An issue with its originals and its items.",
            **_TITLED,
            published=thing(
                "When it appeared, and the words that say so.",
                **shapes.INTERVAL,
                basis=shapes.BASIS,
                evidence=several(text()),
            ),
            sources=several(ref("Original")),
            items=several(ref("ItemInIssue")),
            problem=_PROBLEM,
            address=shapes.ADDRESS,
        ),
        "Issues": listed("A page of issues.", ref("IssueInList")),
        "Items": listed("A page of items.", ref("Item")),
    }
)

OPERATIONS = (
    Operation(
        id="listIssues",
        path="/issues",
        summary="Issues",
        about="Every issue in order: by series, volume and number, unnumbered ones last.",
        shape="Issues",
        find=_issues,
        own=(SERIES, VOLUME, *PUBLISHED),
        example=lambda archive: {"series": archive.series[0].id, "limit": 2},
        paged=True,
    ),
    Operation(
        id="getIssue",
        path="/issues/{series}/{number}",
        summary="An issue",
        about="One issue with its items. An unnumbered issue has a provisional number, x-0a1b2c3d, which leads to its "
        "real one when somebody numbers it.",
        shape="Issue",
        find=_issue,
        own=(SERIES_PART, NUMBER),
        example=lambda archive: _parts(an_issue(archive)),
        moves=True,
    ),
    Operation(
        id="listItems",
        path="/items",
        summary="Items",
        about="Every item in the order of the issues, with what was read in it.",
        shape="Items",
        find=_items,
        own=(SERIES, VOLUME, ENTITY, *PUBLISHED),
        example=lambda archive: {"volume": _volume(archive), "limit": 1},
        paged=True,
    ),
    Operation(
        id="getItem",
        path="/items/{series}/{number}/{position}",
        summary="An item",
        about="One item: its text, the names and dates in it, and the addresses that it links to.",
        shape="Item",
        find=_item,
        own=(SERIES_PART, NUMBER, POSITION),
        example=lambda archive: _parts(an_issue(archive)) | {"position": 1},
        moves=True,
    ),
)


def _volume(archive: Archive) -> int:
    """The volume of the first issue."""
    number = an_issue(archive).rpartition("/")[2]
    return int(number.partition(".")[0]) if "." in number else 1
