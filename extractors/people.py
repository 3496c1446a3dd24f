"""Names of persons, and the post and organisation that stand beside a name."""

import re
from functools import lru_cache

from msgspec.structs import replace

from extractors import lexicon
from extractors.fold import CAPITALS, fold, one_spaced
from extractors.honorifics import opening_name
from extractors.mentions import OrgMention, PersonMention
from extractors.ner import is_person

_STANDS_IN = re.compile(r"(?<!\w)(?:đại diện|thân nhân)(?: của)?\s+$")  # "trao … cho đại diện gia đình P": P's it is
_REST = r"[^\W\d_]*(?:['’-][^\W\d_]+)?"
_SYLLABLE = rf"[{CAPITALS}]{_REST}"
_NAME = re.compile(rf"[{CAPITALS}](?<!\w.){_REST}(?:[ \u00a0]{_SYLLABLE}){{0,4}}(?:\s[{CAPITALS}]\.)?")
_SLIP = re.compile(rf"{_SYLLABLE}\s[^\W{CAPITALS}\d_]{{2,6}}\s{_SYLLABLE}(?!\w)")  # "Nguyễn minh Quốc"
_AFTER_POST = re.compile(rf"\s*({_NAME.pattern})")
_PRONOUN = re.compile(
    r"(?<!\w)(?<!các )(?<!những )(?<!ông, )(?<!ông )(?:gia đình )?(?:ông|bà|anh|chị|cô|thầy|em)"
    r"(?=\s+(?:được|đã|vinh|còn|cũng|là|có|nhận|đạt|luôn|vừa|từng|liên|mới|lại|tiếp|năm|đón|giành|trở|vẫn)(?!\w))"
)
_DATIVE = re.compile(
    r"(?<=tặng )(?:ông|bà|anh|chị|cô|thầy|em)(?=\s+(?:bằng khen|giấy khen|huân chương|huy|danh hiệu|kỉ niệm chương))"
)
_SURE_FIRST = 2


def find_people(
    text: str, folded: str, orgs: list[OrgMention], given: frozenset[str] = frozenset()
) -> list[PersonMention]:
    """Persons in `text`: names after an honorific or a post, and names that a family name opens.

    A name inside an organisation's name is not a person. `given` are the given names of persons whom the
    article names in full elsewhere: standing alone they name them again.
    """
    taken = [(org.start, org.end) for org in orgs]
    found = [*_after_honorifics(text, folded, taken), *_after_posts(text, orgs)]
    names = list(_NAME.finditer(text))
    found += _by_family_name(names, folded, taken, found)
    found += _by_tagger(text, names, folded, taken, found)
    if given:
        found += _by_given_name(text, names, folded, given, [*taken, *((p.start, p.end) for p in found)])
    found += [
        PersonMention(m.start(), m.end(), "", pronoun=True, honorific=m[0])
        for m in (*_PRONOUN.finditer(folded), *_DATIVE.finditer(folded))
    ]
    kept: list[PersonMention] = []
    for person in sorted(found, key=lambda p: (p.start, -p.end)):
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
    return [_with_unit(text, folded, person, orgs) for person in kept]


def person_at(text: str, position: int) -> bool:
    """True when a name that a family name opens stands right at `position`."""
    name = _NAME.match(text, position)
    return name is not None and _looks_personal(name[0])


def _after_honorifics(text: str, folded: str, taken: list[tuple[int, int]]) -> list[PersonMention]:
    found = []
    position = 0
    while match := opening_name().search(folded, position):
        position = match.end()
        end = match.end()
        while again := opening_name().match(folded, end):
            end = again.end()
        name = _NAME.match(text, end)
        if name and " " not in name[0] and fold(name[0]) in lexicon.folded_lines("surnames.txt"):
            name = _SLIP.match(text, end) or name
        if (
            name
            and not _inside_longer(end, name.end(), taken)
            and ((end, name.end()) not in taken or _opens_with_family_name(name[0]))  # "giáo viên Trường X"
            and len(name[0]) > 1
            and not _is_place(folded[end : name.end()])
        ):
            honorific = folded[match.start() : end].strip()
            handed = _STANDS_IN.search(folded, 0, match.start()) is not None
            household = ("hộ" in honorific.split() or "gia đình" in honorific) and not handed
            found.append(PersonMention(end, name.end(), _clean(name[0]), household=household, honorific=honorific))
            position = name.end()
    return found


def _after_posts(text: str, orgs: list[OrgMention]) -> list[PersonMention]:
    found = []
    for org in orgs:
        name = _AFTER_POST.match(text, org.end) if org.post else None
        if name and _looks_personal(name[1]):
            found.append(PersonMention(name.start(1), name.end(1), _clean(name[1]), unit=org.org or org, office=org))
    return found


def _by_family_name(
    names: list[re.Match[str]], folded: str, taken: list[tuple[int, int]], known: list[PersonMention]
) -> list[PersonMention]:
    spans = [*taken, *((p.start, p.end) for p in known)]
    return [
        PersonMention(m.start(), m.end(), _clean(m[0]))
        for m in names
        if _looks_personal(m[0]) and not _inside(m.start(), spans) and not _is_place(folded[m.start() : m.end()])
    ]


_RECEIVES = re.compile(r"\s+(?:đã\s+|cũng\s+|vừa\s+)*(?:vinh dự\s+)?(?:được|nhận|đạt|đón nhận|giành)(?!\w)")


