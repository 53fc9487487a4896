"""A rehearsal: simulated contestants sit a short session through a bad day, and what was lost is counted."""
