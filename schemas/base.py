"""The one configuration that every model shares."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Strict about what it holds: unknown keys are an error and values do not change after creation."""

    model_config = ConfigDict(extra="forbid", frozen=True)
