"""How right the facts are, as it can be quoted: random samples, what was ruled on them, shares with intervals."""
