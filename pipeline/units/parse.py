"""A printed name as the bodies it names, the smallest first, each with its head, its own words and its places."""

from dataclasses import dataclass
from functools import cache

from data import read_lines
from extractors import lexicon
from extractors.fold import fold
from pipeline.catalogue import provinces
from pipeline.units.catalogue import Identity, UnitHead, heads, phrases, place_words, plain
from pipeline.units.known import Known, joined
from pipeline.units.words import Word, words_of

PROVINCE = 1
_PERSONAL = (3, 4, 5)  # syllables of a person's full name


@dataclass(frozen=True)
class Place:
    """A territory in a name: "huyện Yên Thế"; without a name "tỉnh"."""

    tier: int  # 1 province to 4 hamlet, 0 not told
    word: str
    name: str  # as printed; a province by its name in data/provinces.csv
    own: bool  # it is the body's own territory: "Trạm Y tế xã X", not "Trường THCS Y, xã X"

    @property
    def key(self) -> str:
        """What the same territory is called, however it is printed."""
        word = "tỉnh" if self.tier == PROVINCE else self.word or "?"
        return f"{word} {fold(self.name)}".strip()

    @property
    def called(self) -> str:
        """Its name in full."""
        return f"{self.word} {self.name}".strip()


@dataclass(frozen=True)
class Body:
    """One body of a chain."""

    head: UnitHead | None
    head_text: str
    words: tuple[Word, ...]
    places: tuple[Place, ...]

    @property
    def own(self) -> str:
        """Head and own words, without joints."""
        return " ".join([plain(self.head_text), *(word.key for word in self.words)]).strip()


@dataclass
class _Draft:
    """A body while it is read."""

    head: UnitHead | None
    head_text: str
    words: list[Word]
    places: list[Place]

    def done(self) -> Body:
        return Body(self.head, self.head_text, tuple(self.words), tuple(self.places))


def parse(name: str) -> tuple[Body, ...]:
    """The bodies of `name`; none when it names nobody: "các phường", "Hội đồng Thi đua - Khen thưởng"."""
    words = _without_post(_without_leads(words_of(name)))
    if not words or _names_many(words):
        return ()
    bodies = [_opened(words)]
    position = _head_length(words, 0)
    while position < len(words):
        position += _step(words, position, bodies)
    return tuple(body.done() for body in bodies)


def _opened(words: tuple[Word, ...]) -> _Draft:
    head = _head_at(words, 0)
    return _Draft(head, (head.means or head.head) if head else "", [], [])


def _step(words: tuple[Word, ...], at: int, bodies: list[_Draft]) -> int:
    """Read what stands at `at` into the bodies; how many words it takes."""
    body = bodies[-1]
    head = _head_at(words, at)
    if head and head is body.head and words[at].joint in (",", "(", "-") and not body.words and not body.places:
        return _head_length(words, at)  # "Phòng Chế độ BHXH, BHXH tỉnh X"
    if head and _splits(words, at, body, head):
        bodies.append(_Draft(head, head.means or head.head, [], []))
        return _head_length(words, at)
    for place, length in (_place_at(words, at, body), _bare_province(words, at, body)):
        if place:
            body.places.append(place)
            return length
    body.words.append(words[at])
    return 1


def _splits(words: tuple[Word, ...], at: int, body: _Draft, head: UnitHead) -> bool:
    """Whether the head at `at` opens a larger body and is no word of this one's name: "Cục Thuế"."""
    joint = words[at].joint
    if joint == "of":
        return True
    written = words[at].opens or (joint in (",", "(") and _head_length(words, at) > 1)
    if joint == "and" or not written or head.kind == "nganh":
        return False
    if joint in (",", "(", "-", ";"):
        return bool(body.words or body.places or _is_part(body)) and head.rank >= (body.head.rank if body.head else 1)
    if not body.words and not body.places:
        return body.head is not None and _is_part(body) and body.head.bare == "yes" and head.rank >= body.head.rank
    return head.rank > (body.head.rank if body.head else 1)


