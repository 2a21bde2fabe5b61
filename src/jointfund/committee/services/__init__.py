"""Writing what committees do: bodies, meetings, decisions, and what follows from them."""
