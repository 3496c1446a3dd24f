"""Twins and reprints count once; letters and reports made from one template count each."""

import os
import random
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest
from workbench import make_article, rows, run

from pipeline.settings import Home
from pipeline.store import sketches
from schemas import Article
from scrapers.text.likeness import are_alike, body_of, is_comparable, signature, tell_the_same

LEAD = "Sáng 12/3, Sở Y tế tỉnh Sơn Bình tổ chức Hội nghị tổng kết công tác thi đua, khen thưởng năm 2021."
STORY = [
    "Phát biểu khai mạc, bà Lê Thị Hương Giang, Giám đốc Sở Y tế tỉnh Sơn Bình, nêu bật những kết quả mà toàn ngành đã "
    "đạt được trong năm 2021, khi dịch bệnh diễn biến phức tạp và lực lượng còn mỏng ở nhiều địa bàn vùng cao.",
    "Theo báo cáo tại Hội nghị, 27 tập thể và 143 cá nhân của ngành được tặng Bằng khen, trong đó Trung tâm Y tế huyện "
    "Mường Hà dẫn đầu với 9 cá nhân; nhiều sáng kiến của các trạm y tế xã đã được áp dụng rộng rãi trong toàn tỉnh.",
    "Tại Hội nghị, ông Trần Đức Lân, Phó Chủ tịch Ủy ban nhân dân tỉnh Sơn Bình, biểu dương tinh thần vượt khó của cán "
    "bộ, viên chức ngành y và đề nghị Sở Y tế sớm nhân rộng các điển hình tiên tiến trong năm 2022.",
]
LETTER = (
    "Ủy ban nhân dân tỉnh Sơn Bình tặng Bằng khen cho {unit} đã có thành tích xuất sắc trong thực hiện nhiệm vụ "
    "công tác năm {year}. Số tiền thưởng kèm theo Bằng khen thực hiện theo quy định hiện hành, trích từ Quỹ thi "
    "đua, khen thưởng của tỉnh. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ, Giám đốc Sở Tài chính, "
    "thủ trưởng các cơ quan có liên quan và {unit} căn cứ quyết định thi hành. Quyết định này có hiệu lực kể từ "
    "ngày ký và được gửi đến các nơi nhận theo quy định, niêm yết công khai tại trụ sở của đơn vị và đăng trên "
    "cổng thông tin của tỉnh."
)
REPORT = (
    "Năm {year}, phong trào thi đua yêu nước của huyện Mường Hà tiếp tục được đẩy mạnh, gắn với xây dựng nông "
    "thôn mới và giảm nghèo bền vững. Toàn huyện có {some} tập thể được tặng Giấy khen, các xã, thị trấn và cơ "
    "quan trong huyện đều đăng ký giao ước thi đua từ đầu năm, nội dung sát với nhiệm vụ chính trị của từng đơn "
    "vị, được đông đảo cán bộ, công chức, viên chức và người dân hưởng ứng tích cực, góp phần hoàn thành các chỉ "
    "tiêu kinh tế - xã hội mà nghị quyết đề ra."
)


def article(name: str, *lines: str, **values: object) -> Article:
    return make_article("\n".join(lines), name, **values)


def same(one: Article, other: Article) -> bool:
    """As storage decides it, and the same from both sides."""
    a, b = body_of(one), body_of(other)
    assert is_comparable(a) and is_comparable(b)
    decided = {are_alike(signature(x), signature(y)) and tell_the_same(x, y) for x, y in ((a, b), (b, a))}
    assert len(decided) == 1
    return decided.pop()


