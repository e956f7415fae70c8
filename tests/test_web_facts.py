"""What is known beforehand, worded for an entity's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archive.reading import edtf
from archive.reading.knowledge import Knowledge
from archive.reference import Citation, Entity, Tenure
from web.facts import Fact, citations, fact_as_dict, facts, tenures

JAPAN = Entity("japan", "place", "Japan", facts={"capital": "tokyo", "adjectives": ("Japanese",)})
TOKYO = Entity("tokyo", "place", "Tokyo", facts={"within": "japan", "coordinates": (35.68, 139.69)})
NAVY = Entity("jmsdf", "organization", "Maritime Self-Defense Force", country="japan")
BASE = Entity("kanoya", "base", "Kanoya Air Base", facts={"operator": "jmsdf", "place": "tokyo"})
PACT = Entity(
    "pact",
    "agreement",
    "A Pact",
    facts={"form": "treaty", "parties": ("japan", "jmsdf"), "signed": edtf.interval("2022-01")},
)
KISHI = Entity("kishi", "leader", "Nobuo Kishi", sources=("list",))
MINISTER = Entity("minister", "office", "Minister of Defense", facts={"titles": ("Defense Minister",), "single": True})
TENURE = Tenure("kishi", "minister", edtf.interval("2020-09-16"), edtf.interval("2022-08-10"), source="cabinet")
CITED = {id: Citation(id, f"Page {id}", f"https://example.org/{id}", date(2026, 11, 23)) for id in ("list", "cabinet")}
KNOWN = Knowledge(
    entities={one.id: one for one in (JAPAN, TOKYO, NAVY, BASE, PACT, KISHI, MINISTER)},
    tenures_by_person={"kishi": (TENURE,)},
    tenures_by_office={"minister": (TENURE,)},
    citations=CITED,
    digest="",
)


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        (JAPAN, [Fact("Capital", (TOKYO,)), Fact("Party to", (PACT,)), Fact("Places in it", (TOKYO,))]),
        (
            TOKYO,
            [
                Fact("Lies in", (JAPAN,)),
                Fact("Coordinates", words="35.6800° N, 139.6900° E"),
                Fact("Bases in it", (BASE,)),
            ],
        ),
        (NAVY, [Fact("Country", (JAPAN,)), Fact("Operates", (BASE,)), Fact("Party to", (PACT,))]),
        (BASE, [Fact("Operated by", (NAVY,)), Fact("Lies in", (TOKYO,))]),
        (MINISTER, [Fact("Written as", words="Defense Minister")]),
    ],
    ids=["country", "town", "organization", "base", "office"],
)
def test_each_kind_says_what_is_known(entity: Entity, expected: list[Fact]) -> None:
    assert sorted(facts(entity, KNOWN), key=str) == sorted(expected, key=str)


def test_an_agreement_names_its_parties_and_days() -> None:
    found = {fact.label: fact for fact in facts(PACT, KNOWN)}
    assert found["Parties"].entities == (JAPAN, NAVY)
    assert found["Signed"].words == "January 2022"


@pytest.mark.parametrize(
    ("form", "parties", "labels"),
    [
        ("treaty", ("japan", "jmsdf"), {"Parties", "Signed"}),
        ("treaty", ("japan", "jmsdf", "tokyo"), {"Parties include", "Signed"}),
        ("pact", ("japan", "jmsdf", "tokyo"), {"Parties", "Signed"}),
        ("dialogue", ("japan", "jmsdf", "tokyo"), {"Parties", "Began"}),
        ("partnership", ("japan",), {"Parties", "Agreed"}),
        ("statement", ("japan",), {"Parties", "Agreed"}),
    ],
)
def test_an_agreements_form_decides_how_its_day_and_parties_are_called(
    form: str, parties: tuple[str, ...], labels: set[str]
) -> None:
    pact = Entity("p", "agreement", "P", facts={"form": form, "parties": parties, "signed": edtf.interval("2022")})
    assert {fact.label for fact in facts(pact, KNOWN)} == labels | {"Form"}


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [("2020-09", "2022-08", "2020 to 2022"), ("2022-01", "2022-08", "2022"), ("2024", None, "since 2024")],
)
def test_a_tenure_has_its_years(start: str, end: str | None, years: str) -> None:
    tenure = Tenure("kishi", "minister", edtf.interval(start), edtf.interval(end) if end else None)
    (held,) = tenures(MINISTER, replace(KNOWN, tenures_by_office={"minister": (tenure,)}, tenures_by_person={}))
    assert held.years == years


def test_a_tenure_is_shown_on_both_pages_with_its_source() -> None:
    (held,) = tenures(KISHI, KNOWN)
    assert tenures(MINISTER, KNOWN) == [held]
    assert (held.person, held.office, held.start, held.end) == (
        KISHI,
        MINISTER,
        "September 16, 2020",
        "August 10, 2022",
    )
    assert held.source == CITED["cabinet"]


def test_every_page_a_fact_came_from_is_cited_once() -> None:
    assert citations(KISHI, KNOWN) == [CITED["list"], CITED["cabinet"]]


def test_a_fact_as_json() -> None:
    assert fact_as_dict(Fact("Parties", (JAPAN,))) == {
        "label": "Parties",
        "entities": [{"entity": "japan", "name": "Japan"}],
    }
    assert fact_as_dict(Fact("Signed", words="2022")) == {"label": "Signed", "words": "2022"}
