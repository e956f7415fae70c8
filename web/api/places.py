"""Parameters that several resources take: what names a thing, and what narrows a list."""

from __future__ import annotations

from archive.model import KINDS
from web.addresses import Number, Slug
from web.api.parameters import Parameter

ID = {"type": "string", "minLength": 1, "maxLength": 80, "pattern": f"^(?:{Slug.regex})$"}
_NUMBER = Number.regex.replace("\\d", "[0-9]")
DAY = {"type": "string", "format": "date"}

SERIES_PART = Parameter("series", "The id of a series.", ID, required=True, converter="slug")
NUMBER = Parameter(
    "number",
    "Volume and number of an issue, as in 1.2.",
    {"type": "string", "minLength": 3, "maxLength": 80, "pattern": f"^(?:{_NUMBER})$"},
    required=True,
    converter="number",
)

SERIES = Parameter("series", "Only issues of this series, by its id.", ID)
VOLUME = Parameter("volume", "Only issues of this volume.", {"type": "integer", "minimum": 0, "maximum": 9999})
ISSUE = Parameter(
    "issue",
    "Only what stands in this issue, by its id.",
    {"type": "string", "minLength": 5, "maxLength": 160, "pattern": f"^(?:{Slug.regex})/(?:{_NUMBER})$"},
)
ENTITY = Parameter("entity", "Only what has to do with this entity, by its id.", ID)
KIND = Parameter("kind", "Only entities of this kind.", {"type": "string", "enum": list(KINDS)})
PUBLISHED = (
    Parameter("from", "Only what was published then or later; a date that is a range counts if it may be.", DAY),
    Parameter("to", "Only what was published then or before; a date that is a range counts if it may be.", DAY),
)
TOLD = (
    Parameter("from", "Only what is told of that day or a later one; a date that is a range counts if it may be.", DAY),
    Parameter("to", "Only what is told of that day or one before; a date that is a range counts if it may be.", DAY),
)
