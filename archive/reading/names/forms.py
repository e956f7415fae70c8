"""Every way a record's name may stand in a text, derived from the few ways its record gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from archive.reading.text import fold
from archive.reference import Entity

Role = Literal["name", "surname", "title", "adjective"]

SPELLINGS = (  # British and American, singular spellings of one word; either stands for the other
    ("Defense", "Defence"),
    ("Program", "Programme"),
    ("Center", "Centre"),
    ("Organization", "Organisation"),
    ("Cooperation", "Co-operation"),
    ("Labor", "Labour"),
)
SPELT = re.compile("|".join(word for pair in SPELLINGS for word in pair))
SHORT_COUNTRIES = {"US": "U.S.", "UK": "U.K.", "UN": "U.N."}  # "US Navy", "U.S. Navy"
PAIR = re.compile(r"\b([A-Z][\w.]*(?: Korea)?)-([A-Z][\w.]*(?: Korea)?) (?=\w)")  # "US-Japan Trade Agreement"
AGREED = re.compile(r"\b[Aa]greement\Z")  # which the press also calls a pact or a deal: "reciprocal access pact"
QUOTED_FORMAT = re.compile(r"\b(\d\+\d)\b")  # 2+2, which the press likes to put in quotation marks
HEAD_NOUNS = re.compile(  # the word of a title that takes the plural: "Secretaries of State"
    r"\b(Minister|Secretary|Ambassador|Governor|President|Premier|Commander|Chief|Adviser|Advisor|Mayor|Speaker"
    r"|Chairman|Representative|Coordinator|Leader)\b",
    re.IGNORECASE,
)


class Form(NamedTuple):
    """One written form: `entity` it stands for, as what, and whether it needs a cue to be trusted.

    For a title the entity is the office, for an adjective ("Japanese") the country.
    """

    text: str
    entity: str
    kind: str
    role: Role
    ambiguous: bool = False
    plural: bool = False


def forms_of(entity: Entity) -> Iterator[Form]:
    """All forms of one record, plain signs only (see `fold`); the same text may come twice."""
    if entity.kind == "office":
        yield from _titles(entity)
        return
    if entity.kind == "leader":
        yield from _people(entity)
    given = [(entity.name, False), *((alias.text, alias.ambiguous) for alias in entity.aliases)]
    for text, ambiguous in given:
        if text.endswith(")"):
            continue  # "Fissile Material Cut-off Treaty (FMCT)" are two names side by side
        for variant in _variants(fold(text), entity.kind):
            yield Form(variant, entity.id, entity.kind, "name", ambiguous)
    for adjective in _texts(entity, "adjectives"):
        yield Form(adjective, entity.id, entity.kind, "adjective")


def _variants(text: str, kind: str) -> Iterator[str]:
    text = text.removeprefix("the ").strip("\"' ")
    found = {text}
    for one, other in SPELLINGS if SPELT.search(text) else ():
        found |= {form.replace(one, other) for form in found} | {form.replace(other, one) for form in found}
    for short, dotted in SHORT_COUNTRIES.items():
        if short in text:
            found |= {re.sub(rf"\b{short}\b", dotted, form) for form in found}
    if kind == "agreement":
        found |= {PAIR.sub(r"\2-\1 ", form) for form in found}
        found |= {AGREED.sub(word, form) for form in found for word in ("pact", "deal") if form.count(" ") > 1}
    if "+" in text:
        found |= {QUOTED_FORMAT.sub(r'"\1"', form).strip('"') for form in found}
    if kind == "programme":
        found |= {f"{form}s" for form in found if form[-1].isalnum() and form[-1] != "s"}
    if kind == "organization" and not text.startswith(("US ", "U.S. ")):
        found |= {form.replace(" and ", " & ") for form in found}
    yield from found


def _people(entity: Entity) -> Iterator[Form]:
    """Forms of a person; Japanese names are written in either order, the family name often in capitals."""
    family, given = fold(str(entity.facts.get("family", ""))), fold(str(entity.facts.get("given", "")))
    if not family or family == given:
        return
    initials = ".".join(part[0] for part in re.split(r"[ -]", given) if part)
    full = [f"{given} {family}", f"{given} {family.upper()}"]
    if given:
        full += [f"{initials}. {family}"] if len(initials) == 1 else []
        full += [f"{family} {given}", f"{family.upper()} {given}", f"{family.upper()}, {given}"]
    for text in full if given else []:
        yield Form(text, entity.id, "leader", "name")
    other = {fold(alias.text).removeprefix(f"{given} ") for alias in entity.aliases if not alias.ambiguous}
    misspelt = {
        name for name in other if " " not in name and name[:1] == family[:1] and abs(len(name) - len(family)) < 2
    }
    for text in (family, family.upper(), *(sorted(misspelt - {family}))):
        yield Form(text, entity.id, "leader", "surname")


def _titles(entity: Entity) -> Iterator[Form]:
    for title in _texts(entity, "titles"):
        spelled = {title}
        for one, other in (("Defense", "Defence"), ("Adviser", "Advisor")):
            spelled |= {text.replace(one, other) for text in spelled} | {text.replace(other, one) for text in spelled}
        for short, dotted in SHORT_COUNTRIES.items():
            spelled |= {re.sub(rf"\b{short}\b", dotted, text) for text in spelled}
        for text in spelled:
            yield Form(text, entity.id, "office", "title")
            plural = HEAD_NOUNS.sub(_plural, text, count=1)
            if plural != text:
                yield Form(plural, entity.id, "office", "title", plural=True)


def _plural(noun: re.Match[str]) -> str:
    word = noun[0]
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def _texts(entity: Entity, key: str) -> tuple[str, ...]:
    texts = entity.facts.get(key, ())
    return tuple(fold(str(text)) for text in texts) if isinstance(texts, tuple) else ()
