"""Addresses of the desk's pages, one of each kind."""

from urllib.parse import quote, urlencode

from workbench import rows

from pipeline.settings import Home

FIXED = (
    "/",
    "/queue",
    "/queue?reviewed=all&year_from=2020",
    "/recipients",
    "/accuracy",
    "/sources",
    "/reviews",
    "/sql",
    f"/sql?{urlencode({'q': 'SELECT unit, person, quote FROM v_award'})}",
)


def addresses(home: Home, article: str) -> list[str]:
    """Every kind of page; those of a fact, a unit and a person are of this article."""
    return [*FIXED, *pages_of(home, article)]


def pages_of(home: Home, article: str) -> list[str]:
    """The pages of an article, and of a fact, a unit and a person in it."""
    columns = "record_id, unit_key, person_key, unit_scope"
    facts = rows(home.published, f"SELECT {columns} FROM queue WHERE article_id = '{article}' ORDER BY person_key")
    person = next(fact for fact in facts if fact[2])
    about = urlencode({"key": person[2], "unit": person[3]})
    one = quote(article)
    return [
        f"/facts/{facts[0][0]}",
        f"/facts/{facts[0][0]}/correct",
        f"/articles/{one}",
        f"/articles/{one}/add",
        f"/recipients/unit?{urlencode({'key': facts[0][1]})}",
        f"/recipients/person?{about}",
    ]
