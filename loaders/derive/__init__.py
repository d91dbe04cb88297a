"""Who leads, stands above and supports whom, and the coverage of each organisation, over time."""
