"""The archive for programs: `/api/v1`, its OpenAPI document, and the guide at `/api/`.

All of it is public and read with GET. Pages of any site may ask (`Access-Control-Allow-Origin: *`): what is answered
depends on no cookie and no login, so there is nothing that another site could take with a visitor's rights.
"""

from __future__ import annotations

from flask import Blueprint, Flask, Response, g, request
from flask.typing import ResponseReturnValue

from web.addresses import absolute
from web.api import answering, rating
from web.api.document import ROOT, document
from web.api.examples import examples, shortened
from web.api.guide import bp as guide_bp
from web.api.parameters import read
from web.api.rating import Rates
from web.api.resources import OPERATIONS, SHAPES
from web.problems import spoken

__all__ = ["Rates", "register"]

bp = Blueprint("api", __name__, url_prefix=ROOT)

SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
}
ASKED_BEFORE = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
"""What a browser asks before it sends a header of its own accord: it may send a tag, and need not ask again today."""

for _operation in OPERATIONS:
    answering.route(bp, _operation)


@bp.get("")
def resources() -> ResponseReturnValue:
    """What there is."""
    read((), request.args)
    said = {
        "title": g.archive.series[0].title,
        "version": answering.VERSION,
        "guide": absolute("/api/"),
        "openapi": absolute(f"{ROOT}/openapi.json"),
        "resources": {one.path[1:]: absolute(ROOT + one.path) for one in OPERATIONS if "{" not in one.path},
    }
    tag = answering.tag_of(g.archive, "resources", {})
    return answering.tagged(answering.as_json(said), tag).make_conditional(request)


@bp.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """This API as an OpenAPI document."""
    read((), request.args)
    tag = answering.tag_of(g.archive, "openapi", {})
    if answering.known(tag):
        return answering.tagged(Response(status=304), tag)
    shown = {
        one.operation.id: (one.arguments, shortened(one.answer, marked=False))
        for one in examples(g.archive, OPERATIONS)
    }
    said = document(g.archive, OPERATIONS, SHAPES, shown)
    return answering.tagged(answering.as_json(said), tag).make_conditional(request)


def register(app: Flask, rates: Rates) -> None:
    """Add the API and its guide; `rates` say how often an address may ask."""
    app.extensions["api_rates"] = rates
    rating.register(app, rates)

    @app.after_request
    def share(response: Response) -> Response:
        if spoken():
            response.headers.update(SHARED | (ASKED_BEFORE if request.method == "OPTIONS" else {}))
        return response

    app.register_blueprint(bp)
    app.register_blueprint(guide_bp)
