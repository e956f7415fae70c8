"""A judgement: what a person decided, who, when and why. It is kept for ever; even an undo only adds one more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeAlias, cast

from archive.errors import BadJudgement
from archive.model import Field, Item, Kind

AROUND = 30
"""Characters kept on either side of judged words, to know them again in a better copy (DESIGN section 5)."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an item: exact, with what stands on either side; position and start are hints only.

    `original` is the SHA-256 of the original that the item's text came from: it finds the issue again
    when its number changes.
    """

    issue: str
    original: str
    position: int
    field: Field
    start: int
    text: str
    before: str = ""
    after: str = ""

    @classmethod
    def of(cls, item: Item, original: str, field: Field, start: int, end: int) -> Words:
        """The words at a span of an item."""
        text = item.text(field)
        around = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        return cls(item.issue, original, item.position, field, start, text[start:end], *around)


@dataclass(frozen=True, slots=True)
class Place:
    """An issue as one of its originals has it: the original's SHA-256 and the place in it, from 1."""

    original: str
    position: int


@dataclass(frozen=True, slots=True)
class Record:
    """An entity that a person makes; `office` (an id) with `since` and `until` (EDTF) is what a leader holds."""

    id: str
    kind: Kind
    name: str
    about: str = ""
    native: str = ""
    aliases: tuple[str, ...] = ()
    country: str = ""
    office: str = ""
    since: str = ""
    until: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Confirm:
    """These words mean this entity, as the program says."""

    words: Words
    entity: str


@dataclass(frozen=True, slots=True)
class Reject:
    """These words do not mean this entity."""

    words: Words
    entity: str


@dataclass(frozen=True, slots=True)
class Relink:
    """These words mean this entity, whatever the program says."""

    words: Words
    entity: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two records are one: all of `entity` goes over to `into`, and its address leads there."""

    entity: str
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """One record is two: a new one takes these aliases and these words from `entity`."""

    entity: str
    record: Record
    aliases: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """The entity is written like this too; an ambiguous alias links only with a cue beside it."""

    entity: str
    text: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Create:
    """There is an entity that the knowledge lacks."""

    record: Record


@dataclass(frozen=True, slots=True)
class Dismiss:
    """A name that was suggested is none to follow."""

    name: str


@dataclass(frozen=True, slots=True)
class SetDate:
    """The issue appeared then (EDTF)."""

    place: Place
    edtf: str


@dataclass(frozen=True, slots=True)
class SetNumber:
    """The issue is this volume and number."""

    place: Place
    volume: int
    number: int


@dataclass(frozen=True, slots=True)
class Undo:
    """Another judgement no longer stands; its id."""

    judgement: str


Decision: TypeAlias = Confirm | Reject | Relink | Merge | Split | Alias | Create | Dismiss | SetDate | SetNumber | Undo

DECISIONS: Mapping[str, type[Any]] = {
    "confirm": Confirm,
    "reject": Reject,
    "relink": Relink,
    "merge": Merge,
    "split": Split,
    "alias": Alias,
    "create": Create,
    "dismiss": Dismiss,
    "date": SetDate,
    "number": SetNumber,
    "undo": Undo,
}
_INNER: Mapping[str, type[Any]] = {"words": Words, "place": Place, "record": Record}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision with its actor, its moment (UTC) and its reason."""

    actor: str
    time: datetime
    reason: str
    decision: Decision

    @property
    def kind(self) -> str:
        """The decision's name in logs and files: "relink"."""
        return next(kind for kind, made in DECISIONS.items() if isinstance(self.decision, made))

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits of the SHA-256 of all it says: the same in every archive."""
        said = json.dumps(self.as_dict(), sort_keys=True, ensure_ascii=False)
        return sha256(said.encode()).hexdigest()[:16]

    @property
    def said_by(self) -> str:
        """Who, when and why, in words: "by mori on 2026-11-23: the text says so"."""
        why = f": {self.reason}" if self.reason else ""
        return f"by {self.actor} on {self.time.date().isoformat()}{why}"

    def as_dict(self) -> dict[str, Any]:
        """The judgement as JSON values, empty ones left out."""
        return {
            "kind": self.kind,
            "actor": self.actor,
            "time": self.time.isoformat(),
            "reason": self.reason,
            **_bare(asdict(self.decision)),
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Judgement:
        """The reverse of `as_dict`.

        :raises BadJudgement: something is missing or of the wrong shape
        """
        said = dict(row)
        try:
            kind, actor, reason = (str(said.pop(key)) for key in ("kind", "actor", "reason"))
            time = datetime.fromisoformat(str(said.pop("time")))
            if kind not in DECISIONS:
                raise ValueError(f"“{kind}” is no kind of judgement; kinds are {', '.join(DECISIONS)}")
            if time.tzinfo is None:
                raise ValueError("its time names no time zone")
            return cls(actor, time, reason, cast(Decision, _made(DECISIONS[kind], said)))
        except (KeyError, TypeError, ValueError) as error:
            raise BadJudgement("a judgement", f"cannot be understood ({error}).", "Correct it in the file.") from error


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items() if one is not False and one not in ("", (), [])}
    if isinstance(value, (list, tuple)):
        return [_bare(one) for one in value]
    return value


def _made(shape: type[Any], row: Mapping[str, Any]) -> Any:
    """A dataclass from its JSON: nested ones by the name of their key, lists become tuples, types checked."""
    values: dict[str, Any] = {}
    for key, value in row.items():
        if key in _INNER and isinstance(value, Mapping):
            values[key] = _made(_INNER[key], value)
        elif isinstance(value, list):
            values[key] = tuple(_made(_INNER[key], one) if key in _INNER else _text(key, one) for one in value)
        elif key in ("position", "start", "volume", "number", "ambiguous"):
            if not isinstance(value, int):
                raise ValueError(f"`{key}` is no number")
            values[key] = value
        else:
            values[key] = _text(key, value)
    return shape(**values)


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"`{key}` is no text")
    return value
