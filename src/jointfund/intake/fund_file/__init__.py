"""A fund as one readable file: checked with every fault at its line, opened whole, written back."""
