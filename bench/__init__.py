"""What is measured, against what: `python -m bench` prints the figures and fails on a broken limit."""
