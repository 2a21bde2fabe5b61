"""A candidate: its frozen record, its fields as people write them, its comparison with the record."""
