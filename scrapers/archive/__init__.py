"""Every response as it was received."""
