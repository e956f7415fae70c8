"""Bases, agreements, organizations, programmes and places: which record a name means, and when it means none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from archive.model import Mention
from archive.reading.names.bases import bases_by_town
from archive.reading.names.forms import Form
from archive.reading.names.gazetteer import Match
from archive.reading.names.initialisms import defined, inherited
from archive.reading.names.lexicon import Lexicon, is_country
from archive.reading.names.look import Look, longest
from archive.reading.names.neighbours import is_ship, longer, of_body
from archive.reading.names.partners import of_these_partners, with_partner
from archive.reading.names.places import CAPITALS_REASON, is_city, is_noun
from archive.reading.names.verdict import linked, unlinked

BASE_WORD = re.compile(  # behind a town's name: "Yokosuka naval base"
    r"(?:'s)? (?:(?:air|naval|military|US|SDF|Marine|navy) )*(?:base|station|airfield|facility|camp|garrison)\b",
    re.IGNORECASE,
)
BASE_PEOPLE = re.compile(r" (?:airm[ae]n|sailors?|Marines?|servicem[ae]n|base)\b")  # behind a town: "Kadena airman"
BASE_BEFORE = re.compile(r"\b(?:[Cc]amp|[Bb]ase|[Ss]tation|MCAS|NAF|AFB) \Z")
HYPHENED = re.compile(r"[A-Z]\w+-\Z")  # "Marine Rotational Force-" before "Darwin"
TREATIES = re.compile(r"(?: and [\w-]+(?: [\w-]+){0,3})? treat(?:y|ies)\b")  # "the test-ban and cutoff treaties"
DEPARTMENT = re.compile(r" (?:and \w+ )?[Dd]epartments?\b")  # "the State and Defense Departments"
DESCRIBERS = ("Exercise ", "Operation ")  # written large, but no part of the name
CAPITALISED = re.compile(r" [A-Z]")


@dataclass(frozen=True)
class Things:
    """Resolves what is no person, on the pages of one item."""

    lexicon: Lexicon
    home: Collection[str]

    def resolve(self, looks: Sequence[Look]) -> list[Mention]:
        """The mentions of the item: sure names first, which then are cues for the ambiguous ones."""
        found: list[Mention] = []
        waiting: list[tuple[Look, Match]] = []
        item = frozenset().union(*(look.countries(0, len(look.page.text)) for look in looks))
        for look in looks:
            found += bases_by_town(look, self.lexicon)
            for match in _names(look):
                sure = {form.entity for form in _things(match) if not form.ambiguous}
                if (base := self._base_of_its_people(look, match)) is not None:
                    found.append(base)
                elif len(sure) == 1:
                    found += self._sure(look, match, next(iter(sure)), item)
                else:
                    waiting.append((look, match))
        meant = defined(looks, found, self.lexicon)
        present = {one.entity for one in found if one.entity} | item
        for look, match in waiting:
            if look.page.folded[match.start : match.end] not in meant:
                found += self._by_cue(look, match, present, found)
        meant = defined(looks, found, self.lexicon)
        return [one for one in found if one.text not in meant] + list(inherited(looks, meant, self.lexicon))

    def _base_of_its_people(self, look: Look, match: Match) -> Mention | None:
        """The base that shares a town's name, where its people are told of: "a Kadena airman"."""
        bases = {form.entity for form in _things(match) if form.kind == "base"}
        if len(bases) != 1 or not BASE_PEOPLE.match(look.page.folded, match.end):
            return None
        entity = self.lexicon.entities[next(iter(bases))]
        reason = f"{entity.name}, by the words behind the name"
        return linked(look.page, match.start, match.end, entity.id, "base", "alias", "cue", reason)

    def _sure(self, look: Look, match: Match, name: str, item: frozenset[str]) -> Iterator[Mention]:
        """The mention of a name that only one record bears."""
        entity, page, start, end = self.lexicon.entities[name], look.page, match.start, match.end
        if entity.kind == "place" and (
            longer(look, end) or is_ship(look, start) or HYPHENED.search(look.page.folded, 0, start)
        ):
            return
        if entity.kind == "organization" and of_body(look, end):
            return
        if name in self.lexicon.capitals:
            yield from self._capital(look, match, name)
        elif is_country(entity):
            if is_noun(look, start, end):
                yield linked(page, start, end, name, "place", "alias", "name", f"the country {entity.name}")
        elif entity.kind == "organization" and (other := self._foreign(look, start, entity.country)):
            reason = f"one of {self.lexicon.entities[other].name}, not in the knowledge base"
            yield unlinked(page, start, end, "organization", "alias", reason)
        elif entity.kind == "agreement" and (
            other := of_these_partners(look, start, end, name, self.lexicon, self.home, item)
        ):
            reason = f"{self.lexicon.entities[other].name}, by the countries named here"
            yield linked(page, start, end, other, entity.kind, "alias", "cue", reason)
        else:
            yield linked(page, start, end, name, entity.kind, "alias", "name", f"a name of {entity.name}")

    def _capital(self, look: Look, match: Match, name: str) -> Iterator[Mention]:
        """A capital is a city after a word of place; else it stands for a government."""
        page, start, end = look.page, match.start, match.end
        seen = page.folded[start:end]
        hyphen = page.folded[end : end + 1] == "-" and not page.folded.startswith("-based", end)
        if (
            hyphen
            or page.folded[start - 1 : start] == "-"
            or page.before(start) in ("George", "Port")
            or longer(look, end)
        ):
            return
        if " " in seen or is_city(look, start, end):
            reason = f"the city of {self.lexicon.entities[name].name}"
            yield linked(page, start, end, name, "place", "alias", "city", reason)
        else:
            yield unlinked(page, start, end, "place", "alias", CAPITALS_REASON)

    def _foreign(self, look: Look, start: int, country: str | None) -> str | None:
        """The other country that a name many countries have is given to: "Chinese Foreign Ministry"."""
        other = self._country_before(look, start)
        return other if country is not None and other not in (None, country) else None

    def _country_before(self, look: Look, start: int) -> str | None:
        near = look.qualifier_ending(start - 1) if start else None
        return look.country_of(near[1].entity) if near and near[1].kind == "place" else None

    def _by_cue(self, look: Look, match: Match, present: set[str], found: Sequence[Mention]) -> Iterator[Mention]:
        """Decide among several records, or for an ambiguous name, by what stands beside it and in the item."""
        page, start, end, forms = look.page, match.start, match.end, _things(match)
        names = list(dict.fromkeys(form.entity for form in forms))
        if any(is_country(self.lexicon.entities[name]) for name in names) and not is_noun(look, start, end):
            return
        capital = [name for name in names if name in self.lexicon.capitals]
        if capital:
            yield from self._capital(look, match, capital[0])
            return
        country = self._country_before(look, start)
        own = [name for name in names if country and self.lexicon.entities[name].country == country]
        fitting = [name for name in own or names if self._cued(look, match, name, present)]
        if partner := with_partner(look, end, names, self.lexicon):
            fitting = [partner]
        if len(fitting) > 1:
            plain = {form.entity for form in forms if not form.ambiguous and form.entity in fitting}
            near = list(plain) if len(plain) == 1 else self._nearest(look, match, fitting, present)
            fitting = near if len(near) == 1 else self._leaning(near or fitting, found)
        if len(fitting) == 1:
            entity = self.lexicon.entities[fitting[0]]
            reason = f"{entity.name}, by the words around it"
            yield linked(page, start, end, entity.id, entity.kind, "alias", "cue", reason)
        elif len(names) > 1 and not all(form.ambiguous for form in forms):
            either = " or ".join(self.lexicon.entities[name].name for name in names)
            yield unlinked(page, start, end, self.lexicon.entities[names[0]].kind, "alias", f"could be {either}")

    def _cued(self, look: Look, match: Match, name: str, present: set[str]) -> bool:
        """Whether anything beside the name or in the item speaks for this record."""
        entity, text, start, end = self.lexicon.entities[name], look.page.folded, match.start, match.end
        if any(start < title.end and title.start < end for title in look.titles):
            return False  # "Defense" in "Defense Minister"
        if entity.kind == "organization" and self._foreign(look, start, entity.country):
            return False
        if any(form.entity == name and not form.ambiguous for form in match.forms):
            return True
        ties = self.lexicon.ties.get(name, frozenset()) & present
        definite = look.page.before(start).lower() == "the" and not CAPITALISED.match(text, end)
        match entity.kind:
            case "base":
                return bool(BASE_WORD.match(text, end) or BASE_BEFORE.search(text, max(0, start - 12), start))
            case "agreement":
                parties = entity.facts.get("parties", ())
                told = isinstance(parties, tuple) and bool(parties) and set(parties) <= present | set(self.home)
                return told or name in present or bool(TREATIES.match(text, end))
            case "organization":
                joined = _joined(look, match) or bool(DEPARTMENT.match(text, end))
                local = definite and (entity.country in self.home or entity.country in present)
                whole = text[start:end].isupper() or " " in text[start:end] or text[end - 1] == "s"
                return (
                    joined or local or (name in present and not CAPITALISED.match(text, end)) or (whole and bool(ties))
                )
            case "place":
                return (definite and text[start].isupper()) or name in present
            case _:
                return name in present or bool(ties)

    def _nearest(self, look: Look, match: Match, names: list[str], present: set[str]) -> list[str]:
        """Those whose parties from abroad the sentence, else the item speaks of; else those of the home countries."""
        abroad: dict[str, set[str | None]] = {}
        for name in names:
            parties = self.lexicon.entities[name].facts.get("parties", ())
            owners = set(parties) if isinstance(parties, tuple) and parties else {self.lexicon.entities[name].country}
            abroad[name] = owners - set(self.home)
        for here in (look.countries(*look.page.sentence(match.start)), present):
            told = [name for name in names if abroad[name] and abroad[name] <= here]
            if told:
                return told
        return [name for name in names if not abroad[name]]

    def _leaning(self, names: list[str], found: Sequence[Mention]) -> list[str]:
        """The one whose country the item's other names belong to, twice as often as to that of any other."""
        weight = Counter(self.lexicon.entities[one.entity].country for one in found if one.entity)
        ranked = sorted(names, key=lambda name: -weight[self.lexicon.entities[name].country])
        counts = [weight[self.lexicon.entities[name].country] for name in ranked]
        return ranked[:1] if len(counts) > 1 and counts[0] >= 2 * counts[1] and counts[0] > 1 else []


