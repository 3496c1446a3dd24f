-- What is drawn from: the facts that the extractor tells today, whatever was ruled on them since. So a fact that was
-- rejected stays in, and one that an auditor added does not come in: the share of right ones is the extractor's.
-- Needs a published file; $title and so on are NULL where anything goes.
CREATE OR REPLACE TEMP TABLE frame AS
SELECT record_id AS subject, article_id, title, coalesce(source, '') AS source, extractor_version
FROM (
    SELECT record_id, article_id, title, source, extractor_version, province, province_today, year_from, year_to
    FROM queue
    WHERE verdict IS DISTINCT FROM 'rejected' AND (origin = 'extracted'
        OR record_id NOT IN (SELECT record_id FROM review WHERE act = 'added' AND record_id IS NOT NULL))
    UNION ALL
    SELECT record_id, article_id, award.title, source, award.extractor_version, province, province_today, year_from, year_to
    FROM award JOIN article USING (article_id) WHERE withdrawn_because = 'review' AND verdict = 'rejected'
)
WHERE ($title IS NULL OR title = $title)
  AND ($source IS NULL OR source = $source)
  AND ($province IS NULL OR $province IN (province, province_today))
  AND ($year IS NULL OR $year BETWEEN year_from AND year_to)
  AND ($extractor_version IS NULL OR extractor_version = $extractor_version)
