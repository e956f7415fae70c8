"""Names in a query: native spellings, offices, and what is offered where a name is not enough."""

from __future__ import annotations

import pytest

from archive import settings
from archive.errors import BadQuery
from archive.model import Kind
from archive.reading import knowledge
from archive.search.names import Names


@pytest.fixture(scope="module")
def names() -> Names:
    counts = {"mcas-futenma": 5, "okinawa": 9, "okinawa-city": 1, "fumio-kishida": 30, "japan": 70}
    return Names(knowledge.load(settings.DATA / "knowledge")).counting(counts)


def refused(names: Names, asked: str, kind: Kind | None) -> BadQuery:
    with pytest.raises(BadQuery) as caught:
        names.entity(asked, kind, "here")
    return caught.value


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("普天間飛行場", "mcas-futenma"),
        ("普天間", "mcas-futenma"),  # so does its replacement begin, which nobody mentions
        ("日本", "japan"),  # whole, though much else begins so
        ("沖縄", "okinawa"),
        ("岸信夫", "nobuo-kishi"),
        ("岸 信夫、", "nobuo-kishi"),
        ("キャンプシュワブ", "camp-schwab"),
        ("ｷｬﾝﾌﾟ･ｼｭﾜﾌﾞ", "camp-schwab"),
        ("岸", None),  # two families, Kishi and Kishida
        ("牧港", "camp-kinser"),
        ("三菱", None),  # several, and nobody is mentioned more than another
        ("普天間基地", None),
        ("防衛大臣", None),  # an office is nothing that items mention
        ("12", None),
        ("½", None),
        ("12式", "type-12-missile"),
        ("", None),
    ],
)
def test_a_native_spelling_is_a_name(names: Names, words: str, entity: str | None) -> None:
    assert names.meant(words) == entity


@pytest.mark.parametrize(
    ("asked", "kind", "entity"),
    [
        ("岸信夫", "leader", "nobuo-kishi"),
        ("岸田", "leader", "fumio-kishida"),
        ("普天間", "base", "mcas-futenma"),
        ("沖縄", "place", "okinawa"),
        ("日本", None, "japan"),
    ],
)
def test_a_field_takes_a_native_spelling(names: Names, asked: str, kind: Kind | None, entity: str) -> None:
    assert names.entity(asked, kind, "here") == entity


def test_a_whole_spelling_comes_before_the_beginning_of_others(names: Names) -> None:
    assert names.counting({"bank-of-japan": 5}).meant("日本") == "japan"
    assert names.counting({"bank-of-japan": 5}).meant("日本銀") == "bank-of-japan"


def test_native_spellings_are_suggested(names: Names) -> None:
    assert names.near("普天間基地", None)[0] == "mcas-futenma"
    assert "entity:mcas-futenma" in refused(names, "普天間基地", None).todo
    assert names.near("岸", "leader")[:2] == ["fumio-kishida", "nobuo-kishi"]
    assert "leader:fumio-kishida or leader:nobuo-kishi" in refused(names, "岸", "leader").todo
    assert names.near("日本学術会議", None) == []


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("japan-defense-minister", "leader"),
        ("Minister of Defense of Japan", "leader"),
        ("防衛大臣", "leader"),
        ("japan-defense-minister", "office"),
        ("japan-defense-minister", None),
    ],
)
def test_an_office_is_answered_with_who_held_it(names: Names, asked: str, kind: Kind | None) -> None:
    error = refused(names, asked, kind)
    assert error.what.startswith("Minister of Defense of Japan is an office; its holders: leader:")
    assert "leader:yasukazu-hamada (2008 to 2009, 2022 to 2023), leader:nobuo-kishi (2020 to 2022), " in error.what
    assert error.what.index("since 2025") < error.what.index("nobuo-kishi")
    assert (
        " before." in error.what and error.todo == "Write one of the persons, or office:japan-defense-minister for all."
    )


def test_a_title_of_several_offices_names_the_last_holder_of_each(names: Names) -> None:
    weighed = names.counting({"john-healey": 3, "shinjiro-koizumi": 2, "lloyd-austin": 9})
    error = refused(weighed, "defense minister", "leader")
    assert "“defense minister” is a title of several offices" in error.what
    assert error.what.index("john-healey (Defence Secretary of the United Kingdom") < error.what.index("Japan, since")


def test_items_are_not_found_by_offices(names: Names) -> None:
    assert str(refused(names, "nothing", "office")).endswith("not by offices. Write leader:fumio-kishida.")
    assert "japan-defense-minister" in names.near("japan-defense-minster", None)
    assert "japan-defense-minister" not in str(refused(names, "japan-defense-minster", None))


def test_of_many_with_a_name_the_most_mentioned_are_listed(names: Names) -> None:
    error = refused(names.counting({"kim-yo-jong": 2, "kim-jong-un": 3}), "Kim", "leader")
    assert error.todo.startswith("Write leader:kim-jong-un or leader:kim-yo-jong or leader:")
    assert error.todo.count("leader:") == 6 and error.todo.endswith(" more have it.")
