"""Records read from documents, accepted into the domain; the demonstration fund."""
