"""Pages under status 200 that do not let us in: refusals of a firewall, and tests whether we are human."""

from collections.abc import Iterable, Sequence

from bs4 import BeautifulSoup

from scrapers.errors import ChallengePage, RefusalPage
from scrapers.pages.find import elements
from scrapers.pages.pieces import pieces_of
from scrapers.pages.soup import soup_of
from scrapers.text.canonical import one_line
from scrapers.text.cues import CueKind, contains, fits, fits_any

LONGEST = 300  # characters beside the cues of a page that only turns us away; an article has more
LONGEST_SHOWN = 600  # characters of such a page with its menus
LONGEST_SCRIPTED = 200  # characters that a page shows while its script tries our browser out
_CUES = (CueKind.CHALLENGE, CueKind.REFUSAL)


def check_let_in(url: str, html: str, lines: Sequence[str]) -> None:
    """Raises RefusalPage or ChallengePage when a whole line of a short page says so, or its script does.

    `lines` are the title and text that were read from the page. A line that goes on as a sentence of an article ("… bị
    từ chối là điều mà nhiều người gặp") says nothing of us.
    """
    if sum(len(line) for line in lines if not fits_any(_CUES, line)) > LONGEST:
        return
    soup = soup_of(html, url)
    title = one_line(soup.title.get_text()) if soup.title else ""
    scripts = one_line(" ".join(script.get_text() for script in elements(soup, "script")))
    shown = _shown(soup)
    length = sum(map(len, shown))
    _check_lines(url, [title, *lines, *(shown if length <= LONGEST_SHOWN else ())])
    if length <= LONGEST_SCRIPTED and contains(CueKind.CHALLENGE_SCRIPT, scripts):
        raise ChallengePage(url, "a script tries our browser out before the article: read the site by feed or sitemap")


def _shown(soup: BeautifulSoup) -> list[str]:
    for tag in list(elements(soup, "script", "style", "title")):
        tag.decompose()
    return [piece.text for piece in pieces_of(soup)]


def _check_lines(url: str, lines: Iterable[str]) -> None:
    for line in lines:
        if fits(CueKind.CHALLENGE, line):
            raise ChallengePage(url, f"asks whether we are human ({line}): read the site by feed or sitemap")
        if fits(CueKind.REFUSAL, line):
            raise RefusalPage(url, f"says that it does not let us in ({line}): look at it in a browser")