def _is_part(body: _Draft) -> bool:
    return body.head is not None and body.head.identity is Identity.PART


def _head_at(words: tuple[Word, ...], at: int) -> UnitHead | None:
    length = _head_length(words, at)
    return heads()[joined(words[at : at + length])] if length else None


def _head_length(words: tuple[Word, ...], at: int) -> int:
    """Words of the longest head at `at`; 0 when none stands there, or a phrase that only begins like one."""
    length = _known_heads().longest(words, at)
    phrase = _not_heads().longest(words, at)
    return 0 if phrase > length and not (length and _known_heads().longest(words, at + length)) else length


@cache
def _not_heads() -> Known:
    return Known(plain(line) for line in read_lines("not_orgs.txt"))


@cache
def _known_heads() -> Known:
    return Known(heads())


@cache
def _known_places() -> Known:
    return Known(place_words())


@cache
def _known_provinces() -> Known:
    return Known(_provinces())


@cache
def _leads() -> Known:
    return Known(phrases("unit_leads.txt"))


@cache
def _nobody() -> Known:
    return Known(phrases("unit_nobody.txt"))


def _place_at(words: tuple[Word, ...], at: int, body: _Draft) -> tuple[Place | None, int]:
    length = _place_word(words, at)
    if body.head and body.head.implies and not body.words and not body.places and words[at].opens:
        length = length or 0
        word = body.head.implies if not length else joined(words[at : at + length])
    elif length:
        word = joined(words[at : at + length])
    else:
        return None, 0
    end = _name_end(words, at + length, word)
    if end == at + length and not (end == len(words) or words[end].joint):
        return None, 0
    name = _name(words[at + length : end])
    return _placed(word, name, own=words[at].joint in ("", "of", "-")), end - at


def _place_word(words: tuple[Word, ...], at: int) -> int:
    length = _known_places().longest(words, at)
    if not length:
        return 0
    ends_other = any(joined(words[max(at - size, 0) : at + 1]) in phrases("unit_not_places.txt") for size in (1, 2))
    return 0 if ends_other else length


def _placed(word: str, name: str, *, own: bool) -> Place:
    """A city that is ruled by the State is a province; "thành phố Huế" was one only since 2025, and is none here."""
    known = province_named(name)
    is_province = known and (word == "tỉnh" or (known in _cities() and word == "thành phố"))
    if known and is_province:
        return province_place(known, own=own)
    return Place(place_words()[word], word, name, own)


def _name_end(words: tuple[Word, ...], at: int, word: str) -> int:
    """Where the proper name of a place ends that begins at `at`."""
    known = _province_length(words, at)
    if known and word in ("tỉnh", "thành phố"):
        return at + known
    end = at
    while end < len(words) and words[end].opens and (end == at or not words[end].joint) and not _ends(words, end, at):
        end += 1
    return at if at < len(words) and words[at].joint else end


def _ends(words: tuple[Word, ...], end: int, at: int) -> bool:
    """A number ends a place's name; so does another place's word, a province or a head."""
    if end == at:
        return False
    long_head = _head_length(words, end) > 1
    after_number = words[at].key.isdigit() and not words[end].key.isdigit()
    return bool(_place_word(words, end) or long_head or after_number or _province_length(words, end))


def _bare_province(words: tuple[Word, ...], at: int, body: _Draft) -> tuple[Place | None, int]:
    """ "Sở Tư pháp Bắc Giang": at the end of a body, and of those that are not called by a province themselves."""
    length = _province_length(words, at)
    end = at + length
    if not length or (end < len(words) and not words[end].joint and not _head_length(words, end)):
        return None, 0
    name = province_named(_name(words[at:end])) or ""
    apart = words[at].joint in (",", "(", "-", ";")
    is_own_name = bool(body.words) if body.head is None else body.head.identity is Identity.LOCAL
    if (name == _ALSO_A_PERSON and not apart) or (is_own_name and not apart):
        return None, 0
    below = body.head is not None and body.head.tier != "tinh" and body.head.rank <= 2
    doubtful = not apart and below and name in _namesakes()
    if doubtful or (name == "Huế" and length == 1):
        return Place(0, "", name, not apart), length
    return province_place(name, own=not apart), length


