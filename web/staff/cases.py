"""What may be done with a case of each queue, and the decisions that an action means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from archive import Archive
from archive.curation.judgement import Alias, Confirm, Create, Decision, Dismiss, Reject, Relink, Undo
from archive.errors import BadJudgement
from archive.model import Interval
from archive.review import Case, Queue
from archive.search.names import form_key
from web.staff.deciding import Form, number_in, record_in
from web.staff.naming import entity_named, slug
from web.staff.showing import Option, option

QUEUE_NAMES: Mapping[Queue, str] = MappingProxyType(
    {
        "conflicts": "Conflicts",
        "suggestions": "New names",
        "links": "Unsure links",
        "open": "Open names",
        "orphans": "Orphans",
        "issues": "Issues to number",
    }
)
QUEUE_ABOUT: Mapping[Queue, str] = MappingProxyType(
    {
        "conflicts": "Two people judged the same thing differently; the earlier judgement stands until one is undone.",
        "suggestions": "They look like names, but the knowledge lacks them.",
        "links": "The program linked them, but is not sure.",
        "open": "The program found a name or an office, and could not say who is meant.",
        "orphans": "Judgements whose words or names are gone, often since a better copy arrived.",
        "issues": "Issues with no number, or with one that another has.",
    }
)


def decisions(archive: Archive, case: Case, action: str, form: Form) -> Sequence[Decision]:
    """What an action on a case decides; the action is a verb and, after a blank, the id of an entity.

    :raises BadJudgement: the queue knows no such action, or what it needs was not filled in
    """
    verb, _, id = action.partition(" ")
    if verb == "other":
        verb, id = "choose", entity_named(archive, form.get("other", "")).id
    match case.queue, verb:
        case "links", "confirm" | "reject" if id != case.entity:
            raise BadJudgement(case.name, "is linked to another name by now.", "Look at it again.")
        case "links", "confirm":
            return [Confirm(case.evidence[0].words, id)]
        case "links", "reject":
            return [Reject(case.evidence[0].words, id)]
        case "links" | "open", "choose":
            return [Relink(case.evidence[0].words, id)]
        case "open", "none" if case.candidates:
            return [Reject(case.evidence[0].words, one.entity.id) for one in case.candidates]
        case "suggestions", "choose":
            return [Alias(id, case.name, ambiguous="ambiguous" in form)]
        case "suggestions", "create":
            return [Create(record_in(archive, form))]
        case "suggestions", "dismiss":
            return [Dismiss(case.name)]
        case "conflicts", "first" | "second" if len(case.rulings) > 1:
            later, earlier = case.rulings[:2]
            return [Undo((later if verb == "first" else earlier).judgement.id)]
        case "orphans", "withdraw":
            return [Undo(case.rulings[0].judgement.id)]
        case "issues", "number":
            return [number_in(archive, case.id, form)]
    raise BadJudgement("", "That cannot be done with this case.", "Choose one of its buttons.")


def options(archive: Archive, case: Case, when: Interval | None) -> list[Option]:
    """The numbered candidates of a case, without what it is linked to already."""
    others = [one for one in case.candidates if one.entity.id != case.entity]
    return [option(archive, one.entity, one.why, when, str(key)) for key, one in enumerate(others, 1)]


def prefilled(case: Case, when: Interval | None) -> dict[str, str]:
    """The record that a suggestion would make, as far as the text says it."""
    parts = {form_key(case.name), *map(form_key, case.name.split())}
    written = dict.fromkeys(one.words.text for one in case.evidence)
    return {
        "id": slug(case.name),
        "kind": case.kind or "",
        "name": case.name,
        "office": case.office or "",
        "since": when.earliest.isoformat() if case.office and when and when.earliest else "",
        "aliases": "; ".join(text for text in written if form_key(text) not in parts),
    }
