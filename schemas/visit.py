"""What one run found at one source: the ground on which its health is judged."""

from datetime import date, datetime

from pydantic import Field

from schemas.base import Model


class Visit(Model):
    """Counts of one visit. `listed` counts different article addresses; the shares are of `articles`."""

    source: str
    started_at: datetime
    ended_at: datetime
    requests: int = Field(default=0, ge=0)
    not_modified: int = Field(default=0, ge=0)
    pages: int = Field(default=0, ge=0, description="listing pages, feeds, sitemaps and API pages read")
    listed: int = Field(default=0, ge=0)
    known: int = Field(default=0, ge=0, description="listed ones that are stored already")
    articles: int = Field(default=0, ge=0, description="new ones that were read")
    documents: int = Field(default=0, ge=0, description="new files attached to articles that were read")
    failed: int = Field(default=0, ge=0)
    with_title: int = Field(default=0, ge=0)
    with_date: int = Field(default=0, ge=0)
    with_body: int = Field(default=0, ge=0, description="with running text of some length")
    dated_today: int = Field(default=0, ge=0)
    newest: date | None = Field(default=None, description="latest date of publication seen in this visit")
    layouts: dict[str, int] = Field(default_factory=dict, description="articles by layout; 'generic' where none fitted")