def _by_tagger(
    text: str, names: list[re.Match[str]], folded: str, taken: list[tuple[int, int]], known: list[PersonMention]
) -> list[PersonMention]:
    """Names without a known family name that stand where a recipient stands: underthesea decides."""
    spans = [*taken, *((p.start, p.end) for p in known)]
    unsure = [
        m
        for m in names
        if " " in m[0]
        and (_RECEIVES.match(folded, m.end()) or folded.endswith("cho ", 0, m.start()))
        and not any(a < m.end() and m.start() < b for a, b in spans)
        and not _is_place(folded[m.start() : m.end()])
    ]
    return [
        PersonMention(m.start(), m.end(), _clean(m[0])) for m in unsure if not m[0].isupper() and is_person(text, m[0])
    ]


def given_names(text: str) -> frozenset[str]:
    """How `text` calls its persons: last syllables of names with a known family name, and stage names.

    "Á hậu Huyền My" has no family name: where "Huyền My" stands alone it is she again.
    """
    names = (m[0] for m in _NAME.finditer(text))
    folded = fold(text)
    called = (_NAME.match(text, m.end()) for m in opening_name().finditer(folded))
    stage = {
        name[0] for name in called if name and " " in name[0] and not name[0].isupper() and not _is_place(fold(name[0]))
    }
    return frozenset(name.split()[-1] for name in names if _looks_personal(name)) | stage


_ALONE = re.compile(
    rf"([{CAPITALS}](?<![\w.'’-].)(?<![{CAPITALS}] .){_REST})(?![\w'’]|\s+[{CAPITALS}\d]|\.\s?[{CAPITALS}])"
)
_LONGEST = 60  # characters of a word before a name
_CAPITAL_BEFORE = re.compile(rf"[{CAPITALS}][^\W\d_]*\s$")


def _by_given_name(
    text: str, names: list[re.Match[str]], folded: str, given: frozenset[str], taken: list[tuple[int, int]]
) -> list[PersonMention]:
    """ "cho Sinh", "Thảo đạt": a given name alone, in a text that tells the full name."""
    stage = [
        PersonMention(m.start(), m.end(), m[0])
        for m in names
        if " " in m[0] and m[0] in given and not _inside(m.start(), taken)
    ]
    return stage + [
        PersonMention(m.start(), m.end(), m[1])
        for m in _ALONE.finditer(text)
        if m[1] in given
        and not _inside(m.start(), taken)
        and not _CAPITAL_BEFORE.search(text, max(0, m.start() - _LONGEST), m.start())
        and not opening_name().match(folded, m.start())  # "Trung tướng"
    ]


@lru_cache(maxsize=1 << 12)
def _looks_personal(name: str) -> bool:
    words = name.split()
    return _opens_with_family_name(name) and len(words) >= _SURE_FIRST and not words[-1].isupper()


def _opens_with_family_name(name: str) -> bool:
    first = fold(name.split(maxsplit=1)[0])
    return not {first, re.split(r"['’]", first)[0]}.isdisjoint(lexicon.folded_lines("surnames.txt"))


def _is_place(folded: str) -> bool:
    return folded in lexicon.provinces() or folded in lexicon.folded_lines("not_people.txt")


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _inside_longer(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """True when a body's name opens before the personal name or runs beyond it: "đồng chí Đoàn Thúy Hạnh" is hers."""
    return any(a < start < b or (a == start and b > end) for a, b in taken)


def _clean(name: str) -> str:
    return one_spaced(name).strip()


_MEMBER = re.compile(r"(?:ủy viên|đại biểu)$")  # of a committee or an assembly: the post that follows tells the unit
_BESIDE = re.compile(
    r"(?:\s+(?:hiện\s+|đang\s+)*(?:sinh hoạt|công tác|làm việc|giảng dạy)\s+(?:(?:tại|ở)\s+)?$)"
    r"|\s*(?:\([^()]{0,30}\)\s*)?(?:\([^()]{0,40}?|[,-]\s*[^,;:.()]{0,45}?|,[^;:.()]{0,70},[^,;:.()]{0,25}?)$"
)


def _with_unit(text: str, folded: str, person: PersonMention, orgs: list[OrgMention]) -> PersonMention:
    """ "P, Trưởng phòng X", "P (Phòng X)", "P, công nhân tổ Y Công ty Z", "giáo viên Trường X P"."""
    if person.unit or person.pronoun:
        return person
    for org in orgs:
        if org.start >= person.end and org.start - person.end < 90:
            between = folded[person.end : org.start]
            if _MEMBER.match(fold(org.post)) or _several_posts(folded, org, orgs):
                continue
            if org.place and not org.post:
                return person  # where the person lives
            if _BESIDE.match(between) and not re.search(r"được|tặng|trao|đạt|nhận|\bvà\b|trú tại|quê|ngụ|ở ", between):
                return replace(person, unit=org.org or org)
            return person
    return person


def _several_posts(folded: str, org: OrgMention, orgs: list[OrgMention]) -> bool:
    """ "P, Bí thư Đảng ủy, Chủ tịch HĐND xã X": the last of several posts tells of which body."""
    bare = bool(org.post) and (org.bare or (org.org is not None and org.org.bare))
    return bare and any(other.post and folded[org.end : other.start].strip() in (",", "-") for other in orgs)
