"""Judging: panels, the drawn order, the clock, ballots from draft to locked, and what is printed to be signed."""
