"""Suggestions: what the end of a text that is being typed may be completed to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from archive import Archive
from web.api import shapes
from web.api.found import a_name
from web.api.operations import Asked, Body, Operation
from web.api.parameters import Parameter
from web.api.shapes import maybe, number, one_of, ref, several, text, thing

USUAL, MOST = 8, 20
"""As many as one takes in at a glance; more than anybody reads."""


def _suggestions(archive: Archive, asked: Asked) -> Body:
    given = asked.arguments
    found = archive.searcher.suggest(given["q"], given.get("limit", USUAL))
    return {"results": [one.as_dict() for one in found]}


SHAPES: Mapping[str, shapes.Schema] = MappingProxyType(
    {
        "Suggestion": thing(
            "A completion.",
            kind=one_of(("entity", "issue", "word")),
            text=text("What it is."),
            detail=text("What is said beside it."),
            query=text("The whole query, completed."),
            id=maybe(text("The id of the entity or issue.")),
            count=number("How many items have it, together with the words before it."),
        ),
        "Suggestions": thing("Completions, the likeliest first.", results=several(ref("Suggestion"))),
    }
)

OPERATIONS = (
    Operation(
        id="suggest",
        path="/suggestions",
        summary="Suggestions",
        about="Completions of the last word of a text: names, issues and words that the archive has.",
        shape="Suggestions",
        find=_suggestions,
        own=(
            Parameter("q", "What was typed so far.", {"type": "string", "maxLength": 200}, required=True),
            Parameter("limit", "How many.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}),
        ),
        example=lambda archive: {"q": a_name(archive)[:3], "limit": 3},
        searches=True,
    ),
)
