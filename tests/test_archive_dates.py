"""The dates of an item: found, bounded and resolved as a careful reader would."""

import subprocess
import sys
from datetime import date

import pytest

from archive.model import DateMention, Interval
from archive.reading import edtf
from archive.reading.dates import find_dates
from archive.reading.dates.cues import Tense, tense

ABOUT_JANUARY_29 = edtf.around(date(2022, 1, 28), date(2022, 2, 3), date(2022, 1, 29))
MARCH = edtf.day(date(2022, 3, 15))
WEEKS = edtf.between(date(2022, 1, 20), date(2022, 2, 10))
WIDE = edtf.between(date(2021, 9, 1), date(2022, 12, 31))


def found(text: str, published: Interval = MARCH) -> list[tuple[str, str]]:
    return [(mention.text, mention.when.edtf) for mention in find_dates(text, "body", published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on January 21.", [("January 21", "2022-01-21")]),
        ("It flew on March9 and met on March 8.US Assistant", [("March9", "2022-03-09"), ("March 8", "2022-03-08")]),
        ("He was arrested on Nov 29, freed on 9 March.", [("Nov 29", "2021-11-29"), ("9 March", "2022-03-09")]),
        ("Signed on May 15, 1972 or 16 May 1972.", [("May 15, 1972", "1972-05-15"), ("16 May 1972", "1972-05-16")]),
        ("It ran March 9-11.", [("March 9-11", "2022-03-09/2022-03-11")]),
        ("It ran March 9–11, 2021.", [("March 9–11, 2021", "2021-03-09/2021-03-11")]),
        ("It will run from May 22 to 24.", [("May 22 to 24", "2022-05-22/2022-05-24")]),
        ("They will meet between May 1 and 3.", [("May 1 and 3", "2022-05-01/2022-05-03")]),
        (
            "Talks will be held on May 22, 23 and 24.",
            [("May 22", "2022-05-22"), ("23", "2022-05-23"), ("24", "2022-05-24")],
        ),
        ("It ran from February 28 to March 3.", [("February 28 to March 3", "2022-02-28/2022-03-03")]),
        (
            "He won on October 4 and October 31, 2021.",
            [("October 4", "2021-10-04"), ("October 31, 2021", "2021-10-31")],
        ),
        (
            "Signed on January 19, 1960, and came into force on June 23.",
            [("January 19, 1960", "1960-01-19"), ("June 23", "1960-06-23")],
        ),
        ("On Sunday, March 13 they voted.", [("Sunday, March 13", "2022-03-13")]),
        ("On February 29, 2024 it opens.", [("February 29, 2024", "2024-02-29")]),
        ("It launched on 2022-03-05.", [("2022-03-05", "2022-03-05")]),
        ("They sailed on the 3rd and 4th of February.", [("3rd", "2022-02-03"), ("4th of February", "2022-02-04")]),
        ("She called on 7 and 8 March.", [("7", "2022-03-07"), ("8 March", "2022-03-08")]),
        (
            "Of the drills in February, one ran from the 3rd to the 7th.",
            [("February", "2022-02"), ("3rd to the 7th", "2022-02-03/2022-02-07")],
        ),
        ("It ran from the 30th to the 2nd.", [("30th to the 2nd", "2022-01-30/2022-02-02")]),
        ("They met on Thursday last week.", [("Thursday last week", "2022-03-10")]),
        ("They will meet on Friday of next week.", [("Friday of next week", "2022-03-25")]),
        ("He had left the day before yesterday.", [("day before yesterday", "2022-03-13")]),
        ("She spoke last night.", [("last night", "2022-03-14")]),
        ("It rained two days after March 3.", [("two days after March 3", "2022-03-05")]),
        ("The day before March 3 it rained.", [("day before March 3", "2022-03-02")]),
        ("In the week before March 3 it rained.", [("week before March 3", "2022-02-21/2022-02-27")]),
        ("In the days before March 3 it rained.", [("before March 3", "../2022-03-03")]),
        ("They met at the weekend of March 5.", [("weekend of March 5", "2022-03-05/2022-03-06")]),
    ],
)
def test_days(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He took office in October.", [("October", "2021-10")]),
        ("It is scheduled for September.", [("September", "2022-09")]),
        ("It was agreed last October and last fall.", [("last October", "2021-10"), ("last fall", "2021-23")]),
        ("in Sept. 2021 and in April of last year", [("Sept. 2021", "2021-09"), ("April of last year", "2021-04")]),
        ("a summit in the first half of 2022", [("first half of 2022", "2022-40")]),
        ("the third quarter of 2022", [("third quarter of 2022", "2022-35")]),
        ("in early January", [("early January", "2022-01-01/2022-01-10")]),
        ("in mid-January", [("mid-January", "2022-01-11/2022-01-20")]),
        ("the end of February", [("end of February", "2022-02-21/2022-02-28")]),
        ("in late 2022, mid-2025", [("late 2022", "2022-09/2022-12"), ("mid-2025", "2025-05/2025-08")]),
        ("the end of the year", [("end of the year", "2022-12")]),
        ("It will start in May and end in 2024.", [("May", "2022-05"), ("2024", "2024")]),
        ("the first week of April", [("first week of April", "2022-04-01/2022-04-07")]),
        ("the last week of February", [("last week of February", "2022-02-22/2022-02-28")]),
        ("the summer of 2021", [("summer of 2021", "2021-22")]),
        ("He will face the voters in the fall.", [("fall", "2022-23")]),
        ("in the 1990s and the early 2010s", [("1990s", "199X"), ("early 2010s", "2010/2013")]),
        ("from January to March 2022", [("January to March 2022", "2022-01/2022-03")]),
        ("between late February and early March", [("late February and early March", "2022-02-21/2022-03-10")]),
        ("this month and next month", [("this month", "2022-03"), ("next month", "2022-04")]),
        ("this week, last week", [("this week", "2022-03-14/2022-03-20"), ("last week", "2022-03-07/2022-03-13")]),
        ("next May, this spring", [("next May", "2022-05"), ("this spring", "2022-21")]),
        ("ten years ago", [("ten years ago", "2012")]),
        ("the first five months of 2021", [("first five months of 2021", "2021-01/2021-05")]),
        ("the last two weeks of February", [("last two weeks of February", "2022-02-15/2022-02-28")]),
        ("the first six months of fiscal 2021", [("first six months of fiscal 2021", "2021-04/2021-09")]),
        ("the first two years of the 2020s", [("first two years of the 2020s", "2020/2021")]),
        ("the opening days of February", [("opening days of February", "2022-02-01/2022-02-10")]),
        ("the final days of February", [("final days of February", "2022-02-21/2022-02-28")]),
        ("the final weeks of 2021", [("2021", "2021")]),
        ("It is due mid-decade.", [("mid-decade", "2024/2026")]),
        ("the July-September quarter of 2021", [("July-September quarter of 2021", "2021-07/2021-09")]),
        ("They spoke over the weekend.", [("weekend", "2022-03-12/2022-03-13")]),
        ("They will speak over the weekend.", [("weekend", "2022-03-19/2022-03-20")]),
        ("It was seen between 2019 and 2021.", [("2019", "2019"), ("2021", "2021")]),
        ("The tests which he ordered through 2021 failed.", [("2021", "2021")]),
        ("It was signed in April by both.", [("April", "2021-04")]),
        (
            "He says that crews must train and that the talks in January called for more.",
            [("January", "2022-01")],
        ),
    ],
)
def test_periods(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan’s budget for fiscal 2022", [("fiscal 2022", "2022-04/2023-03")]),
        ("spending in FY2023", [("FY2023", "2023-04/2024-03")]),
        ("The Pentagon asked for more in fiscal 2023.", [("fiscal 2023", "2022-10/2023-09")]),
        ("Congress passed the FY23 bill.", [("FY23", "2022-10/2023-09")]),
        ("The US praised Japan for its fiscal 2023 budget.", [("fiscal 2023", "2023-04/2024-03")]),
        ("a plan for fiscal 2023-2027", [("fiscal 2023-2027", "2023-04/2028-03")]),
        (
            "Tests took place in the United States. The missile arrives in fiscal 2025.",
            [("fiscal 2025", "2025-04/2026-03")],
        ),
        ("Congress wants more. The bill for fiscal 2024 has passed.", [("fiscal 2024", "2023-10/2024-09")]),
        ("It pays the costs of US forces from fiscal 2022 on.", [("fiscal 2022", "2022-04/2023-03")]),
        ("The House of Representatives passed the fiscal 2024 budget.", [("fiscal 2024", "2024-04/2025-03")]),
    ],
)
def test_fiscal_years_by_cue(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "edtf_text", "earliest", "latest"),
    [
        ("since 2012", "2012/..", "2012-01-01", None),
        ("since September", "2021-09/..", "2021-09-01", None),
        ("until the fall", "../2022-23", None, "2022-11-30"),
        ("by 2027", "../2027", None, "2027-12-31"),
        ("no later than 2030", "../2030", None, "2030-12-31"),
        ("by the end of March", "../2022-03-31", None, "2022-03-31"),
        ("by fiscal 2024", "../2025-03", None, "2025-03-31"),
        ("after 2027", "2027/..", "2027-01-01", None),
        ("beyond 2030", "2030/..", "2030-01-01", None),
        ("up to March 2026", "../2026-03", None, "2026-03-31"),
        ("until at least 2030", "../2030", None, "2030-12-31"),
        ("prior to 2027", "../2027", None, "2027-12-31"),
        ("through mid-April", "../2022-04-20", None, "2022-04-20"),
    ],
)
def test_open_ends(text: str, edtf_text: str, earliest: str | None, latest: str | None) -> None:
    (mention,) = find_dates(f"It lasts {text}.", "body", MARCH)
    bounds = [day.isoformat() if day else None for day in (mention.when.earliest, mention.when.latest)]
    assert (mention.text, mention.when.edtf, bounds) == (text, edtf_text, [earliest, latest])


