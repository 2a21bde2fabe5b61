"""Money: entries that are never changed."""
