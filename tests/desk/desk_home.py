"""A published home for the browser: a dozen facts, and an article that tries to break out of every page."""

from datetime import date
from pathlib import Path

from workbench import make_article, run

from pipeline.settings import Home
from schemas import Article

# Each would set `pwned` if it were ever taken for more than text.
HOSTILE = (
    "<script>pwned=1</script>",
    '"><img src=x onerror=pwned=1>',
    "' autofocus onfocus=pwned=1 '",
    "<svg/onload=pwned=1>",
    "</textarea></title></style><script>pwned=1</script>",
    "{{ 7*7 }}${pwned=1}",
    "javascript:pwned=1",
    "&lt;script&gt;pwned=1&lt;/script&gt;",
    "=HYPERLINK(0)",
    "\u202etxt",
)
UNITS = ("Sở Y tế tỉnh Bắc Giang", "Sở Nội vụ tỉnh Nam Định", "Cục Thuế tỉnh Hà Tĩnh", "Sở Giáo dục tỉnh Hòa Bình")


def filled_home(root: Path) -> Home:
    """A home with facts of four units over three years, those of hostile names, and one without any mark."""
    home = Home(root)
    articles = [
        make_article(
            f"Chiều 12/1, 🎉 hội nghị tổng kết.\nĐã trao 3 Bằng khen năm {year} cho đơn vị {unit}. "
            f"Và 1 Giấy khen năm {year} cho ông Nguyễn Văn {chr(65 + at)}, {unit}.",
            f"{at}-{year}",
            title=f"{unit} tổng kết năm {year}",
            published=date(year + 1, 1, 12),
        )
        for at, unit in enumerate(UNITS)
        for year in (2021, 2022, 2023)
    ]
    run(home, *articles, *(_hostile(at, payload) for at, payload in enumerate(HOSTILE)))
    return home


def _hostile(at: int, payload: str) -> Article:
    told = payload.replace(".", "").replace("\n", "")
    return make_article(
        f"{payload}\nĐã trao 2 Cờ thi đua năm 2020 cho đơn vị Xã {told}.\n"
        f"Và 1 Bằng khen năm 2020 cho ông {told}, Xã {told}.",
        f"hostile{at}",
        title=payload,
        url=payload if payload.startswith("javascript:") else f"https://example.vn/{at}?{payload}",
    )
