"""What a request may say: each parameter is described once, for reading requests and for the document on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from werkzeug.datastructures import MultiDict

from archive.errors import BadQuery

MOST_VALUES = 60
"""Values of a parameter that may be repeated; the search takes no more."""

Schema = Mapping[str, Any]
Arguments = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of the address: its name, what it means, and the JSON Schema of one value.

    `many` ones may be repeated; `converter` is what the site's addresses call a part of the path.
    """

    name: str
    about: str
    schema: Schema
    many: bool = False
    required: bool = False
    converter: str = ""

    @property
    def place(self) -> Literal["path", "query"]:
        """Where in the address it stands."""
        return "path" if self.converter else "query"

    def as_schema(self) -> dict[str, Any]:
        """The schema of all its values together."""
        return {"type": "array", "items": dict(self.schema), "maxItems": MOST_VALUES} if self.many else {**self.schema}


class BadArguments(BadQuery):
    """A request that says what cannot be said; every fault is named."""

    slug = "bad-argument"

    def __init__(self, faults: Iterable[tuple[str, str, str]]) -> None:
        faults = list(faults)
        subject, what, todo = faults[0]
        more = f" {len(faults) - 1} more faults are listed in “errors”." if len(faults) > 1 else ""
        super().__init__(subject, what, todo + more)
        self.members = {"errors": [{"parameter": name, "detail": f"{what} {todo}"} for name, what, todo in faults]}


def read(parameters: Iterable[Parameter], given: MultiDict[str, str]) -> Arguments:
    """The values of a request's query by parameter, those that were not given left out.

    :raises BadArguments: one is unknown, repeated without need, missing, or not what it must be
    """
    known = {one.name: one for one in parameters if one.place == "query"}
    arguments: Arguments = {}
    faults = [(name, "there is no such parameter here.", _instead(name, known)) for name in given if name not in known]
    for name, parameter in known.items():
        texts = given.getlist(name)
        if parameter.required and not texts:
            faults.append((name, "it is missing.", f"{parameter.about} Add {name}=…."))
        elif len(texts) > (most := MOST_VALUES if parameter.many else 1):
            faults.append((name, f"it comes {len(texts)} times; the limit is {most}.", "Leave the others out."))
        try:
            values = [_value(parameter.schema, text) for text in texts[:MOST_VALUES]]
        except ValueError as error:
            faults.append((name, "this is no value for it.", f"{error} {parameter.about}"))
        else:
            arguments |= {name: values if parameter.many else values[0]} if values else {}
    if faults:
        raise BadArguments(faults)
    return arguments


def _instead(name: str, known: Mapping[str, Parameter]) -> str:
    return f"Leave it out, or use one of: {', '.join(known)}." if known else "This address takes none: leave it out."


def _value(schema: Schema, text: str) -> Any:
    """A text as a value of a schema.

    :raises ValueError: it is none; the message says what is one
    """
    match schema["type"]:
        case "integer":
            return _number(schema, text)
        case "boolean":
            if text not in ("true", "false"):
                raise ValueError("Write true or false.")
            return text == "true"
    if choices := schema.get("enum"):
        if text not in choices:
            raise ValueError(f"Write {', '.join(choices[:-1])} or {choices[-1]}.")
    elif schema.get("format") == "date":
        return _day(text)
    elif not schema.get("minLength", 0) <= len(text) <= schema["maxLength"]:
        raise ValueError(f"Write {schema.get('minLength', 0)} to {schema['maxLength']} characters.")
    elif "pattern" in schema and not re.fullmatch(schema["pattern"], text, re.ASCII):
        raise ValueError("It is not of that form.")
    return text


def _number(schema: Schema, text: str) -> int:
    least, most = schema["minimum"], schema["maximum"]
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not least <= int(text) <= most:
        raise ValueError(f"Write a number from {least} to {most}.")
    return int(text)


def _day(text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("Write a day as year, month and day: 2022-01-31.") from None
