"""What the linker builds: a title joined to its recipient, issuer, years and status."""

from dataclasses import dataclass, field

from extractors.mentions import CountMention, Cue, OrgMention, PersonMention, TimesMention, TitleMention, YearMention
from schemas import CountQualifier, Level, RecipientKind, Status


@dataclass(frozen=True, slots=True)
class Recipient:
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


@dataclass(slots=True)
class Fact:
    """One title with everything that the sentence joins to it; offsets are those of the passage."""

    title: TitleMention
    rank: int | None
    status: Status
    status_cue: Cue | None = None
    recipient: Recipient | None = None
    issuers: list[OrgMention] = field(default_factory=list)
    year: YearMention | None = None
    times: TimesMention | None = None
    title_count: tuple[int, CountQualifier, int, int] | None = None  # "4 cờ": n, qualifier, start, end
    kind: RecipientKind | None = None
    level: Level | None = None  # of the heading that it stands under
    example: bool = False  # named as one of a counted group
    start: int = 0
    end: int = 0
    rule: str = ""
