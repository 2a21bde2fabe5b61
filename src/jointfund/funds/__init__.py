"""Funds and what is particular to each of them."""
