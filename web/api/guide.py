"""The guide to the API: a page with every operation, and for each an example that runs."""

from __future__ import annotations

import json
import shlex

from flask import Blueprint, current_app, g, render_template
from flask.typing import ResponseReturnValue

from web.api.examples import Example, examples, shortened
from web.api.operations import MOST, USUAL
from web.api.parameters import MOST_VALUES, Parameter
from web.api.resources import OPERATIONS
from web.problems import PROBLEMS

bp = Blueprint("api_guide", __name__)


@bp.get("/api/")
def guide() -> ResponseReturnValue:
    """What can be asked, how, and what comes back."""
    return render_template(
        "api.html",
        examples=examples(g.archive, OPERATIONS),
        problems=PROBLEMS,
        values=values,
        curl=curl,
        answer=answer,
        usual=USUAL,
        most=MOST,
        most_values=MOST_VALUES,
        windows=current_app.extensions["api_rates"].windows,
    )


def values(parameter: Parameter) -> str:
    """What a parameter may be, in words."""
    schema = parameter.schema
    if "enum" in schema:
        return ", ".join(schema["enum"])
    match schema["type"], schema.get("format"):
        case "integer", _:
            return f"{schema['minimum']} to {schema['maximum']}"
        case "boolean", _:
            return "true, false"
        case _, "date":
            return "a day: 2022-01-31"
    return "text"


def curl(example: Example) -> str:
    """The line for a terminal."""
    return f"curl --compressed {shlex.quote(example.address)}"


def answer(example: Example) -> str:
    """The answer, shortened; or what is said instead."""
    return json.dumps(shortened(example.answer or {"detail": example.problem}), ensure_ascii=False, indent=2)
