"""Rows of the published file as a file for other programs: xlsx, csv, parquet, jsonl."""

from pipeline.export.answer import Question, question_of_facts, question_of_sql
from pipeline.export.save import Exported, save
from pipeline.export.wishes import Wishes

__all__ = ["Exported", "Question", "Wishes", "question_of_facts", "question_of_sql", "save"]
