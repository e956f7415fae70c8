"""The query language: what means something, and the sentence for what does not."""

from __future__ import annotations

from datetime import date

import pytest

from archive import settings
from archive.errors import BadQuery
from archive.reading import knowledge
from archive.search.asked import (
    Both,
    Either,
    Expansion,
    Headline,
    Held,
    Mentions,
    Named,
    OfIssue,
    When,
    Without,
    Words,
)
from archive.search.fields import Known
from archive.search.names import Names
from archive.search.query import parse, read

TODAY = date(2022, 6, 15)


@pytest.fixture(scope="module")
def names() -> Names:
    counts = {"fumio-kishida": 30, "kim-jong-un": 8, "kim-yo-jong": 2, "mcas-futenma": 5, "okinawa": 9, "naha": 1}
    return Names(knowledge.load(settings.DATA / "knowledge")).counting(counts)


def outline(node: object) -> str:
    """A tree as one line."""
    match node:
        case Words(stems=stems, near=near):
            said = " ".join(f"{stem}@{at}" for stem, at in stems)
            return f"[{said}]" + (f"~{near}" if near else "")
        case Expansion(text=text, fuzzy=fuzzy):
            return f"{text}{'~' if fuzzy else '*'}"
        case Named(words=words, entity=entity):
            return f"{outline(words)}={entity}"
        case Held(words=words, office=office):
            return f"{outline(words) if words else ''}held {office}"
        case Mentions(entity=entity):
            return f"<{entity}>"
        case OfIssue(issue=issue):
            return f"<{issue}>"
        case When(interval=interval, told=told):
            return f"{'told' if told else 'published'} {interval.earliest}..{interval.latest}"
        case Headline(inner=inner):
            return f"headline {outline(inner)}"
        case Without(inner=inner):
            return f"not {outline(inner)}"
        case Both(parts=parts):
            return f"({' & '.join(map(outline, parts))})"
        case Either(parts=parts):
            return f"({' | '.join(map(outline, parts))})"
    return str(node)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("drill", "[drill@0]"),
        ("Drills at bases", "([drill@0] & [] & [base@0])"),
        ('"joint statement on nuclear"', "[joint@0 statement@1 nuclear@3]"),
        ("long-delayed", "[long@0 delai@1]"),
        ("test-ban", "[test@0 ban@1]"),
        ('"test-ban"', "[test@0 ban@1]"),
        ("XF-35B's", "[xf@0 35b@1]"),
        ("one AND two", "([on@0] & [two@0])"),
        ("drill OR flood rain", "([drill@0] | ([flood@0] & [rain@0]))"),
        ("(drill OR flood) rain", "(([drill@0] | [flood@0]) & [rain@0])"),
        ("drill NOT (rain OR flood)", "([drill@0] & not ([rain@0] | [flood@0]))"),
        ("drill -rain", "([drill@0] & not [rain@0])"),
        ('-"heavy rain"', "not [heavi@0 rain@1]"),
        ("and or not drill", "([] & [] & [] & [drill@0])"),
        ("reloc*", "reloc*"),
        ("relocaton~", "relocaton~"),
        ('"base relocation"~5', "[base@0 reloc@1]~5"),
        ("headline:drill", "headline [drill@0]"),
        ('headline:"joint drill"', "headline [joint@0 drill@1]"),
        ("headline:(drill OR rain)", "headline ([drill@0] | [rain@0])"),
        ("issue:1.2", "<1.2>"),
        ("leader:nobuo-kishi", "<nobuo-kishi>"),
        ('leader:"Nobuo Kishi"', "<nobuo-kishi>"),
        ("LEADER:kishida", "<fumio-kishida>"),
        ("base:futenma", "<mcas-futenma>"),
        ("base:Iwakuni", "<mcas-iwakuni>"),
        ("base:kadena", "<kadena-air-base>"),
        ("base:Yokosuka", "<yokosuka-naval-base>"),
        ("base:Misawa", "<misawa-air-base>"),
        ("base:Sasebo", "<sasebo-naval-base>"),
        ("base:Kanoya", "<jmsdf-kanoya-air-base>"),
        ("place:Iwakuni", "<iwakuni>"),
        ('place:"Sea of Japan (East Sea)"', "<sea-of-japan>"),
        ("after:2022-06 March", "(published 2022-06-01..None & [march@0])"),
        ("date:yesterday drill", "(published 2022-06-14..2022-06-14 & [drill@0])"),
        ("entity:npt", "<npt>"),
        ("date:2022-01-29", "published 2022-01-29..2022-01-29"),
        ("date:2022", "published 2022-01-01..2022-12-31"),
        ("date:2022-1", "published 2022-01-01..2022-01-31"),
        ("date:2022-40", "published 2022-01-01..2022-06-30"),
        ("date:2021-11..2022-01", "published 2021-11-01..2022-01-31"),
        ("date:2022-03..", "published 2022-03-01..None"),
        ("date:../2022", "published None..2022-12-31"),
        ("after:2022-01-22", "published 2022-01-22..None"),
        ("after:2022-02", "published 2022-02-01..None"),
        ("before:2022", "published None..2021-12-31"),
        ("event:2022-02-03", "told 2022-02-03..2022-02-03"),
        ('date:"last March"', "published 2022-03-01..2022-03-31"),
        ('event:"the first half of 2022"', "told 2022-01-01..2022-06-30"),
        ('date:"March 3, 2022"', "published 2022-03-03..2022-03-03"),
        ('after:"yesterday"', "published 2022-06-14..None"),
        ("Quad", "[quad@0]=quad"),
        ("kishida", "[kishida@0]=fumio-kishida"),
        ("“Kishida”", "[kishida@0]"),
        ("Marine Corps Air Station Futenma noise", None),
        ("base", "[base@0]"),
        ("12:30", "[12@0 30@1]"),
    ],
)
def test_a_query_has_its_tree(names: Names, query: str, tree: str | None) -> None:
    found = outline(parse(query, names, TODAY))
    if tree is None:
        tree = "([marin@0 corp@1 air@2 station@3 futenma@4]=mcas-futenma & [nois@0])"
    assert found == tree


