"""Content objects built from the record. The number of queries does not grow with the fund."""
