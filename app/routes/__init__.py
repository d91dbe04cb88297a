"""The routes: each names a query and a response model."""