def test_an_empty_query_asks_for_everything(names: Names) -> None:
    assert parse("  ", names, TODAY) is None


def test_exact_takes_names_for_words(names: Names) -> None:
    assert outline(parse("Quad", names, TODAY, exact=True)) == "[quad@0]"


def test_a_surname_of_several_is_nobodys_unless_nearly_all_mean_one(names: Names) -> None:
    assert outline(parse("Kim", names, TODAY)) == "[kim@0]"
    assert outline(parse("Kim", names.counting({"kim-jong-un": 30, "kim-yo-jong": 2}), TODAY)) == "[kim@0]=kim-jong-un"
    assert outline(parse("Kim", names.counting({}), TODAY)) == "[kim@0]"


def test_parts_know_their_place(names: Names) -> None:
    query = 'drill leader:"Nobuo Kishi" -rain'
    node = parse(query, names, TODAY)
    assert isinstance(node, Both)
    assert [query[part.start : part.end] for part in node.parts] == ["drill", 'leader:"Nobuo Kishi"', "-rain"]


@pytest.mark.parametrize(
    ("query", "where", "todo", "tree"),
    [
        ("leaer:kishida", "“leaer:kishida” at character 1", "Did you mean leader:", "[kishida@0]=fumio-kishida"),
        ("drill foo:bar", "“foo:bar” at character 7", 'put them in quotes: "foo:bar"', "([drill@0] & [bar@0])"),
        ("foo:bar", "Fields are leader:, base:, agreement:, organization:, place:, programme:,", "", "[bar@0]"),
        ('foo:"heavy rain"', "“foo:” at character 1", "", "[heavi@0 rain@1]"),
        ("drill leader:nobuo-kisi", "at character 7", "leader:nobuo-kishi", "[drill@0]"),
        ("drill OR (rain -leader:nobuo-kisi)", "at character 17", "leader:nobuo-kishi", "([drill@0] | [rain@0])"),
        ("leader: drill", "nothing stands after the colon", "Write leader:fumio-kishida", "[drill@0]"),
        ('drill "joint rain', '“"joint rain” at character 7', 'Put another "', "([drill@0] & [joint@0 rain@1])"),
        ("(drill", "“(drill” at character 1", "Put a )", "[drill@0]"),
        ("drill (rain OR flood", "at character 7", "Put a )", "([drill@0] & ([rain@0] | [flood@0]))"),
        ("drill)", "“)” at character 6", "Take it out", "[drill@0]"),
        ("drill) OR rain", "“)” at character 6", "Take it out", "([drill@0] | [rain@0])"),
        ("drill ()", "“()” at character 7", "Write what to search for", "[drill@0]"),
        ('drill ""', "these quotation marks are empty", "Write the phrase inside", "[drill@0]"),
        ("drill OR", "nothing stands after OR", "", "[drill@0]"),
        ("drill OR OR rain", "nothing stands after OR", "", "([drill@0] | [rain@0])"),
        ("OR drill", "nothing stands before OR", "", "[drill@0]"),
        ("drill AND", "AND stands between two things", "", "[drill@0]"),
        ("AND drill", "AND stands between two things", "", "[drill@0]"),
        ("drill AND OR rain", "AND stands between two things", "", "([drill@0] | [rain@0])"),
        ("drill NOT", "nothing stands after it", "", "[drill@0]"),
        ("drill q*", "“q*” at character 7: “*” stands after too little", "2 letters", "([drill@0] & [q@0])"),
        ("drill date:2022-13", "“2022-13” is no date", "2022-01-29", "[drill@0]"),
        ("drill date:2022-02-30", "not in the calendar", "", "[drill@0]"),
        ("before:last March", "“before:last March” at", 'quotes: before:"last March".', "published None..2022-02-28"),
        (
            "drill event:the first half of 2022 rain",
            "at character 7",
            'event:"the first half of 2022".',
            "([drill@0] & told 2022-01-01..2022-06-30 & [rain@0])",
        ),
        ("date:12 March 2022", "without quotes", 'date:"12 March 2022"', "published 2022-03-12..2022-03-12"),
        (
            "date:March 3, 2022 (rain)",
            "without quotes",
            'date:"March 3, 2022"',
            "(published 2022-03-03..2022-03-03 & [rain@0])",
        ),
        ("date:banana split", "name no day", "", "[split@0]"),
        ("drill date:2023..2022", "it ends before it starts", "", "[drill@0]"),
        ("drill after:../2022", "this date has no first day", "", "[drill@0]"),
        ("drill headline:(leader:kishi)", "a headline has only words", "", "[drill@0]"),
        ("leader:(a OR b) drill", "takes one value", "", "[drill@0]"),
        ("office:mayor-of-nowhere drill", "no office of that name or id is known", "", "[drill@0]"),
        ("office:ambassador drill", "is a title of several offices", "Write office:", "[drill@0]"),
    ],
)
def test_a_fault_is_shown_and_the_rest_is_read(names: Names, query: str, where: str, todo: str, tree: str) -> None:
    found = read(query, Known(names, TODAY))
    assert found.problem and outline(found.node) == tree
    assert where in (said := str(found.problem.as_error())) and todo in said and found.problem.done
    assert found.problem.text == query and f"at character {found.problem.start + 1}" in found.problem.subject
    assert query[found.problem.start : found.problem.end].strip()


