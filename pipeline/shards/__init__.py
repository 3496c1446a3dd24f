"""Extraction of bulk input: shards (Parquet, WARC) are read in parts, by processes or machines, into Parquet."""
