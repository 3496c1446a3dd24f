"""What the components find: each mention is a stretch of text and what it says."""

from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from schemas import CountQualifier, Level, RecipientKind, Status


class Mention(Struct, frozen=True):
    """A stretch [start, end) of the canonical text."""

    start: int
    end: int


class TitleMention(Mention, frozen=True):
    """A title with what follows it inside its own phrase: ranks, level, and the body it is named after."""

    code: str
    ranks: tuple[int, ...] = ()
    every_rank: bool = False  # "các hạng"
    level: Level | None = None
    issuer: "OrgMention | None" = None
    needs: str = ""  # a context that a vague form must stand in; see data/title_forms.csv
    bare_end: int = 0  # where the title itself ends, before its tail
    rank_spans: tuple[tuple[int, int], ...] = ()
    named: bool = False  # printed in quotes or with a quoted name


class CountMention(Mention, frozen=True):
    """`n` recipients of a kind; `kinds` has two members where one number covers both."""

    n: int | None
    qualifier: CountQualifier
    kinds: tuple[RecipientKind, ...]
    noun: str = ""
    households: bool = False


class TimesMention(Mention, frozen=True):
    """ "3 lần", "5 năm liền": how often, and whether in a run of years."""

    n: int | None
    run: bool = False


class YearMention(Mention, frozen=True):
    """Years as (from, to) pairs; `period` marks a stretch that a total covers."""

    years: tuple[tuple[int, int], ...]
    shape: str  # single, list, period, school, date, relative
    listed: bool = True  # several years told one by one; False for those of a stretch

    @property
    def dated(self) -> bool:
        """True for the year of a day, of an event or of the decision itself."""
        return self.shape in ("date", "deed")


class OrgMention(Mention, frozen=True):
    """An organisation or territory, or the holder of a post in it (`post`)."""

    name: str
    head: str
    rank: int
    level: Level | None
    bare: bool = False  # only the head word: the text's own unit
    post: str = ""
    confers: bool = True  # the holder of the post gives awards in the body's name
    place: bool = False
    council: bool = False
    org: "OrgMention | None" = None  # the body in which `post` is held


class PersonMention(Mention, frozen=True):
    """A named person and the organisation that the text puts beside the name."""

    name: str
    unit: OrgMention | None = None
    office: OrgMention | None = None  # the post that stands before the name: "Thủ tướng P"
    household: bool = False
    pronoun: bool = False
    honorific: str = ""


class Cue(Mention, frozen=True):
    """A word that tells who gives, who gets, how far the award has come, or that lists follow."""

    kind: str
    status: Status | None = None
    text: str = ""


@dataclass(slots=True)
class Found:
    """All mentions of one article, by the component that found them."""

    titles: list[TitleMention] = field(default_factory=list)
    counts: list[CountMention] = field(default_factory=list)
    times: list[TimesMention] = field(default_factory=list)
    years: list[YearMention] = field(default_factory=list)
    orgs: list[OrgMention] = field(default_factory=list)
    people: list[PersonMention] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Background:
    """What the whole article settles for each of its passages."""

    published: date | None = None  # resolves days without a year and "năm nay"
    period: tuple[int, int] | None = None  # resolves "trong 5 năm"
    last_year: int | None = None  # the last year on which the article reports: "đến nay" in a text without a date
    badges: bool = False  # the article is about Party badges: "30 năm tuổi Đảng có 24 đảng viên" tells of them
    founded: int | None = None  # the year in which the article's body was founded: "kỷ niệm 20 năm thành lập"
    short: tuple[tuple[str, str], ...] = ()  # abbreviations that the article defines itself
    given: frozenset[str] = frozenset()  # last syllables of the persons whom the article names in full
