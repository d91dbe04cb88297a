"""Everything about one organisation as one printable page: gathered, said, marked up."""
