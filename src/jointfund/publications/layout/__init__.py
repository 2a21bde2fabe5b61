"""Content and labels turned into the values a template sets: every text ready, only the layout left."""
