"""What every answer tells the browser it may do: nothing but show this page with the site's own files."""

from __future__ import annotations

from flask import Flask, Response, request

from web.staff.sessions import concerns_staff

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ORIGINAL_POLICY = "default-src 'none'; sandbox"
"""For an original shown as text: it may do nothing at all."""
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
"""For a PDF: browsers' own viewers do not start inside a sandbox, and draw with an object and a style of their own."""


def register(app: Flask) -> None:
    """Put the headers on every answer, errors included."""
    app.after_request(_harden)


def _harden(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.endpoint != "static" and concerns_staff(request):
        response.headers["Cache-Control"] = "no-store"
    return response