def test_the_first_of_several_faults_is_shown(names: Names) -> None:
    found = read("drill (rain date:2022-13", Known(names, TODAY))
    assert found.problem and found.problem.start == 6


@pytest.mark.parametrize(
    ("query", "where", "todo"),
    [
        ("leader:nobuo-kisi", "at character 1", "leader:nobuo-kishi"),
        ("leader:mcas-futenma", "at character 1", "Write base:mcas-futenma"),
        ("leader:japan-defense-minister", "is an office; its holders: leader:", "or office:japan-defense-minister for"),
        ("office:", "nothing stands after the colon", "Write office:japan-"),
        ("leader:kim", "“kim” is a name of several", "Write leader:kim-jong-un or leader:kim-yo-jong or"),
        ("agreement:RAA", "“RAA” is a name of several", "agreement:japan-australia-raa"),
        ("leader:futenma", "MCAS Futenma is of the kind base", "Write base:mcas-futenma"),
        ("leader:", "nothing stands after the colon", "Write leader:fumio-kishida"),
        ("base:", "nothing stands after the colon", "Write base:mcas-futenma"),
        ('""', "these quotation marks are empty", ""),
        ("NOT", "nothing stands after it", ""),
        ("a*", "stands after too little", "at least 2 letters"),
        ("date:12", "is no date", ""),
        ("date:banana", "name no day", ""),
        ("headline:(leader:kishi)", "a headline has only words", ""),
        ("leader:(a OR b)", "takes one value", ""),
        ("the", "“the” at character 1: “the” is too common to search", "Write a word that is not in every item"),
        ("the of", "“the” and “of” are too common to search", ""),
        ("-headline:the", "“the” is too common to search", ""),
        ("!!!", "nothing in this to search for", ""),
        (")", "this parenthesis was never opened", ""),
        ("(" * 30 + "x" + ")" * 30, "nest deeper", ""),
        ("x " * 300, "300 words and phrases; the limit is 120", ""),
        ("x" * 3000, "3,000 characters; the limit is 2,000", ""),
    ],
)
def test_where_nothing_is_left_the_query_is_refused(names: Names, query: str, where: str, todo: str) -> None:
    with pytest.raises(BadQuery) as caught:
        read(query, Known(names, TODAY))
    assert where in str(caught.value)
    assert todo in str(caught.value)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("the Prime Minister", "[prime@1 minist@2]held japan-prime-minister"),
        ("prime minister", "[prime@0 minist@1]held japan-prime-minister"),
        ("Prime Minister of Japan", "[prime@0 minist@1 japan@3]held japan-prime-minister"),
        ("Japanese Prime Minister drill", "([japanes@0 prime@1 minist@2]held japan-prime-minister & [drill@0])"),
        ("India's prime minister", "[india@0 prime@1 minist@2]held india-prime-minister"),
        ("the PM", "[pm@1]held japan-prime-minister"),
        ("office:japan-prime-minister", "held japan-prime-minister"),
        ("office:premier", "held japan-prime-minister"),
        ("president", "[presid@0]"),  # a mere word
        ("the president", "([] & [presid@0])"),  # nobody here is mentioned more than the others
        ("US President", "[us@0 presid@1]held us-president"),
        ('"the Prime Minister"', "[prime@1 minist@2]"),
    ],
)
def test_an_office_is_whoever_held_it(names: Names, query: str, tree: str) -> None:
    assert outline(parse(query, names, TODAY)) == tree


