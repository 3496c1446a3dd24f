"""Who receives a title: the first of nine readings that the clause allows."""

import re
from dataclasses import dataclass

from extractors.aftermath import Aftermath, after_title
from extractors.assembly import Assembly
from extractors.clause import Clause
from extractors.events import Event
from extractors.facts import OWN_AWARD, Fact, Recipient, uncounted
from extractors.mentions import Cue, OrgMention, TitleMention
from extractors.sentence import Sentence

_TIGHT = " :|-–\t\"“'‘"
_COORDINATED = re.compile(r"[\s\",]*(?:(?:và|cùng|hoặc|/)[\s\"]*)?(?:\d+\s+|danh hiệu\s+|các\s+)?\"?$")


@dataclass(frozen=True, slots=True)
class Choice:
    """Recipients and the name of the reading that found them."""

    recipients: list[Recipient]
    rule: str


def choose(sentence: Sentence, clause: Clause, title: TitleMention, after: Aftermath) -> Choice | None:
    """Recipients told in the sentence, the surest reading first; None when it tells none."""
    acts = clause.voice == "active" or (clause.voice == "propose" and clause.given)
    subject = [] if acts else clause.subject
    return (
        _listed(clause, after, subject)
        or _in_between(sentence, clause, title)
        or (Choice(subject, f"subject of {clause.voice or 'no verb'}") if clause.fresh and subject else None)
        or (Choice(after.recipients, "counted right after the title") if after.recipients else None)
        or _right_before(sentence, clause, title)
        or _carried(subject)
        or _proposer(clause)
        or (Choice(clause.nominees, "nominees") if clause.nominees and clause.status_cue else None)
    )


def _listed(clause: Clause, after: Aftermath, subject: list[Recipient]) -> Choice | None:
    if not (after.listed and after.recipients):
        return None
    totals = [r for r in subject if r.count and r.count.n] if after.examples and clause.fresh else []
    return Choice([*totals, *after.recipients], "listed after the title")


def _in_between(sentence: Sentence, clause: Clause, title: TitleMention) -> Choice | None:
    """ "tặng LĐLĐ tỉnh Cờ thi đua", "29 đồng chí 75 năm tuổi Đảng"."""
    if not clause.zone:
        return None
    if clause.for_open or (clause.given and clause.voice != "passive"):
        return Choice(clause.run(), "named between verb and title")
    if clause.zone[-1].count and sentence.adjoin(clause.zone[-1], title):
        return Choice(clause.run(), "counted right before the title")
    return None


def _right_before(sentence: Sentence, clause: Clause, title: TitleMention) -> Choice | None:
    if clause.voice or not clause.zone:
        return None
    last = clause.zone[-1]
    if last.count is None and not sentence.adjoin(last, title, _TIGHT):
        return None
    return Choice(clause.run(), "right before the title")


def _carried(subject: list[Recipient]) -> Choice | None:
    named = [recipient for recipient in subject if recipient.named]
    return Choice(named, "subject carried over") if named else None


def _proposer(clause: Clause) -> Choice | None:
    """ "TAND tỉnh X đề nghị tặng Bằng khen": with nobody asked and nobody else named, the subject is put up."""
    named = [r for r in clause.subject if (r.org and not r.org.post) or (r.count and r.count.n)]
    alone = clause.voice == "propose" and clause.given and not clause.issuers and not clause.nominees
    return Choice(named, "subject of propose") if named and alone else None


def shared(sentence: Sentence, position: int) -> Choice | None:
    """ "T1, T2 và T3 cho R": the recipients behind the last title are those of all; a number goes with the last."""
    row = sentence.row
    following = sentence.next_title(position)
    if following is None or not _coordinated(sentence.folded, row[position : following + 1]):
        return None
    after = after_title(sentence.text, row, following)
    if after.listed and after.recipients:
        return Choice([uncounted(recipient) for recipient in after.recipients], "shared with the next title")
    return shared(sentence, following)


def _coordinated(folded: str, titles: list[Event]) -> bool:
    """ "T1, T2 và T3", "T1, I' tặng T2": nothing but givers and verbs of giving between two titles."""
    gap, position = "", titles[0].end
    for event in titles[1:-1]:
        if isinstance(event, OrgMention) or (isinstance(event, Cue) and event.kind in ("give", "comma")):
            gap += folded[position : event.start]
            position = event.end
    gap += folded[position : titles[-1].start]
    return _COORDINATED.match(gap) is not None


def unsaid(assembly: Assembly, topic: Recipient | None, previous: list[Fact]) -> Choice:
    """Who receives where the sentence does not say: its topic, who received last, the text's own unit."""
    clause, sentence, title = assembly.clause, assembly.sentence, assembly.title
    if topic and not (topic.org and clause.voice == "active" and topic.org in clause.issuers):
        return Choice([topic], "topic")
    earlier = previous[-1].recipient if previous else None
    if earlier and earlier.named and clause.voice == "active":
        return Choice([earlier], "topic")  # "…, được A tặng T1; B tặng T2"
    own = Recipient(title.start, title.start, owner=clause.owner)
    if sentence.number_before(title):
        return Choice([own], "counted title")
    entry = assembly.year() is not None and sentence.bare_entry(title)
    return Choice([own], OWN_AWARD if entry else "own unit")
