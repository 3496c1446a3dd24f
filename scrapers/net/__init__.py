"""From an address to a response: polite, bounded, and never into a private network."""
