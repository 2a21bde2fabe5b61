"""How well records answer a question. Pure: terms and counts in, scores out."""
