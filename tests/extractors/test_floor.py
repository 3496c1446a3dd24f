"""Quality must not fall below data/gold/floor.toml, and gold changes only together with its pin there."""

import hashlib
import json
import tomllib
from functools import cache
from typing import Any

import pytest
from reading import GOLD

from extractors import lexicon
from pipeline.evaluate import Scores, read_records, score
from pipeline.evaluate.predict import predict
from schemas import AwardRecord
from schemas.award import FACT_FIELDS

FLOOR: dict[str, dict[str, Any]] = tomllib.loads((GOLD / "floor.toml").read_text(encoding="utf-8"))
FOLDERS = [GOLD / "texts", GOLD.parent / "sample_site"]
OF_TEXTS = ["patterns.jsonl", "portal-a.jsonl", "portal-b.jsonl"]


@cache
def _scores(name: str) -> Scores:
    gold = read_records([GOLD / name])
    predicted, unread = predict(gold, FOLDERS)
    assert unread == []
    return score(gold, predicted)


def test_every_gold_file_has_a_floor() -> None:
    assert sorted(FLOOR) == sorted(path.name for path in GOLD.glob("*.jsonl"))


@pytest.mark.parametrize("name", sorted(FLOOR))
def test_the_gold_file_is_the_one_that_the_floor_was_measured_on(name: str) -> None:
    assert hashlib.sha256((GOLD / name).read_bytes()).hexdigest() == FLOOR[name]["sha256"]


@pytest.mark.parametrize("measure", ["core", "strict"])
@pytest.mark.parametrize("name", sorted(FLOOR))
def test_quality_does_not_fall(name: str, measure: str) -> None:
    assert _scores(name).figures(measure).f1 >= FLOOR[name][measure]


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", sorted(FLOOR))
def test_every_gold_record_is_one_that_the_schema_allows(name: str) -> None:
    for line in filter(lambda line: line["title"], _lines(name)):
        title = lexicon.titles()[line["title"]]
        assert line["recipient_kind"] is None or line["recipient_kind"] in title.recipients, line
        assert line["rank"] is None or line["rank"] in title.ranks, line
        where = {"start": 0, "end": len(line["quote"]), "quote": line["quote"]}
        keys = [*FACT_FIELDS, "year"]
        given = {key: line[key] for key in FACT_FIELDS}
        AwardRecord.model_validate(
            given | {"quote": where, "evidence": dict.fromkeys(keys, where), "extractor_version": "gold"}
        )


@pytest.mark.parametrize("name", OF_TEXTS)
def test_every_gold_quote_stands_in_its_text(name: str) -> None:
    for line in filter(lambda line: line["title"], _lines(name)):
        text = (GOLD / "texts" / f"{line['doc']}.txt").read_text(encoding="utf-8")
        assert line["quote"] in text, line
