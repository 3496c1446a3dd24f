"""Each documented command, query and program prints the answer that its page shows."""

from pathlib import Path

import pytest
from documented import HOUSE, Example, answer, examples, pages, write_anew

from pipeline.ask.catalogue import questions
from pipeline.settings import Home

EXAMPLES = [example for page in pages() for example in examples(page)]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_prints_what_its_page_shows(sample: Home, example: Example) -> None:
    shown = f"{example}: python tests/house/documented.py {sample.root}"
    assert answer(example, sample) == example.answer, shown


def test_a_page_with_wrong_answers_is_told_and_written_anew(sample: Home, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ bangvang search --status revoked -f csv\nwrong\n$ bangvang sources list\n```\n\n"
        "```sql\nSELECT 1 AS one\n```\n\n```text\n2\n```\n\n```python\nprint(6 * 7)\n```\n\n```text\n```\n",
        encoding="utf-8",
    )
    wrong = [example for example in examples(page) if answer(example, sample) != example.answer]
    assert len(wrong) == write_anew(page, sample) == 4
    assert [answer(example, sample) == example.answer for example in examples(page)] == [True] * 4
    assert examples(page)[-1].answer == "42\n"


def test_a_command_that_fails_is_no_answer(sample: Home) -> None:
    broken = Example(HOUSE / "README.md", "console", "bangvang search --home /nowhere/at/all", "", 0, 0)
    with pytest.raises(AssertionError, match="nowhere"):
        answer(broken, sample)


def test_every_kind_of_example_is_documented() -> None:
    assert {example.kind for example in EXAMPLES} == {"console", "sql", "python"}


@pytest.mark.parametrize("name", questions())
def test_every_ready_question_is_shown_with_its_example_in_both_languages(name: str) -> None:
    page, question = (HOUSE / "docs" / "questions.md").read_text(encoding="utf-8"), questions()[name]
    assert [text for text in (f"$ {question.example}", question.vi, question.en) if text not in page] == []
