"""The API: what each address answers, what is refused and in which words, and what holds for all answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema_rs
import pytest
from flask.testing import FlaskClient
from schemathesis.specs.openapi.definitions import OPENAPI_31
from staffed import Browser

from archive import Archive
from archive.search import SearchRequest
from web import create_app
from web.api.examples import examples
from web.api.resources import OPERATIONS

ROOT = "/api/v1"
SERIES = "us-japan-alliance-digest"


@pytest.fixture(scope="module")
def api(filled: Path) -> Iterator[FlaskClient]:
    """A client that may ask as often as it likes."""
    archive = Archive(filled)
    yield create_app(archive, api_rate="").test_client()
    archive.close()


@pytest.fixture(scope="module")
def document(api: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"{ROOT}/openapi.json").json or {}
    return found


def strict(schema: Any) -> Any:
    """A schema that allows nothing which it does not name."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: strict(value) for name, value in schema.items()}
    return found | {"additionalProperties": False} if "properties" in schema and "required" in schema else found


def told(api: FlaskClient, address: str, status: int = 200) -> dict[str, Any]:
    answer = api.get(ROOT + address)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json
    return found


# --- the document and the routes -------------------------------------------------------------------


def test_the_document_has_every_route_and_no_other(api: FlaskClient, document: dict[str, Any]) -> None:
    rules = {rule.rule for rule in api.application.url_map.iter_rules() if rule.rule.startswith(ROOT)}
    described = {ROOT + one.rule for one in OPERATIONS}
    assert rules == described | {ROOT, f"{ROOT}/openapi.json"}
    assert set(document["paths"]) == {one.path for one in OPERATIONS}
    for one in OPERATIONS:
        said = document["paths"][one.path]["get"]
        listed = [(parameter["name"], parameter["in"], parameter["required"]) for parameter in said["parameters"]]
        assert listed == [(each.name, each.place, each.required) for each in one.parameters]
        assert {"200", "304", "400", "404", "413", "429", "500", "503"} <= set(said["responses"])


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    for part in text.split('"$ref": "#/')[1:]:
        found: Any = document
        for name in part.split('"')[0].split("/"):
            found = found[name]
    named = {name for name in document["components"]["schemas"] if f'#/components/schemas/{name}"' not in text}
    assert named == {"Resources"}, "every other shape is used"


WHOLE = [
    "/search?limit=100",
    "/search?q=Futenma&exact=true",
    "/search?q=Kishi&sort=events&dates=told&group=issue",
    "/search?q=Futemna",
    "/search?q=event:2022-07&group=issue",
    "/search?q=%22Defense+Minister%22&not=rahm-emanuel",
    "/search?q=Defense+Minister&in=said",
    "/issues?limit=100",
    "/items?limit=100",
    "/entities?limit=100&mentioned=true",
    "/entities?kind=office&limit=100",
    "/mentions?limit=100",
    "/events?limit=100",
    "/relations?limit=100",
    "/suggestions?q=K",
]


def test_answers_have_the_shapes_described_and_nothing_more(
    api: FlaskClient, archive: Archive, document: dict[str, Any]
) -> None:
    with api.application.test_request_context():
        run = [example.address.removeprefix(f"http://localhost{ROOT}") for example in examples(archive, OPERATIONS)]
    assert told(api, "/search?q=Futemna")["corrections"], "shapes of what is not there prove nothing"
    people = [f"/entities/{id}" for id in ("nobuo-kishi", "mcas-futenma", "japan-defense-minister", "japan", "quad")]
    issues = [f"/issues/{SERIES}/{number}" for number in ("1.12", "1.13", "1.20")]
    for address in [*WHOLE, *run, *people, *issues]:
        shape = strict({"components": document["components"], **shape_of(document, address)})
        wrong = list(jsonschema_rs.iter_errors(shape, told(api, address)))
        assert not wrong, f"{address}: {wrong[0].message} at {wrong[0].instance_path}"


