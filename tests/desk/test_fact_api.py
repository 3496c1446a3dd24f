"""The API of facts: the same facts and the same rules as on the pages."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from fact_bench import TEXT, Officer, made

from pipeline.settings import Home


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("api")).root


@pytest.fixture
def officer(published: Path, tmp_path: Path) -> Officer:
    return Officer(Home(shutil.copytree(published, tmp_path / "home")))


def fact(officer: Officer) -> tuple[str, dict[str, Any]]:
    path = f"/api/v1/facts/{officer.ids('Sở Y tế%')[0]}"
    return path, officer.client.get(path).json()


def test_a_fact_comes_with_evidence_that_is_its_slice_of_the_text(officer: Officer) -> None:
    _, told = fact(officer)
    article = officer.client.get(f"/api/v1/articles/{told['article_id']}").json()
    assert article["text"] == TEXT
    assert article["facts"][0]["record_id"] == told["record_id"]
    spans = [told["record"]["quote"], *told["record"]["evidence"].values()]
    assert [article["text"][span["start"] : span["end"]] for span in spans] == [span["quote"] for span in spans]
    assert (told["verdict"], told["seen"], told["reviews"], told["tellings"]) == (None, 0, [], [])


def test_a_ruling_is_logged_and_an_outdated_one_is_refused(officer: Officer) -> None:
    path, _ = fact(officer)
    assert officer.client.post(f"{path}/reviews", json={"act": "confirmed", "seen": 0}).status_code == 201
    assert (
        officer.client.post(f"{path}/reviews", json={"act": "rejected", "reason": "other", "seen": 0}).status_code
        == 409
    )
    told = officer.client.get(path).json()
    assert (told["verdict"], told["seen"]) == ("confirmed", 1)
    assert officer.client.post(f"{path}/reviews", json={"act": "undone", "undoes": 1, "seen": 1}).status_code == 201
    assert officer.client.get(path).json()["verdict"] is None


def test_a_correction_is_held_against_the_text(officer: Officer) -> None:
    path, told = fact(officer)
    after = told["record"]
    after["unit"] = "Sở Y tế"
    made_up = {**after, "evidence": {**after["evidence"], "unit": {**after["evidence"]["unit"], "quote": "x" * 20}}}
    for wrong in (made_up, {**after, "count": None}, {**after, "evidence": {}}, {**after, "title": "giai-nobel"}):
        answer = officer.client.post(f"{path}/reviews", json={"act": "corrected", "seen": 0, "after": wrong})
        assert answer.status_code in (400, 422), answer.text
    answer = officer.client.post(f"{path}/reviews", json={"act": "corrected", "seen": 0, "after": after})
    assert answer.status_code == 201
    assert officer.client.get(path).json()["record"]["unit"] == "Sở Y tế"


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "rejected", "seen": 0}, {"act": "rejected", "reason": "none-such", "seen": 0},
        {"act": "commented", "seen": 0}, {"act": "corrected", "seen": 0}, {"act": "added", "seen": 0},
        {"act": "checked", "seen": 0}, {"act": "confirmed"}, {"act": "undone", "undoes": 7, "seen": 0},
        {"act": "nothing", "seen": 0}, {"act": "confirmed", "seen": -1},
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_refused(officer: Officer, sent: dict[str, Any]) -> None:
    path, _ = fact(officer)
    assert officer.client.post(f"{path}/reviews", json=sent).status_code in (400, 422)
    assert officer.desk.reviews.since() == []


def test_no_ruling_without_the_header(officer: Officer) -> None:
    path, _ = fact(officer)
    answer = officer.client.post(f"{path}/reviews", json={"act": "confirmed", "seen": 0}, headers={"X-CSRF-Token": ""})
    assert answer.status_code == 403


def test_unknown_ids_are_404_in_json(officer: Officer) -> None:
    for path in ("/api/v1/facts/none", "/api/v1/articles/none", "/api/v1/facts/%00", "/api/v1/articles/%F0%9F%98%80'"):
        answer = officer.client.get(path)
        assert (answer.status_code, list(answer.json())) == (404, ["detail"])


def test_a_correction_to_what_the_article_has_already_is_refused(officer: Officer) -> None:
    path, told = fact(officer)
    other = officer.client.get(f"/api/v1/facts/{officer.ids('Trường%')[0]}").json()
    sent = {"act": "corrected", "seen": told["seen"], "after": other["record"]}
    answer = officer.client.post(f"{path}/reviews", json=sent)
    assert (answer.status_code, officer.desk.reviews.since()) == (400, [])
    assert other["record_id"] in answer.json()["detail"]
