"""What the staff pages show of names, words and judgements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from archive import Archive
from archive.curation.judgement import Undo
from archive.curation.standing import Ruling
from archive.model import Interval
from archive.reference import Entity
from archive.review import Evidence
from web.facts import Held, tenures
from web.marking import Piece, Span, pieces
from web.staff.deciding import last_act
from web.staff.sessions import member
from web.staff.wording import Wording

NEAR = timedelta(days=200)
"""How far from an issue's date an office is still worth naming: half a year before or after."""
MOST_OFFICES = 3


@dataclass(frozen=True, slots=True)
class Option:
    """An entity that words may mean: what it is (of a leader the offices near the issue's date), why, and its key."""

    entity: Entity
    what: str
    why: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in their sentence, with where and when."""

    item: str
    headline: str
    field: str
    pieces: list[Piece]
    published: Interval | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A judgement with what became of it, in words."""

    ruling: Ruling
    said: str
    statuses: tuple[str, ...]

    @property
    def can_be_undone(self) -> bool:
        """Whether an undo would change something: all but what is undone already."""
        return self.ruling.status != "undone"

    @property
    def is_undo(self) -> bool:
        """Whether it takes another back."""
        return isinstance(self.ruling.judgement.decision, Undo)


def option(archive: Archive, entity: Entity, why: str, when: Interval | None, key: str = "") -> Option:
    """An entity with the offices that it held about that time; without such, what is said about it."""
    return Option(entity, offices_in_words(offices_near(archive, entity, when)) or entity.about, why, key)


def offices_in_words(held: Iterable[Held]) -> str:
    """Each office once, with its terms: "Prime Minister of Israel, 2022 to today and 2009 to 2021"."""
    terms: dict[str, list[str]] = {}
    for one in held:
        office = one.office.name + (" (acting)" if one.acting else "")
        terms.setdefault(office, []).append(f"{one.start} to {one.end or 'today'}")
    return "; ".join(f"{office}, {' and '.join(of_one)}" for office, of_one in terms.items())


def offices_near(archive: Archive, entity: Entity, when: Interval | None) -> tuple[Held, ...]:
    """The offices that a person held about that time, or the latest where no time is known."""
    if entity.kind != "leader":
        return ()
    held = tenures(entity, archive.knowledge)
    first, last = (when.earliest, when.latest) if when else (None, None)
    if not first or not last:
        return tuple(held[:1])
    served = reversed(archive.knowledge.tenures_by_person.get(entity.id, ()))  # the order of `tenures`
    near = [
        shown
        for shown, tenure in zip(held, served, strict=False)
        if tenure.may_cover(first) or tenure.may_cover(first - NEAR) or tenure.may_cover(last + NEAR)
    ]
    return tuple(near[:MOST_OFFICES])


def sentence(archive: Archive, evidence: Evidence, published: Interval | None) -> Sentence:
    """A piece of evidence with its words marked."""
    marked = pieces(evidence.text, [Span(evidence.start, evidence.end, "hit")])
    return Sentence(evidence.item, evidence.headline, evidence.words.field, marked, published)


def sentences(archive: Archive, evidence: Iterable[Evidence]) -> list[Sentence]:
    """Evidence with the words marked and the dates of the issues."""
    evidence = list(evidence)
    issues = archive.ask.headings({one.item.partition("#")[0] for one in evidence})
    dated = {id: issue.published.when for id, issue in issues.items()}
    return [sentence(archive, one, dated.get(one.item.partition("#")[0])) for one in evidence]


def entries(archive: Archive, rulings: Iterable[Ruling], wording: Wording | None = None) -> list[Entry]:
    """Judgements in words, the newest first; one on words in several places is one entry with all its statuses."""
    wording = wording or Wording(archive)
    gathered: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        gathered.setdefault(ruling.judgement.id, []).append(ruling)
    found = []
    for of_one in gathered.values():
        leading = min(of_one, key=lambda one: one.status == "stands")  # what needs an eye before what stands
        statuses = tuple(dict.fromkeys(wording.status(one) for one in of_one))
        found.append(Entry(leading, wording.decision(leading.judgement.decision), statuses))
    return sorted(found, key=lambda one: (one.ruling.judgement.time, one.ruling.judgement.id), reverse=True)


@dataclass(frozen=True, slots=True)
class Latest:
    """What a person did last, in words, and the act that an undo would take back now: its judgements and its words.

    `undone` says by whom and when it was taken back, if it was.
    """

    said: str
    undone: str
    more: int
    undoing: bool
    ids: tuple[str, ...]
    act: str


def latest(archive: Archive) -> Latest | None:
    """What whoever is logged in did last, None if nothing yet."""
    actor, wording = member(), Wording(archive)
    own = [one for one in archive.judged.all() if one.actor == actor]
    if not own:
        return None
    last, act = own[-1], last_act(archive, actor)
    told = last.decision.judgement if isinstance(last.decision, Undo) else last.id
    undone = [one for one in archive.judged.rulings() if one.judgement.id == told and one.status == "undone"]
    return Latest(
        said=wording.by(told),
        undone=wording.status(undone[0]) if undone else "",
        more=sum(one.time == last.time for one in own) - 1,
        undoing=isinstance(last.decision, Undo),
        ids=tuple(one.id for one in act),
        act=wording.by(act[0].id) if act else "",
    )
