"""Charts say what they are given: each bar in proportion, silence and absence told apart, every text escaped."""

from __future__ import annotations

from xml.etree import ElementTree

from web import charts


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def bars(root: ElementTree.Element) -> dict[str, float]:
    return {
        one.findtext("title", ""): float(one.attrib["height"]) for one in root.iter("rect") if one.get("class") == "bar"
    }


def test_bars_are_in_proportion_and_say_their_figures() -> None:
    found = bars(drawn(charts.over_time([("2022-01", 4, 2), ("2022-02", 0, 1), ("2022-03", 2, 1)], "Mentions")))
    assert set(found) == {"January 2022: 4 mentions; 2 issues published", "March 2022: 2 mentions; 1 issue published"}
    four, two = sorted(found.values(), reverse=True)
    assert abs(four - 2 * two) < 0.2


def test_a_silent_month_and_a_missing_issue_look_different() -> None:
    root = drawn(charts.over_time([("2022-01", 1, 1), ("2022-02", 0, 1), ("2022-03", 0, 0)], "Mentions"))
    assert len([one for one in root.iter("rect") if one.get("class") == "missing"]) == 1


def test_a_bar_leads_where_it_counts() -> None:
    root = drawn(charts.histogram([("2022", 3, "/search?q=a&year=2022"), ("2023", 0, None)], "Items by year"))
    assert [one.attrib["href"] for one in root.iter("a")] == ["/search?q=a&year=2022"]
    assert list(bars(root)) == ["2022: 3 items"]


def test_coverage_names_each_number_and_counts_the_missing() -> None:
    root = drawn(charts.coverage([("1.1", "present", "/1"), ("1.2", "missing", None), ("1.3", "problem", "/3")]))
    assert [one.get("class") for one in root.iter("rect")] == ["cell present", "cell missing", "cell problem"]
    assert root.findtext("desc", "") == "In the archive: 2 numbers; not in it: 1."


def test_texts_are_only_text() -> None:
    svg = charts.histogram([("<script>", 1, "/?q=%22><script>")], 'a "label" <b>')
    assert "<script>" not in svg and "<b>" not in svg
    drawn(svg)


def test_nothing_draws_nothing() -> None:
    assert not charts.over_time([], "x") and not charts.histogram([], "x") and not charts.coverage([])
