"""Is a file what an export of this program writes? Asked of the whole of it before an import writes anything."""
