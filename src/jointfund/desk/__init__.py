"""The signed-in workspace: what waits for the people of a fund, and what they decide."""
