-- Rows of one fact or one article without a scan of a million: ids are hashes, of which no row group can be skipped.

CREATE INDEX award_by_id ON award (record_id);
CREATE INDEX article_by_id ON article (article_id);
CREATE INDEX award_by_article ON award (article_id);
CREATE INDEX award_by_fact ON award (fact_id);
CREATE INDEX evidence_by_record ON evidence (record_id);
CREATE INDEX queue_by_id ON queue (record_id);
CREATE INDEX change_by_record ON change (record_id);
