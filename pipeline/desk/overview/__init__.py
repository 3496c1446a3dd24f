"""What the overview of the desk shows."""
