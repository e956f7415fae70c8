"""Compression of whatever is text; streams are compressed while they flow."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_compress import Compress

from web.staff.sessions import concerns_staff

TEXTS = (
    "text/html",
    "text/css",
    "text/csv",
    "text/javascript",
    "application/json",
    "application/problem+json",
    "application/ld+json",
    "application/x-ndjson",
    "application/jsonl",
    "application/vnd.citationstyles.csl+json",
    "application/x-bibtex",
    "application/x-research-info-systems",
    "application/xml",
    "text/xml",
    "application/atom+xml",
    "application/opensearchdescription+xml",
    "image/svg+xml",
)
"""Fonts and pictures are compressed already."""

AS_THEY_ARE = ("originals.original",)
"""Originals are served byte for byte, and most are PDFs."""


def register(app: Flask) -> None:
    """Compress answers; called before whatever else works on answers, so that it comes last."""
    app.config.update(
        COMPRESS_REGISTER=False,
        COMPRESS_MIMETYPES=list(TEXTS),
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],  # a page in 0.1, 0.3 and 0.5 ms, to the same size within a tenth
        COMPRESS_ALGORITHM_STREAMING=["zstd", "gzip"],  # br holds back the first megabytes
    )
    compress = Compress(app)

    @app.after_request
    def compressed(response: Response) -> Response:
        """All but originals, and pages that hold a token of a member of staff.

        The length of a compressed page tells how much of it is like what an address put in it: enough to guess a
        token beside it, letter by letter (BREACH). Whoever was at the staff pages has such a token on every page.
        """
        if request.endpoint in AS_THEY_ARE or (concerns_staff(request) and request.endpoint != "static"):
            return response
        if "Content-Range" in response.headers:  # a part of a file is counted in the file's own bytes
            return response
        if close := getattr(response.response, "close", None):
            response.call_on_close(close)  # of a file; what is compressed takes its place
        return compress.after_request(response)