def _things(match: Match) -> list[Form]:
    return [form for form in match.forms if form.role == "name" and form.kind not in ("leader", "office")]


def _names(look: Look) -> tuple[Match, ...]:
    """The names of things on a page, the longest of overlapping ones, without words that only describe them.

    "Henoko district" is `Henoko`, "exercise Malabar" `Malabar`, "South Korean Joint Chiefs of Staff" the staff: where
    the rest alone is a name too, small letters and a country's adjective are no part of it.
    """
    text = look.page.folded
    kept = []
    for match in longest(match for match in look.matches if _things(match)):
        whole = any(
            form.text == text[match.start : match.end] == look.entities[form.entity].name for form in match.forms
        )
        inner = [
            other
            for other in look.matches
            if match.start <= other.start
            and other.end <= match.end
            and other.end - other.start < match.end - match.start
            if text[other.start].isupper() and _describes(look, match, other)
        ]
        bare = [] if whole else sorted(inner, key=lambda other: other.start - other.end)
        kept.append(Match(bare[0].start, bare[0].end, match.forms) if bare else match)
    return tuple(kept)


def _describes(look: Look, match: Match, inner: Match) -> bool:
    """Whether what surrounds the inner name only describes it."""
    text = look.page.folded
    before, after = text[match.start : inner.start], text[inner.end : match.end]
    own = {form.entity for form in _things(match)}
    same = own & {form.entity for form in _things(inner) if not form.ambiguous}
    if (not before or before.islower() or before in DESCRIBERS) and (not after or after.islower()):
        return bool(same)
    near = look.qualifier_ending(inner.start - 1) if before and not after else None
    if near is None or near[0] != match.start:
        return False
    if near[1].role == "adjective" or before.endswith("'s "):
        return any(form.kind == "organization" for form in _things(inner))
    return bool(same) and near[1].kind == "place" and any(form.kind == "base" for form in match.forms)


def _joined(look: Look, match: Match) -> bool:
    """Whether another organization is joined to it by a stroke: "State/Commerce"."""
    text = look.page.folded
    near = look.by_start.get(match.end + 1, []) if text[match.end : match.end + 1] == "/" else []
    near = near + (look.by_end.get(match.start - 1, []) if text[match.start - 1 : match.start] == "/" else [])
    return any(form.kind == "organization" for other in near for form in other.forms)
