"""What is inconsistent: runs the checks, opens and resolves what they and the loaders find."""
