-- Facts of a list, whole, by their places. Each step knows its few ids, so that indexes find the rows.
WITH placed AS MATERIALIZED (
    FROM queue WHERE queue_place IN (SELECT unnest(?))
), told AS MATERIALIZED (
    SELECT record_id, unit, person, issuer, count, count_qualifier, quote, quote_start FROM award
    WHERE record_id IN (SELECT record_id FROM placed)
), printed AS MATERIALIZED (
    SELECT article_id, url, title AS article_title FROM article WHERE article_id IN (SELECT article_id FROM placed)
)
SELECT
    queue_place, record_id, fact_id, title, rank, level, recipient_kind, unit, person, issuer, count, count_qualifier,
    year_from, year_to, status, flags, confidence, tellings, origin,
    CASE WHEN live.number IS NOT NULL THEN live.act ELSE verdict END AS verdict,
    CASE WHEN live.number IS NULL THEN returned_because END AS returned_because, live.act IS NOT NULL AS is_unpublished,
    source, province, province_today, published, url, article_title, article_id, quote, quote_start,
    title_start - quote_start AS title_start, title_end - quote_start AS title_end
FROM placed JOIN told USING (record_id) JOIN printed USING (article_id) LEFT JOIN memory.live USING (record_id)
