"""The ground that all rooms stand on: closed lists, parameters, dates and names."""
