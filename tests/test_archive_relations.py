"""Relations need words and knowledge that agree; events are the dated sentences of a body."""

from collections.abc import Sequence

import pytest
from conftest import CHECKOUT

from archive.model import DateMention, Event, Field, Interval, Relation
from archive.reading import edtf
from archive.reading.dates import find_dates
from archive.reading.knowledge import Knowledge, load, load_series
from archive.reading.linking import link, sight
from archive.reading.relations import events, relate
from archive.reference import Series

PUBLISHED = edtf.interval("2022-01-29")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(CHECKOUT / "data" / "knowledge")


@pytest.fixture(scope="module")
def series() -> Series:
    return load_series(CHECKOUT / "data" / "series.yaml")[0]


def dated(text: str, field: Field, knowledge: Knowledge, published: Interval = PUBLISHED) -> list[DateMention]:
    return list(find_dates(text, field, published, [(one.start, one.end) for one in sight(text, knowledge)]))


def related(body: str, knowledge: Knowledge, series: Series) -> Sequence[Relation]:
    dates = dated(body, "body", knowledge)
    mentions = link("", body, PUBLISHED, dates, knowledge, series)
    return relate("", body, mentions, dates, PUBLISHED, knowledge)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "Defense Minister Kishi spoke on January 28.",
            [("holds_office", "nobuo-kishi", "japan-defense-minister", "2022-01-28")],
        ),
        (
            "On January 21 the Prime Minister spoke.",
            [("holds_office", "fumio-kishida", "japan-prime-minister", "2022-01-21")],
        ),
        (
            "Secretary of State Antony Blinken spoke.",
            [("holds_office", "antony-blinken", "us-secretary-of-state", "2022-01-29")],
        ),
        ("Former Prime Minister Abe spoke.", []),
        ("Kishi spoke on January 28.", []),
        ("Nobuo Kishi spoke on January 28. He visited Nago. Henoko was calm.", []),
        ("Henoko, a part of Nago, was calm.", [("located_in", "henoko", "nago", "2022-01-29")]),
        (
            "An SDF base in Kanoya, Kagoshima, grows.",
            [("located_in", "jmsdf-kanoya-air-base", "kagoshima", "2022-01-29")],
        ),
        ("MCAS Futenma lies in Ginowan.", [("located_in", "mcas-futenma", "ginowan", "2022-01-29")]),
        ("MCAS Futenma is far from Nago.", []),
        ("India joined the Quad.", [("party_to", "india", "quad", "2022-01-29")]),
        ("Russia watches the Quad. India too.", []),
    ],
)
def test_relations_of_a_text(
    body: str, told: list[tuple[str, str, str, str]], knowledge: Knowledge, series: Series
) -> None:
    found = related(body, knowledge, series)
    assert [(one.kind, one.subject, one.object, one.when.edtf) for one in found] == told
    for one in found:
        assert body[one.evidence.start : one.evidence.end].endswith(".")


def test_a_relation_is_told_once_by_its_first_sentence(knowledge: Knowledge, series: Series) -> None:
    body = "Defense Minister Kishi spoke. Then Defense Minister Kishi left."
    (one,) = related(body, knowledge, series)
    assert (one.evidence.start, one.evidence.end) == (0, len("Defense Minister Kishi spoke."))


def happened(headline: str, body: str, knowledge: Knowledge, series: Series) -> Sequence[Event]:
    dates = dated(headline, "headline", knowledge) + dated(body, "body", knowledge)
    return events(headline, body, link(headline, body, PUBLISHED, dates, knowledge, series), dates)


def test_dated_sentences_with_participants_are_events(knowledge: Knowledge, series: Series) -> None:
    body = (
        "President Biden and Prime Minister Kishida met on January 21. Nobody came on January 22. Kishida was glad. "
        "Biden met Kishida in October and in November."
    )
    found = happened("Biden to visit Tokyo on May 23", body, knowledge, series)
    assert [(one.words, one.when.edtf, one.participants) for one in found] == [
        ("January 21", "2022-01-21", ("joe-biden", "fumio-kishida")),
        ("October", "2021-10", ("joe-biden", "fumio-kishida")),
        ("November", "2021-11", ("joe-biden", "fumio-kishida")),
    ]
    assert body[found[0].evidence.start : found[0].evidence.end].startswith("President Biden")
    assert {one.evidence.field for one in found} == {"body"}
