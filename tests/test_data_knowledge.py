"""The shipped reference data: consistent, sourced, and large enough for the samples and the real issue."""

import time
from collections import Counter

import pytest
from conftest import CHECKOUT

from archive.reading.knowledge import Knowledge, load, load_series

FOLDER = CHECKOUT / "data" / "knowledge"
ENOUGH = {"leader": 100, "base": 40, "agreement": 40, "organization": 50, "office": 40, "place": 40, "programme": 20}


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
    placed = [
        entity for entity in knowledge.entities.values() if entity.kind == "base" and "coordinates" in entity.facts
    ]
    assert len(placed) >= ENOUGH["base"]


def test_agreements_have_parties_and_stages(knowledge: Knowledge) -> None:
    agreements = [entity for entity in knowledge.entities.values() if entity.kind == "agreement"]
    told = [one for one in agreements if "parties" in one.facts and {"signed", "in_force"} & one.facts.keys()]
    assert len(told) >= ENOUGH["agreement"]


def test_series_are_at_home_in_known_countries(knowledge: Knowledge) -> None:
    for series in load_series(CHECKOUT / "data" / "series.yaml"):
        assert set(series.home) <= knowledge.entities.keys()


def test_loading_is_quick() -> None:
    begun = time.process_time()
    records = len(load(FOLDER).entities)
    assert time.process_time() - begun <= 1.0 * max(
        1.0, records / 1000
    )  # half of it on a machine with nothing else to do
