"""How the API tells what is wrong."""

from typing import Any

from pydantic import Field

from schemas.base import Model


class Problem(Model):
    """One line: what is wrong and what to do."""

    detail: str = Field(examples=["level: 'zz' does not fit: choose one of co_so, tinh, bo_nganh, nha_nuoc"])


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "a filter asks for what cannot be asked for"},
    422: {"model": Problem, "description": "a parameter does not fit"},
    503: {"model": Problem, "description": "the published file cannot be read now"},
}
