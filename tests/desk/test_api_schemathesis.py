"""The JSON API keeps to its own description, whatever it is asked."""

import pytest
import schemathesis
from desk_home import filled_home
from hypothesis import HealthCheck, Phase, settings

from pipeline.desk.app import create_app
from pipeline.desk.desk import open_desk


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    app = create_app(open_desk(filled_home(tmp_path_factory.mktemp("api") / "home")))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(
    max_examples=25, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_no_question_makes_the_api_fall_over(case: schemathesis.Case) -> None:
    response = case.call()
    assert response.status_code < 500, response.text
    case.validate_response(response, checks=[schemathesis.checks.not_a_server_error])
