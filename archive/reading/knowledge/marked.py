"""YAML read with the line of every value, so that a mistake in `data/` can be named where it stands.

Values are read as the words that were written: no YAML 1.1 guesses (`no` is a
word, `2021` a year), because the fields know better what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import yaml

from archive.errors import BadReferenceData
from archive.model import Interval
from archive.reading import edtf

Value = TypeVar("Value")

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # "jmsdf-kanoya-air-base", "g7"
DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")  # "2022-08-10", "2022-08", "2022"


class PlainLoader(yaml.CSafeLoader):
    """Every scalar stays text: finding its type, which nobody here asks for, would take a third of the time."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: Any) -> str:
        """The tag of a node: text, nothing, list or mapping."""
        if kind is yaml.ScalarNode:
            nothing = implicit[0] and value in ("", "~", "null", "Null", "NULL")
            return "tag:yaml.org,2002:null" if nothing else "tag:yaml.org,2002:str"
        return "tag:yaml.org,2002:seq" if kind is yaml.SequenceNode else "tag:yaml.org,2002:map"

    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:
        """No rule here depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """The way back."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """Something wrong in a file: where, what, and what to do."""

    file: str
    line: int
    what: str
    todo: str

    @property
    def where(self) -> str:
        """File and line, as editors and compilers write it."""
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class Sheet:
    """One YAML file being read; every reader notes its mistakes here and goes on, so that all are found at once."""

    file: str
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, at: yaml.Node | int, what: str, todo: str) -> None:
        """Note a mistake at a node or a line (from 1)."""
        line = at if isinstance(at, int) else line_of(at)
        self.mistakes.append(Mistake(self.file, line, what, todo))

    def compose(self, data: bytes) -> yaml.Node | None:
        """The file's root node; None when it is no YAML, which is noted."""
        try:
            root: yaml.Node | None = yaml.compose(data, Loader=PlainLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or "it cannot be read"
            self.wrong(mark.line + 1 if mark else 1, f"this is no YAML: {problem}.", "Mend the spelling of this line.")
            return None
        if root is None:
            self.wrong(1, "the file is empty.", "Fill it or remove it.")
        return root

    def mapping(
        self, node: yaml.Node, about: str, known: Collection[str] = (), needed: Collection[str] = ()
    ) -> dict[str, tuple[int, yaml.Node]]:
        """Key → (line of the key, value); keys given twice, not among `known` or missing are noted."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, f"{about} must be `key: value` lines.", "Write it as a mapping.")
            return {}
        found: dict[str, tuple[int, yaml.Node]] = {}
        for key, value in node.value:
            if key.value in found:
                self.wrong(key, f"`{key.value}` stands twice in {about}.", f"See line {found[key.value][0]}; keep one.")
            elif value.tag.endswith(":null"):
                self.wrong(key, f"`{key.value}` has no value.", "Give one or remove the key.")
            else:
                found[key.value] = (line_of(key), value)
                if known and key.value not in known:
                    self.wrong(key, f"{about} knows no `{key.value}`.", f"Its keys are {', '.join(sorted(known))}.")
        for key in needed:
            if key not in found:
                self.wrong(node, f"{about} needs `{key}`.", "Add it.")
        return found

    def items(self, node: yaml.Node) -> Iterator[yaml.Node]:
        """The members of a list; anything else is noted and has none."""
        if isinstance(node, yaml.SequenceNode):
            yield from node.value
        else:
            self.wrong(node, "this must be a list.", "Write it as [one, two] or as lines that begin with `- `.")

    def text(self, node: yaml.Node) -> str:
        """Words, trimmed; empty when there are none, which is noted."""
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return str(node.value).strip()
        self.wrong(node, "words are expected here.", "Write them as one line of text.")
        return ""

    def slug(self, node: yaml.Node) -> str:
        """An id: lower-case ASCII words joined by hyphens."""
        text = self.text(node)
        if text and not SLUG.fullmatch(text):
            self.wrong(node, f"`{text}` is no id.", "Ids are lower-case ASCII letters, digits and single hyphens.")
        return text

    def flag(self, node: yaml.Node) -> bool:
        """`true` or `false`."""
        text = self.text(node)
        if text not in ("true", "false"):
            self.wrong(node, f"`{text}` is neither true nor false.", "Write true or false.")
        return text == "true"

    def count(self, node: yaml.Node) -> int:
        """A whole number from 1 up."""
        text = self.text(node)
        if text.isdecimal() and int(text) > 0:
            return int(text)
        self.wrong(node, f"`{text}` is no whole number above 0.", "Write digits.")
        return 1

    def number(self, node: yaml.Node) -> float:
        """A decimal number; 0 when it is none, which is noted."""
        text = self.text(node)
        try:
            return float(text)
        except ValueError:
            self.wrong(node, f"`{text}` is no number.", "Write decimal degrees, such as 26.27.")
            return 0.0

    def day(self, node: yaml.Node) -> Interval | None:
        """A day, month or year; None when it is none, which is noted."""
        text = self.text(node)
        try:
            if DAY.fullmatch(text):
                return edtf.interval(text)
        except ValueError:
            pass  # a month or day that no calendar has; told like any other
        self.wrong(node, f"`{text}` is no date.", "Write 2022-08-10, 2022-08 or 2022.")
        return None

    def listed(self, node: yaml.Node, read: Callable[[yaml.Node], Value]) -> tuple[Value, ...]:
        """Every member of a list, each read by `read`."""
        return tuple(read(member) for member in self.items(node))


def line_of(node: yaml.Node) -> int:
    """The line a node starts on, from 1."""
    return int(node.start_mark.line) + 1


def refuse(mistakes: list[Mistake]) -> None:
    """Raise all mistakes as one error that names the first in file order; none, no error.

    :raises BadReferenceData: there was a mistake
    """
    if not mistakes:
        return
    first, *others = sorted(set(mistakes))
    rest = "".join(f"\n{other.where}: {other.what} {other.todo}" for other in others)
    raise BadReferenceData(first.where, first.what, f"{first.todo}{rest}")
