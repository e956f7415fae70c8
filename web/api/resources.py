"""Everything that the API has: all operations, and all shapes of their answers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from web.api import found, names, shapes, suggested, texts, told
from web.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = (
    *found.OPERATIONS,
    *suggested.OPERATIONS,
    *texts.OPERATIONS,
    *names.OPERATIONS,
    *told.OPERATIONS,
)

SHAPES: Mapping[str, shapes.Schema] = MappingProxyType(
    {**found.SHAPES, **suggested.SHAPES, **texts.SHAPES, **names.SHAPES, **told.SHAPES, **shapes.SHAPES}
)
