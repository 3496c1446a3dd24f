from collections import Counter

import pytest

from pipeline.publish.page import PAGE, examples, fresh_page

pytestmark = pytest.mark.whole_publication


@pytest.fixture(scope="module")
def fresh() -> str:
    return fresh_page()


def test_the_page_is_what_a_fresh_publication_gives(fresh: str) -> None:
    assert PAGE.read_text(encoding="utf-8") == fresh, "run: python -m pipeline.publish.page"


def test_every_view_has_two_queries_or_three_and_no_other_thing_has(fresh: str) -> None:
    views = [line.strip("# `") for line in fresh.partition("## Tables")[0].splitlines() if line.startswith("### ")]
    counted = Counter(example.object for example in examples())
    assert {view: counted[view] in (2, 3) for view in [*views, *counted]} == dict.fromkeys(views, True)


def test_a_comment_with_a_bar_does_not_break_the_table(fresh: str) -> None:
    for line in fresh.splitlines():
        if line.startswith("| "):
            assert line.replace(r"\|", "").count("|") == 4, line
