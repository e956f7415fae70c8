"""Forms into judgements: what was filled in, who decided and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from archive import Archive
from archive.curation.judgement import Decision, Judgement, Place, Record, SetDate, SetNumber, Undo
from archive.errors import BadJudgement
from archive.model import KINDS, Kind
from archive.reading import edtf
from web.staff.naming import entity_named
from web.staff.sessions import member

Form = Mapping[str, str]

LONGEST_REASON = 500
"""Characters: a sentence or two."""


def judge(archive: Archive, decisions: Sequence[Decision], reason: str = "") -> list[Judgement]:
    """Keep the decisions of whoever is logged in as one act: all have the same time, so that one undo takes all back.

    :raises BadJudgement: one of them means nothing here; none is kept
    """
    actor = member()
    if actor is None:
        raise BadJudgement("", "Nobody is logged in.", "Log in at /staff/login.")
    said = " ".join(reason.split())
    if len(said) > LONGEST_REASON or not said.isprintable():
        raise BadJudgement("The reason", f"is too long ({len(said)} characters).", f"Say it in {LONGEST_REASON}.")
    time = datetime.now(UTC)
    judgements = [Judgement(actor, time, said, one) for one in decisions]
    archive.judge(*judgements)
    return judgements


def last_act(archive: Archive, actor: str | None) -> list[Judgement]:
    """The judgements of the latest act of a person that was not undone; undos themselves are no acts."""
    undone = {ruling.judgement.id for ruling in archive.judged.rulings() if ruling.status == "undone"}
    own = [one for one in archive.judged.all() if one.actor == actor and one.id not in undone]
    acts = [one for one in own if not isinstance(one.decision, Undo)]
    return [one for one in acts if one.time == acts[-1].time] if acts else []


def undo(archive: Archive, ids: Sequence[str], reason: str = "") -> list[Judgement]:
    """Undo judgements by their ids.

    :raises BadJudgement: one is not there, or undone by now
    """
    undone = {one.judgement.id for one in archive.judged.rulings() if one.status == "undone"}
    for id in ids:
        if id in undone:
            raise BadJudgement("That judgement", "is undone already.", "The log shows what stands.")
    if not ids:
        raise BadJudgement("", "No judgement was named.", "Choose one in the log.")
    return judge(archive, [Undo(id) for id in ids], reason)


def record_in(archive: Archive, form: Form) -> Record:
    """The record that a form describes; office and country may be written as names.

    :raises BadJudgement: the kind is none, or office or country are not known
    """
    said = {key: " ".join(form.get(key, "").split()) for key in Record.__dataclass_fields__}
    office = entity_named(archive, said["office"], "office").id if said["office"] else ""
    country = entity_named(archive, said["country"], "place").id if said["country"] else ""
    aliases = [" ".join(line.split()) for line in form.get("aliases", "").replace(";", "\n").splitlines()]
    return Record(
        said["id"],
        kind_of(said["kind"]),
        said["name"],
        said["about"],
        said["native"],
        tuple(dict.fromkeys(filter(None, aliases))),
        country,
        office,
        said["since"] if office else "",
        said["until"] if office else "",
        said["source"],
    )


def kind_of(text: str) -> Kind:
    """The kind of entity that a form names.

    :raises BadJudgement: it is none
    """
    for kind in KINDS:
        if kind == text:
            return kind
    raise BadJudgement(text, "is no kind of name.", "Choose one of the list.")


def place_of(archive: Archive, issue: str, sha256: str) -> Place:
    """The place of an issue in one of its originals.

    :raises BadJudgement: the issue does not come from that original
    """
    issues = archive.ask.issues_from(sha256)
    if issue not in issues:
        raise BadJudgement(sha256[:12], f"is no original of {issue}.", "Choose one of its originals.")
    return Place(sha256, issues.index(issue) + 1)


def number_in(archive: Archive, issue: str, form: Form) -> SetNumber:
    """The volume and number that a form gives an issue.

    :raises BadJudgement: they are no numbers, or the original is none of the issue's
    """
    place = place_of(archive, issue, form.get("original", ""))
    try:
        return SetNumber(place, int(form.get("volume", "")), int(form.get("number", "")))
    except ValueError as error:
        raise BadJudgement("", "Volume and number are needed, both as numbers.", "Write 1 and 12, say.") from error


def date_in(archive: Archive, issue: str, form: Form) -> SetDate:
    """The date that a form gives an issue: as EDTF, or by its first and last possible day.

    :raises BadJudgement: it is no date, or the original is none of the issue's
    """
    place = place_of(archive, issue, form.get("original", ""))
    text, first, last = (form.get(key, "").strip() for key in ("edtf", "first", "last"))
    if text or not first:
        return SetDate(place, text)
    try:
        return SetDate(place, edtf.between(date.fromisoformat(first), date.fromisoformat(last or first)).edtf)
    except ValueError as error:
        raise BadJudgement(f"{first} to {last}", "is no range of days.", "The first comes before the last.") from error
