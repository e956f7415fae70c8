"""One tree of errors. Each message says what happened, to what, and what to do next."""

from __future__ import annotations


class ArchiveError(Exception):
    """Anything the archive refuses or cannot do; `status` is the matching HTTP answer."""

    status = 500

    def __init__(self, subject: str, what: str, todo: str = "") -> None:
        super().__init__(subject, what, todo)
        self.subject, self.what, self.todo = subject, what, todo

    def __str__(self) -> str:
        said = f"{self.subject}: {self.what}" if self.subject else self.what
        return f"{said} {self.todo}".rstrip()


class ImportFailed(ArchiveError):
    """An original that could not become an issue; it is kept all the same."""

    status = 422


class UnsupportedSource(ImportFailed):
    """The content is of no kind that a reader knows."""


class UnreadableSource(ImportFailed):
    """The kind is known, but the content is damaged, empty, locked or too large."""


class LayoutChanged(ImportFailed):
    """The document was read, but no issue was found in it."""


class FetchFailed(ImportFailed):
    """The web did not give the page."""


class BadQuery(ArchiveError):
    """A search that does not mean anything; the message shows where.

    Where the fault has a place, `start` and `end` are its bounds in `text`, the query as it was read.
    """

    status = 400

    def __init__(
        self, subject: str, what: str, todo: str = "", start: int | None = None, end: int | None = None, text: str = ""
    ) -> None:
        super().__init__(subject, what, todo)
        self.start, self.end, self.text = start, end, text


class BadJudgement(ArchiveError):
    """A judgement that means nothing here: no such name, no such words, no such date."""

    status = 422


class NotFound(ArchiveError):
    """No such issue, item or entity."""

    status = 404


class BadReferenceData(ArchiveError):
    """A mistake in `data/`, with its file and line."""


class IndexMissing(ArchiveError):
    """The derived index is not there; `digest rebuild` makes it."""

    status = 503


class StorageFailed(ArchiveError):
    """The disk is full, read-only or the catalog is damaged."""