def test_an_opening_word_belongs_to_the_date_only() -> None:
    assert found("after the January 23 election") == [("January 23", "2022-01-23")]
    assert found("since the 2018 guidelines") == [("2018", "2018")]
    assert found("The election is not due until October.") == [("October", "2022-10")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On January 20 they met. Two days later he left.", "2022-01-22"),
        ("On January 20 they met. A week earlier he left.", "2022-01-13"),
        ("On January 20 they met. They talked again the next day.", "2022-01-21"),
        ("On January 20 they met, and talked the same day.", "2022-01-20"),
        ("On January 20 they met. The day before, it had rained.", "2022-01-19"),
        ("On January 20 they met. The following week it rained.", "2022-01-24/2022-01-30"),
        ("On January 20 they met. The next month it rained.", "2022-02"),
        ("In June 2016 they met. Two years later it ended.", "2018"),
        ("In June 2016 they met. That year it ended.", "2016"),
        ("Of the launches of January, the last flew on the 30th.", "2022-01-30"),
        ("On January 20 they met. On the 24th two missiles flew.", "2022-01-24"),
        ("On January 20 they met. They had dined the evening before.", "2022-01-19"),
        ("On January 20, the first since December 2, it flew. It flew again the next day.", "2022-01-21"),
        ("On January 20 they met. The following Monday it rained.", "2022-01-24"),
        ("On January 20 they met. The next Friday it rained.", "2022-01-21"),
        ("On January 20 they met. The previous Friday it had rained.", "2022-01-14"),
        ("On January 20 they met. It rained that Saturday.", "2022-01-22"),
        ("On January 20 they met. A pact signed the week before gives them a say.", "2022-01-10/2022-01-16"),
        ("On January 20 they met. Ten days on, nothing had moved.", "2022-01-30"),
        ("On January 20 they met. The Monday after, it rained.", "2022-01-24"),
        ("In October 2021 they met. The following spring it ended.", "2022-21"),
        ("In October 2021 they met. It ended the previous April.", "2021-04"),
        ("In 2018 they met. The year before he had resigned.", "2017"),
        (
            "Since the accord of May they met on March 10. A visit in 2025 was named; talks ended on the 11th.",
            "2022-03-11",
        ),
        ("He announced on February 26 a duty from March 3. Kishida called the next day.", "2022-02-27"),
    ],
)
def test_counted_from_the_date_before(text: str, expected: str) -> None:
    assert found(text)[-1][1] == expected


