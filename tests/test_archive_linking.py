"""Linking on the shipped knowledge: names, titles and offices at their dates, and every trap that is known."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from conftest import CHECKOUT, SEEDS

from archive.model import Field, Interval, Mention
from archive.reading import edtf
from archive.reading.dates import find_dates
from archive.reading.knowledge import Knowledge, load, load_series
from archive.reading.linking import holdings, link, sight
from archive.reference import Series


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(CHECKOUT / "data" / "knowledge")


@pytest.fixture(scope="module")
def series() -> Series:
    return load_series(CHECKOUT / "data" / "series.yaml")[0]


def read(headline: str, body: str, published: Interval, knowledge: Knowledge, series: Series) -> Sequence[Mention]:
    fields: tuple[tuple[Field, str], ...] = (("headline", headline), ("body", body))
    dates = [
        found
        for field, text in fields
        for found in find_dates(text, field, published, [(one.start, one.end) for one in sight(text, knowledge)])
    ]
    return link(headline, body, published, dates, knowledge, series)


# The text carries its answers: [words|entity], [words|] for what is seen but not linked; the rest is no mention.
MARK = re.compile(r"\[([^|\]]*)\|([a-z0-9-]*)\]")


def plain(marked: str) -> tuple[str, list[tuple[int, str, str | None]]]:
    text, wanted, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        wanted.append((len(text), mark[1], mark[2] or None))
        text, last = text + mark[1], mark.end()
    return text + marked[last:], wanted


CASES = [
    # surnames inside one another, full names first
    ("2022-06-20", "[Nobuo Kishi|nobuo-kishi] met [Kishida|fumio-kishida]; [Kishi|nobuo-kishi] smiled."),
    ("2022-06-20", "Kishimotoya and Kishidas are nobody."),
    ("2022-06-20", "[KISHIDA Fumio|fumio-kishida] and [Abe Shinzo|shinzo-abe] met [F. Kishida|fumio-kishida]."),
    ("2022-06-20", "[Lloyd J. Austin III|lloyd-austin] and Gen. [Mark A. Milley|mark-milley] came."),
    ("2022-06-20", "Prime Minister [Fumio KISHIDA|fumio-kishida] spoke."),
    # other people of the same name
    ("2022-06-20", "Kenji Kishida, a professor, spoke."),
    ("2022-06-20", "[Park Jin|park-jin] met Park Jin-hee."),
    ("2022-03-01", "[Mori|yoshiro-mori] spoke: former Prime Minister [Mori|yoshiro-mori]."),
    ("2022-03-01", "[Mori|] spoke."),
    ("2022-06-20", "[Kim Jong-un|kim-jong-un] fired; [Kim|kim-jong-un] smiled."),
    # names that are no people
    (
        "2022-06-20",
        "Chips are made in [Austin, Texas|austin-texas] and the [USS Ronald Reagan|uss-ronald-reagan] sailed.",
    ),
    ("2022-06-20", "The Biden era ended; the [Biden|joe-biden] administration did not. Abenomics too."),
    ("2023-08-21", "They met at [Camp David|camp-david] and at [Camp Schwab|camp-schwab]."),
    # a base by its whole name, without the country
    ("2022-06-20", "[Marine Corps Air Station Futenma|mcas-futenma] and US [Camp Schwab|camp-schwab] were quiet."),
    ("2024-06-28", "A [Kadena|kadena-air-base] airman was indicted in [Kadena|kadena]."),
    # cities and governments
    ("2023-07-20", "He hurried to [Brussels|brussels], where he saw friends. [Brussels|] protested."),
    # titles
    ("2022-06-20", "Ministers [Hayashi|yoshimasa-hayashi] and [Hagiuda|koichi-hagiuda] agreed."),
    ("2022-06-20", "His US counterpart ([Austin|lloyd-austin]) and Amb. [Emanuel|rahm-emanuel] agreed."),
    ("2022-06-20", "Secretary of State ([Blinken|antony-blinken]) called Secretary [Austin|lloyd-austin]."),
    ("2022-06-20", "Then-Prime Minister [Abe|shinzo-abe] and former Defense Minister [Onodera|itsunori-onodera] met."),
    ("2024-12-20", "President-elect [Trump|donald-trump] called President [Biden|joe-biden]."),
    ("2022-06-20", "Deputy Minister [Jane Newname|] and Rep. [John Smithson|] met."),
    ("2022-06-20", "Commander Lt. Gen. [Ricky Rupp|ricky-rupp] arrived."),
    ("2022-06-20", "[Nobuo Kishi|nobuo-kishi], the Defense Minister, spoke."),
    (
        "2022-09-30",
        "On May 11 the [Defense Minister|nobuo-kishi], [Austin|lloyd-austin] and [Lee Jong-sup|lee-jong-sup] met.",
    ),
    ("2024-07-02", "Minister [Saito|ken-saito] ([METI|meti]) and [Raimondo|gina-raimondo] agreed."),
    ("2022-10-04", "[Komeito|komeito] is hesitant, and [Yamaguchi|natsuo-yamaguchi] gives no figures."),
    ("2022-10-04", "[Komeito|komeito] met in [Yamaguchi|yamaguchi]."),
    # bare offices
    ("2022-03-30", "He folded cranes in May 2016. The [US ambassador|] met survivors."),
    ("2024-12-17", "The [NATO|] chief".replace("[NATO|] chief", "[NATO secretary general|mark-rutte]") + " spoke."),
    ("2023-10-10", "The [US ambassador|marykay-carlson] in [Manila|manila] spoke of reefs."),
    (
        "2022-03-30",
        "[Obama|barack-obama] folded cranes in 2016, when [Kishida|fumio-kishida] hosted him; the "
        "[US ambassador|rahm-emanuel] met survivors.",
    ),
    ("2022-03-30", "In 2014, the [US ambassador|caroline-kennedy] met survivors."),
    (
        "2022-08-20",
        "On August 8 the [Defense Minister|nobuo-kishi] spoke, on August 12 the [Defense Minister|yasukazu-hamada].",
    ),
    ("2022-08-20", "On August 10 the [Defense Minister|] spoke."),
    ("2022-06-20", "The [defense ministers|] of the three countries met."),
    ("2022-06-20", "As defense minister, he became prime minister; a Japanese defense minister, a former president."),
    ("2022-06-20", "The prime minister's office declined. The next prime minister will decide."),
    ("2023-03-20", "The [South Korean President|yoon-suk-yeol] called the [US ambassador|rahm-emanuel]."),
    ("2023-03-20", "President [Yoon|yoon-suk-yeol] came. The [president|yoon-suk-yeol] said so."),
    ("2023-03-20", "President [Yoon|yoon-suk-yeol] met President [Biden|joe-biden]. The [president|] said so."),
    ("2022-09-05", "Gov. [Denny Tamaki|denny-tamaki] protested; the [governor|denny-tamaki] asked for talks."),
    (
        "2024-12-20",
        "The [President-elect|] and the incoming [Secretary of State|] met; the [President|joe-biden] did not.",
    ),
    ("2024-12-20", "Widgets President and President of Widgets are no president of ours."),
    ("2024-12-20", "Donald Trump Jr. and Jill Biden came; the [USS America|uss-america] left Bank of America."),
    # countries
    ("2022-06-20", "US-Japan and Japan-US ties, Japanese ships, US troops, the US and Japanese governments."),
    (
        "2022-06-20",
        "The [US|united-states] and [Japan|japan] agreed; [China|china]’s ships left the [U.S.|united-states]",
    ),
    ("2022-06-20", "[Japan|japan], the [United States|united-states] and the [UK|united-kingdom] said so."),
    # capitals
    (
        "2022-06-20",
        "He arrived in [Tokyo|tokyo] for the [Washington|washington] summit amid complaints from [Beijing|].",
    ),
    ("2022-06-20", "[Tokyo|] and [Seoul|] agreed. Tokyo Widget Railway did not."),
    # towns and bases
    ("2022-06-20", "An [SDF base in Kanoya|jmsdf-kanoya-air-base] and the town of [Kanoya|kanoya]."),
    (
        "2022-06-20",
        "From US [Marine Corps Air Station Futenma|mcas-futenma] to [Nago|nago]’s [Henoko|henoko] district.",
    ),
    (
        "2022-06-20",
        "[Misawa Air Base|misawa-air-base] lies in [Misawa|misawa]; so does [Misawa air base|misawa-air-base].",
    ),
    ("2022-06-20", "[Futenma|mcas-futenma] is a base."),
    # agreements
    ("2022-06-20", "An [economic “2+2|economic-policy-consultative-committee]” and a [2+2|us-japan-2-plus-2]."),
    (
        "2022-06-20",
        "The [nuclear non-proliferation treaty|npt], the [Nuclear Non-Proliferation Treaty|npt] ([NPT|npt]).",
    ),
    ("2022-06-20", "The [Competitiveness and Resilience (CoRe) Partnership|core-partnership]."),
    (
        "2024-07-10",
        "[Japan|japan] and the [Philippines|philippines] signed a [Reciprocal Access Agreement|japan-philippines-raa].",
    ),
    # organizations
    (
        "2022-06-20",
        "For [State|us-department-of-state]/[Commerce|us-department-of-commerce] and [METI|meti]/[NASA|nasa].",
    ),
    ("2022-06-20", "The state of commerce in the state of defense."),
    (
        "2022-06-20",
        "The ruling [LDP|liberal-democratic-party], the [Diet|japan-diet], the [Pentagon|us-department-of-defense].",
    ),
    ("2022-06-20", "[LDP|liberal-democratic-party]-backed [Taketoyo Toguchi|taketoyo-toguchi]."),
    # programmes
    (
        "2022-06-20",
        "[MQ-9|mq-9-reaper] ([Reaper|mq-9-reaper]) drones and an [F-35B|f-35] at [Keen Sword 23|keen-sword].",
    ),
    # initialisms of the item itself
    (
        "2022-05-30",
        "The [Japan-UK Reciprocal Access Agreement|japan-uk-raa] ([RAA|japan-uk-raa]) follows the "
        "[RAA|japan-australia-raa] with [Australia|australia].",
    ),
    ("2022-06-20", "The Global Partnership Initiative ([GPI|]) grows."),
]


@pytest.mark.parametrize(("published", "marked"), CASES, ids=[MARK.sub(r"\1", text)[:60] for _, text in CASES])
def test_mentions_of_a_text(published: str, marked: str, knowledge: Knowledge, series: Series) -> None:
    text, wanted = plain(marked)
    found = read("", text, edtf.interval(published), knowledge, series)
    assert [(one.start, one.text, one.entity) for one in found] == wanted
    assert all(one.reason and (one.confidence > 0) == (one.entity is not None) for one in found)


def test_a_full_name_in_the_body_serves_the_headline(knowledge: Knowledge, series: Series) -> None:
    found = read("Mori resigns", "Takeo Mori left.", edtf.interval("2022-03-01"), knowledge, series)
    assert [(one.field, one.entity) for one in found] == [("headline", "takeo-mori"), ("body", "takeo-mori")]
    (alone,) = read("Mori resigns", "He left.", edtf.interval("2022-03-01"), knowledge, series)
    assert alone.entity is None and alone.reason.startswith("could be ")


def test_an_office_in_the_headline_is_placed_by_the_body(knowledge: Knowledge, series: Series) -> None:
    when = edtf.interval("2022-08-20")
    japan, office, *_ = read("Japan’s defense minister flies to Guam", "It was August 5.", when, knowledge, series)
    assert japan.entity == "japan" and office.entity is None and "changed hands" in office.reason
    _, office, *_ = read("Japan’s defense minister flies to Guam", "It was August 15.", when, knowledge, series)
    assert (office.entity, office.reason) == ("yasukazu-hamada", "Minister of Defense of Japan on 2022-08-15")


def test_links_say_how_and_why(knowledge: Knowledge, series: Series) -> None:
    text = "Defense Minister Kishi flew to Kadena Air Base on January 28, 2022. The Defense Minister left."
    kishi, kadena, office = read("", text, edtf.interval("2022-01-29"), knowledge, series)
    assert (kishi.method, kishi.reason) == ("title", "Minister of Defense of Japan on 2022-01-28")
    assert (kadena.method, kadena.kind, office.method) == ("alias", "base", "office")
    assert kishi.confidence > office.confidence


def test_spans_with_numbers_are_seen_without_a_date(knowledge: Knowledge) -> None:
    text = "The 2+2 of May saw MQ-9 and F-35 aircraft, the US-Japan Security Treaty and Keen Sword 23."
    assert {"2+2", "MQ-9", "F-35", "Keen Sword 23"} <= {one.text for one in sight(text, knowledge)}
    assert not any("May" in one.text for one in sight(text, knowledge))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Defense Minister Kishi spoke.", [("Defense Minister Kishi", "japan-defense-minister")]),
        ("US Secretary of State Antony Blinken", [("US Secretary of State Antony Blinken", "us-secretary-of-state")]),
        ("Former Defense Minister Kishi and then-President Trump", []),
        ("Kishi, the Defense Minister, and Minister Kishi", []),
        ("Defense Minister Newname", []),
    ],
)
def test_holdings_are_current_titles_before_a_name(
    text: str, held: list[tuple[str, str]], knowledge: Knowledge
) -> None:
    found = holdings(text, knowledge)
    assert [(one.words, one.tenures[0].office) for one in found] == held
    assert all(text[one.start : one.end] == one.words for one in found)


@pytest.mark.skipif(not SEEDS.exists(), reason="the real issue is not beside the project")
def test_the_real_issue_is_linked(knowledge: Knowledge, series: Series) -> None:
    lines = [line.strip() for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    bullets = [line[1:].strip() for line in lines if line.startswith("•")]
    when = Interval("2022-01-29~", date(2022, 1, 25), date(2022, 2, 4))
    items = [read(*pair, when, knowledge, series) for pair in zip(bullets[:5], bullets[5:], strict=True)]
    linked = [{one.entity for one in item if one.entity} for item in items]
    assert {"joe-biden", "fumio-kishida", "economic-policy-consultative-committee", "core-partnership"} <= linked[0]
    assert {"quad", "meti", "ministry-of-foreign-affairs-japan", "us-department-of-state", "tokyo"} <= linked[0]
    assert {"npt", "ctbt", "fmct", "china"} <= linked[1]
    assert {"taketoyo-toguchi", "yohei-kishimoto", "mcas-futenma", "liberal-democratic-party", "henoko"} <= linked[2]
    assert {"rahm-emanuel", "tokyo"} <= linked[3]
    assert {"nobuo-kishi", "jmsdf-kanoya-air-base", "mq-9-reaper", "us-japan-2-plus-2", "east-china-sea"} <= linked[4]
    assert not {"fumio-kishida", "yohei-kishimoto"} & linked[4] and "us-japan-2-plus-2" not in linked[0]
    (beijing,) = [one for item in items for one in item if one.text == "Beijing"]
    assert (beijing.entity, beijing.reason) == (None, "a capital standing for its government")
