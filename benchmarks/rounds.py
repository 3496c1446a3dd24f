"""Rounds in which our stages and their peers take turns, and what their medians are."""

import gc
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.bundle import Bundle, ingested
from benchmarks.measure import forget
from benchmarks.memory import Memory
from benchmarks.peers import PEERS, Peer
from benchmarks.release import Stage
from benchmarks.stages import REST, STAGES, Clock, shares
from pipeline.settings import Home


class Round(NamedTuple):
    """CPU seconds by stage, and by stage and peer our time as a multiple of the peer's."""

    spent: dict[str, float]
    against: dict[tuple[str, str], float]


def peaks(bundle: Bundle) -> dict[str, float]:
    """MB by stage. All that is loaded or compiled once is there after it: it warms up, too."""
    memory = Memory()
    with TemporaryDirectory() as folder:
        ingested(bundle, Home(Path(folder)), memory)
    return memory.peaks


def one_round(bundle: Bundle) -> Round:
    """Each stage and each peer once."""
    forget()
    gc.collect()
    clock = Clock()
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        ingested(bundle, home, clock)
        taken: dict[Peer, float] = {}
        for peer in {peer: None for named in PEERS.values() for peer in named.values()}:
            taken[peer] = peer(bundle, home)
    ratios = {
        (stage, name): clock.spent[stage] / taken[peer]
        for stage, named in PEERS.items()
        for name, peer in named.items()
    }
    return Round(dict(clock.spent), ratios)


def stage_rows(bundle: Bundle, rounds: Sequence[Round], peak_mb: dict[str, float]) -> tuple[Stage, ...]:
    """One row a stage, what is left over last."""
    spent = {stage: median(one.spent.get(stage, 0.0) for one in rounds) for stage in (*STAGES, REST)}
    amounts, parts = bundle.amounts(), shares(spent)
    amounts[REST] = amounts["load"]
    return tuple(
        Stage(
            name=stage,
            documents=amounts[stage].documents,
            megabytes=amounts[stage].megabytes,
            seconds=spent[stage],
            share=parts[stage],
            peak_mb=peak_mb.get(stage, 0.0),
            peers={name: _median(rounds, (stage, name)) for key, name in rounds[0].against if key == stage},
        )
        for stage in spent
    )


def _median(rounds: Sequence[Round], key: tuple[str, str]) -> float:
    return median(one.against[key] for one in rounds)
