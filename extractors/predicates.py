"""Verbs and other cues move the reading of a clause on: each has its own effect on who gives and who gets."""

from collections.abc import Callable

from extractors.clause import Clause
from extractors.mentions import Cue, OrgMention
from extractors.proposals import on_keep, on_propose, on_register, on_revoke

_HANDS_OVER = ("trao", "trao tặng", "trao thưởng")
_TOUCHES = 3  # characters within which a colon stands right behind a name


def move(clause: Clause, cue: Cue) -> None:
    """A verb or another cue comes by."""
    effect = _EFFECTS.get(cue.kind)
    if effect:
        effect(clause, cue)


def _on_passive(clause: Clause, cue: Cue) -> None:
    clause.take_subject(cue.start)
    clause.before = clause.issuers if clause.voice == "passive" and clause.given else []
    clause.voice, clause.given, clause.issuers = "passive", False, []


def _on_give(clause: Clause, cue: Cue) -> None:
    if clause.status_cue and clause.status_cue.kind == "revoke":
        clause.issuers = clause.bodies(joined_only=True) or clause.issuers
    elif clause.voice == "passive" and not clause.given:
        clause.issuers, clause.issuers_fresh = clause.bodies(joined_only=False), True
    elif clause.voice == "propose" and not clause.given:
        clause.issuers_fresh = True
        clause.issuers = clause.bodies(joined_only=True) or ([] if clause.zone else clause.issuers)
    elif clause.zone and clause.voice == "active" and clause.for_open and _goes_on(clause, cue):
        pass  # "I tặng 100 triệu đồng cho A và tặng T cho B": I gives both
    elif clause.zone:
        _act(clause, cue)
    elif clause.voice == "passive":
        pass  # "được phong tặng, truy tặng"
    elif clause.voice != "active" and not clause.mandate:
        clause.voice = clause.voice if clause.status_cue else "active"
    clause.given, clause.for_open = True, False
    clause.zone = []


def _goes_on(clause: Clause, cue: Cue) -> bool:
    """True when only "và" stands before the verb: the giver told before gives on."""
    return clause.text[clause.zone[-1].end : cue.start].strip() in ("và", ", đồng thời", "đồng thời", ", và")


def _act(clause: Clause, cue: Cue) -> None:
    if clause.fresh_status() and not _still_asked(clause, cue):
        clause.status_cue = None
    clause.voice, clause.subject = "active", []
    if not clause.mandate:
        decided = clause.text[max(0, cue.start - 12) : cue.start].rstrip().endswith("quyết định")
        clause.handed = cue.text in _HANDS_OVER and not decided
        clause.issuers, clause.issuers_fresh = _givers(clause), True


def _still_asked(clause: Clause, cue: Cue) -> bool:
    """ "đề nghị I tặng T cho A; I' tặng T' cho B": what follows the `;` is asked for, too."""
    status = clause.status_cue
    asked = status is not None and status.kind == "propose" and status.text == "đề nghị"
    return asked and not clause.fresh and not clause.text[max(0, cue.start - 5) : cue.start].rstrip().endswith("đã")


def _givers(clause: Clause) -> list[OrgMention]:
    """The acting bodies; a named head gives in his office's name, anybody else named only hands over."""
    person = clause.zone[-1].person
    if person is None:
        return clause.bodies(joined_only=True)
    office = person.office
    return [office] if office and office.confers and not clause.handed else []


def _on_get(clause: Clause, cue: Cue) -> None:
    if clause.voice == "passive" and not clause.given and not clause.zone:
        return  # "được nhận"
    if clause.voice == "active" and clause.given and clause.zone and clause.zone[-1].count:
        clause.subject, clause.fresh, clause.voice = clause.run(), True, "passive"  # "I công nhận N hộ đạt T"
        clause.zone = []
        return
    clause.take_subject(cue.start)
    if clause.voice == "propose" and clause.nominees:
        clause.subject = clause.nominees  # "suy tôn 01 đơn vị đề nghị nhận T"
    clause.voice, clause.issuers, clause.given = "get", [], False


def _on_have(clause: Clause, cue: Cue) -> None:
    if not clause.zone:
        return
    last = clause.zone[-1]
    holder = last.person.office if last.person else last.org
    if holder and holder.post and holder.confers:
        _act(clause, cue)  # "Thủ tướng có Thư khen gửi …"
        clause.given, clause.zone = True, []
        return
    clause.own(cue.start)
    _on_get(clause, cue)


def _on_be(clause: Clause, cue: Cue) -> None:
    if clause.voice == "propose" and not clause.given and clause.zone and clause.zone[-1].named:
        clause.nominees, clause.zone = clause.run(), []  # "suy tôn U là đơn vị dẫn đầu, đề nghị tặng T"
        return
    if clause.zone and clause.zone[-1].named:
        _on_get(clause, cue)
        clause.voice = "be"


def _on_hand(clause: Clause, cue: Cue) -> None:
    clause.mandate, clause.issuers, clause.voice = True, [], "active"
    clause.zone, clause.given = [], True
    clause.status_cue = None


def _on_for(clause: Clause, cue: Cue) -> None:
    if clause.given or clause.voice in ("active", "propose"):
        clause.for_open = True
        clause.zone = []


def _on_among(clause: Clause, cue: Cue) -> None:
    """ "được bình chọn, ghi nhận như: …": what follows is no longer the proposal."""
    if clause.voice == "propose" and not clause.given and not clause.zone:
        clause.status_cue, clause.voice = None, ""


def _on_colon(clause: Clause, cue: Cue) -> None:
    if clause.zone and cue.start - clause.zone[-1].end < _TOUCHES:
        clause.take_subject(cue.start)
        clause.voice = clause.voice or "label"


_EFFECTS: dict[str, Callable[[Clause, Cue], None]] = {
    "passive": _on_passive,
    "give": _on_give,
    "get": _on_get,
    "have": _on_have,
    "be": _on_be,
    "propose": on_propose,
    "register": on_register,
    "revoke": on_revoke,
    "keep": on_keep,
    "hand": _on_hand,
    "for": _on_for,
    "among": _on_among,
    "colon": _on_colon,
}
