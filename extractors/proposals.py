"""Verbs that say how far an award has come: proposed, registered for, taken back, asked to be taken back."""

from extractors.clause import Clause
from extractors.mentions import Cue


def on_propose(clause: Clause, cue: Cue) -> None:
    """ "U đề nghị I tặng T": who stands before the verb is put up, or puts itself up."""
    clause.status_cue = cue
    if clause.voice == "passive" and not clause.given:
        return
    clause.own(cue.start)
    if clause.voice == "propose" and not clause.given and cue.text.startswith("xét") and _asked(clause):
        return  # "đề nghị I xét, công nhận T"
    if _nominates(clause):
        clause.nominees, clause.zone = clause.run(), []
    if clause.zone or clause.voice != "propose":
        clause.subject = clause.run() if clause.zone else []
    clause.voice, clause.given, clause.issuers, clause.zone = "propose", False, [], []


def _nominates(clause: Clause) -> bool:
    """ "suy tôn 01 đơn vị đề nghị nhận T và 03 đơn vị đề nghị I tặng T2": who stands before the second verb."""
    last = clause.zone[-1] if clause.zone else None
    if last is None or clause.status_cue is None:
        return False
    if clause.voice == "propose" and not clause.given:
        return last.named or last.count is not None
    return bool(clause.nominees and last.count and last.count.n)


def _asked(clause: Clause) -> bool:
    """A body right before "xét" is the one that is asked to give."""
    bodies = clause.bodies(joined_only=True) if clause.zone else []
    if not bodies:
        return False
    clause.issuers, clause.zone, clause.owner = bodies, [], None
    return True


def on_register(clause: Clause, cue: Cue) -> None:
    """ "U đăng ký T": the subject aims at the title."""
    clause.take_subject(cue.start)
    clause.status_cue, clause.voice, clause.issuers, clause.given = cue, "get", [], False


def on_revoke(clause: Clause, cue: Cue) -> None:
    """ "I hủy bỏ, thu hồi T": the bodies before the verb take it back."""
    clause.status_cue = cue
    clause.issuers = clause.bodies(joined_only=True)
    clause.voice, clause.given, clause.subject, clause.zone = "propose", bool(clause.issuers), [], []


def on_keep(clause: Clause, cue: Cue) -> None:
    """ "U đề nghị thu hồi T": the title stands until somebody takes it back."""
    on_revoke(clause, cue)
    clause.given = False