def test_nothing_to_count_from_is_no_date() -> None:
    assert found("The next day they met again.") == []
    assert found("Two months later they met again.") == []


@pytest.mark.parametrize(
    "text",
    [
        "for 90 minutes, 57% of 34,134 votes, nearly 7 years, a 2½ year vacancy",
        "10 days of quarantine; the 50th anniversary; the 10th NPT Review Conference; on the 7th Fleet",
        "a “2+2” meeting, article 9, up to 2,500km, 2000 troops, a five-year plan, 1,784 cases",
        "recently, soon and now; a day after it fired; every April; he may go; they march on",
        "“Peace may be gone tomorrow,” he warned; year on year, ten days on end",
        "Black Friday, the fall of Kabul, years ago, half a year ago",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_weekdays_are_past_unless_announced() -> None:
    assert found("He spoke on Friday.") == [("Friday", "2022-03-11")]
    assert found("He will speak on Friday.") == [("Friday", "2022-03-18")]
    assert found("It lasts from Monday to Wednesday.") == [("Monday to Wednesday", "2022-03-21/2022-03-23")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On May 25 they met, and a statement followed on Monday.",
            edtf.day(date(2022, 5, 30)),
        ),
        ("A statement followed on Monday.", Interval("2022-05-23~", date(2022, 5, 23), date(2022, 5, 30))),
        (
            "On May 25 they met, and will follow up on Thursday.",
            Interval("2022-06-02~", date(2022, 6, 2), date(2022, 6, 2)),
        ),
        ("It ended on Saturday.", Interval("2022-05-28~", date(2022, 5, 28), date(2022, 5, 28))),
    ],
)
def test_a_weekday_is_not_before_what_was_told_before_it(text: str, expected: Interval) -> None:
    published = edtf.around(date(2022, 5, 26), date(2022, 6, 5), date(2022, 5, 27))
    assert find_dates(text, "body", published)[-1].when == expected


