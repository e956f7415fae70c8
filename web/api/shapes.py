"""The shapes of answers as JSON Schema: the words to describe them in, and those that several resources share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, get_args

from archive.model import FIELDS, KINDS, Basis, Method
from web.problems import PROBLEMS

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def text(about: str = "", **more: Any) -> Schema:
    """A text."""
    return {"type": "string", **({"description": about} if about else {}), **more}


def number(about: str = "", **more: Any) -> Schema:
    """A whole number from 0 on."""
    return {"type": "integer", "minimum": 0, **({"description": about} if about else {}), **more}


def flag(about: str = "") -> Schema:
    """True or false."""
    return {"type": "boolean", **({"description": about} if about else {})}


def one_of(values: Iterable[str], about: str = "") -> Schema:
    """One of several words."""
    return text(about, enum=list(values))


def maybe(schema: Schema) -> Schema:
    """It, or null."""
    if "$ref" in schema or "enum" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def several(schema: Schema, about: str = "") -> Schema:
    """A list."""
    return {"type": "array", "items": schema, **({"description": about} if about else {})}


def thing(about: str, /, optional: Iterable[str] = (), **properties: Schema) -> Schema:
    """An object; everything is there but what is optional."""
    needed = [name for name in properties if name not in optional]
    return {"type": "object", "description": about, "required": needed, "properties": properties}


def listed(about: str, entry: Schema, /, **more: Schema) -> Schema:
    """A page of a list."""
    following = maybe(text("The address of the next page; null on the last one.", format="uri"))
    return thing(about, results=several(entry), next=following, **more)


ADDRESS = text("The lasting address of its page, for people.", format="uri")
ENTITY = text("The id of an entity.")
ITEM = text("The id of an item: issue#position.")
ISSUE = text("The id of an issue: series/volume.number.")
KIND = one_of(KINDS)
OFFSETS = {"start": number("Counted in characters (code points) from 0."), "end": number("The one after the last.")}
WHERE = {"field": one_of(FIELDS), **OFFSETS}
INTERVAL = {
    "edtf": text("The date in Extended Date/Time Format: 2022-01-29~. Empty where nothing is known."),
    "earliest": maybe(text("The first day that it may be; null is open.", format="date")),
    "latest": maybe(text("The last day that it may be; null is open.", format="date")),
}
BASIS = one_of(get_args(Basis), "How the date is known.")
LINKING = {
    "text": text("The words."),
    "entity": maybe(text("Whom or what they name; null where that is not certain.")),
    "name": maybe(text("The entity’s name.")),
    "kind": KIND,
    "method": one_of(get_args(Method), "How it was read."),
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "reason": text("Why it is linked so, or why not."),
}

SHAPES: Mapping[str, Schema] = MappingProxyType(
    {
        "Interval": thing("A date of known precision.", **INTERVAL),
        "Published": thing("When an issue appeared.", **INTERVAL, basis=BASIS),
        "Named": thing("An entity by name.", entity=ENTITY, name=text()),
        "Sentence": thing("A sentence where it stands.", **WHERE, text=text()),
        "Problem": thing(
            "What happened, to what, and what to do next (RFC 9457).",
            ("errors", "query", "start", "end", "near"),
            type=text("The kind of problem: an address that explains it.", format="uri"),
            title=one_of(dict.fromkeys(one.title for one in PROBLEMS)),
            status=number(minimum=400, maximum=599),
            detail=text(),
            instance=text("What was asked.", format="uri-reference"),
            errors=several(thing("A wrong parameter.", parameter=text(), detail=text())),
            query=text("The query with the mistake, as it was read."),
            start=number("Where in it the mistake begins."),
            end=number("Where it ends."),
            near=several(thing("What may have been meant.", name=text(), address=ADDRESS)),
        ),
        "Resources": thing(
            "What there is.",
            title=text(),
            version=text(),
            guide=text("The guide, for people.", format="uri"),
            openapi=text("This API as an OpenAPI document.", format="uri"),
            resources={"type": "object", "additionalProperties": text(format="uri")},
        ),
    }
)
