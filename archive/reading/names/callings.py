"""Callings: the spans where a page calls somebody by name, with the title that belongs to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.reading.names.gazetteer import Match
from archive.reading.names.look import Look, longest
from archive.reading.names.neighbours import BODY, followed, no_person, preceded
from archive.reading.names.titles import Title
from archive.reading.names.vocabulary import OPENERS
from archive.reference import Entity

TO_NAME = re.compile(
    r"(?:,? \(|,? \"?|: )"
)  # between a title and its name: "Secretary of State (Blinken)", "the PM, Kishida,"
NEXT_NAME = re.compile(r"(?:, and |, | and | & )")  # "Ministers Hayashi, Wong and Jaishankar"
BEHIND = re.compile(r", (?:the |who is |a )?")  # "Kishi, the Defense Minister,"
ENDED = re.compile(r"[,.;:)]|\Z| (?:who|in|since|until|from|at|for|under)\b")  # behind "Kishi, the Defense Minister"
NEW_NAME = re.compile(  # a name nobody here knows: "Jane Newname", "J. B. Newname", "NEWNAME Jane"
    r"(?:[A-Z]\. ?){0,2}[A-Z][\w'-]+(?: (?:[A-Z]\. ?){1,2})?(?: (?:de|van|von|bin|Mc)? ?[A-Z][\w'-]+){0,2}"
)
MIDDLE = re.compile(r"(?P<given>[^\W\d_]+) (?:[A-Z]\. ?){1,2}\Z")  # "Lloyd J. " before "Austin"
INDIVIDUAL = re.compile(  # titles that only a person bears, so that capitalised words after them are a name
    r"[A-Z].*|(?:prime |foreign |defen[sc]e )?minister|ambassador|governor|mayor|president|senator|general|admiral"
)
BORNE = "Ambassador|Governor|Mayor|Minister|Secretary|Senator"
SURELY_BORNE = re.compile(  # after these even one capitalised word is a name: "Rep. Gallagher"
    rf"(?:[A-Z][\w ]* )?(?:{BORNE})|[A-Z][\w. ]*\."
)


JUNIOR = re.compile(r",? Jr\b")

Span = tuple[int, tuple[str, ...], bool]
"""Where a name ends, the people it may be, and whether the given name stands too."""


@dataclass(frozen=True, slots=True, eq=False)
class Calling:
    """A span that calls somebody by name; without candidates it is a name nobody here knows.

    `full` when the given name stands too, `titles` those that stand in a row before it, `country` the one
    named before it ("North Korea's Kim"). `other` when a word beside it makes it another person's name.
    """

    look: Look
    start: int
    end: int
    candidates: tuple[str, ...]
    full: bool = False
    titles: tuple[Title, ...] = ()
    country: str | None = None
    other: bool = False

    @property
    def title(self) -> Title | None:
        """Of the titles that stand in a row before the name, the one that says most."""
        telling = [title for title in self.titles if title.offices and not title.generic]
        return next(iter(telling or self.titles), None)

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.look.page.folded[self.start : self.end]


def callings(look: Look, titles: Sequence[Title], entities: Mapping[str, Entity]) -> list[Calling]:
    """Every calling on a page, in order, none inside another."""
    spans = _spans(look, titles, entities)
    owners = dict(_owners(look, titles, spans))
    found = []
    for start, (end, people, whole) in sorted(spans.items()):
        row = owners.get(start, ())
        near = look.qualifier_ending(start - 1) if start and not row else None
        country = look.country_of(near[1].entity) if near else None
        other = not whole and (followed(look, end) or (not row and preceded(look, start)))
        found.append(Calling(look, start, end, people, whole, row, country, other))
    known = {calling.start for calling in found}
    strangers = [
        Calling(look, *span, (), True, row) for span, row in _strangers(look, titles, spans) if span[0] not in known
    ]
    return sorted(found + strangers, key=lambda calling: calling.start)


def _begins_with_title(look: Look, match: Match, after_titles: set[int]) -> bool:
    """Whether the rest of a name behind its first word, a title, names the same person."""
    inner = [
        other for other in look.by_end.get(match.end, ()) if other.start > match.start and other.start in after_titles
    ]
    return any(set(_people(match, "name")) & set(_people(other, "name")) for other in inner)


def _spans(look: Look, titles: Sequence[Title], entities: Mapping[str, Entity]) -> dict[int, Span]:
    """The names of people by their starts: where each ends, whose it may be, and whether it is in full."""
    behind = {title.stop + 1 for title in titles}
    whole = [match for match in look.matches if _people(match, "name") and not _ambiguous(match)]
    full = longest(match for match in whole if not _begins_with_title(look, match, behind))
    spans = {match.start: (match.end, _people(match, "name"), True) for match in full}
    for match in longest(match for match in look.matches if _people(match, "surname") or _people(match, "name")):
        if any(match.start < end and start < match.end for start, (end, _, _) in spans.items()):
            continue
        people = tuple(dict.fromkeys(_people(match, "surname") + _people(match, "name")))
        start, candidates, given = _with_middle(look, match.start, people, entities)
        spans[start] = (match.end, candidates, given)
    return {start: span for start, span in spans.items() if _is_person(look, start, span, entities)}


def _is_person(look: Look, start: int, span: Span, entities: Mapping[str, Entity]) -> bool:
    """Whether a name stands for the person, and not for a thing or for a son: "Donald Trump Jr."."""
    end, people, _ = span
    junior = JUNIOR.match(look.page.folded, end)
    if junior and not any("Jr" in alias.text for person in people for alias in entities[person].aliases):
        return False
    return not no_person(look, start, end) and not _covered(look, start, end)


def _people(match: Match, role: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form.entity for form in match.forms if form.kind == "leader" and form.role == role))


def _ambiguous(match: Match) -> bool:
    return all(form.ambiguous for form in match.forms if form.kind == "leader" and form.role == "name")


def _covered(look: Look, start: int, end: int) -> bool:
    """Whether the name is part of a longer name of something else: "Camp Foster", "Abe Fellowship"."""
    return any(
        match.start <= start and end <= match.end and match.end - match.start > end - start
        for match in look.matches
        if any(form.kind not in ("leader", "office") and form.role == "name" for form in match.forms)
    )


def _with_middle(
    look: Look, start: int, people: tuple[str, ...], entities: Mapping[str, Entity]
) -> tuple[int, tuple[str, ...], bool]:
    """Take a given name with middle initials into the span: "Lloyd J. Austin"."""
    said = MIDDLE.search(look.page.folded, max(0, start - 30), start)
    if said:
        given = tuple(person for person in people if entities[person].facts.get("given") == said["given"])
        if given:
            return said.start(), given, True
    return start, people, False


def _in_a_row(look: Look, titles: Sequence[Title]) -> list[tuple[Title, ...]]:
    """Titles that stand one behind another and so belong to one person: "USFJ Commander Lt. Gen. Rupp"."""
    rows: list[tuple[Title, ...]] = []
    for title in titles:
        last = rows[-1][-1] if rows else None
        near = title.start if last and title.start >= last.end else title.own
        between = look.page.folded[last.end : near] if last else ""
        apart = look.page.before(last.start).lower() == "the" if last else False
        if last and not last.plural and (between == " " or (between == " and " and not apart)):
            rows[-1] = (*rows[-1], title)
        else:
            rows.append((title,))
    return rows


def _owners(look: Look, titles: Sequence[Title], spans: Mapping[int, Span]) -> Iterator[tuple[int, tuple[Title, ...]]]:
    """Which titles belong to which name."""
    text = look.page.folded
    for row in _in_a_row(look, titles):
        title = row[-1]
        gap = TO_NAME.match(text, title.end) or re.compile(" ?").match(text, title.end)
        at = gap.end() if gap else title.end
        while at in spans:
            yield at, row
            following = NEXT_NAME.match(text, spans[at][0])
            if not title.plural or not following:
                break
            at = following.end()
    for start, (end, _, _) in spans.items():
        behind = BEHIND.match(text, end)
        if behind:
            for title in titles:
                if title.start == behind.end() and not title.generic and ENDED.match(text, title.end):
                    yield start, (title,)


def _strangers(
    look: Look, titles: Sequence[Title], spans: Mapping[int, Span]
) -> Iterator[tuple[tuple[int, int], tuple[Title, ...]]]:
    """Names after titles that no record bears."""
    text = look.page.folded
    if look.page.shouted or look.page.titled:
        return
    for row in _in_a_row(look, titles):
        title = row[-1]
        if title.plural or text[title.end : title.end + 1] != " " or not INDIVIDUAL.fullmatch(title.words):
            continue
        found = NEW_NAME.match(text, title.end + 1)
        if not found or found.start() in spans or look.explained(found.start()):
            continue
        kept: list[str] = []
        at = found.start()
        for word in found[0].split(" "):
            if word.lower() in OPENERS or (kept and look.country_at(at)):
                break
            kept.append(word)
            at += len(word) + 1
        name = " ".join(kept).removesuffix("'s")
        if BODY.search(f" {name}") or title.words in ("General", "Major"):
            continue  # "General Assembly", "Major League"
        if len(kept) > 1 or (SURELY_BORNE.fullmatch(title.words) and len(name) > 2 and not name.isupper()):
            yield (found.start(), found.start() + len(name)), row
