"""What a form sent."""

from dataclasses import dataclass

from fastapi import Request

from pipeline.errors import UsageError


@dataclass(frozen=True)
class Sent:
    """The fields of a form; a field that was not sent is empty."""

    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "").replace("\r\n", "\n").strip()

    def number(self, name: str) -> int | None:
        """A number, or None where there is none."""
        value = self[name]
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


async def form_of(request: Request) -> Sent:
    """The form of a request: a FastAPI dependency."""
    values = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    if not "".join((*values, *values.values())).isprintable() and any(map(_is_broken, (*values, *values.values()))):
        raise UsageError("the form holds halves of characters: send it as UTF-8")
    return Sent(values)


def _is_broken(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
