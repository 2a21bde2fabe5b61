"""People who sign in, and organisations."""
