"""A PDF, DOCX or XLSX file to an Article."""
