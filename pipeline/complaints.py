"""Lines for people that keep their parts for programs."""

from typing import Self


class Told(str):
    """A line; `fields` are what it tells of, by name, for logs that programs read."""

    __slots__ = ("fields",)
    fields: dict[str, object]

    def __new__(cls, line: str, **fields: object) -> Self:
        """`line` with its parts."""
        told = super().__new__(cls, line)
        told.fields = fields
        return told
