"""How fast and how large: load rates, latencies and memory as ratios in one run. `make bench`, docs/benchmarks.md."""
