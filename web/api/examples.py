"""Examples that run: for each operation, a request that this archive has an answer to, and the answer, shortened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from archive import Archive
from archive.errors import ArchiveError
from web.api.answering import address_of, body_of
from web.api.operations import Body, Operation
from web.api.parameters import Arguments

ENTRIES, LETTERS = 2, 90
"""Of lists and texts so much is shown; more only repeats the shape."""


@dataclass(frozen=True, slots=True)
class Example:
    """A request: its arguments and absolute address; and its answer, or why the archive has none yet."""

    operation: Operation
    arguments: Arguments
    address: str
    answer: Body | None
    problem: str = ""


def examples(archive: Archive, operations: Iterable[Operation]) -> list[Example]:
    """One for each operation, answered now."""
    found = []
    for operation in operations:
        arguments = operation.example(archive)
        answer: Body | None
        problem = ""
        try:
            answer = body_of(operation, archive, arguments)
        except ArchiveError as error:
            answer, problem = None, f"{error.what} {error.todo}"
        found.append(Example(operation, arguments, address_of(operation, arguments), answer, problem))
    return found


def shortened(value: Any, marked: bool = True) -> Any:
    """The beginning of lists and texts; `marked` says in words how much is left out, and is no longer of the shape."""
    match value:
        case dict():
            return {name: shortened(one, marked) for name, one in value.items()}
        case list():
            rest = len(value) - ENTRIES
            kept = [shortened(one, marked) for one in value[:ENTRIES]]
            return [*kept, f"… and {rest} more"] if rest > 0 and marked else kept
        case str() if len(value) > LETTERS and "://" not in value:
            return value[:LETTERS].rstrip() + "…"
    return value
