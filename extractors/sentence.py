"""One sentence with its events, and the small questions that the linker asks of it."""

import re
from dataclasses import dataclass, replace

from extractors import lexicon
from extractors.events import Event
from extractors.facts import Recipient, TitleCount
from extractors.mentions import CountMention, Cue, Mention, OrgMention, PersonMention, TitleMention
from extractors.numbers import NUMBER, number
from schemas import CountQualifier, TitleGroup

_NUMBER_BEFORE = re.compile(
    rf"(?:(gần|khoảng)\s+|(hơn|trên)\s+)?(?<![\w/.,])({NUMBER})\s+(?:lượt\s+|tấm\s+|chiếc\s+|lá\s+|danh\s+hiệu\s+)?\"?$"
)
_GRANTED = re.compile(r"được (?:phong|trao|truy|công nhận|nhận)[^.;:]{0,60}(?:như|gồm|là|:)\s*\"?$")
_LITTLE = 12  # letters beside the events of an entry
_WORD = re.compile(r"[^\W\d_]")
_SEVERAL = re.compile(r"nhiều|các|những|hàng|một số|cá nhân")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 120  # characters of a number in words and what stands between it and a title
_QUOTES = " \"“'‘"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the article (`text` and `folded` are the whole of it) and its row of events."""

    text: str
    folded: str
    start: int
    end: int
    row: list[Event]

    def segment_start(self, mention: Mention | Recipient) -> int:
        """Where the clause of `mention` begins: behind the last `;` or "(2)"."""
        parts = [e.end for e in self.row if isinstance(e, Cue) and e.kind in ("semi", "item")]
        return max([self.start, *(end for end in parts if end <= mention.start)])

    def adjoin(self, first: Mention | Recipient, second: Mention, marks: str = _QUOTES) -> bool:
        """True when nothing but quotes and blanks stands between the two."""
        return not self.text[first.end : second.start].strip(marks)

    def bare_entry(self, title: TitleMention) -> bool:
        """ "- Năm 2003: Được UBND tỉnh tặng T": nothing but year, giver and verb stands before the title."""
        start = self.segment_start(title)
        told = self.folded[start : title.start]
        before = [event for event in self.row if start <= event.start < title.start]
        for event in before:
            if not isinstance(event, CountMention | PersonMention):
                told = told.replace(self.folded[event.start : event.end], " ", 1)
        little = len(re.sub(r"[\W\d_]+", "", told)) <= _LITTLE and not _SEVERAL.search(told)
        return little and not (before and self._acts(before[-1], title))

    def _acts(self, last: Event, title: TitleMention) -> bool:
        """ "U lĩnh T": a word that no cue knows tells what the body right before it does, so it is not the giver."""
        return isinstance(last, OrgMention) and _WORD.search(self.folded, last.end, title.start) is not None

    def number_before(self, title: TitleMention) -> TitleCount | None:
        """ "4 cờ", "gần 20 Bằng khen": the number that counts the title itself; a year is none."""
        start = max(self.start, title.start - _LONGEST)
        match = _NUMBER_BEFORE.search(self.folded[start : title.start])
        value = number(match[3]) if match else None
        if not match or not value or _YEAR.fullmatch(match[3]):
            return None
        qualifier = CountQualifier.APPROX if match[1] else CountQualifier.AT_LEAST if match[2] else CountQualifier.EXACT
        return TitleCount(value, qualifier, start + match.start(3), start + match.end(3))

    def honorific(self, position: int, title: TitleMention) -> bool:
        """ "NSND Trà Giang": an honour right before a name is how people are addressed."""
        if lexicon.titles()[title.code].group is not TitleGroup.HONOUR or title.named:
            return False
        following = self.row[position + 1] if position + 1 < len(self.row) else None
        named = isinstance(following, PersonMention) and not self.text[title.end : following.start].strip()
        return named and "danh hiệu" not in self.folded[max(0, title.start - 12) : title.start]

    def grants(self, honour: TitleMention) -> bool:
        """ "Nhiều nghệ sĩ được phong tặng đợt này như NSND A, NSƯT B": the forms of address tell who was given what."""
        return _GRANTED.search(self.folded, self.start, honour.start) is not None

    def next_title(self, position: int) -> int | None:
        """Index of the next title behind `position`."""
        return next((i for i in range(position + 1, len(self.row)) if isinstance(self.row[i], TitleMention)), None)

    def split_behind(self, position: int, title: TitleMention) -> int | None:
        """ "các hạng, gồm: hạng Nhất 12 …, hạng Nhì 15 …": where the split begins, which counts, not the whole."""
        following = self.next_title(position)
        part = self.row[following] if following is not None else None
        return following if isinstance(part, TitleMention) and part.code == title.code and part.ranks else None

    def in_list(self, position: int) -> bool:
        """True when a colon stands before and nothing but a mark right before the title."""
        marks = [e for e in self.row[:position] if isinstance(e, Cue) and e.kind in ("colon", "semi", "comma", "among")]
        opened = any(mark.kind in ("colon", "among") for mark in marks)
        return opened and self.adjoin(marks[-1], self.row[position])


def without_honorifics(sentence: Sentence) -> tuple[Sentence, list[TitleMention]]:
    """The sentence without the honours that are mere forms of address, and these."""
    titles = [(i, event) for i, event in enumerate(sentence.row) if isinstance(event, TitleMention)]
    dropped = [title for position, title in titles if sentence.honorific(position, title)]
    if len(dropped) == len(titles) and dropped and sentence.grants(dropped[0]):
        return sentence, []
    row = [event for event in sentence.row if not any(event is title for title in dropped)]
    return replace(sentence, row=row), dropped
