"""The shipped reference data: consistent, sourced, and large enough for the samples and the real issue."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date

import airportsdata
import pytest
from conftest import CHECKOUT

from archive.reading.knowledge import Knowledge, load, load_series
from archive.reading.knowledge.checking import check, kilometres, point_of
from archive.reading.names.lexicon import is_country

FOLDER = CHECKOUT / "data" / "knowledge"
ENOUGH = {
    "leader": 300,
    "base": 120,
    "agreement": 120,
    "organization": 120,
    "office": 100,
    "place": 120,
    "programme": 60,
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(FOLDER)


def test_there_is_enough_of_each_kind(knowledge: Knowledge) -> None:
    counts = Counter[str](entity.kind for entity in knowledge.entities.values())
    assert {kind: counts[kind] >= least for kind, least in ENOUGH.items()} == dict.fromkeys(ENOUGH, True)


def test_every_record_names_its_sources(knowledge: Knowledge) -> None:
    bare = [
        entity.id
        for entity in knowledge.entities.values()
        if not entity.sources and not any(tenure.source for tenure in knowledge.tenures_by_person.get(entity.id, ()))
    ]
    assert [name for name in bare if knowledge.entities[name].kind != "office"] == []


def test_bases_have_places_on_the_map(knowledge: Knowledge) -> None:
    bases = [entity for entity in knowledge.entities.values() if entity.kind == "base"]
    whole = [one for one in bases if {"coordinates", "place", "operator"} <= one.facts.keys()]
    assert len(whole) >= ENOUGH["base"]
    towns = [knowledge.entities[str(one.facts["place"])] for one in bases]
    alone = {town.id for town in towns if "within" not in town.facts and not is_country(town)}
    assert alone <= {"indian-ocean"}  # Diego Garcia's


def test_air_bases_lie_where_the_airport_list_has_them(knowledge: Knowledge) -> None:
    airports = [(one["lat"], one["lon"]) for one in airportsdata.load("ICAO").values()]
    listed = [
        one
        for one in knowledge.entities.values()
        if one.kind == "base" and "coordinates" in one.facts and "bases-airportsdata" in one.sources
    ]
    assert len(listed) >= 40
    far = [one.id for one in listed if min(kilometres(point_of(one), airport) for airport in airports) > 5]
    assert far == []


def test_the_check_finds_nothing(knowledge: Knowledge) -> None:
    outlines = json.loads((CHECKOUT / "data" / "geo" / "outlines.json").read_text("utf-8"))
    assert check(knowledge, outlines, max(citation.seen for citation in knowledge.citations.values())) == []


def test_the_check_finds_what_is_wrong(knowledge: Knowledge) -> None:
    outlines = json.loads((CHECKOUT / "data" / "geo" / "outlines.json").read_text("utf-8"))
    base, office = knowledge.entities["mcas-futenma"], knowledge.entities["japan-defense-minister"]
    abroad = replace(base, facts=base.facts | {"coordinates": (36.27, 127.75)}, sources=())
    entities = {**knowledge.entities, base.id: abroad}
    kept = [
        one
        for held in knowledge.tenures_by_person.values()
        for one in held
        if (one.person, one.office) != ("nobuo-kishi", office.id)
    ]
    found = check(Knowledge.of(entities, kept, knowledge.citations, ""), outlines, date(2026, 11, 23))
    assert [sentence.split(":")[0] for sentence in found] == ["japan-defense-minister", *["mcas-futenma"] * 3]
    assert "from 2020-09-16 to 2022-08-10" in found[0]


def test_agreements_have_parties_and_stages(knowledge: Knowledge) -> None:
    agreements = [entity for entity in knowledge.entities.values() if entity.kind == "agreement"]
    told = [one for one in agreements if "parties" in one.facts and {"signed", "in_force"} & one.facts.keys()]
    assert len(told) >= 90  # a dialogue or statement never comes into force
    assert len([one for one in agreements if {"parties", "signed"} <= one.facts.keys()]) >= ENOUGH["agreement"]


def test_series_are_at_home_in_known_countries(knowledge: Knowledge) -> None:
    for series in load_series(CHECKOUT / "data" / "series.yaml"):
        assert set(series.home) <= knowledge.entities.keys()
