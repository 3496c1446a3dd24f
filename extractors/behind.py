"""The events behind a title, and the small questions that the reader of its aftermath asks of them."""

import re
from dataclasses import dataclass
from functools import cache

from extractors.events import Event
from extractors.honorifics import honorific
from extractors.lists import VERBS
from extractors.mentions import CountMention, Cue, OrgMention, TimesMention, TitleMention, YearMention

_BLANK = re.compile(r"[\s\":()\-]*$")
_LONGEST_QUOTE = 60
_MARKS = ' "”'
_FOR = re.compile(r"thành tích|đóng góp|phong trào|nhiệm vụ|công tác|vững mạnh")
_DECIDED = re.compile(r"(?:Quyết định|QĐ)[^;]{0,60}của\s+$")
_WITH = re.compile(r"[\s\"”]*với\s+$")


@cache
def _possessed() -> re.Pattern[str]:
    """ "của bị cáo ": the holder of the title follows."""
    return re.compile(rf"[\s\"]*của\s+(?:(?:{honorific()}|tập thể)\s+)*$")


@dataclass(frozen=True, slots=True)
class Behind:
    """A row of events, read from the title at `index` on."""

    text: str
    row: list[Event]
    index: int

    @property
    def title(self) -> Event:
        """The title itself."""
        return self.row[self.index]

    def following(self, position: int) -> Event | None:
        """The event after the one at `position`."""
        return self.row[position + 1] if position + 1 < len(self.row) else None

    def at_once(self, event: Event) -> bool:
        """True when nothing but quotes and blanks parts the event from the title."""
        return not self.text[self.title.end : event.start].strip(_MARKS)

    def close(self, start: int) -> bool:
        """True when only marks stand between the title and `start`."""
        return _BLANK.match(self.text[self.title.end : start]) is not None

    def year_of_reason(self, start: int) -> YearMention | None:
        """ "… cho 30 cá nhân có thành tích tại Hội thao năm 2025": the year that closes the reason behind `start`."""
        for event in self.row[self.index + 1 :]:
            stops = isinstance(event, Cue) and event.kind in (VERBS - {"get"}) | {"semi", "item"}
            if isinstance(event, TitleMention) or stops:
                return None
            if isinstance(event, YearMention) and event.start > start and event.shape not in ("date", "relative"):
                return event if _FOR.search(self.text[start : event.start].lower()) else None
        return None

    def predicate_follows(self, position: int) -> bool:
        """ "T1, năm 2022 nhận T2": a year behind a comma and before a verb opens the next predicate."""
        for event in self.row[position + 1 :]:
            if isinstance(event, TitleMention):
                return True
            if isinstance(event, Cue) and event.kind in VERBS | {"have", "semi", "item"}:
                return event.kind not in ("semi", "item")
        return False

    def numbers_follow(self, colon: int) -> bool:
        """ "- T chuyên đề …, giai đoạn 2015 - 2020: 96 tập thể": an item that is all about the title."""
        following = self.following(colon)
        return self.index == 0 and isinstance(following, CountMention) and following.n is not None

    def quoted(self, event: Event) -> bool:
        """ "Kỷ niệm chương ghi nhận "Vì sự tiến bộ của phụ nữ" cho P": a word of the title's own name."""
        told = self.text[self.title.end : event.start]
        opened = told.count("“") > told.count("”") or told.count('"') % 2 == 1
        return opened and any(mark in self.text[event.end : event.end + _LONGEST_QUOTE] for mark in '"”')

    def given_before(self, cue: Cue) -> bool:
        """ "thu hồi T đã tặng (năm 2014) cho R": the title's own history, not another award."""
        return self.text[self.title.end : cue.start].strip(' "”').lower() in ("đã", "mà đã", "đã được")

    def gives_more(self, position: int) -> bool:
        """ "tặng T và trao 100 triệu đồng cho R": R receives both."""
        following = self.following(position)
        joined = self.text[self.title.end : self.row[position].start].strip(" ,") in ("và", "đồng thời", "cùng")
        return joined and isinstance(following, Cue) and following.kind == "for"

    def hands_on(self, position: int) -> bool:
        """ "trao Giấy khen tặng R": the second verb right behind the title stands for "cho"."""
        before = self.row[position - 1]
        if before is not self.title and not isinstance(before, YearMention):
            return False
        start = max(self.title.end, before.end)
        return not self.text[start : self.row[position].start].strip(_MARKS)

    def holds(self, last: int, event: Event) -> bool:
        """ "T của ông P", "T với 3 cá nhân": the words between the event at `last` and this one say who has T."""
        told = self.text[self.row[last].end : event.start].lower()
        with_number = isinstance(event, CountMention) and _WITH.match(told)
        return bool(with_number or _possessed().match(told))

    def by(self, event: Event) -> bool:
        """ "T do I công nhận", "T mà I tặng"."""
        return self.text[max(0, event.start - 6) : event.start].rstrip().endswith((" do", " mà"))

    def decided_by(self, org: OrgMention) -> bool:
        """ "T (Quyết định số … của I)"."""
        return _DECIDED.search(self.text[max(self.title.end, org.start - 80) : org.start]) is not None

    def gives_behind_years(self, position: int, org: OrgMention) -> bool:
        """ "T giai đoạn 2015-2019 của UBND huyện": the giver behind the years."""
        between = self.row[self.index + 1 : position]
        only_years = between and all(
            isinstance(e, YearMention | TimesMention) or (isinstance(e, Cue) and e.kind == "comma") for e in between
        )
        return bool(only_years) and self.text[max(0, org.start - 4) : org.start] == "của "

    def gives_in_brackets(self, position: int, org: OrgMention) -> bool:
        """ "T (UBND tỉnh công nhận)"."""
        following = self.following(position)
        gives = isinstance(following, Cue) and following.kind == "give"
        return gives and self.text[max(0, org.start - 3) : org.start].rstrip()[-1:] == "("
