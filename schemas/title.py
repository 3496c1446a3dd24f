"""The catalogue of award titles: one row of data/titles.csv."""

from enum import StrEnum

from pydantic import Field

from schemas.award import Level, RecipientKind
from schemas.base import Model


class TitleGroup(StrEnum):
    """The family of a title in the Law on Emulation and Commendation (2022, chapters II-III)."""

    EMULATION = "danh-hieu-thi-dua"
    ORDER = "huan-chuong"
    MEDAL = "huy-chuong"
    HONOUR = "danh-hieu-vinh-du-nha-nuoc"
    PRIZE = "giai-thuong"
    COMMENDATION = "hinh-thuc-khen-thuong"
    BADGE = "ky-niem-chuong"


class AwardTitle(Model):
    """A title that somebody can be given: its code, names, possible recipients, ranks and usual level."""

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    name: str = Field(min_length=1)
    group: TitleGroup
    recipients: frozenset[RecipientKind] = Field(min_length=1)
    ranks: frozenset[int] = frozenset()
    default_level: Level | None = None
    aliases: tuple[str, ...] = ()