def province_place(name: str, *, own: bool = False) -> Place:
    """Huế is a province by the name that it had until it became a city of the State on 1 January 2025."""
    name = _OLD_NAME.get(name, name)
    return Place(PROVINCE, "thành phố" if name in _cities() else "tỉnh", name, own)


_OLD_NAME = {"Huế": "Thừa Thiên Huế"}


def province_of_city(place: Place) -> Place | None:
    """The province that "thành phố Bắc Giang", "thị xã Phú Thọ" lie in: the one that is called like them."""
    name = province_named(place.name) if place.word in ("thành phố", "thị xã") else None
    return province_place(name, own=False) if name else None


_ALSO_A_PERSON = "Hồ Chí Minh"


@cache
def _namesakes() -> frozenset[str]:
    return frozenset(read_lines("unit_namesakes.txt"))


@cache
def _cities() -> frozenset[str]:
    return frozenset(p.name for p in lexicon.provinces().values() if p.kind == "thành phố" and p.name != "Huế")


def _province_length(words: tuple[Word, ...], at: int) -> int:
    return _known_provinces().longest(words, at) if at < len(words) and words[at].opens else 0


def province_named(name: str) -> str | None:
    """The province of the 63 that `name` is a spelling of."""
    return _provinces().get(plain(name))


@cache
def _provinces() -> dict[str, str]:
    return {plain(form): one.name for one in provinces() for form in (one.name, *one.aliases)}


def _name(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def _without_leads(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """ "Tập thể cán bộ, công chức Sở Y tế" is Sở Y tế; alone such words stay."""
    while (length := _leads().longest(words, 0)) and length < len(words):
        words = words[length:]
    return words


def _without_post(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """ "Giám đốc Sở Y tế" is Sở Y tế, "Trưởng phòng Kế toán" Phòng Kế toán; the State's offices are bodies."""
    length = _posts().longest(words, 0)
    post = lexicon.posts().get(_posts_by_plain().get(joined(words[:length]), "")) if length else None
    if post is None or post.confers == "whole":
        return words
    rest = words[length:]
    head = plain(post.unit_head)
    is_named = not post.unit_head or (bool(rest) and bool(_head_length(rest, 0)))
    if is_named and not (head and joined(words[:length]).endswith(f" {head}") and not joined(rest).startswith(head)):
        return _without_holder(_without_leads(rest))
    return (*(Word(word.key, word.text, "") for word in words_of(post.unit_head)), *rest)


@cache
def _posts_by_plain() -> dict[str, str]:
    return {plain(key): key for key in lexicon.posts()}


@cache
def _posts() -> Known:
    return Known(_posts_by_plain())


def _without_holder(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """ "Bộ Y tế Nguyễn Thị Kim Tiến": who holds the post is no part of the body; of a school it may be the name."""
    if not words or (_head_at(words, 0) or heads()["trường"]).identity is Identity.LOCAL:
        return words
    for size in _PERSONAL:
        tail = words[-size:]
        is_place = _province_length(tail, 0) or _place_word_before(words, len(words) - size)
        if is_place or size >= len(words) - 1:
            continue
        if tail[0].key in lexicon.folded_lines("surnames.txt") and all(w.opens for w in tail):
            return words[:-size]
    return words


def _place_word_before(words: tuple[Word, ...], at: int) -> bool:
    return any(_place_word(words, at - size) == size for size in (1, 2, 3) if at >= size)


def _names_many(words: tuple[Word, ...]) -> bool:
    """ "UBND các phường" are many bodies, and a competition group or a council is none."""
    many = any(word.key == "các" and _place_word(words, at + 1) for at, word in enumerate(words))
    return many or _nobody().longest(words, 0) > _head_length(words, 0)
