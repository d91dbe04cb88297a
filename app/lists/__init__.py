"""Lists of the API: one page, the facets beside it, or the whole of it as a file."""