def shape_of(document: dict[str, Any], address: str) -> dict[str, Any]:
    """The schema of the answer of an address."""
    first, *rest = address.partition("?")[0].strip("/").split("/")
    path = next(
        path
        for path in document["paths"]
        if len(split := path.strip("/").split("/")) == len(rest) + 1 and split[0] == first
    )
    found: dict[str, Any] = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return found


def test_examples_in_the_document_are_of_the_shape_described(document: dict[str, Any]) -> None:
    components = {"components": document["components"]}
    for path, methods in document["paths"].items():
        content = methods["get"]["responses"]["200"]["content"]["application/json"]
        assert content["example"], path
        jsonschema_rs.validate(components | content["schema"], content["example"])
        for parameter in methods["get"]["parameters"]:
            if "example" in parameter:
                jsonschema_rs.validate(parameter["schema"], parameter["example"])
    for response in document["components"]["responses"].values():
        content = response["content"]["application/problem+json"]
        for example in content["examples"].values():
            jsonschema_rs.validate(components | content["schema"], example["value"])


def test_every_argument_of_a_search_can_be_given(api: FlaskClient) -> None:
    """What the site's search takes, the API takes; pages it counts in its own way."""
    every = {
        "q": "a", "in": ["b"], "leader": ["c"], "not": ["d"], "year": ["2022"], "volume": ["1"], "dates": "told",
        "sort": "newest", "group": "issue", "exact": "1", "view": "table", "per_page": "5", "page": "2",
    }  # fmt: skip
    assert SearchRequest.from_args(every).as_args() == every, "the search takes another argument now"
    (search,) = (one for one in OPERATIONS if one.id == "search")
    assert set(every) - {"view", "per_page", "page"} <= {one.name for one in search.parameters}


def test_the_document_is_one_of_openapi(document: dict[str, Any]) -> None:
    wrong = list(jsonschema_rs.iter_errors(OPENAPI_31, document))
    assert not wrong, f"{wrong[0].message} at {wrong[0].instance_path}"
    for shape in document["components"]["schemas"].values():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **shape})


# --- what is there ---------------------------------------------------------------------------------


def test_search_finds_as_the_page_does(api: FlaskClient) -> None:
    found, page = told(api, "/search?q=Futenma"), api.get("/search.json?q=Futenma").json or {}
    assert [hit["item"] for hit in found["results"]] == [hit["item"] for hit in page["hits"]] != []
    assert found["total"] == page["total"]
    assert found["results"][0]["address"].startswith(f"http://localhost/issues/{SERIES}/1.")


def test_searches_that_narrow_further_are_addresses_of_the_api(api: FlaskClient) -> None:
    year = told(api, "/search?q=Futenma&exact=true")["facets"]["year"][0]
    address = year["search"].removeprefix(f"http://localhost{ROOT}")
    assert parse_qs(urlsplit(address).query) == {"q": ["Futenma"], "year": ["2022"], "exact": ["true"]}
    assert told(api, address)["total"] == year["count"]


def test_an_issue_and_its_items(api: FlaskClient) -> None:
    listed = told(api, "/issues?volume=1&limit=1")["results"][0]
    assert (listed["issue"], len(listed["items"])) == (f"{SERIES}/1.12", 2)
    issue, item = told(api, f"/issues/{SERIES}/1.12"), told(api, f"/items/{SERIES}/1.12/1")
    assert issue["items"][0]["body"] == item["body"]
    assert [one["headline"] for one in issue["items"]] == [one["headline"] for one in listed["items"]]
    assert "nobuo-kishi" in {one["entity"] for one in item["mentions"]}
    assert told(api, "/items?entity=nobuo-kishi")["results"][0] == item


def test_an_entity(api: FlaskClient) -> None:
    kishi = told(api, "/entities/nobuo-kishi")
    office = next(one for one in kishi["offices"] if one["office"]["entity"] == "japan-defense-minister")
    assert (office["start"]["edtf"], office["end"]["edtf"]) == ("2020-09-16", "2022-08-10")
    assert kishi["sources"][0]["url"].startswith("http")
    assert kishi["mentions"] == len(told(api, "/mentions?entity=nobuo-kishi&limit=100")["results"])
    holders = {one["person"]["entity"] for one in told(api, "/entities/japan-defense-minister")["offices"]}
    assert {"nobuo-kishi", "yasukazu-hamada"} <= holders


