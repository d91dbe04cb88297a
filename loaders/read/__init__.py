"""Files as registries send them -> rows with their place; nothing else knows file formats."""
