-- The year before is looked up outside of the years that are asked for; years that are not told apart have none.
-- The sentence is that of the largest fact.
WITH totals AS (
    SELECT
        title, rank, level, province, recipient_kind, status, year_from, year_to, any_value(title_name) AS title_name,
        count(*) AS facts, sum(count)::BIGINT AS total,
        count(*) FILTER (record_id IN (SELECT record_id FROM fact)) AS asked,
        arg_max(record_id, (coalesce(count, 0), record_id)) AS record_id
    FROM around
    WHERE year_from IS NOT NULL
    GROUP BY ALL
)
SELECT
    totals.title_name, level_name(totals.level) AS level_name, years_name(totals.year_from, totals.year_to) AS years,
    totals.province, kind_name(totals.recipient_kind) AS kind_name, status_name(totals.status) AS status_name,
    totals.facts, totals.total, before.total AS total_before, totals.total - before.total AS change,
    around.quote, around.url, around.published
FROM totals JOIN around USING (record_id)
LEFT JOIN totals AS before ON before.title = totals.title AND before.status = totals.status
    AND before.year_from = totals.year_from - 1 AND before.year_to = totals.year_to - 1
    AND totals.year_to - totals.year_from <= 1
    AND before.rank IS NOT DISTINCT FROM totals.rank AND before.level IS NOT DISTINCT FROM totals.level
    AND before.province IS NOT DISTINCT FROM totals.province
    AND before.recipient_kind IS NOT DISTINCT FROM totals.recipient_kind
WHERE totals.asked > 0
ORDER BY totals.year_to DESC, totals.year_from DESC, totals.province NULLS LAST, totals.title_name, totals.level,
    totals.recipient_kind, totals.status
