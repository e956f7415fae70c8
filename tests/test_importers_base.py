"""The content decides how a source is read; what cannot be read is said in one clear line."""

from __future__ import annotations

import os
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from written import ITEMS, SERIES, listed, page, printed

from archive.errors import ImportFailed, LayoutChanged, UnreadableSource, UnsupportedSource
from archive.model import Source
from importers.base import READERS, open_source, read, walk
from importers.encoding import decode

FILES = Path(__file__).with_name("files")
PDF = (FILES / "libreoffice.pdf").read_bytes()


def zipped() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("issue.txt", printed())
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reader", "media_type", "form"),
    [
        (printed().encode(), "text", "text/plain", "text"),
        (page(listed()).encode(), "html", "text/html", "page"),
        (b"\n\n  <!-- saved --> " + page(listed()).encode(), "html", "text/html", "page"),
        (listed(sections=("Headlines", "Details")).encode(), "html", "text/html", "page"),
        (PDF, "pdf", "application/pdf", "pdf"),
        (b"\n\n" + PDF, "pdf", "application/pdf", "pdf"),
    ],
)
@pytest.mark.parametrize("name", ["issue.txt", "issue.html", "issue.pdf", 'a "quoted" 日本 name', ""])
def test_the_content_decides_not_the_name(data: bytes, reader: str, media_type: str, form: str, name: str) -> None:
    reading = read(Source(data, name), [SERIES])
    assert (reading.reader, reading.media_type) == (reader, media_type)
    assert reading.version >= 1
    (draft,) = reading.drafts
    assert draft.form == form
    assert tuple((item.headline, item.body) for item in draft.items) == ITEMS


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (b"", UnreadableSource, "the file is empty"),
        (b" \n\t\r\n", UnreadableSource, "the file is empty"),
        (
            zipped(),
            UnsupportedSource,
            "this is a zip archive or an office document although it is called a PDF. Unpack it",
        ),
        (b"\x89PNG\r\n\x1a\n", UnsupportedSource, "this is a picture"),
        (b"\xff\xd8\xff\xe0", UnsupportedSource, "this is a picture"),
        (b"\x7fELF\x02", UnsupportedSource, "this is a program"),
        (b"MZ\x90\0", UnsupportedSource, "this is a program"),
        (b"{\\rtf1 Issue}", UnsupportedSource, "this is a rich text document"),
        (b"\x1f\x8b\x08\0", UnsupportedSource, "this is a compressed file"),
        (b"an issue\0of noise" * 100, UnsupportedSource, "this is no page, no PDF and no text"),
        (os.urandom(200_000), UnsupportedSource, "this is no page, no PDF and no text"),
        (b"abc def\n" * 700_000, UnreadableSource, "it has 5 MB; a page or text may have 5"),
        (b"Just some words.", LayoutChanged, "no headlines with bodies of an issue were found"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(data: bytes, error: type[ImportFailed], said: str) -> None:
    with pytest.raises(error) as caught:
        read(Source(data, '日本 "1".pdf'), [SERIES])
    assert type(caught.value) is error
    assert str(caught.value).startswith('日本 "1".pdf: ' + said)
    assert "\n" not in str(caught.value)
    assert caught.value.todo


def test_fifty_megabytes_of_noise_are_answered_at_once() -> None:
    noise = os.urandom(1024 * 1024) * 50
    start = time.monotonic()
    with pytest.raises(UnreadableSource, match="it has 50 MB; a source may have 30"):
        read(Source(noise, "noise"), [SERIES])
    with pytest.raises(UnsupportedSource):
        read(Source(noise[: 25 * 1024 * 1024], "noise"), [SERIES])
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf", b"\xff\xfe", b"<html", b"%PDF-1.4", b"%PDF-1.4\n%%EOF", b"<", b"\xff\xfe\0", b"\x80"]
)
def test_stumps_are_refused_without_a_crash(data: bytes) -> None:
    with pytest.raises(ImportFailed):
        read(Source(data, "stump"), [SERIES])


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252", "utf-32"]
)
def test_encodings_of_text(encoding: str) -> None:
    (draft,) = read(Source(printed().encode(encoding), "issue.txt"), [SERIES]).drafts
    assert tuple((item.headline, item.body) for item in draft.items) == ITEMS


def test_encodings_that_are_declared_or_damaged() -> None:
    declared = '<meta charset="shift_jis">日本と米国の同盟'
    assert decode(declared.encode("shift_jis")) == declared
    seven_bit = '<meta charset="iso-2022-jp">日本'
    assert decode(seven_bit.encode("iso-2022-jp")) == seven_bit
    assert decode("“café” – 日本’s".encode() * 9 + b"\xff") == "“café” – 日本’s" * 9 + "\ufffd"
    assert decode(b"text" + bytes(range(1, 32)) * 9) is None


def test_every_reader_is_registered_once_and_says_what_it_is() -> None:
    assert len({reader.NAME for reader in READERS}) == len(READERS) == 3
    assert all(reader.VERSION >= 1 and "/" in reader.MEDIA_TYPE for reader in READERS)


def test_walking_is_sorted_complete_and_leaves_hidden_files_and_gold_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.html", "a/1.html", "a/.hidden", ".git/config", "b.gold.json", "c/日本 'q'.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a" / "round").symlink_to(tmp_path, target_is_directory=True)
    found = list(walk([tmp_path, tmp_path / "b.txt", tmp_path / "missing.txt"]))
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "a/1.html",
        "a/2.html",
        "b.txt",
        "c/日本 'q'.pdf",
        "missing.txt",
    ]


def test_opening_gives_the_bytes_and_the_name(tmp_path: Path) -> None:
    path = tmp_path / '日本 "digest" v1.txt'
    path.write_bytes(b"\0\1")
    assert open_source(path) == Source(b"\0\1", '日本 "digest" v1.txt')


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="there is no such file"):
        open_source(tmp_path / "missing.txt")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableSource, match="no ordinary file"):
        open_source(tmp_path / "pipe")
    with pytest.raises(UnreadableSource, match="no ordinary file"):
        open_source(tmp_path)
    with (tmp_path / "huge").open("wb") as huge:
        huge.truncate(300 * 1024 * 1024)
    with pytest.raises(UnreadableSource, match="it has 300 MB"):
        open_source(tmp_path / "huge")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read every file")
def test_a_file_or_folder_without_permission_is_named(tmp_path: Path) -> None:
    secret, folder = tmp_path / "secret.txt", tmp_path / "folder"
    secret.write_text("x")
    folder.mkdir()
    secret.chmod(0)
    folder.chmod(0)
    try:
        assert list(walk([tmp_path])) == [folder, secret]
        for path in (secret, folder):
            with pytest.raises(UnreadableSource, match=r"cannot be read \(Permission denied\)"):
                open_source(path)
    finally:
        folder.chmod(0o700)
