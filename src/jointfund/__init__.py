"""JointFund: one record for a multi-partner trust fund, from concept note to published result."""

__version__ = "0.1.0"
