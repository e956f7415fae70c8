"""The nouns of the archive: frozen, plain, and guarding themselves.

Nothing here reads a file, a clock or a database. Offsets count Unicode code
points from 0, half-open, in the field they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["leader", "base", "agreement", "organization", "office", "place", "programme"]
KINDS: tuple[Kind, ...] = ("leader", "base", "agreement", "organization", "office", "place", "programme")

Field = Literal["headline", "body"]
FIELDS: tuple[Field, ...] = ("headline", "body")

Form = Literal["page", "text", "pdf", "ocr"]
FORMS: tuple[Form, ...] = ("page", "text", "pdf", "ocr")
"""How an original came, best text first (DESIGN section 5)."""

KnownBy = Literal["judgement", "title", "link", "address", "name"]
KNOWN_BY: tuple[KnownBy, ...] = ("judgement", "title", "link", "address", "name")
"""Where a volume and number were read, most trusted first."""

Basis = Literal["stated", "metadata", "inferred", "neighbours", "judgement"]
Method = Literal["alias", "title", "office", "pattern", "judgement"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A date of known precision: its EDTF text, first and last possible day; None is an open end."""

    edtf: str
    earliest: date | None
    latest: date | None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"{self.edtf}: {self.earliest} is after {self.latest}")

    def overlaps(self, other: Interval) -> bool:
        """Whether the two may share a day."""
        starts = self.earliest is None or other.latest is None or self.earliest <= other.latest
        ends = self.latest is None or other.earliest is None or other.earliest <= self.latest
        return starts and ends

    def within(self, other: Interval) -> bool:
        """Whether every possible day of this lies in the other."""
        starts = other.earliest is None or (self.earliest is not None and self.earliest >= other.earliest)
        ends = other.latest is None or (self.latest is not None and self.latest <= other.latest)
        return starts and ends


# --- what is handed in ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """What was handed in: bytes, the name they came under, and for fetched ones the address and time."""

    data: bytes
    name: str
    url: str | None = None
    retrieved: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A span of a body that led to an http or https address."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document in reading order, before anyone asked what it means."""

    kind: Literal["heading", "bullet", "paragraph"]
    text: str
    links: tuple[Hyperlink, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbering:
    """A volume and number, where they were read, and the words that say so."""

    volume: int
    number: int
    known_by: KnownBy
    words: str


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One story as a reader found it; a headline may be missing, a body never."""

    headline: str
    body: str
    links: tuple[Hyperlink, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One issue as a reader found it in an original; `position` counts from 1 (a listing page holds several).

    `numbering` is what the original itself says (title or download link); what its
    address or file name says belongs to the receipts. `hints` are soft dates from metadata,
    each with the words it came from.
    """

    position: int
    series: str
    form: Form
    title: str
    items: tuple[DraftItem, ...]
    numbering: Numbering | None = None
    hints: tuple[tuple[date, str], ...] = ()


# --- what is read in the text --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DateMention:
    """A span of a field that says when, resolved."""

    field: Field
    start: int
    end: int
    text: str
    when: Interval


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a field that names an entity; `entity` None is detected but not linked, and `reason` says why.

    `reason` is given for links too, in words a reader understands ("Defense Minister of Japan on 2022-01-28").
    """

    field: Field
    start: int
    end: int
    text: str
    entity: str | None
    kind: Kind
    method: Method
    confidence: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A span that looks like a name which the knowledge lacks; never a link.

    `name` is what its other occurrences share ("Sun Weidong" for a later "Sun"), `kind` what it is likely, `office`
    the office (id) that its title names or None, and `why` the cue in words.
    """

    field: Field
    start: int
    end: int
    text: str
    name: str
    kind: Kind
    office: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a field by its offsets: the evidence that relations and events point at."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed, dated link between two entities and the sentence it stands on."""

    kind: Literal["holds_office", "located_in", "party_to"]
    subject: str
    object: str
    when: Interval
    evidence: Sentence


@dataclass(frozen=True, slots=True)
class Event:
    """A dated sentence with its participants (entity ids, in order of mention) and the words that gave the date."""

    when: Interval
    words: str
    participants: tuple[str, ...]
    evidence: Sentence


@dataclass(frozen=True, slots=True)
class Published:
    """When an issue appeared: first and last possible day, how that is known, and the words it stands on."""

    when: Interval
    basis: Basis
    evidence: tuple[str, ...] = ()


# --- what is kept and shown ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """One story of an issue with everything read in it."""

    issue: str
    position: int
    headline: str
    body: str
    links: tuple[Hyperlink, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()

    @property
    def id(self) -> str:
        """The item's lasting id, `us-japan-alliance-digest/1.2#3`."""
        return f"{self.issue}#{self.position}"

    def text(self, which: Field) -> str:
        """The field's text, which mention and date offsets count in."""
        return self.headline if which == "headline" else self.body


@dataclass(frozen=True, slots=True)
class Original:
    """One original of an issue: where its bytes came from and which reader made what of them."""

    sha256: str
    media_type: str
    name: str
    url: str | None
    form: Form
    reader: str
    version: int


@dataclass(frozen=True, slots=True)
class Issue:
    """One number of a series. `problem` says what a person must decide; a provisional issue has no number."""

    id: str
    series: str
    volume: int | None
    number: int | None
    known_by: KnownBy | None
    known_words: str | None
    title: str
    problem: str | None
    published: Published
    originals: tuple[Original, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence where it stands: its item, its text, and when its issue appeared."""

    item: str
    headline: str
    field: Field
    start: int
    text: str
    published: Interval
    mentions: tuple[Mention, ...] = ()
