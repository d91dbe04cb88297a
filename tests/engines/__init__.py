"""Brings the engines that the tests run on; `tests/conftest.py` makes fixtures of them."""
