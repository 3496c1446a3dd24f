"""Where articles come from: one file of data/sources/."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Model


class Selectors(Model):
    """CSS selectors for a site whose frame the general reader does not get right. All are optional."""

    title: str | None = None
    date: str | None = Field(default=None, description="the element that prints the date of publication")
    author: str | None = None
    lead: str | None = None
    body: str | None = None
    attachments: str | None = Field(default=None, description="links to files that belong to the article")
    cut: tuple[str, ...] = Field(default=(), description="elements that are not part of the article")


class PagingKind(StrEnum):
    """How the further pages of a listing are found."""

    NEXT = "next"  # by the links on the page
    NUMBER = "number"  # by counting: page 2, 3, …
    OFFSET = "offset"  # by counting entries: 20, 40, …


class Paging(Model):
    """`template` is the address of a further page, with {listing} and {n}; not needed when pages link to the next."""

    kind: PagingKind = PagingKind.NEXT
    template: str | None = None
    first: int = Field(default=2, ge=0, description="n of the second page")
    step: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _counting_needs_a_template(self) -> Self:
        if self.kind is not PagingKind.NEXT and "{n}" not in (self.template or ""):
            raise ValueError("template: pages that are counted need one with {n}")
        return self


class Api(Model):
    """A JSON list of articles and, where pages are built by JavaScript, the JSON of one article.

    Paths are keys joined by dots ("data.items"); templates take the fields of an entry in braces ("/tin/{slug}").
    """

    url: str = Field(min_length=1, description="address of the list; {n} is page number or offset")
    first: int = Field(default=1, ge=0)
    step: int = Field(default=1, ge=1)
    items: str = Field(default="", description="path to the list of entries; empty when the answer is the list")
    link: str = Field(min_length=1, description="template of an article's public address")
    article: str | None = Field(default=None, description="template of the address of an article's JSON")
    title: str = "title"
    date: str = "date"
    author: str | None = None
    lead: str | None = None
    body: str = Field(default="content", description="path to the HTML of the text, in the article's JSON")


class Expectations(Model):
    """What is usual for a source; what is far from it becomes an issue."""

    cadence_days: float = Field(default=14, gt=0, description="longest usual silence between two articles")
    least_items: int = Field(
        default=1, ge=1, description="articles that the listing pages of a visit link to, at least"
    )
    most_items: int = Field(default=300, ge=1, description="articles that one listing page links to, at most")
    title: float = Field(default=0.95, ge=0, le=1, description="share of articles with a title, at least")
    date: float = Field(default=0.8, ge=0, le=1)
    body: float = Field(default=0.9, ge=0, le=1)


class Source(Model):
    """A site that a nightly run reads. Validated at load; an unknown key is an error."""

    name: str = Field(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$")
    title: str = Field(min_length=1, description="what people call it")
    family: str | None = Field(default=None, description="CMS family: a file of data/families/")
    listings: tuple[str, ...] = Field(default=(), description="addresses of listing pages")
    feeds: tuple[str, ...] = Field(default=(), description="addresses of RSS or Atom feeds")
    sitemaps: tuple[str, ...] = Field(default=(), description="addresses of sitemaps or sitemap indexes")
    apis: tuple[Api, ...] = ()
    hosts: tuple[str, ...] = Field(default=(), description="other hosts that show the same articles")
    article_pattern: str | None = Field(
        default=None, description="regular expression that an article's address matches; by default its family's"
    )
    id_pattern: str | None = Field(
        default=None, description="regular expression whose groups are the site's own id; by default its family's"
    )
    paging: Paging | None = Field(default=None, description="by default its family's, else by links")
    delay_seconds: float = Field(default=1.0, ge=0)
    concurrency: int = Field(default=1, ge=1, le=8, description="requests to one host at the same time")
    max_articles: int = Field(default=200, ge=1)
    look_again: int = Field(
        default=5, ge=0, description="stored pages that a visit looks at again, those first that it has not for longest"
    )
    max_pages: int = Field(default=5, ge=1, description="pages of each listing that are read")
    selectors: Selectors = Selectors()
    expect: Expectations = Expectations()
    allow_private: bool = Field(default=False, description="may live on a loopback or private address")
    tls_exception: str | None = Field(
        default=None, min_length=10, description="why this site is read although its certificate does not hold"
    )
    enabled: bool = True

    @model_validator(mode="after")
    def _articles_are_found_somewhere(self) -> Self:
        if not (self.listings or self.feeds or self.sitemaps or self.apis):
            raise ValueError("listings, feeds, sitemaps or apis: at least one address where articles are listed")
        if self.article_pattern is None and self.family is None:
            raise ValueError("article_pattern: needed, for no family gives one")
        return self
