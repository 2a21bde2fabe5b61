"""Text to terms: folded words, their forms, the things and places they name. Pure; the words are data."""
