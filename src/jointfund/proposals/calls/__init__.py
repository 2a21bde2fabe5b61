"""Calls for proposals: what a call says, when it is open, whom it fits, how names compare. All of it pure."""
