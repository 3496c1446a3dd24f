"""Parquet: types as in the database, compressed with zstd."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import UsageError
from pipeline.export.answer import Answer
from pipeline.export.wishes import Wishes

# A batch is a row group; small ones make large and slow files.
ROWS_OF_GROUP = 50_000


def write_parquet(answer: Answer, draft: Path, wishes: Wishes) -> None:
    """Batch by batch through Arrow. Raises UsageError for a type that Parquet does not have.

    The metadata tell where the rows come from and carry the comments of columns as `comment.COLUMN`.
    """
    schema, batches = answer.batches(ROWS_OF_GROUP)
    notes = {f"comment.{name}": answer.comments[name] for name in schema.names if name in answer.comments}
    told = schema.with_metadata({"source": str(wishes.source), "question": answer.question.told, **notes})
    try:
        with pq.ParquetWriter(draft, told, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
    except pa.ArrowNotImplementedError as error:
        raise UsageError(f"Parquet cannot hold one of the columns ({error}); CAST it, or choose jsonl") from error