def test_a_digest_is_not_sent_at_a_weekend() -> None:
    published = edtf.around(date(2022, 5, 27), date(2022, 6, 6), date(2022, 5, 28))
    (mention,) = find_dates("They will vote this week.", "body", published)
    assert mention.when.edtf == "2022-05-30~/2022-06-05~"


def test_a_purpose_goes_on_with_what_lies_ahead() -> None:
    def tense_of(sentence: str) -> Tense:
        start = sentence.index("October 1")
        return tense(sentence, start, start + len("October 1"))

    assert tense_of("Hamada flies to Hawaii to see Austin on October 1.") is Tense.AHEAD
    assert tense_of("Hamada flew to Hawaii to see Austin on October 1.") is not Tense.AHEAD
    assert tense_of("Hamada flies home, and he agreed to see Austin on October 1.") is Tense.OPEN


def test_masked_spans_are_no_dates() -> None:
    text = "The Treaty of 1967 and the talks of 1968"
    assert [m.text for m in find_dates(text, "body", MARCH, [(4, 18)])] == ["1968"]


def test_offsets_count_in_the_given_text() -> None:
    text = "“Tōkyō” — on January\u00a021, they met"
    (mention,) = find_dates(text, "headline", MARCH)
    assert mention == DateMention("headline", 13, 23, "January\u00a021", edtf.day(date(2022, 1, 21)))
    assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("January 21", ABOUT_JANUARY_29, Interval("2022-01-21", date(2022, 1, 21), date(2022, 1, 21))),
        ("earlier this month", ABOUT_JANUARY_29, Interval("2022-01", date(2022, 1, 1), date(2022, 1, 31))),
        ("They met on Friday.", ABOUT_JANUARY_29, Interval("2022-01-28", date(2022, 1, 28), date(2022, 1, 28))),
        ("They met on Saturday.", ABOUT_JANUARY_29, Interval("2022-01-29~", date(2022, 1, 29), date(2022, 1, 29))),
        ("They met on Monday.", ABOUT_JANUARY_29, Interval("2022-01-31~", date(2022, 1, 24), date(2022, 1, 31))),
        ("January 21", WEEKS, Interval("2022-01-21", date(2022, 1, 21), date(2022, 1, 21))),
        ("October 4", WIDE, Interval("2021-10-04/2022-10-04", date(2021, 10, 4), date(2022, 10, 4))),
        ("January 21", Interval("", None, None), Interval("", None, None)),
        ("in 2021", Interval("", None, None), Interval("2021", date(2021, 1, 1), date(2021, 12, 31))),
    ],
)
def test_as_wide_as_the_publication_leaves_it(text: str, published: Interval, expected: Interval) -> None:
    assert [mention.when for mention in find_dates(text, "body", published)] == [expected]


def test_dateparser_is_loaded_only_when_a_day_is_read() -> None:
    code = "import sys, archive.reading.dates; print('dateparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
