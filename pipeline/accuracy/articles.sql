-- The articles that name a title: a fact was read in them, or a mention of a title was put aside. Copies are left out.
CREATE OR REPLACE TEMP TABLE frame AS
SELECT article_id AS subject, article_id, '' AS title, coalesce(source, '') AS source, extractor_version
FROM article
WHERE same_as IS NULL AND gone_at IS NULL AND ($source IS NULL OR source = $source)
  AND article_id IN (SELECT article_id FROM award UNION SELECT article_id FROM quarantine)
