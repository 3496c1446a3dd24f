"""The box for SQL of readers: read-only, in a process of its own with limits that the system enforces (docs/desk.md)."""
