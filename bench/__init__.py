"""Measures the machine's ceilings and the program beside them, in one run, with a load generator of its own."""
