"""The API keeps to its own description: requests made of it, good and bad, get the answers that it tells of."""

from __future__ import annotations

from pathlib import Path

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, StopReason, events, from_schema

from archive import Archive
from web import create_app

SEED = 4
"""The same requests each time, so that a failure can be run again."""

MAY_BE_REFUSED = ("/search", "/issues", "/items", "/entities", "/mentions", "/events", "/relations")
"""A query language and cursors are more than JSON Schema can say: what is well-formed may still be wrong."""

SETTINGS = {
    "seed": SEED,
    "headers": {"Accept-Encoding": "identity"},  # nothing between it and the application would unpack an answer
    "checks": {"enabled": True},
    "generation": {"mode": "all", "max-examples": 10, "deterministic": True, "database": "none"},
    "operations": [
        {
            "include-path": path,
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", "400", "404"]}},
        }
        for path in MAY_BE_REFUSED
    ],
}


def test_requests_get_the_answers_described(filled: Path) -> None:
    """By example, at the bounds of every parameter, at random, and along links; well-formed and not."""
    archive = Archive(filled)
    app = create_app(archive, api_rate="")
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=SchemathesisConfig.from_dict(SETTINGS))
    asked, wrong, phases = 0, list[str](), set[str]()
    for event in from_schema(schema).execute():
        match event:
            case events.ScenarioFinished(recorder=recorder):
                phases.add(event.phase.value)
                asked += len(recorder.cases)
                for id, checks in recorder.checks.items():
                    failed = [one.failure_info for one in checks if one.status is Status.FAILURE]
                    curl = recorder.cases[id].value.as_curl_command()
                    wrong += [f"{event.phase.value}: {curl}\n{one.failure if one else ''}" for one in failed]
            case events.NonFatalError() | events.FatalError():
                wrong.append(str(event))
            case events.EngineFinished(stop_reason=reason):
                assert reason is StopReason.COMPLETED
    archive.close()
    assert not wrong, f"{len(wrong)} of {asked} requests:\n" + "\n\n".join(wrong[:5])
    assert phases == {"examples", "coverage", "fuzzing", "stateful"}
    assert asked > 800
