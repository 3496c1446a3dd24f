"""Where articles come from: one file of data/sources/."""

from pydantic import Field

from schemas.base import Model


class Selectors(Model):
    """CSS selectors for a site whose frame the general reader does not get right. All are optional."""

    title: str | None = None
    date: str | None = Field(default=None, description="the element that prints the date of publication")
    lead: str | None = None
    body: str | None = None
    cut: tuple[str, ...] = Field(default=(), description="elements that are not part of the article")


class Source(Model):
    """A site that a nightly run reads. Validated at load; an unknown key is an error."""

    name: str = Field(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$")
    title: str = Field(min_length=1, description="what people call it")
    listings: tuple[str, ...] = Field(min_length=1, description="addresses of listing pages")
    article_pattern: str = Field(min_length=1, description="regular expression that an article's address matches")
    delay_seconds: float = Field(default=1.0, ge=0)
    max_articles: int = Field(default=200, ge=1)
    max_pages: int = Field(default=5, ge=1, description="pages of each listing that are read")
    selectors: Selectors = Selectors()
    allow_private: bool = Field(default=False, description="may live on a loopback or private address")
    enabled: bool = True
