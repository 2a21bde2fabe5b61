"""What the fund's documents say, as frozen values that any renderer takes; one module for each document."""
