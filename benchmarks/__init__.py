"""How fast bangvang reads, as ratios of work measured in one run; see benchmarks/results.md."""
