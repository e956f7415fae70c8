"""The originals as they were handed in, shown so that they can do nothing but be read."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.errors import NotFound
from archive.model import Original
from web.headers import ORIGINAL_POLICY, PDF_POLICY

bp = Blueprint("originals", __name__)

ORIGINAL = "/originals/<fingerprint:sha256>"


@bp.get(ORIGINAL, defaults={"form": "original"})
@bp.get(ORIGINAL + ".json", defaults={"form": "json"})
def original(sha256: str, form: str) -> ResponseReturnValue:
    """An original's own bytes: a PDF as such, everything else as plain text; or as JSON where it belongs."""
    archive: Archive = g.archive
    issues = archive.ask.issues_from(sha256)
    found = next((one for id in issues for one in archive.ask.originals(id) if one.sha256 == sha256), None)
    if found is None:
        raise NotFound(sha256[:12], "no issue in the archive was read from such an original.", "Is the address whole?")
    if form == "json":
        return {
            "sha256": found.sha256,
            "name": found.name,
            "url": found.url,
            "media_type": found.media_type,
            "form": found.form,
            "reader": found.reader,
            "version": found.version,
            "issues": issues,
        }
    return _shown(found, archive.originals.read(sha256))


def _shown(original: Original, data: bytes) -> Response:
    pdf = original.media_type == "application/pdf"
    response = Response(data, content_type="application/pdf" if pdf else f"text/plain; charset={_charset(data)}")
    response.headers["Content-Security-Policy"] = PDF_POLICY if pdf else ORIGINAL_POLICY
    response.headers["Content-Disposition"] = disposition(original.name)
    return response


def disposition(name: str) -> str:
    """The header that names a file for saving; quotes, line breaks and other letters cannot break out of it (RFC 6266).

    `号外 "1".pdf` becomes `inline; filename="1.pdf"; filename*=UTF-8''%E5%8F%B7%E5%A4%96%20%221%22.pdf`.
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "original"
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _charset(data: bytes) -> str:
    """The encoding to show text in; what is not Unicode is most likely Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"
