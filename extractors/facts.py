"""What the linker builds: a title joined to its recipient, issuer, years and status."""

from msgspec import Struct, field
from msgspec.structs import replace

from extractors.mentions import CountMention, Cue, OrgMention, PersonMention, TimesMention, TitleMention, YearMention
from schemas import CountQualifier, Level, RecipientKind, Status

OWN_AWARD = "own award"  # an entry of a list of awards: the body that the list is about has received it


class Recipient(Struct, frozen=True):
    """Who receives: a counted group, an organisation, a person, or the text's own unit (`own`)."""

    start: int
    end: int
    count: CountMention | None = None
    org: OrgMention | None = None
    person: PersonMention | None = None
    owner: OrgMention | None = None  # the organisation to which counted recipients belong

    @property
    def named(self) -> bool:
        """True for an organisation or a person told by name."""
        return self.org is not None or self.person is not None


class TitleCount(Struct, frozen=True):
    """A number that counts the title itself: "4 cờ"."""

    n: int
    qualifier: CountQualifier
    start: int
    end: int


class Fact(Struct):
    """One title with everything that the sentence joins to it; offsets are those of the passage."""

    title: TitleMention
    rank: int | None
    status: Status
    status_cue: Cue | None = None
    recipient: Recipient | None = None
    issuers: list[OrgMention] = field(default_factory=list)
    year: YearMention | None = None
    times: TimesMention | None = None
    title_count: TitleCount | None = None
    kind: RecipientKind | None = None
    level: Level | None = None  # of the heading that it stands under
    rule: str = ""


PlacedFact = tuple[Fact, tuple[int, int]]  # with the span of its sentence


def one_of(recipient: Recipient, ranks: int) -> Recipient:
    """A number shared by ranks is split when it equals their number."""
    count = recipient.count
    if count is None:
        return recipient
    n = 1 if count.n == ranks else None
    qualifier = CountQualifier.EXACT if n else CountQualifier.INDEFINITE
    return replace(recipient, count=replace(count, n=n, qualifier=qualifier))


def uncounted(recipient: Recipient) -> Recipient:
    """The same recipients for a title that the number does not go with."""
    if recipient.count is None:
        return recipient
    return replace(recipient, count=replace(recipient.count, n=None, qualifier=CountQualifier.INDEFINITE))
