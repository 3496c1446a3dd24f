"""Who a short name or a pronoun means: looked up in the rest of the article."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from msgspec.structs import replace

from extractors import lexicon
from extractors.fold import CAPITALS, any_of, fold
from extractors.honorifics import opening_name
from extractors.mentions import OrgMention, PersonMention
from extractors.orgs import find_orgs
from extractors.people import find_people

_BEFORE, _AFTER = 70, 220  # characters round a name in which its unit is looked for
_SAME = {  # which honorifics a pronoun may take up
    "ông": ("ông", "đồng chí", "nghệ nhân", "bác sĩ", "già làng", "bác"),
    "bà": ("bà", "mẹ", "cụ", "đồng chí"),
    "anh": ("anh", "bị cáo", "thủ môn", "công nhân", "kỹ sư", "chiến sĩ"),
    "chị": ("chị", "đồng chí"),
    "cô": ("cô giáo", "cô", "bà", "chị"),
    "thầy": ("thầy giáo", "thầy", "nhà giáo"),
    "em": ("em", "học sinh", "sinh viên"),
}


_JOB = 45  # characters of a job before its body: "giáo viên bộ môn Ngữ văn Trường X"
_ENDS = re.compile(r"[.;,:]")
_SERVES = re.compile(
    r"(?:(?<!\w)(?P<pronoun>ông|bà|anh|chị|cô|thầy)(?: giáo)?)?\s+(?:(?:hiện|đang|nay|từng|đã|hiện nay|hiện đang)\s+)*"
    r"(?P<verb>là|làm|giữ chức(?: vụ)?|công tác tại|công tác ở|làm việc tại|giảng dạy tại|dạy tại|về)\s+"
)


_PREFIXED = re.compile(rf"[{CAPITALS}][^\W\d_]*['’][{CAPITALS}]")


@dataclass(frozen=True, slots=True)
class Identities:
    """Answers from the article's whole text."""

    text: str
    folded: str
    bodies: list[OrgMention] = field(default_factory=list)  # named in what has been read, in text order

    def full_name(self, short: str) -> str:
        """ "Hệ" becomes "Đinh Ngọc Hệ" when the text names him so; a name that is full stays; "" when unknown.

        Names with a prefix of the Central Highlands ("K'Brểu") are full without a second word.
        """
        if " " in short or _PREFIXED.match(short):
            return short
        pattern = re.compile(rf"(?<!\w)((?:[{CAPITALS}][^\W\d_]*\s){{1,3}}{re.escape(short)})(?!\w)")
        for match in pattern.finditer(self.text):
            words = match[1].split()
            if fold(words[0]) in lexicon.folded_lines("surnames.txt"):
                return " ".join(words)
        return ""

    def person_meant(self, pronoun: str, position: int) -> PersonMention | None:
        """The last person before `position` whom the text introduces with an honorific that fits the pronoun."""
        return self._last(_introduced(pronoun), position) or self._last(opening_name(), position)

    def _last(self, introduced: re.Pattern[str], position: int) -> PersonMention | None:
        name = rf"([{CAPITALS}][^\W\d_]*(?:[ ][{CAPITALS}'’][^\W\d_]*){{1,4}})"
        found: PersonMention | None = None
        for match in introduced.finditer(self.folded, 0, position):
            named = re.compile(name).match(self.text, match.end())
            if named:
                found = PersonMention(named.start(1), named.end(1), named[1])
        return found

    def body_meant(self, bare: OrgMention) -> OrgMention | None:
        """ "công ty", "Đội": the last body of that kind that the text names before it."""
        head = bare.head.removeprefix("nhà ")
        alike = (body for body in self.bodies if body.start < bare.start and f"{body.head} ".startswith(f"{head} "))
        return max(alike, key=lambda body: body.start, default=None)

    def unit_of(self, name: str) -> OrgMention | None:
        """The body that stands beside the name anywhere in the text."""
        given = name.rsplit(maxsplit=1)[-1]
        for match in re.finditer(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(given)})(?!\w)", self.text, re.IGNORECASE):
            start = max(self.text.rfind("\n", 0, match.start()) + 1, match.start() - _BEFORE)
            line_end = self.text.find("\n", match.end())
            end = min(line_end if line_end >= 0 else len(self.text), match.end() + _AFTER)
            window = self.text[start:end]
            folded = fold(window)
            for person in find_people(window, folded, find_orgs(window, folded), frozenset((given,))):
                if fold(person.name) in (fold(name), fold(given)) and person.unit:
                    return _moved(person.unit, start)
        return self._workplace(name)

    def _workplace(self, name: str) -> OrgMention | None:
        """ "Từ năm 2013, cô là Hiệu trưởng Trường X": the body that the person serves."""
        for match in _served(self.folded):
            told = self.text[max(0, match.start() - len(name) - 1) : match.start("verb")]
            if name not in told and not self._is_meant(match["pronoun"], name, match.start()):
                continue
            window = self.text[match.end() : match.end() + _AFTER].split("\n")[0]
            orgs = find_orgs(window, fold(window))
            if orgs and orgs[0].start <= _JOB and not _ENDS.search(window[: orgs[0].start]):
                return _moved(orgs[0].org or orgs[0], match.end())
        return None

    def _is_meant(self, pronoun: str | None, name: str, position: int) -> bool:
        meant = self.person_meant(pronoun, position) if pronoun else None
        return meant is not None and (meant.name == name or name.endswith(f" {meant.name}"))


@lru_cache(maxsize=4)  # of one article, for each of its persons
def _served(folded: str) -> tuple[re.Match[str], ...]:
    return tuple(_SERVES.finditer(folded))


@cache
def _introduced(pronoun: str) -> re.Pattern[str]:
    return re.compile(rf"{any_of(_SAME.get(pronoun, (pronoun,)))}\s+")


def _moved(org: OrgMention, base: int) -> OrgMention:
    inner = _moved(org.org, base) if org.org else None
    return replace(org, start=org.start + base, end=org.end + base, org=inner)
