-- Facts of a list, whole: the places are those of the page, so few rows are joined.
SELECT
    queue.queue_place, queue.record_id, queue.fact_id, queue.title, queue.rank, queue.level, queue.recipient_kind,
    award.unit, award.person, award.issuer, award.count, award.count_qualifier, queue.year_from, queue.year_to,
    queue.status, queue.flags, queue.confidence, queue.tellings, queue.origin,
    CASE WHEN live.record_id IS NOT NULL THEN live.act ELSE queue.verdict END AS verdict,
    CASE WHEN live.record_id IS NULL THEN queue.returned_because END AS returned_because,
    queue.source, queue.province, queue.province_today, queue.published, article.url, article.title AS article_title,
    queue.article_id, award.quote, award.quote_start
FROM queue
JOIN award ON award.record_id = queue.record_id
JOIN article ON article.article_id = queue.article_id
LEFT JOIN memory.live ON live.record_id = queue.record_id
