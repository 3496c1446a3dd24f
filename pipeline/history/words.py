"""Changes in words for people."""

from pipeline.catalogue import labels
from pipeline.history.net import Change

SHOWN = ("Thay đổi", "Lý do", "Danh hiệu", "Đơn vị", "Cá nhân", "Năm", "Số lượng", "Trạng thái", "Cụ thể", "Nguồn")


def cells(change: Change) -> tuple[object, ...]:
    """One row under the columns SHOWN."""
    told = change.told
    names = ("title_name", "unit", "person", "years", "count_name", "status_name")
    return (_label("change", change.kind), _label("cause", told["cause"]), *(told[name] for name in names),
            "; ".join(_values(change)), told["url"])  # fmt: skip


def _values(change: Change) -> list[str]:
    """`số lượng: 3 → 4`, one a field."""
    return [
        f"{_label('field', name)}: {_said(change.before[name])} → {_said(change.after[name])}" for name in change.after
    ]


def _label(kind: str, code: str) -> str:
    label = labels().get((kind, code))
    return label.vi if label else code


def _said(value: object) -> str:
    if value is None or value == []:
        return "không có"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
