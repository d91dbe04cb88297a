"""Whom rows are about and whom they refer to: identifiers and names -> ids."""
