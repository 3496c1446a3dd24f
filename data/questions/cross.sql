-- Facts that are awarded, counted by two things at once. The sentence is that of the largest fact.
WITH counted AS (
    SELECT *, CASE $first
        WHEN 'title' THEN title_name WHEN 'level' THEN level_name WHEN 'kind' THEN kind_name(recipient_kind)
        WHEN 'year' THEN years WHEN 'province' THEN province WHEN 'province_today' THEN province_today
        WHEN 'status' THEN status_name WHEN 'issuer' THEN issuer WHEN 'unit' THEN unit WHEN 'source' THEN source
        END AS one, CASE $second
        WHEN 'title' THEN title_name WHEN 'level' THEN level_name WHEN 'kind' THEN kind_name(recipient_kind)
        WHEN 'year' THEN years WHEN 'province' THEN province WHEN 'province_today' THEN province_today
        WHEN 'status' THEN status_name WHEN 'issuer' THEN issuer WHEN 'unit' THEN unit WHEN 'source' THEN source
        END AS other
    FROM fact
)
SELECT
    coalesce(one, 'không rõ') AS "first", coalesce(other, 'không rõ') AS "second", count(*) AS facts,
    sum(count)::BIGINT AS total, round(100.0 * count(*) / sum(count(*)) OVER (), 1) AS percent,
    arg_max(quote, (coalesce(count, 0), record_id)) AS quote, arg_max(url, (coalesce(count, 0), record_id)) AS url,
    arg_max(published, (coalesce(count, 0), record_id)) AS published
FROM counted
GROUP BY one, other
ORDER BY facts DESC, "first", "second"
