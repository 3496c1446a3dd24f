"""What earlier sentences and headings leave behind for the next one."""

from dataclasses import dataclass, field

from extractors.facts import Fact, Recipient
from extractors.mentions import Cue, OrgMention, YearMention
from schemas import Level, RecipientKind


@dataclass(slots=True)
class Memory:
    """Kept by the layout, read and updated by each sentence."""

    topic: Recipient | None = None
    year: YearMention | None = None
    kind: RecipientKind | None = None
    status: Cue | None = None
    open_proposal: Cue | None = None  # the whole article lays a proposal open
    issuers: list[OrgMention] = field(default_factory=list)  # of the fact before: "… cũng được tặng"
    told: dict[str, Fact] = field(default_factory=dict)  # by title: the last fact that says who gives
    rules: str = ""  # the article tells criteria ("rules") or answers questions ("questions")
    announced: Cue | None = None  # "… đang trình I tặng T. Cụ thể:": the status of the items that follow
    level: Level | None = None  # "Cấp tỉnh": of the items under a heading
    heading_issuers: list[OrgMention] = field(default_factory=list)
