"""Whether a new judgement means something in this archive, asked before it is kept."""

from __future__ import annotations

from archive.curation.judgement import (
    Alias,
    Confirm,
    Create,
    Dismiss,
    Judgement,
    Merge,
    Place,
    Record,
    Reject,
    Relink,
    SetDate,
    SetNumber,
    Split,
    Undo,
    Words,
)
from archive.curation.words import locate
from archive.errors import BadJudgement, NotFound
from archive.model import KINDS, Interval
from archive.reading import edtf
from archive.reading.knowledge import Knowledge
from archive.reading.knowledge.marked import SLUG
from archive.store.judged import Judged
from archive.store.questions import Questions

LONGEST_NAME = 120
"""Characters that a name, alias or id may have."""


def require_sense(judgement: Judgement, known: Knowledge, ask: Questions, judged: Judged) -> None:
    """See that a new judgement means something here.

    :raises BadJudgement: it names what is not there, contradicts itself, or would change nothing
    """
    if not judgement.actor.strip():
        raise BadJudgement("a judgement", "names nobody.", "Say who decides.")
    match judgement.decision:
        case (
            Confirm(words=words, entity=entity)
            | Reject(words=words, entity=entity)
            | Relink(words=words, entity=entity)
        ):
            _known(known, entity)
            _require_words(ask, words)
        case Merge(entity=entity, into=into):
            one, other = _known(known, entity), _known(known, into)
            if entity == into:
                raise BadJudgement(entity, "cannot be merged with itself.", "Name another.")
            if known.entities[one].kind != known.entities[other].kind:
                kinds = f"{known.entities[one].kind} and {known.entities[other].kind}"
                raise BadJudgement(entity, f"cannot be merged with {into}: they are {kinds}.", "Name one of its kind.")
        case Split(entity=entity, record=record, aliases=aliases, words=many):
            _known(known, entity)
            _require_record(known, record)
            for alias in aliases:
                if alias not in (one.text for one in known.entities[entity].aliases):
                    raise BadJudgement(entity, f"has no alias “{alias}”.", "Choose among those it has.")
            for words in many:
                _require_words(ask, words)
        case Alias(entity=entity, text=text):
            _known(known, entity)
            _require_name(text)
            _require_alias(known, entity, text)
        case Create(record=record):
            _require_record(known, record)
        case Dismiss(name=name):
            _require_name(name)
        case SetDate(place=place, edtf=text):
            _require_place(ask, place)
            when = _date(text)
            if when.earliest is None or when.latest is None:
                raise BadJudgement(text, "has an open end.", "Give a day, a month or a first and a last day.")
        case SetNumber(place=place, volume=volume, number=number):
            _require_place(ask, place)
            if not (0 < volume < 1000 and 0 < number < 1000):
                raise BadJudgement(f"Vol {volume}.{number}", "is no volume and number.", "Both count from 1 to 999.")
            _require_free(ask, place, volume, number)
        case Undo(judgement=id):
            if id not in {one.id for one in judged.all()}:
                raise BadJudgement(id, "there is no such judgement.", "The log lists them.")


def _known(known: Knowledge, id: str) -> str:
    if id not in known.entities:
        now = known.redirects.get(id)
        todo = f"It was merged into {now}." if now else "The directory of names shows which there are."
        raise BadJudgement(id, "there is no such name.", todo)
    return id


def _require_name(text: str) -> None:
    if not 2 <= len(text.strip()) <= LONGEST_NAME or text != text.strip() or not text.isprintable():
        raise BadJudgement(text[:40], "is no name.", f"A name has 2 to {LONGEST_NAME} printable characters.")


def _require_alias(known: Knowledge, entity: str, text: str) -> None:
    if text.isascii() and text.islower() and " " not in text:
        raise BadJudgement(text, "is a common word and would link wherever it stands.", "Give a name, or more words.")
    record = known.entities[entity]
    if text in (record.name, *(alias.text for alias in record.aliases)):
        raise BadJudgement(text, f"is a name of {record.name} already.", "Nothing needs to be added.")


def _require_free(ask: Questions, place: Place, volume: int, number: int) -> None:
    """That no other issue has the number: two texts under one number are for a person to compare first."""
    own = ask.issues_from(place.original)
    for id in {issue.split("/")[0] for issue in own}:
        wanted = f"{id}/{volume}.{number}"
        if wanted not in own and ask.headings([wanted]):
            todo = f"Compare the two; if that one is wrong, number it first. It is at {wanted}."
            raise BadJudgement(f"Vol {volume}.{number}", "is the number of another issue with another text.", todo)


def _require_record(known: Knowledge, record: Record) -> None:
    if not SLUG.fullmatch(record.id) or len(record.id) > LONGEST_NAME:
        raise BadJudgement(record.id, "is no id.", "An id is small letters and digits with hyphens: fumio-kishida.")
    if record.id in known.entities or record.id in known.redirects:
        raise BadJudgement(record.id, "is taken.", "Link to it, or choose another id.")
    if record.kind not in KINDS or record.kind == "office":
        raise BadJudgement(record.kind, "no entity of that kind can be made.", "Offices belong into data/knowledge.")
    for text in (record.name, *record.aliases):
        _require_name(text)
    if record.country and record.country not in known.entities:
        raise BadJudgement(record.country, "there is no such country.", "Name the id of a place.")
    if record.source and not record.source.startswith(("https://", "http://")):
        raise BadJudgement(record.source, "is no address.", "Give the page's full https address.")
    if record.office:
        office = known.entities.get(record.office)
        if office is None or office.kind != "office" or record.kind != "leader":
            raise BadJudgement(record.office, "there is no such office for it.", "Only leaders hold offices.")
        _date(record.since)
        if record.until:
            _date(record.until)


def _date(text: str) -> Interval:
    try:
        return edtf.interval(text)
    except ValueError as error:
        raise BadJudgement(
            text or "nothing", "is no date.", "Write 2022-08-10, 2022-08 or 2022-08-10/2022-08-12."
        ) from error


def _require_words(ask: Questions, words: Words) -> None:
    try:
        items = ask.issue(words.issue).items
    except NotFound as error:
        raise BadJudgement(words.issue, "no such issue is in the archive.", error.todo) from error
    if not words.text.strip() or locate(words, items) is None:
        raise BadJudgement(f"“{words.text[:60]}”", f"does not stand in {words.issue}.", "Choose words of the issue.")


def _require_place(ask: Questions, place: Place) -> None:
    if not ask.issues_from(place.original):
        raise BadJudgement(place.original[:12], "no issue comes from that original.", "Name one that was imported.")
