-- Ten working days from publication; the last day is the earliest possible, Tết is not counted in.
SELECT
    unit, person, title_name, years, count_name, published, comment_until,
    CASE WHEN comment_until IS NULL THEN 'không rõ thời hạn' WHEN comment_until >= $on THEN 'đang lấy ý kiến'
        ELSE 'đã hết hạn' END AS finding,
    law, quote, url
FROM v_public_comment
WHERE record_id IN (SELECT record_id FROM fact)
ORDER BY published DESC NULLS LAST, title_name, unit, person, record_id
