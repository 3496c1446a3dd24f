"""Where the rows of a file come from and what its columns mean, for those who only get the file."""

from pipeline.clock import now
from pipeline.export.answer import Answer
from pipeline.export.headers import header, word
from pipeline.export.wishes import Wishes

LAST_RUN = "SELECT run_id, coalesce(ended_at, started_at) FROM run ORDER BY started_at DESC LIMIT 1"


def origin(answer: Answer, wishes: Wishes) -> list[tuple[str, object]]:
    """Name and value: file, run, time, question, number of rows, limits. The rows must have been read to the end."""
    run_id, ended = next(iter(answer.con.execute(LAST_RUN).fetchall()), (None, None))
    values = {
        "file": str(wishes.source.resolve()),
        "run": run_id,
        "published": ended,
        "exported": now().replace(microsecond=0),
        "question": answer.question.told,
        "rows": answer.rows,
    }
    told: list[tuple[str, object]] = [(word(code, wishes.language), value) for code, value in values.items()]
    return told + [
        (word(code, wishes.language), word(f"{code}_text", wishes.language)) for code in ("limits", "rights")
    ]


def columns(answer: Answer, wishes: Wishes) -> list[tuple[str, str, str]]:
    """A header, and for each column: its name in the sheet, in the database, its meaning."""
    language = wishes.language
    names = (word("column", language), word("name", language), word("meaning", language))
    return [names] + [(header(name, language), name, answer.comments.get(name, "")) for name in answer.columns]
