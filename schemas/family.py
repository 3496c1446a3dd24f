"""Content management systems that many sites share: one file of data/families/."""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.source import Paging, Selectors


class Layout(Model):
    """One layout of a family's article pages, as it was between two dates."""

    name: str = Field(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$")
    since: date | None = Field(default=None, description="first seen, as far as known")
    until: date | None = Field(default=None, description="last seen, as far as known")
    probe: str = Field(min_length=1, description="CSS selector that finds something on a page of this layout only")
    selectors: Selectors


class Twin(Model):
    """Another address of the same article (print, AMP, mobile): `pattern` is replaced to get the main one."""

    pattern: str = Field(min_length=1, description="regular expression")
    replacement: str


class Family(Model):
    """How the sites of one CMS are laid out. A source names its family; what it says itself comes first."""

    name: str = Field(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$")
    title: str = Field(min_length=1)
    signs: tuple[str, ...] = Field(default=(), description="CSS selectors that tell the family on any page")
    url_signs: tuple[str, ...] = Field(default=(), description="regular expressions that tell it by an address")
    article_pattern: str | None = None
    id_pattern: str | None = None
    twins: tuple[Twin, ...] = ()
    paging: Paging = Paging()
    layouts: tuple[Layout, ...] = Field(default=(), description="the newest first")
