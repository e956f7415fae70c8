"""Search: what answers to words, names and dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, get_args, get_type_hints
from urllib.parse import urlencode

from archive import Archive
from archive.model import KINDS
from archive.search import SearchRequest
from archive.search.asking import MOST_PAGES, MOST_PER_PAGE, SORTS, Args, Dates, Group
from archive.search.results import Hit
from archive.search.snippets import Span
from web.addresses import absolute, item_page
from web.api import shapes
from web.api.cursors import BadCursor, Key
from web.api.names import an_entity
from web.api.operations import Asked, Body, Listed, Operation
from web.api.parameters import Parameter
from web.api.shapes import flag, listed, maybe, number, one_of, ref, several, text, thing

LONGEST = 2_000
"""Characters of a query; addresses of that length are good everywhere."""

FURTHER = 10
"""Pages of a hundred that are looked through for the place of a cursor after the archive has changed."""

OURS = ("page", "per_page", "view")
"""What a search's arguments hold that this API says otherwise: with `limit` and `cursor`."""


def _search(archive: Archive, asked: Asked) -> Listed:
    request = SearchRequest.from_args({name: _as_text(value) for name, value in asked.arguments.items()})
    request = request.first_page(per_page=asked.limit)
    revision = archive.index.current().sidecar.revision
    start = _start(archive, request, asked.after, revision)
    page = archive.search(replace(request, page=start // asked.limit + 1))
    if page.problem:  # a program must not take what is left of a query for the whole of it
        raise page.problem.as_error()
    hits, skipped = page.hits, start % asked.limit
    if skipped and page.request.page < page.pages:  # the pages before had another length
        page = archive.search(replace(request, page=page.request.page + 1))
        hits += page.hits
    shown, rest = hits[skipped : skipped + asked.limit], hits[skipped + asked.limit :]
    more = shown and (rest or page.request.page < page.pages)
    end = (revision, start + len(shown), shown[-1].item) if more else None
    said = {name: value for name, value in page.as_dict().items() if name in _ABOUT}
    return Listed([_hit_as_dict(hit) for hit in shown], end, _addressed(said))


def _start(archive: Archive, request: SearchRequest, after: Key | None, revision: int) -> int:
    """How many hits went before; found again by the last of them if the archive has changed since.

    :raises BadCursor: that hit is nowhere near where it was
    """
    match after:
        case None:
            return 0
        case (int() as seen, int() as start, str() as last) if 0 < start <= MOST_PAGES:
            return start if seen == revision else _found_again(archive, request, start, last)
    raise BadCursor


def _found_again(archive: Archive, request: SearchRequest, start: int, last: str) -> int:
    near = (start - 1) // MOST_PER_PAGE + 1
    for at in (*range(near, near + FURTHER), *range(near - 1, max(near - FURTHER, 0), -1)):
        page = archive.search(replace(request, page=at, per_page=MOST_PER_PAGE))
        items = [hit.item for hit in page.hits]
        if last in items:
            before: int = (at - 1) * MOST_PER_PAGE
            return before + items.index(last) + 1
    raise BadCursor("the archive has changed too much since to find its place again.")


def _hit_as_dict(hit: Hit) -> Body:
    return {**_addressed(hit.as_dict()), "address": absolute(item_page(hit.item))}


def _as_text(value: Any) -> str | list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return ("1" if value else "") if isinstance(value, bool) else str(value)


def _addressed(said: Any) -> Any:
    """With arguments of further searches as their addresses here: `args` as `search`, `not_args` as `search_not`."""
    if isinstance(said, list):
        return [_addressed(one) for one in said]
    if not isinstance(said, dict):
        return said
    found = {}
    for name, value in said.items():
        if name == "args" or name.endswith("_args"):
            kind = name.removesuffix("args").rstrip("_")
            found[f"search_{kind}" if kind else "search"] = None if value is None else search_address(value)
        else:
            found[name] = _addressed(value)
    return found


def search_address(args: Args) -> str:
    """The address of a search of the site, as one of the API."""
    given = {name: value for name, value in args.items() if name not in OURS} | (
        {"exact": "true"} if "exact" in args else {}
    )
    return absolute("/api/v1/search") + (f"?{urlencode(given, doseq=True)}" if given else "")


def _query(name: str, about: str, many: bool = False, required: bool = False) -> Parameter:
    return Parameter(name, about, {"type": "string", "maxLength": LONGEST}, many, required)


def _entities(kind: str) -> Parameter:
    about = f"Only items that mention this {kind}, by its id or a name; of several, each."
    return Parameter(kind, about, {"type": "string", "minLength": 1, "maxLength": 80}, many=True)


_ADDRESS = text("The address of that search here.", format="uri")
_COUNT = number("Items.")
_MARKED = thing(
    "A text with what was asked marked in it.",
    text=text(),
    spans=several(
        thing(
            "Characters that were asked: a word, a mention of an entity, or a date.",
            start=number(),
            end=number(),
            kind=one_of(get_args(get_type_hints(Span)["kind"])),
            entity=maybe(text()),
        )
    ),
)
_NAMED = thing("An entity.", id=shapes.ENTITY, name=text(), kind=maybe(shapes.KIND))
_ABOUT: Mapping[str, shapes.Schema] = MappingProxyType(
    {
        "total": number("Items found."),
        "groups": number("Issues found, where each is one hit; else items."),
        "possibly": number("Of these, how many only may fit, as their dates are ranges."),
        "uncertain": text("That in a sentence; empty where all fit."),
        "facets": {
            "type": "object",
            "description": "By name, the values that most of what was found has.",
            "additionalProperties": several(ref("Count")),
        },
        "histogram": several(ref("Bar"), "What was found over time."),
        "doubled": number("Items that stand in more than one bar."),
        "filters": several(
            thing("What narrows the search, and the search without it.", sentence=text(), search=_ADDRESS)
        ),
        "widened": several(
            thing(
                "Words that name an entity: so many items mention it in other words only, such as these.",
                words=text(),
                entity=_NAMED,
                added=_COUNT,
                forms=several(text()),
                holders=several(_NAMED, "Of an office, who held it when the items appeared."),
            )
        ),
        "notes": several(text(), "What was left undone."),
        "corrections": several(
            thing(
                "The query as it was probably meant, where little was found; what was changed to what.",
                words=text(),
                changed=several(several(text())),
                search=_ADDRESS,
            )
        ),
        "related": several(
            thing(
                "A word or an entity that stands out in what was found.",
                words=text(),
                kind=maybe(shapes.KIND),
                id=maybe(text()),
                count=_COUNT,
                search=_ADDRESS,
            )
        ),
    }
)

SHAPES: Mapping[str, shapes.Schema] = MappingProxyType(
    {
        "Hit": thing(
            "A found item.",
            item=shapes.ITEM,
            issue=shapes.ISSUE,
            title=text("The title of the issue."),
            position=number(minimum=1),
            headline=_MARKED,
            snippet=_MARKED,
            published=thing("When it was published.", **shapes.INTERVAL, words=text("The same in words.")),
            entities=several(_NAMED, "Whom and what it mentions, those that were asked for first."),
            certain=flag("Whether the dates asked for surely fit."),
            told=several(text(), "The dates in it that lie in a time asked for, in words."),
            more=number("Where it stands for its issue: the other items found there."),
            search_more=maybe(_ADDRESS),
            address=shapes.ADDRESS,
        ),
        "Count": thing(
            "A value that narrows the search.",
            id=text(),
            name=text(),
            count=_COUNT,
            chosen=flag(),
            search=text("The search with it; without it, if it is chosen.", format="uri"),
            search_not=maybe(text("The search for what does not have it.", format="uri")),
        ),
        "Bar": thing("A month or year.", edtf=text(), words=text(), count=_COUNT, search=_ADDRESS),
        "Hits": listed("A page of what was found.", ref("Hit"), **_ABOUT),
    }
)

OPERATIONS = (
    Operation(
        id="search",
        path="/search",
        summary="Search",
        about="What answers to a query in the language of the search page, narrowed as there. A query with a mistake "
        "is refused, with the place of the mistake.",
        shape="Hits",
        find=_search,
        own=(
            _query("q", "The query; without it everything is found, narrowed by the rest."),
            _query("in", "A further query that must match as well: a search within the results.", many=True),
            *map(_entities, KINDS),
            Parameter(
                "not",
                "Leave out what mentions this entity, by its id or a name.",
                {"type": "string", "minLength": 1, "maxLength": 80},
                many=True,
            ),
            Parameter(
                "year", "A year; of several, any.", {"type": "integer", "minimum": 1000, "maximum": 9999}, many=True
            ),
            Parameter(
                "volume", "A volume; of several, any.", {"type": "integer", "minimum": 0, "maximum": 9999}, many=True
            ),
            Parameter(
                "dates",
                "What years and histogram go by: the dates of publication, or those told.",
                {"type": "string", "enum": list(get_args(Dates))},
            ),
            Parameter(
                "sort",
                "The order: best first, by publication, or by the date of the events told.",
                {"type": "string", "enum": list(SORTS)},
            ),
            Parameter(
                "group",
                "One hit an item, or one an issue: its best.",
                {"type": "string", "enum": list(get_args(Group))},
            ),
            Parameter("exact", "Take names as mere words.", {"type": "boolean"}),
        ),
        example=lambda archive: {"q": f'"{a_name(archive)}"', "limit": 1},
        paged=True,
        searches=True,
    ),
)


def a_name(archive: Archive) -> str:
    """The last word of the name of a base that is mentioned: "Futenma"."""
    return archive.knowledge.entities[an_entity(archive, "base")].name.split()[-1]
