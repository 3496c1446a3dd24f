"""The canonical text and what its lines are."""
