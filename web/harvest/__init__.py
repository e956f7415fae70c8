"""OAI-PMH 2.0: the whole archive for harvesters, an item a record, and what has changed since they last came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, g, request, url_for
from flask.typing import ResponseReturnValue

from web.addresses import absolute
from web.harvest.asking import Refused, asked
from web.harvest.records import Repository
from web.harvest.verbs import VERBS
from web.telling import moments, stamp
from web.xmltext import add, document, element

__all__ = ["bp"]

bp = Blueprint("harvest", __name__)

OAI = "http://www.openarchives.org/OAI/2.0/"

UNTOLD = ("badVerb", "badArgument")
"""Errors after which the request is repeated without its arguments (OAI-PMH 2.0, section 3.2)."""


@bp.route("/oai", methods=["GET", "POST"])
def oai() -> ResponseReturnValue:
    """Answer a harvester; what is wrong with a request is said in the answer, whose status is 200 all the same.

    A request changes nothing, whichever way it comes.
    """
    given = request.form if request.method == "POST" else request.args
    here = absolute(url_for("harvest.oai"))
    told: Mapping[str, str] = {}
    try:
        verb, arguments = asked(given.items(multi=True))
        told = {"verb": verb, **arguments}
        repository = Repository(g.archive, moments(), here, sample=bool(current_app.config["NOTICE"]))
        answer = VERBS[verb](repository, arguments)
    except Refused as error:
        told = {} if error.code in UNTOLD else told
        answer = element("error", error.why, {"code": error.code})
    top = element(
        "OAI-PMH",
        attributes={
            "xmlns": OAI,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{OAI} {OAI}OAI-PMH.xsd",
        },
    )
    add(top, "responseDate", stamp(datetime.now(UTC)))
    add(top, "request", here, told)
    top.append(answer)
    return Response(document(top), content_type="text/xml; charset=utf-8")
