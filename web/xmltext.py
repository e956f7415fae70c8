"""XML put together from elements, never from strings; what XML 1.0 cannot hold is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, tostring

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no `Char` of XML 1.0 (section 2.2): control characters, halves of surrogate pairs, U+FFFE and U+FFFF."""


def clean(text: str) -> str:
    """A text without the characters that no XML document may hold, not even escaped."""
    return _FORBIDDEN.sub("", text)


def element(tag: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """An element; namespaces are declared among the attributes of the outermost, prefixes stand in the tags."""
    made = Element(tag, {name: clean(value) for name, value in (attributes or {}).items()})
    made.text = clean(text) or None
    return made


def add(parent: Element, tag: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """Put an element at the end of another."""
    made = element(tag, text, attributes)
    parent.append(made)
    return made


def document(top: Element) -> bytes:
    """The bytes of a whole document."""
    whole: bytes = tostring(top, encoding="utf-8", xml_declaration=True)
    return whole
