-- The facts of a view as columns of a file. Values: positions in the queue, then the rulings made since it was published.
WITH seen AS (
    SELECT unnest($1::BIGINT[]) AS position, generate_subscripts($1::BIGINT[], 1) AS number
), live AS (
    SELECT unnest($2::VARCHAR[]) AS record_id, unnest($3::VARCHAR[]) AS act, unnest($4::VARCHAR[]) AS reviewer,
        unnest($5::TIMESTAMP[]) AS reviewed_at
)
SELECT
    found.title_name, found.level_name, found.unit, found.person, found.years, found.count_name, found.issuer,
    found.status_name, found.quote, found.url, found.published, found.title, found.rank, found.level,
    found.recipient_kind, found.count, found.count_qualifier, found.year_from, found.year_to, found.status,
    found.decision_no, found.decision_date, found.flags, found.flag_messages, found.confidence,
    -- as the words of the interface have it, where they are given
    coalesce(map($6::VARCHAR[], $7::VARCHAR[])[
        CASE WHEN live.record_id IS NOT NULL THEN live.act ELSE queue.verdict END],
        CASE WHEN live.record_id IS NOT NULL THEN live.act ELSE queue.verdict END) AS verdict,
    CASE WHEN live.record_id IS NOT NULL THEN live.reviewer ELSE award.reviewed_by END AS reviewed_by,
    CASE WHEN live.record_id IS NOT NULL THEN live.reviewed_at ELSE award.reviewed_at END
        + INTERVAL 7 HOUR AS reviewed_at,  -- in Vietnam, as on the page
    live.act IS NOT NULL AS is_unpublished,
    found.article_title, found.source, queue.province, queue.province_today, found.record_id, found.article_id
FROM seen
JOIN queue ON queue.queue_place = seen.position + 1
JOIN v_record AS found ON found.record_id = queue.record_id
JOIN award ON award.record_id = queue.record_id
LEFT JOIN live ON live.record_id = queue.record_id
ORDER BY seen.number