@pytest.mark.parametrize(
    ("query", "entity"),
    [
        ("Kishida's", "fumio-kishida"),
        ("KISHIDA, Fumio", "fumio-kishida"),
        ("Kishida?", "fumio-kishida"),
        ("PM Kishida", "fumio-kishida"),
        ("Prime Minister Kishida", "fumio-kishida"),
        ("former Prime Minister Abe", "shinzo-abe"),
        ("Defense Minister Kishi", "nobuo-kishi"),
        ("Defense Minister Kono", "taro-kono"),
        ("President Joe Biden", "joe-biden"),
        ("岸田文雄", "fumio-kishida"),
        ("Marine Corps Air Station Futenma", "mcas-futenma"),
    ],
)
def test_a_name_is_known_as_people_type_it(names: Names, query: str, entity: str) -> None:
    for typed in (query, query.lower(), query.upper()):
        node = parse(typed, names, TODAY)
        assert isinstance(node, Named) and node.entity == entity, typed


def test_the_ways_of_writing_a_name_are_known(names: Names) -> None:
    for query in ("Joe Biden", "President Biden"):
        node = parse(query, names, TODAY)
        assert isinstance(node, Named) and node.called == ((("biden", 0),),)
    kim = parse("Kim Jong-un", names, TODAY)
    assert isinstance(kim, Named) and (("kim", 0),) not in kim.called  # a surname that others bear, too
