"""The end of a run in words: as JSON for programs, as a Vietnamese letter for people."""

import platform
import shlex
from collections.abc import Iterator
from datetime import datetime, timedelta

from pipeline.catalogue import issue_codes, source_advice
from pipeline.exit_codes import ExitCode
from pipeline.notify.end import RunEnd, Trouble

HANOI = timedelta(hours=7)  # people read the clock of Vietnam, the run log is UTC

LONGEST = 300  # letters of what an issue says

STATES = {
    "ok": "hoàn tất",
    "warnings": "hoàn tất, có cảnh báo",
    "failed": "thất bại",
    "interrupted": "bị dừng giữa chừng",
    "refused": "không bắt đầu được: một lượt khác đang chạy",
}
CHANGES = {
    "articles_new": "bài mới",
    "articles_changed": "bài đổi",
    "records_new": "dữ kiện mới",
    "records_updated": "dữ kiện đổi",
    "records_withdrawn": "dữ kiện rút",
}
TO_DO = {
    ExitCode.OK: "Không cần làm gì.",
    ExitCode.SOME_FAILED: "Xem sức khỏe từng nguồn: bangvang sources check.",
    ExitCode.USAGE: "Sửa dòng lệnh hoặc tệp cài đặt như thông báo nêu, rồi chạy lại.",
    ExitCode.LOCKED: "Chờ lượt đang chạy kết thúc; nếu nó treo, dừng tiến trình đó. Lượt sau tự đọc tiếp.",
    ExitCode.STORAGE: "Giải phóng đĩa hoặc sửa quyền thư mục như thông báo nêu; tệp hỏng thì khôi phục từ bản sao lưu.",
    ExitCode.BUG: "Gửi dấu vết lỗi trong tệp nhật ký cho nhóm phát triển; lượt sau sẽ thử lại.",
    ExitCode.INTERRUPTED: "Chạy lại để làm tiếp; không có gì dở dang.",
    ExitCode.TERMINATED: "Chạy lại để làm tiếp; không có gì dở dang.",
}


def payload(end: RunEnd) -> dict[str, object]:
    """What a webhook is sent; its keys are a contract: docs/commands.md."""
    run = end.run.model_dump(mode="json") if end.run else {}
    counts = {name: value for name, value in run.items() if isinstance(value, int)}
    return {
        "program": "bangvang",
        "host": platform.node(),
        "home": str(end.home.root.resolve()),
        "command": end.command,
        "run_id": run.get("run_id"),
        "state": end.state,
        "exit_code": end.code.value,
        "message": end.message,
        "started_at": _utc(end.run.started_at if end.run else None),
        "ended_at": _utc(end.run.ended_at if end.run else None),
        "counts": counts,
        "issues": [trouble._asdict() for trouble in end.worst],
    }


def subject(end: RunEnd) -> str:
    """The state and the day."""
    day = f" ngày {end.run.started_at + HANOI:%d/%m/%Y}" if end.run else ""
    return f"Bảng Vàng: lượt chạy{day} {STATES[end.state]}"


def body(end: RunEnd) -> str:
    """What changed, what is wrong, what to do."""
    parts = {"Đã thay đổi": list(_changes(end)), "Chưa ổn": list(_wrong(end)), "Cần làm gì": list(_to_do(end))}
    told = ["\n".join([title, *(f"- {line}" for line in lines)]) for title, lines in parts.items() if lines]
    return "\n\n".join([_head(end), *told]) + "\n"


def _head(end: RunEnd) -> str:
    where = f"trên máy {platform.node()}, thư mục {end.home.root.resolve()}"
    lines = [f"Lượt chạy (bangvang {end.command}) {where}: {STATES[end.state]} (mã thoát {end.code.value})."]
    if end.run:
        ended = f", kết thúc {_clock(end.run.ended_at)}" if end.run.ended_at else ""
        lines.append(f"Bắt đầu {_clock(end.run.started_at)}{ended} (giờ Việt Nam); mã lượt {end.run.run_id}.")
    return "\n".join(lines)


def _changes(end: RunEnd) -> Iterator[str]:
    if end.run is None:
        yield "Không có gì: lượt chạy không bắt đầu được."
        return
    counts = end.run.model_dump()
    told = [f"{counts[name]} {word}" for name, word in CHANGES.items() if counts[name]]
    yield ", ".join(told) or "Không có gì mới, không có gì đổi."


def _wrong(end: RunEnd) -> Iterator[str]:
    if end.run and end.run.failed:
        yield f"{end.run.failed} đầu vào không đọc được"
    if end.run and end.run.message and not end.is_failure:
        yield f"Chưa làm hết: {end.run.message}"
    elif end.is_failure:
        yield f"Thông báo của chương trình: {end.message}"
    yield from map(_trouble, end.worst)
    if end.run and end.run.issues > len(end.worst) > 0:
        yield f"… và {end.run.issues - len(end.worst)} vấn đề khác"


def _trouble(trouble: Trouble) -> str:
    known = issue_codes().get(trouble.code)
    meaning = f" {known.meaning_vi}" if known else ""
    kind = "Lỗi" if trouble.severity == "error" else "Cảnh báo"
    return f"{kind} {trouble.code}:{meaning} {trouble.subject}: {trouble.message[:LONGEST]}"


def _to_do(end: RunEnd) -> Iterator[str]:
    yield TO_DO[end.code]
    for code in dict.fromkeys(trouble.code for trouble in end.worst):
        if code in source_advice():
            yield f"{code}: {source_advice()[code].advice_vi}"
    yield f"Xem thêm: bangvang status --home {shlex.quote(str(end.home.root.resolve()))}; nhật ký: {end.home.log}"


def _clock(time: datetime | None) -> str:
    return f"{time + HANOI:%H:%M %d/%m/%Y}" if time else ""


def _utc(time: datetime | None) -> str | None:
    return f"{time.isoformat(timespec='seconds')}Z" if time else None
