"""What helps a search along: completions, what was probably meant, and what stands out in what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from archive.model import Item
from archive.search.asked import Both, Either, Expansion, Headline, Held, Limit, Named, Node, Without, Words
from archive.search.finding import Finding
from archive.search.index import Opened
from archive.search.names import Names
from archive.search.narrowing import FACETS
from archive.search.postings import Reading
from archive.search.related import Relating
from archive.search.results import Correction, Related
from archive.search.spelling import Speller
from archive.search.suggesting import Suggester
from archive.search.words import Words as Cutter
from archive.store.questions import Questions

FEW = 3
"""A search that finds no more may have been mistyped."""


def suggester(opened: Opened, names: Names, questions: Questions, today: Callable[[], date]) -> Suggester:
    """What completes a text, made once a generation."""
    made: Suggester | None = opened.cache.get("suggester")
    return made or opened.cache.setdefault("suggester", Suggester(Reading(opened), names, questions, today))


def corrections(finding: Finding) -> tuple[Correction, ...]:
    """The query as it was probably meant, where it finds few items."""
    request, matcher = finding.request, finding.matcher
    if finding.total > FEW or not request.q:
        return ()
    kept = matcher.reading.opened.cache
    speller: Speller = kept.get("speller") or kept.setdefault("speller", Speller(matcher.reading, matcher.names))
    if not (wrong := speller.corrections(request.q)):
        return ()
    meant, at = "", 0
    for one in wrong:
        meant += request.q[at : one.start] + one.right
        at = one.end
    meant += request.q[at:]
    return (Correction(meant, tuple((one.wrong, one.right) for one in wrong), request.first_page(q=meant).as_args()),)


def related(finding: Finding, items: Sequence[Item], cutter: Cutter) -> tuple[Related, ...]:
    """What stands out in the found items, each as a search within them; nothing that was asked.

    It takes as long as half a page of results, and so is looked for only where it was asked for.
    """
    request, matcher = finding.request, finding.matcher
    if not (request.related and request.narrowed):
        return ()
    nodes = [node for node in (finding.question.asked, *finding.question.inside) if node]
    stems = {stem for node in nodes for stem in _stems(node)}
    in_office = (person for held in matcher.traces.terms.values() for person, _ in held)
    entities = {*matcher.traces.entities, *request.excluded, *in_office}
    relating, plain = Relating(matcher.reading, matcher.names, cutter), request.first_page(related=False)
    found = []
    for term in relating.terms(finding.found.possible, items, stems, entities):
        kind = matcher.names.named(term.id)[1] if term.id else None
        narrowed = plain.toggled(Limit(kind, term.id)) if term.id and kind in FACETS else plain.also(term.query)
        found.append(Related(term.text, kind, term.id, term.count, narrowed.as_args()))
    return tuple(found)


def _stems(node: Node) -> Iterable[str]:
    """The stems of the words asked."""
    match node:
        case Words(stems=stems):
            yield from (stem for stem, _ in stems)
        case Expansion(text=text):
            yield text
        case Named(words=inner) | Headline(inner=inner) | Without(inner=inner):
            yield from _stems(inner)
        case Held(words=titled) if titled:
            yield from _stems(titled)
        case Both(parts=parts) | Either(parts=parts):
            for part in parts:
                yield from _stems(part)
