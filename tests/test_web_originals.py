"""Originals are shown byte for byte and can do nothing."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import ISSUES, issue_text
from flask.testing import FlaskClient

from archive import Archive, settings
from importers.batch import import_paths
from web import create_app
from web.originals import disposition

SAMPLES = settings.DATA / "samples"


def test_a_text_is_its_own_bytes_in_a_sandbox(client: FlaskClient, archive: Archive) -> None:
    (original,) = archive.ask.originals("us-japan-alliance-digest/1.13")
    answer = client.get(f"/originals/{original.sha256}")
    assert answer.data == issue_text("1.13", *ISSUES["1.13"]).encode()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert 'filename="digest-vol-1.13.txt"' in answer.headers["Content-Disposition"]


def test_its_twin_says_where_it_belongs(client: FlaskClient, archive: Archive) -> None:
    (original,) = archive.ask.originals("us-japan-alliance-digest/1.13")
    said = client.get(f"/originals/{original.sha256}.json").json
    assert said is not None
    assert (said["name"], said["issues"]) == ("digest-vol-1.13.txt", ["us-japan-alliance-digest/1.13"])


@pytest.mark.parametrize(("encoding", "charset"), [("utf-16", "utf-16"), ("windows-1252", "windows-1252")])
def test_a_page_is_shown_as_text_in_its_encoding(tmp_path: Path, encoding: str, charset: str) -> None:
    items = "".join(f"<li>{headline}</li>" for headline, _ in ISSUES["1.12"])
    bodies = "".join(f"<li>{body}</li>" for _, body in ISSUES["1.12"])
    page = (
        f"<html><title>US-Japan Alliance Digest Vol 1.12</title><body><h1>US-Japan Alliance Digest Vol 1.12</h1>"
        f"<p>Headlines</p><ul>{items}</ul><p>Details</p><ul>{bodies}</ul><script>alert(1)</script></body></html>"
    )
    (tmp_path / "1.12.html").write_bytes(page.encode(encoding))
    archive = Archive(tmp_path / "home")
    import_paths(archive, [tmp_path / "1.12.html"])
    (original,) = archive.ask.originals("us-japan-alliance-digest/1.12")
    answer = create_app(archive).test_client().get(f"/originals/{original.sha256}")
    assert answer.headers["Content-Type"] == f"text/plain; charset={charset}"
    assert answer.data == page.encode(encoding)


@pytest.mark.parametrize(
    "name",
    [
        "plain.pdf",
        '号外 "1" — vol 1.2.pdf',
        'x"; filename="evil.exe',
        "a\r\nSet-Cookie: b=1.txt",
        "'; --.html",
        "../../etc",
    ],
)
def test_a_file_name_cannot_break_out_of_its_header(name: str) -> None:
    header = disposition(name)
    assert header.isascii()
    assert "\r" not in header
    assert "\n" not in header
    shape = re.fullmatch(r"inline; filename=\"([A-Za-z0-9._-]+)\"; filename\*=UTF-8''([A-Za-z0-9._~%-]+)", header)
    assert shape
    assert unquote(shape[2]) == name


def test_a_pdf_is_a_pdf_that_only_this_site_may_frame(tmp_path: Path) -> None:
    pdf = next(SAMPLES.glob("*.pdf"))
    archive = Archive(tmp_path / "home")
    import_paths(archive, [pdf])
    (original,) = archive.ask.originals(archive.ask.issue_ids()[0])
    answer = create_app(archive).test_client().get(f"/originals/{original.sha256}")
    assert answer.data == pdf.read_bytes()
    assert answer.headers["Content-Type"] == "application/pdf"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
