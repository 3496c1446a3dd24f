"""The JSON API keeps to its own description, whatever it is asked: schemathesis on every operation."""

from typing import Any

import pytest
import schemathesis
from desk_home import filled_home
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance
from signed import from_here

from pipeline.desk.app import create_app
from pipeline.desk.desk import open_desk

OPERATIONS = (
    "GET /api/v1/facts",
    "GET /api/v1/facets",
    "GET /api/v1/facts/{record_id}",
    "GET /api/v1/articles/{article_id}",
    "POST /api/v1/facts/{record_id}/reviews",
    "GET /api/v1/accuracy",
    "GET /api/v1/accuracy/samples",
    "GET /api/v1/accuracy/samples/{number}",
    "GET /api/v1/overview",
    "GET /api/v1/sources",
    "GET /api/v1/recipients",
    "GET /api/v1/recipients/unit",
    "GET /api/v1/recipients/person",
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    app = create_app(open_desk(filled_home(tmp_path_factory.mktemp("api") / "home")))
    return schemathesis.openapi.from_asgi("/api/openapi.json", from_here(app))


def test_every_operation_is_asked(api: Any) -> None:
    documented = {f"{found.ok().method.upper()} {found.ok().path}" for found in api.get_all_operations()}
    assert documented == set(OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_question_makes_the_api_fall_over(api: Any, operation: str) -> None:
    method, path = operation.split()

    @settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=api[path][method].as_strategy())
    def check(case: Any) -> None:
        case.call_and_validate(checks=[not_a_server_error, response_schema_conformance])

    check()
