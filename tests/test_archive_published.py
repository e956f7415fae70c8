"""The publication date: from an issue's own words, then from its neighbours in the series."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path

import pytest

from archive.model import Interval
from archive.reading import edtf
from archive.reading.published import Dating, Holding, date_alone, solve
from archive.reading.published.dating import Window
from archive.reference import Series, Tenure

DIGEST = Series("digest", "Digest", "S", ("Digest",), ("japan", "united-states"), first_year=2022, days_between=15)
SEED = Path(__file__).parents[2] / "shared" / "seeds" / "000_ee2a14bb424e406e.txt"


def tenure(person: str, start: str, end: str) -> Tenure:
    return Tenure(person, "office", edtf.interval(start), edtf.interval(end))


KISHI = Holding(0, 22, "Defense Minister Kishi", (tenure("nobuo-kishi", "2020-09-16", "2022-08-10"),))
KIHARA = Holding(0, 23, "Defense Minister Kihara", (tenure("minoru-kihara", "2023-09-13", "2024-10-01"),))
STORIES = [
    ("Kishi confirms drones", "Defense Minister Kishi confirmed the plan on June 10. Talks were held on June 3."),
    ("Ships collide", "Two ships collided off Sasebo on June 8, and the inquiry will open on June 14."),
]


def bounds(dating: Dating) -> tuple[str, str]:
    assert dating.when and dating.when.earliest and dating.when.latest
    return dating.when.earliest.isoformat(), dating.when.latest.isoformat()


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared")
@pytest.mark.parametrize(("series", "volume"), [(DIGEST, 1), (None, None)])
@pytest.mark.parametrize("holdings", [[], [KISHI]])
def test_the_real_issue_dates_itself(series: Series | None, volume: int | None, holdings: list[Holding]) -> None:
    bullets = [line.strip(" •\n") for line in SEED.read_text("utf-8").splitlines() if line.strip().startswith("•")]
    dating = date_alone(list(zip(bullets[:5], bullets[5:], strict=True)), holdings, [], series, volume)
    assert dating.when and dating.when.within(edtf.between(date(2022, 1, 25), date(2022, 2, 4)))
    assert dating.when.edtf == "2022-01-29~"
    assert any("Kishi confirmed" in said and "January 28" in said for said in dating.evidence)


def test_newest_past_event_and_announced_day_bound_the_range() -> None:
    dating = date_alone(STORIES, [KISHI], [], DIGEST, 1)
    assert bounds(dating) == ("2022-06-10", "2022-06-14")
    assert dating.basis == "inferred"
    assert (
        "“Defense Minister Kishi confirmed the plan on June 10”: the newest past event, so not before June 10, 2022"
        in dating.evidence
    )


@pytest.mark.parametrize(
    ("extra", "holdings", "years"),
    [
        ("It was signed in 2021.", [KISHI], {2021, 2022}),
        ("The first was launched in May 2023.", [KIHARA], {2024}),
        ("A summit will be held in the first half of 2024.", [KIHARA], {2024}),
        ("It was signed on April 2, 2024. It will end in 2024.", [], {2024}),
    ],
)
def test_years_named_and_offices_held_leave_these_years(extra: str, holdings: list[Holding], years: set[int]) -> None:
    dating = date_alone([*STORIES, ("", extra)], holdings, [], None, None)
    assert dating.when and dating.when.earliest and dating.when.latest
    assert set(range(dating.when.earliest.year, dating.when.latest.year + 1)) == years


def test_volume_chooses_among_open_years_and_says_so() -> None:
    dating = date_alone([*STORIES, ("", "It was signed in 2021.")], [KISHI], [], DIGEST, 1)
    assert bounds(dating)[0] == "2022-06-10"
    assert any(said.startswith("Volume 1 is of 2022") for said in dating.evidence)


def test_volume_never_overrules_the_text() -> None:
    dating = date_alone([*STORIES, ("", "The first was launched in May 2023.")], [KIHARA], [], DIGEST, 1)
    assert bounds(dating)[0] == "2024-06-10"


def test_metadata_counts_only_where_it_fits() -> None:
    near = date_alone(STORIES, [KISHI], [(date(2022, 6, 12), "published_time")], DIGEST, 1)
    assert (near.basis, bounds(near)) == ("metadata", ("2022-06-10", "2022-06-12"))
    migrated = date_alone(STORIES, [KISHI], [(date(2024, 5, 2), "published_time")], DIGEST, 1)
    assert (migrated.basis, bounds(migrated)) == ("inferred", ("2022-06-10", "2022-06-14"))
    assert any("does not fit" in said for said in migrated.evidence)


def test_stated_date_is_taken_at_its_word() -> None:
    dating = date_alone(STORIES, [], [(date(2022, 6, 11), "stated: June 11, 2022")], DIGEST, 1)
    assert (dating.when, dating.basis) == (edtf.day(date(2022, 6, 11)), "stated")
    assert dating.evidence == ("“June 11, 2022”: the issue's own date",)


def test_turn_of_the_year() -> None:
    stories = [
        ("", "They met on December 28, 2022, and spoke again on January 3. Talks were held on December 30."),
        ("", "A missile was fired on January 1."),
    ]
    assert bounds(date_alone(stories, [], [], DIGEST, 2)) == ("2023-01-03", "2023-01-13")


def test_no_evidence_is_said() -> None:
    dating = date_alone([("Talks go on", "Nobody said when.")], [], [], None, None)
    assert dating.when is None
    published = dating.published()
    assert (published.when, published.evidence) == (Interval("", None, None), ("nothing dates this issue",))


@pytest.mark.parametrize("dating", [date_alone(STORIES, [KISHI], [], DIGEST, 1), Dating(None, (), "inferred", ())])
def test_dating_survives_being_kept(dating: Dating) -> None:
    assert Dating.from_dict(dating.as_dict()) == dating


# --- the series ------------------------------------------------------------------------------------------


def alone(*firsts: date, days: int = 10) -> Dating:
    """A dating that leaves a window after each of the days, the first fitting best."""
    windows = tuple(
        Window(day, day + timedelta(days=min(1, days)), day + timedelta(days=days), -place / 2)
        for place, day in enumerate(firsts)
    )
    if not windows:
        return Dating(None, (), "inferred", ())
    when = edtf.between(min(w.first for w in windows), max(w.last for w in windows))
    if len(windows) == 1:
        when = edtf.around(windows[0].first, windows[0].last, windows[0].likely)
    return Dating(when, windows, "inferred", ("own words",))


def in_series(**datings: Dating) -> dict[str, tuple[int, int, Dating]]:
    """`v1_2=…` is volume 1, number 2."""
    places = {f"digest/{key[1:].replace('_', '.')}": dating for key, dating in datings.items()}
    return {issue: (*map(int, issue[7:].split(".")), dating) for issue, dating in places.items()}  # type: ignore[misc]


def test_neighbours_choose_the_year() -> None:
    solved = solve(
        in_series(
            v1_1=alone(date(2022, 1, 12)),
            v1_2=alone(date(2023, 1, 28), date(2022, 1, 28)),
            v1_3=alone(date(2022, 2, 12)),
        ),
        DIGEST,
    )
    published = solved["digest/1.2"]
    assert (published.when.edtf, published.basis) == ("2022-01-29~", "neighbours")
    assert "Vol 1.1 is dated about January 13, 2022" in published.evidence[-1]
    assert "Vol 1.3 is dated about February 13, 2022" in published.evidence[-1]
    assert solved["digest/1.1"].basis == "inferred"


def test_neighbours_date_an_issue_without_evidence() -> None:
    solved = solve(
        in_series(v1_1=alone(date(2022, 1, 12), days=0), v1_2=alone(), v1_3=alone(date(2022, 2, 12), days=0)), DIGEST
    )
    published = solved["digest/1.2"]
    assert published.basis == "neighbours"
    assert published.when.within(edtf.between(date(2022, 1, 18), date(2022, 2, 6)))
    assert published.when.earliest and published.when.earliest <= date(2022, 1, 28) <= published.when.latest  # type: ignore[operator]


def test_order_narrows_a_range() -> None:
    solved = solve(in_series(v1_1=alone(date(2022, 1, 20), days=0), v1_2=alone(date(2022, 1, 22), days=14)), DIGEST)
    published = solved["digest/1.2"]
    assert (published.when.earliest, published.when.latest) == (date(2022, 1, 27), date(2022, 2, 5))
    assert published.basis == "inferred"
    assert "Vol 1.1 is dated January 20, 2022" in published.evidence[-1]


def test_a_contradiction_stays_alone() -> None:
    wrong = alone(date(2025, 5, 1))
    datings = in_series(
        v1_1=alone(date(2022, 1, 12)), v1_2=wrong, v1_3=alone(date(2022, 2, 12)), v1_4=alone(date(2022, 2, 27))
    )
    solved = solve(datings, DIGEST)
    assert solved["digest/1.2"].when == wrong.when
    assert "contradicts" in solved["digest/1.2"].evidence[-1]
    without = solve({issue: row for issue, row in datings.items() if issue != "digest/1.2"}, DIGEST)
    assert {issue: solved[issue].when for issue in without} == {issue: one.when for issue, one in without.items()}


def test_years_the_neighbours_do_not_decide_stay_open() -> None:
    open_ = alone(date(2022, 1, 28), date(2023, 1, 28))
    assert solve(in_series(v1_2=open_), DIGEST)["digest/1.2"].when == open_.when


def test_nothing_dates_a_lonely_issue() -> None:
    published = solve(in_series(v1_2=alone()), DIGEST)["digest/1.2"]
    assert (published.when, published.evidence) == (Interval("", None, None), ("nothing dates this issue",))


def test_order_of_arrival_does_not_matter() -> None:
    chance = random.Random(7)
    day, datings = date(2022, 1, 14), {}
    for place in range(60):
        volume, number = place // 24 + 1, place % 24 + 1
        first = day - timedelta(days=chance.randrange(6))
        years = [first, replace_year(first, 1)] if place % 3 else [first]
        datings[f"digest/{volume}.{number}"] = (volume, number, alone(*years) if place % 7 else alone())
        day += timedelta(days=14)
    solved = solve(datings, DIGEST)
    shuffled = list(datings.items())
    chance.shuffle(shuffled)
    assert solve(dict(shuffled), DIGEST) == solved
    days = [one.when.earliest for one in solved.values()]
    assert all(one and (not two or one <= two) for one, two in zip_longest(days, days[1:]))


def replace_year(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def test_an_own_date_is_not_touched_by_a_fitting_neighbour() -> None:
    own = replace(alone(date(2022, 1, 28), days=3), basis="stated")
    published = solve(in_series(v1_1=alone(date(2022, 1, 12)), v1_2=own), DIGEST)["digest/1.2"]
    assert (published.when, published.basis, published.evidence) == (own.when, "stated", ("own words",))


def test_a_year_alone_is_dated_by_neighbours() -> None:
    year = Dating(
        edtf.interval("2022"), (Window(date(2022, 1, 1), date(2022, 7, 1), date(2022, 12, 31)),), "inferred", ()
    )
    published = solve(in_series(v1_1=alone(date(2022, 1, 12)), v1_2=year, v1_3=alone(date(2022, 2, 12))), DIGEST)[
        "digest/1.2"
    ]
    assert published.basis == "neighbours"
    assert published.when.within(edtf.between(date(2022, 1, 19), date(2022, 2, 15)))
