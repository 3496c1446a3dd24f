"""Page layouts without a helpful class name, to put a title and the lines of an article into."""

from collections.abc import Callable, Sequence
from html import escape

Shape = Callable[[str, Sequence[str]], str]

DATE = "12/05/2011"
TEASERS = (
    (
        "Huyện Sơn Hà ra quân làm sạch môi trường biển",
        "Sáng 12/3, hơn 300 đoàn viên của huyện đã tham gia thu gom rác thải dọc bờ biển, trồng cây xanh và vận động "
        "người dân không xả rác bừa bãi ra môi trường.",
    ),
    (
        "Khai mạc giải bóng đá thiếu niên toàn tỉnh",
        "Giải năm nay có 16 đội bóng đến từ các huyện, thành phố tham dự, thi đấu theo thể thức vòng tròn một lượt, "
        "chọn hai đội đầu bảng vào vòng sau.",
    ),
    (
        "Nông dân xã Bình Lợi được mùa dưa hấu",
        "Nhờ thời tiết thuận lợi và áp dụng kỹ thuật mới, năng suất dưa hấu vụ này đạt trên 30 tấn mỗi héc-ta, giá bán "
        "tại ruộng ổn định, người trồng có lãi.",
    ),
    (
        "Tuyên dương 25 học sinh giỏi cấp tỉnh",
        "Phòng Giáo dục và Đào tạo vừa tổ chức lễ tuyên dương 25 học sinh đạt giải cao, tặng Giấy khen và phần thưởng "
        "trị giá 500.000 đồng cho mỗi em.",
    ),
)
REMARKS = (
    "Tôi rất đồng tình với bài viết này, mong các cơ quan chức năng tiếp tục quan tâm đến bà con vùng sâu.",
    "Xin chúc mừng các tập thể, cá nhân đã được khen thưởng. Đây là nguồn động viên rất lớn đối với người ở cơ sở.",
)
FOOT = (
    "<div>Cơ quan chủ quản: Ủy ban nhân dân tỉnh. Giấy phép số 15/GP-TTĐT. Chịu trách nhiệm chính: Chánh Văn phòng. "
    "Địa chỉ: số 1 đường Hùng Vương.</div>"
)
MENU = "<ul>" + "".join(f"<li><a href='/c{n}'>Chuyên mục số {n}</a></li>" for n in range(12)) + "</ul>"


def _each(before: str, lines: Sequence[str], after: str) -> str:
    return "".join(f"{before}{escape(line)}{after}" for line in lines)


def _teasers(tag: str = "div") -> str:
    return "".join(f"<{tag}><a href='/t'>{head}</a><p>{text}</p></{tag}>" for head, text in TEASERS)


def _page(title: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{escape(title)}</title></head><body>{body}"


def _columns(title: str, body: str) -> str:
    """Menu, article, teasers, foot: each in a div."""
    main = f"<div><h1>{escape(title)}</h1><div>{DATE}</div>{body}</div>"
    return _page(title, f"<div>{MENU}</div>{main}<div>{_teasers()}</div>{FOOT}")


def _table(title: str, lines: Sequence[str]) -> str:
    body = "<br><br>".join(map(escape, lines))
    cell = f"<td><font size=4><b>{escape(title)}</b></font><br>{DATE}<br>{body}</td>"
    return _page(title, f"<table><tr><td>{MENU}</td>{cell}<td>{_teasers()}</td></tr></table>{FOOT}")


def _wrapped(title: str, lines: Sequence[str]) -> str:
    return _columns(title, f"<div>{_each('<div><div><div><div><p>', lines, '</p></div></div></div></div>')}</div>")


def _listed(title: str, lines: Sequence[str]) -> str:
    return _columns(title, f"<p>{escape(lines[0])}</p><ol>{_each('<li>', lines[1:], '</li>')}</ol>")


def _in_parts(title: str, lines: Sequence[str]) -> str:
    third = max(1, len(lines) // 3)
    parts = (lines[:third], lines[third : 2 * third], lines[2 * third :])
    return _columns(title, "".join(f"<div>{_each('<p>', part, '</p>')}</div><div><img></div>" for part in parts))


def _linked(title: str, lines: Sequence[str]) -> str:
    body = (f"<p><a href=/x>{escape(x)}</a></p>" if n % 3 == 1 else f"<p>{escape(x)}</p>" for n, x in enumerate(lines))
    return _columns(title, f"<div>{''.join(body)}</div>")


def _discussed(title: str, lines: Sequence[str]) -> str:
    remarks = _each("<li><b>Bạn đọc</b><p>", 3 * REMARKS, "</p></li>")
    article = f"<h1>{escape(title)}</h1><p>{DATE}</p><div>{_each('<p>', lines, '</p>')}</div>"
    return _page(title, f"<div>{MENU}</div><div><div>{article}</div><div><h4>Bạn đọc viết</h4><ul>{remarks}</ul></div>")


def _flat(title: str, lines: Sequence[str]) -> str:
    rest = f"<h3>Có thể bạn quan tâm</h3>{_teasers('section')}{FOOT}"
    return _page(title, f"<h1>{escape(title)}</h1><p>{DATE}</p>{_each('<p>', lines, '</p>')}{rest}")


def _broken_off(title: str, lines: Sequence[str]) -> str:
    article = f"<h1>{escape(title)}</h1><div><span>{DATE}</span><div>{_each('<p>', lines, '')}"
    return _page(title, f"<div>{MENU}<div><div>{article}")


SHAPES: tuple[tuple[str, Shape], ...] = (
    ("layout table", _table),
    ("wrapped five times", _wrapped),
    ("list", _listed),
    ("in three parts", _in_parts),
    ("many links", _linked),
    ("comments", _discussed),
    ("flat", _flat),
    ("broken off", _broken_off),
)