TWINS = {
    "a mirror without the lead": [*STORY],
    "a counter": [LEAD, *STORY, "Lượt xem: 919"],
    "a date line": ["Thứ Bảy, 12/03/2022 14:05", LEAD, *STORY],
    "a stamp of the paper": [f"(BSB) - {LEAD}", *STORY],
    "a source": [LEAD, *STORY, "Theo Báo Mường Hà"],
    "a source with a label": [LEAD, *STORY, "Nguồn: sonbinh.gov.vn"],
    "who wrote and who took the picture": [LEAD, *STORY, "Tin, ảnh: Vũ Thị Mai"],
    "an author": [LEAD, *STORY, "Nguyễn Thu Hà"],
    "a caption of those whom the text names": [LEAD, STORY[0], "Ông Trần Đức Lân phát biểu tại Hội nghị", *STORY[1:]],
    "lines broken elsewhere": [f"{LEAD} {STORY[0]}", f"{STORY[1]} {STORY[2]}"],
    "one word mended": [LEAD, STORY[0].replace("nêu bật", "nhấn mạnh"), *STORY[1:]],
}


@pytest.mark.parametrize("lines", TWINS.values(), ids=TWINS.keys())
def test_a_twin_tells_the_same(lines: list[str]) -> None:
    assert same(article("a", LEAD, *STORY), article("b", *lines))


OTHERS = {
    "another number": [LEAD, STORY[0], STORY[1].replace("143", "134"), STORY[2]],
    "another year": [line.replace("2022", "2023").replace("2021", "2022") for line in (LEAD, *STORY)],
    "another name": [LEAD, *STORY[:2], STORY[2].replace("Trần Đức Lân", "Trần Đức Lâm")],
    "numbers changed about": [
        LEAD,
        STORY[0],
        STORY[1].replace("27", "x").replace("9", "27").replace("x", "9"),
        STORY[2],
    ],
    "one more who is honoured": [LEAD, *STORY, "Ông Vũ Văn Sơn, xã Nà Phặc, được tặng Bằng khen."],
    "a written-out number": [LEAD, *STORY[:2], STORY[2].replace("các điển hình", "ba điển hình")],
    "a proposal and not an award": [LEAD, STORY[0], STORY[1].replace("được tặng", "được đề nghị tặng"), STORY[2]],
    "a short line that begins as a source does": [LEAD, *STORY, "Theo báo cáo, xã Nà Phặc dẫn đầu."],
    "a short line with a colon": [LEAD, *STORY, "Bài học kinh nghiệm: nhân rộng mô hình của xã Nà Phặc."],
    "half of the text": [LEAD, STORY[0] + " " + STORY[1][:60]],
}


@pytest.mark.parametrize("lines", OTHERS.values(), ids=OTHERS.keys())
def test_what_tells_something_else_is_another_article(lines: list[str]) -> None:
    assert not same(article("a", LEAD, *STORY), article("b", *lines))


def test_letters_and_yearly_reports_of_one_template_are_different_articles() -> None:
    letters = [LETTER.format(unit=unit, year=2021) for unit in ("Sở A", "Sở B", "Sở Tài chính", "Sở Nội vụ")]
    reports = [REPORT.format(year=year, some=12) for year in (2021, 2022)]
    counted = [REPORT.format(year=2021, some=some) for some in (12, 21)]
    for texts in (letters, reports, counted):
        for one, other in permutations(texts, 2):
            assert not same(article("a", one), article("b", other))


def test_titles_that_name_another_keep_equal_letters_apart() -> None:
    text = LETTER.format(unit="đơn vị có tên trong danh sách kèm theo", year=2021)
    plain = article("a", text, title="Tặng Bằng khen cho Sở Y tế")
    assert not same(plain, article("b", text + " Trân trọng.", title="Tặng Bằng khen cho Sở Giao thông"))
    assert not same(plain, article("b", text + " Trân trọng.", title="TẶNG BẰNG KHEN CHO SỞ CÔNG THƯƠNG"))
    assert same(plain, article("b", text + " trân trọng.", title="Tặng Bằng khen cho Sở Y tế"))


def test_short_texts_are_not_compared() -> None:
    assert not is_comparable(body_of(article("a", LEAD)))
    assert is_comparable(body_of(article("a", *STORY)))


