"""Judgements as a text file for version control: YAML, one judgement after another in order of time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from archive.curation.judgement import Judgement
from archive.errors import BadJudgement

HEAD = """\
# Judgements of an archive: what staff decided, in order of time. `digest judgements import FILE` takes them in;
# one that is there already changes nothing. Nothing is ever deleted here: an undo is a judgement of its own.
"""


def as_text(judgements: Iterable[Judgement]) -> str:
    """The judgements as readable text; the same judgements give the same text."""
    rows = [one.as_dict() for one in sorted(judgements, key=lambda one: (one.time, one.id))]
    written = [yaml.safe_dump([row], allow_unicode=True, sort_keys=False, width=120) for row in rows]
    return HEAD + ("\n" + "\n".join(written) if written else "\n[]\n")


def from_text(text: str, name: str) -> list[Judgement]:
    """The judgements in a text; `name` is the file's, for errors.

    :raises BadJudgement: something in it cannot be understood, with its line
    """
    try:
        root = yaml.compose(text, yaml.CSafeLoader)
        rows = yaml.load(text, yaml.CSafeLoader)  # noqa: S506  (the safe loader, in C)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that no calendar has
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}" if mark else name
        why = getattr(error, "problem", None) or str(error)
        raise BadJudgement(where, f"this is no YAML ({why}).", "Correct the line; nothing was taken in.") from error
    if not isinstance(rows, list) or not isinstance(root, yaml.SequenceNode):
        raise BadJudgement(name, "holds no list of judgements.", "Give a file that `digest judgements export` wrote.")
    return [_judgement(row, f"{name}:{node.start_mark.line + 1}") for row, node in zip(rows, root.value, strict=True)]


def _judgement(row: Any, where: str) -> Judgement:
    if not isinstance(row, dict):
        raise BadJudgement(where, "this is no judgement.", "Correct the line; nothing was taken in.")
    try:
        return Judgement.from_dict({key: _text(value) for key, value in row.items()})
    except BadJudgement as error:
        raise BadJudgement(where, error.what, "Correct it; nothing was taken in.") from error


def _text(value: Any) -> Any:
    """YAML reads an unquoted date as a date; here all are text."""
    if isinstance(value, dict):
        return {key: _text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_text(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
