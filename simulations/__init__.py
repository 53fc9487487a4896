"""The mock acceptance system, and what a handling is worth."""