def groups(home: Home) -> set[frozenset[str]]:
    found = rows(home.work, "SELECT list(article_id) FROM article GROUP BY coalesce(same_as, article_id)")
    return {frozenset(ids) for (ids,) in found}


def some_articles() -> list[Article]:
    twins = [article(f"twin-{at}", *lines) for at, lines in enumerate(TWINS.values())]
    others = [article(f"other-{at}", *lines) for at, lines in enumerate(OTHERS.values())]
    letters = [article(f"letter-{unit[-1]}", LETTER.format(unit=unit, year=2021)) for unit in ("Sở A", "Sở B", "Sở C")]
    return [article("first", LEAD, *STORY), *twins, *others, *letters, article("letter-copy", letters[0].text)]


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_arrival_does_not_change_the_groups(tmp_path: Path, seed: int) -> None:
    articles = some_articles()
    if seed:
        random.Random(seed).shuffle(articles)
    home = Home(tmp_path / "home")
    cut = seed * 5
    run(home, *articles[:cut])
    run(home, *articles[cut:])
    together = {f"id-twin-{at}" for at in range(len(TWINS))} | {"id-first"}
    alone = {f"id-other-{at}" for at in range(len(OTHERS))} | {"id-letter-B", "id-letter-C"}
    assert groups(home) == {
        frozenset(together),
        frozenset({"id-letter-A", "id-letter-copy"}),
        *(frozenset({key}) for key in alone),
    }
    first = next(a.article_id for a in articles if a.article_id in together)
    assert rows(home.work, "SELECT DISTINCT same_as FROM article WHERE same_as NOT LIKE '%letter%'") == [(first,)]


FACT = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế."


def test_last_years_article_is_met_again_and_its_facts_count_once(home: Home) -> None:
    run(home, article("old", LEAD, *STORY, FACT))
    run(home, article("new", *STORY, FACT, "Lượt xem: 12"))
    assert rows(home.work, "SELECT article_id, same_as FROM article ORDER BY number") == [
        ("id-old", None),
        ("id-new", "id-old"),
    ]
    assert rows(home.work, "SELECT article_id FROM award WHERE withdrawn_at IS NULL") == [("id-old",)]


def test_a_twin_counts_again_when_the_other_changes(home: Home) -> None:
    run(home, article("a", LEAD, *STORY), article("b", *STORY), article("c", *STORY, "Lượt xem: 7"))
    run(home, article("a", REPORT.format(year=2021, some=12)))
    assert groups(home) == {frozenset({"id-a"}), frozenset({"id-b", "id-c"})}
    assert rows(home.work, "SELECT same_as FROM article WHERE article_id = 'id-c'") == [("id-b",)]
    run(home, article("a", LEAD, *STORY))
    assert rows(home.work, "SELECT DISTINCT same_as FROM article ORDER BY ALL") == [("id-a",), (None,)]


def test_a_new_way_of_comparing_makes_all_sketches_anew(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    run(home, article("a", LEAD, *STORY), article("b", *STORY))
    monkeypatch.setattr(sketches, "VERSION", 2)
    monkeypatch.setattr(sketches, "tell_the_same", lambda *_: False)
    run(home, article("c", REPORT.format(year=2021, some=12)))
    assert rows(home.work, "SELECT version, count(*) FROM sketch GROUP BY 1") == [(2, 3)]
    assert groups(home) == {frozenset({"id-a"}), frozenset({"id-b"}), frozenset({"id-c"})}


def test_a_night_without_news_does_not_load_the_library_for_it(home: Home) -> None:
    run(home, article("a", LEAD, *STORY))
    script = (
        "import sys; from pathlib import Path; from workbench import make_article, run; "
        "from pipeline.settings import Home; "
        "run(Home(Path(sys.argv[1])), make_article(sys.argv[2])); print('datasketch' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(home.root), "\n".join([LEAD, *STORY])]
    folders = {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | folders)
    assert done.stdout == "False\n"
