"""Vietnamese words that messages share."""

from pipeline.catalogue import titles
from schemas import AwardRecord, Level, RecipientKind, Status

KINDS = {
    RecipientKind.CA_NHAN: "cá nhân",
    RecipientKind.TAP_THE: "tập thể",
    RecipientKind.HO_GIA_DINH: "hộ gia đình",
}
LEVELS = {
    Level.CO_SO: "cơ sở",
    Level.TINH: "tỉnh, thành phố",
    Level.BO_NGANH: "bộ, ngành",
    Level.NHA_NUOC: "Nhà nước",
}
RANKS = {1: "Nhất", 2: "Nhì", 3: "Ba"}
STATUSES = {
    Status.AWARDED: "đã tặng",
    Status.PROPOSED: "đề nghị",
    Status.REGISTERED: "đăng ký",
    Status.REVOKED: "thu hồi",
}


def title_of(record: AwardRecord) -> str:
    """ "Chiến sĩ thi đua cấp cơ sở": the title with the level where titles of one name have several."""
    name = titles()[record.title].name
    return f"{name} cấp {LEVELS[record.level]}" if record.title == "chien-si-thi-dua" and record.level else name


def years_of(record: AwardRecord) -> str:
    """ "năm 2019", "giai đoạn 2017–2022"; empty without years."""
    if record.year_from is None:
        return ""
    one = record.year_from == record.year_to
    return f"năm {record.year_from}" if one else f"giai đoạn {record.year_from}–{record.year_to}"
