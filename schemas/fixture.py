"""A saved page of a source and what has to be read from it."""

from datetime import date

from pydantic import Field

from schemas.base import Model


class Reviewed(Model):
    """Who has compared the expectation with the page, and when. An expectation without it does not count."""

    by: str = Field(min_length=2)
    on: date


class PageExpectation(Model):
    """NAME.toml beside NAME.html; the canonical text, whole, stands in NAME.txt."""

    url: str = Field(min_length=1)
    layout: str = Field(min_length=1, description="family/layout, or generic")
    title: str = Field(min_length=1)
    published: date | None = Field(default=None, description="left out for a page that tells no date")
    author: str | None = None
    attachments: tuple[str, ...] = ()
    reviewed: Reviewed | None = None


class ListingExpectation(Model):
    """NAME.toml beside NAME.html, for a listing page: what it leads to, in order."""

    listing: str = Field(min_length=1, description="address of the page")
    articles: tuple[str, ...] = Field(min_length=1)
    next: tuple[str, ...] = ()
    reviewed: Reviewed | None = None
