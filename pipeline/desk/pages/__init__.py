"""The pages, a file for each part of the desk."""

from pipeline.desk.pages import (
    accuracy,
    articles,
    facts,
    language,
    overview,
    people,
    queue,
    recipients,
    reviews,
    sources,
    sql,
)

ROUTERS = [
    module.router
    for module in (overview, queue, facts, articles, recipients, sources, accuracy, reviews, sql, people, language)
]
