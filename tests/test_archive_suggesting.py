"""Names that the knowledge lacks: found with their kind, name and cue, and nothing else with a capital."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import CHECKOUT

from archive.deriving import read_item
from archive.model import FIELDS, Interval, Item, Published, Suggestion
from archive.reading.knowledge import Knowledge, load, load_series
from archive.reading.suggesting import suggest
from archive.reference import Entity, Series

RECORDS = """
sources:
  book: {title: A book, url: https://example.org/, seen: 2026-11-23}
entities:
  japan: {kind: place, name: Japan, adjectives: [Japanese], capital: tokyo, sources: [book]}
  tokyo: {kind: place, name: Tokyo, within: japan, country: japan, sources: [book]}
  china: {kind: place, name: China, adjectives: [Chinese], sources: [book]}
  united-states: {kind: place, name: United States, aliases: [US], adjectives: [American, US], sources: [book]}
  ministry: {kind: organization, name: Ministry of Defense, aliases: [Defense Ministry], sources: [book]}
  upper-house: {kind: organization, name: House of Councillors, aliases: [Upper House], sources: [book]}
  camp-zama: {kind: base, name: Camp Zama, country: japan, sources: [book]}
  governor: {kind: office, name: Governor of Okinawa, titles: [Okinawa Governor], country: japan, sources: [book]}
  vice-minister: {kind: office, name: China, titles: [Vice Foreign Minister], country: china, sources: [book]}
  antony-blinken: {kind: leader, name: Antony Blinken, given: Antony, family: Blinken, sources: [book]}
  yoshimasa-hayashi: {kind: leader, name: Yoshimasa Hayashi, given: Yoshimasa, family: Hayashi, sources: [book]}
"""
DAY = date(2023, 2, 1)
PUBLISHED = Published(Interval("2023-02-01", DAY, DAY), "stated")


@pytest.fixture(scope="module")
def series() -> Series:
    return load_series(CHECKOUT / "data" / "series.yaml")[0]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("knowledge")
    (folder / "records.yaml").write_text(RECORDS, "utf-8")
    return load(folder)


def read(body: str, knowledge: Knowledge, series: Series, headline: str = "") -> tuple[Suggestion, ...]:
    item = Item("us-japan-alliance-digest/2.2", 1, headline, body)
    return suggest(read_item(item, PUBLISHED, knowledge, series), knowledge)


@pytest.mark.parametrize(
    ("body", "text", "kind", "why"),
    [
        # people, by what stands beside them
        (
            "Vice Foreign Minister Sun Weidong spoke.",
            "Sun Weidong",
            "leader",
            "after the title “Vice Foreign Minister”",
        ),
        ("In May, Guido Crosetto said no.", "Guido Crosetto", "leader", "before “said”"),
        ("They saw Jane Doe, the head of the agency.", "Jane Doe", "leader", "before “head”"),
        ("It fell to Atsushi Mimura, 56, to say so.", "Atsushi Mimura", "leader", "before an age"),
        ("With Yoshimasa Hayashi and Ahn Duk-geun they agreed.", "Ahn Duk-geun", "leader", "in a list behind Hayashi"),
        ("The talks of Cho Hyun-dong and Antony Blinken ended.", "Cho Hyun-dong", "leader", "in a list before Antony"),
        ("The negotiator Lee Sung was there.", "Lee Sung", "leader", "after “negotiator”"),
        ("The vote hurt the Ishiba cabinet.", "Ishiba", "leader", "before “cabinet”"),
        ("Nothing helped Jane Doe on that day.", "Jane Doe", "leader", "capitalised like a person's name"),
        ("It was Park Jin who was named.", "Park Jin", "leader", "before “who”"),
        ("Vice Premier He Lifeng was there.", "He Lifeng", "leader", "after the title “Vice Premier”"),
        # bodies, agreements, bases, places, programmes, by a word of their own
        (
            "The 12th Marine Littoral Regiment moved.",
            "12th Marine Littoral Regiment",
            "organization",
            "ends in “Regiment”",
        ),
        ("Kobe Heavy Industries builds it.", "Kobe Heavy Industries", "organization", "ends in “Heavy Industries”"),
        ("The Institute for Naval Studies asked.", "Institute for Naval Studies", "organization", "with “Institute”"),
        ("A deal with KCNA was reported.", "KCNA", "organization", "capitals like a body's initialism"),
        ("They cited the Arms Trade Treaty again.", "Arms Trade Treaty", "agreement", "ends in “Treaty”"),
        ("Troops left Camp Courtney at night.", "Camp Courtney", "base", "after “Camp”"),
        ("It flew from Basa Air Base to sea.", "Basa Air Base", "base", "ends in “Air Base”"),
        ("Shells hit the Hijudai training area.", "Hijudai", "base", "before “training area”"),
        ("Ships crossed the Tsugaru Strait.", "Tsugaru Strait", "place", "ends in “Strait”"),
        ("It fell into the sea off Okushiri.", "Okushiri", "place", "after “off”"),
        ("Exercise Pitch Black began.", "Exercise Pitch Black", "programme", "after “Exercise”"),
        ("Sailors of USS Miguel Keith came.", "USS Miguel Keith", "programme", "a ship, after “USS”"),
        ("They sent a RQ-4B to look.", "RQ-4B", "programme", "a letter and number like a type's"),
        ("The rocket Kairos exploded.", "Kairos", "programme", "after “rocket”"),
        ("In February, Keen Sword 23 began.", "Keen Sword 23", "programme", "followed by a year"),
    ],
)
def test_a_name_is_found_by_its_cue(
    body: str, text: str, kind: str, why: str, small: Knowledge, series: Series
) -> None:
    assert [(one.text, one.kind, one.why) for one in read(body, small, series)] == [(text, kind, why)]


@pytest.mark.parametrize(
    "body",
    [
        "Last Friday the Upper House voted, and on Monday the North objected.",
        "Eastern Europe and the Indo-Pacific were named. Critics said no. Yesterday Police came.",
        "“We Will Never Forget,” a banner in Tokyo read. The White Paper is out.",
        "Hayashi, the Japanese minister, met Blinken of the United States at Camp Zama.",
        "The GDP of China grew, an ICBM flew, the EEZ is large, and COVID-19 cases rose before the G7 and COP28.",
        "The US-Japan alliance and the Japanese-backed, China-led groups differ.",
        "Having urged the Chinese to talk, Japanese officials waited; a Joint Statement followed.",
        "Land, Infrastructure and Transport Minister was the title. The Commander of a unit spoke.",
        "Chinese Government and Japanese Parliament are no names. New Agreement, Supreme as it is, neither.",
        "The Biden era ended; a Defense Ministry plan would follow.",
    ],
)
def test_other_capitals_are_no_names(body: str, small: Knowledge, series: Series) -> None:
    assert [one.text for one in read(body, small, series)] == []


def test_all_places_of_a_name_share_it(small: Knowledge, series: Series) -> None:
    body = (
        "SUN Weidong, Vice Foreign Minister, came. Later Sun’s aides and Sun Weidong left. "
        "A Trade and Arms Dialogue (TAD) was held; the TAD failed."
    )
    found = read(body, small, series, "CHINA SENDS SUN WEIDONG TO TOKYO")
    assert [(one.field, one.text, one.name) for one in found] == [
        ("headline", "SUN WEIDONG", "Sun Weidong"),
        ("body", "SUN Weidong", "Sun Weidong"),
        ("body", "Sun", "Sun Weidong"),
        ("body", "Sun Weidong", "Sun Weidong"),
        ("body", "Trade and Arms Dialogue", "Trade and Arms Dialogue"),
        ("body", "TAD", "Trade and Arms Dialogue"),
        ("body", "TAD", "Trade and Arms Dialogue"),
    ]
    assert found[1].office == "vice-minister"


@pytest.mark.parametrize(
    ("body", "office"),
    [
        ("Vice Foreign Minister Sun Weidong spoke.", "vice-minister"),
        ("Former Vice Foreign Minister Sun Weidong spoke.", None),
        ("Senator Jane Doe spoke.", None),
    ],
)
def test_the_office_is_the_one_that_the_title_names(
    body: str, office: str | None, small: Knowledge, series: Series
) -> None:
    assert [one.office for one in read(body, small, series)] == [office]


def test_a_headline_in_capitals_names_only_what_the_body_names(small: Knowledge, series: Series) -> None:
    titled = "Jane Doe Meets Japanese Leaders Near Camp Courtney"
    assert read("Nothing was said.", small, series, titled) == ()
    assert [one.text for one in read("Senator Jane Doe spoke.", small, series, titled)] == ["Jane Doe", "Jane Doe"]


def test_names_are_normal(small: Knowledge, series: Series) -> None:
    (one,) = read("Ships left the Ōnohara Island’s waters.", small, series)
    assert (one.text, one.name) == ("Ōnohara Island", "Onohara Island")


# --- on whole issues, with a third of the knowledge taken away ------------------------------------

TAKEN = ("leader", "organization", "base", "agreement", "programme", "place")


def fewer(knowledge: Knowledge) -> tuple[Knowledge, set[str]]:
    """The knowledge without a third of its records (countries and offices stay), and the ids that are gone."""
    chance = random.Random(1)
    countries = {one.country for one in knowledge.entities.values()}
    gone = {
        name
        for name, one in sorted(knowledge.entities.items())
        if one.kind in TAKEN and name not in countries and "adjectives" not in one.facts and chance.random() < 1 / 3
    }

    def without(one: Entity) -> Entity:
        kept = {
            key: tuple(part for part in fact if part not in gone) if isinstance(fact, tuple) else fact
            for key, fact in one.facts.items()
            if not (isinstance(fact, str) and fact in gone)
        }
        return replace(one, facts=kept)

    entities = {name: without(one) for name, one in knowledge.entities.items() if name not in gone}
    tenures = [one for some in knowledge.tenures_by_person.values() for one in some if one.person not in gone]
    return Knowledge.of(entities, tenures, knowledge.citations, "fewer"), gone


def samples(folder: Path) -> Iterator[tuple[Item, Published, dict[str, object]]]:
    for path in sorted(folder.glob("*.gold.json")):
        rows = json.loads(path.read_text("utf-8"))
        for row in rows if isinstance(rows, list) else [rows]:
            first, last = (date.fromisoformat(row["published"][key]) for key in ("earliest", "latest"))
            published = Published(Interval(row["published"]["edtf"], first, last), "stated")
            for item in row["items"]:
                yield Item(row["issue"], item["position"], item["headline"], item["body"]), published, item


def spans(item: Item, gold: dict[str, object]) -> Iterator[tuple[str, int, int, str | None]]:
    mentions = gold["mentions"]
    assert isinstance(mentions, list)
    for one in mentions:
        start = -1
        for _ in range(one["occurrence"]):
            start = item.text(one["field"]).find(one["text"], start + 1)
        if one["method"] != "office":
            yield one["field"], start, start + len(one["text"]), one["entity"]


def test_most_names_are_found_when_a_third_of_the_knowledge_is_gone(series: Series) -> None:
    knowledge, gone = fewer(load(CHECKOUT / "data" / "knowledge"))
    count: Counter[str] = Counter()
    for bare, published, gold in samples(CHECKOUT / "data" / "samples"):
        item = read_item(bare, published, knowledge, series)
        found = suggest(item, knowledge)
        taken = [(one.field, one.start, one.end) for one in item.mentions if one.entity]
        taken += [(one.field, one.start, one.end) for one in item.dates]
        ordered = [(FIELDS.index(one.field), one.start) for one in found]
        assert ordered == sorted(ordered)
        named = list(spans(item, gold))
        for place, one in enumerate(found):
            assert one.text == item.text(one.field)[one.start : one.end]
            others = taken + [(other.field, other.start, other.end) for other in found[place + 1 :]]
            assert not any(one.field == field and one.start < end and start < one.end for field, start, end in others)
            count["found"] += 1
            count["right"] += any(one.field == f and one.start < end and start < one.end for f, start, end, _ in named)
        for field, start, end, entity in named:
            if entity in gone and not any(field == f and start < last and at < end for f, at, last in taken):
                count["gone"] += 1
                count["seen"] += any(one.field == field and one.start < end and start < one.end for one in found)
    assert count["gone"] > 300
    assert count["seen"] / count["gone"] >= 0.8, count
    assert count["right"] / count["found"] >= 0.95, count
