"""One run of the pipeline, as the run log keeps it."""

from datetime import datetime
from enum import StrEnum

from schemas.base import Model


class RunState(StrEnum):
    """`interrupted` is what a run that died is called by the next one."""

    RUNNING = "running"
    OK = "ok"
    WARNINGS = "warnings"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class Run(Model):
    """When a run started and ended, what it did, and under which versions."""

    run_id: str
    command: str
    started_at: datetime
    ended_at: datetime | None = None
    state: RunState = RunState.RUNNING
    message: str = ""
    fetched: int = 0
    failed: int = 0
    articles_seen: int = 0
    articles_new: int = 0
    articles_changed: int = 0
    records_new: int = 0
    records_updated: int = 0
    records_withdrawn: int = 0
    issues: int = 0
    code_version: str = ""
    extractor_version: str = ""
