"""What a form sent."""

from dataclasses import dataclass

from fastapi import Request


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
    form = await request.form()
    return Sent({name: value for name, value in form.items() if isinstance(value, str)})
