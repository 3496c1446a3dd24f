"""The reviewed word lists of data/, read once and ready for matching."""

from functools import cache

from pydantic import Field

from data import read_csv, read_lines
from extractors.fold import fold
from schemas import AwardTitle, Level, RecipientKind, Status
from schemas.base import Model
from schemas.issue import IssueCode


class TitleForm(Model):
    """A way to print a title beyond its name and aliases: data/title_forms.csv."""

    form: str
    code: str
    level: Level | None = None
    issuer: str = ""
    needs: str = ""


class OrgHead(Model):
    """The word that opens an organisation's name: data/org_heads.csv."""

    head: str
    rank: int
    level: str
    name: str


class Post(Model):
    """A post, the kind of body it heads, and whether its holder confers awards: data/posts.csv."""

    post: str
    unit_head: str = ""
    confers: str


class RecipientNoun(Model):
    """A noun that counts recipients: data/recipient_nouns.csv."""

    noun: str
    kind: RecipientKind | None = None


class CueWord(Model):
    """A word that moves the reading of a clause: data/cues.csv."""

    cue: str
    kind: str
    status: Status | None = None
    not_before: str = ""  # regular expressions on folded text: what may not stand before,
    not_after: str = ""  # may not stand after,
    after: str = ""  # and has to stand after it


class MentionStop(Model):
    """A phrase that makes a title a mere mention: data/mention_stops.csv."""

    phrase: str
    scope: str
    reason: str


class Province(Model):
    """A province until 30 June 2025 and the one it belongs to since: data/provinces.csv."""

    name: str
    today: str
    kind: str
    aliases: tuple[str, ...] = ()


class Abbreviation(Model):
    """An abbreviation that organisations' names use: data/abbreviations.csv."""

    short: str = Field(min_length=1)
    long: str = Field(min_length=1)


class ClueWeight(Model):
    """How much a clue speaks for a record (above 0) or against it: data/confidence.csv, fitted on gold."""

    clue: str = Field(min_length=1)
    weight: float
    records: int = Field(ge=0)
    right: int = Field(ge=0)


@cache
def titles() -> dict[str, AwardTitle]:
    """The catalogue by code."""
    rows = read_csv("titles.csv", AwardTitle, lists=("recipients", "ranks", "aliases"))
    return {title.code: title for title in rows}


@cache
def title_forms() -> dict[str, TitleForm]:
    """Every printed form of every title, by its folded text."""
    forms = [TitleForm(form=form, code=t.code) for t in titles().values() for form in (t.name, *t.aliases)]
    forms += [form for plain in forms if (form := _quoted(plain))]
    return {fold(form.form): form for form in [*forms, *read_csv("title_forms.csv", TitleForm)]}


def _quoted(plain: TitleForm) -> TitleForm | None:
    """ "Huy chương "Chiến sĩ vẻ vang"": the class of medal may stand before the quotation marks."""
    for kind in ("Huy chương ", "Giải thưởng "):
        if plain.form.startswith(kind):
            return plain.model_copy(update={"form": f'{kind}"{plain.form.removeprefix(kind)}'})
    return None


@cache
def org_heads() -> dict[str, OrgHead]:
    """Heads of organisations' names, by folded head."""
    return {fold(row.head): row for row in read_csv("org_heads.csv", OrgHead)}


@cache
def posts() -> dict[str, Post]:
    """Posts, by folded name."""
    return {fold(row.post): row for row in read_csv("posts.csv", Post)}


@cache
def recipient_nouns() -> dict[str, RecipientKind | None]:
    """Kind of recipient, by folded noun."""
    return {fold(row.noun): row.kind for row in read_csv("recipient_nouns.csv", RecipientNoun)}


@cache
def cue_words() -> dict[str, CueWord]:
    """Cues, by folded text."""
    return {fold(row.cue): row for row in read_csv("cues.csv", CueWord)}


@cache
def mention_stops() -> list[MentionStop]:
    """Phrases that keep a title from being a fact."""
    return read_csv("mention_stops.csv", MentionStop)


@cache
def provinces() -> dict[str, Province]:
    """Provinces by folded name and alias."""
    rows = read_csv("provinces.csv", Province, lists=("aliases",))
    return {fold(name): row for row in rows for name in (row.name, *row.aliases)}


@cache
def abbreviations() -> dict[str, str]:
    """Expansion by abbreviation, as printed."""
    return {row.short: row.long for row in read_csv("abbreviations.csv", Abbreviation)}


@cache
def clue_weights() -> dict[str, float]:
    """Weight by clue."""
    return {row.clue: row.weight for row in read_csv("confidence.csv", ClueWeight)}


@cache
def reject_meanings() -> dict[str, str]:
    """What the code of a reject or an issue means, in English."""
    return {row.code: row.meaning_en for row in read_csv("issue_codes.csv", IssueCode)}


@cache
def folded_lines(name: str) -> frozenset[str]:
    """A word list of data/, folded."""
    return frozenset(fold(line) for line in read_lines(name))