@pytest.mark.parametrize(
    ("address", "there", "not_there"),
    [
        ("/entities?name=kish", "nobuo-kishi", "denny-tamaki"),
        ("/entities?name=Nobuo%20Ki", "nobuo-kishi", "fumio-kishida"),
        ("/entities?name=岸信", "nobuo-kishi", "fumio-kishida"),
        ("/entities?name=minister%20of%20def&kind=office", "japan-defense-minister", "nobuo-kishi"),
        ("/entities?kind=base&mentioned=true", "mcas-futenma", "misawa-air-base"),
        ("/entities?kind=base&mentioned=false&name=misawa", "misawa-air-base", "mcas-futenma"),
    ],
)
def test_entities_by_name_kind_and_mention(api: FlaskClient, address: str, there: str, not_there: str) -> None:
    found = [one["entity"] for one in told(api, address + ("" if "limit" in address else "&limit=100"))["results"]]
    assert there in found
    assert not_there not in found
    assert found == sorted(found)


def test_what_was_read_stands_in_its_sentence(api: FlaskClient) -> None:
    for what in ("mentions", "events", "relations"):
        for one in told(api, f"/{what}?limit=100")["results"]:
            series, _, rest = one["item"].partition("/")
            item = told(api, f"/items/{series}/{rest.replace('#', '/')}")
            sentence = one.get("sentence") or one["evidence"]
            assert item[sentence["field"]][sentence["start"] : sentence["end"]] == sentence["text"] != ""
            if what == "mentions":
                assert item[one["field"]][one["start"] : one["end"]] == one["text"]
                assert sentence["start"] <= one["start"] < one["end"] <= sentence["end"]


def test_the_root_leads_on(api: FlaskClient) -> None:
    said = told(api, "")
    for address in (said["guide"], said["openapi"], *said["resources"].values()):
        assert api.get(address).status_code in (200, 400)  # suggestions need words


# --- what has moved --------------------------------------------------------------------------------


def test_an_old_number_leads_to_the_new_one(mori: Browser, desk: Archive, numberless: str) -> None:
    api = create_app(desk).test_client()
    mori.press(mori.get(f"/staff/issues/{numberless}"), "number", volume="2", number="5")
    number = numberless.partition("/")[2]
    for old, new in (
        (f"/issues/{SERIES}/{number}", f"/issues/{SERIES}/2.5"),
        (f"/items/{SERIES}/{number}/2", f"/items/{SERIES}/2.5/2"),
    ):
        answer = api.get(ROOT + old)
        assert (answer.status_code, answer.location) == (302, f"http://localhost{ROOT}{new}")
        assert answer.headers["Cache-Control"] == "no-cache"
        assert api.get(answer.location).status_code == 200


def test_a_merged_id_leads_to_the_one_it_is_now(mori: Browser, desk: Archive) -> None:
    api = create_app(desk).test_client()
    tag = api.get(f"{ROOT}/entities/yasukazu-hamada").headers["ETag"]
    before = told(api, "/mentions?entity=yasukazu-hamada&limit=100")["results"]
    mori.post("/staff/names/nobuo-kishi", do="merge", into="yasukazu-hamada")
    answer = api.get(f"{ROOT}/entities/nobuo-kishi")
    assert (answer.status_code, answer.location) == (302, f"http://localhost{ROOT}/entities/yasukazu-hamada")
    now = told(api, "/mentions?entity=nobuo-kishi&limit=100")["results"]
    assert now == told(api, "/mentions?entity=yasukazu-hamada&limit=100")["results"]
    assert len(now) > len(before)
    known = api.get(f"{ROOT}/entities/yasukazu-hamada", headers={"If-None-Match": tag})
    assert known.status_code == 200, "the archive has changed: what was known is sent again"
