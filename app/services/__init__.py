"""Use cases: one per function, one transaction each, keyword-only; an expected no is Refused."""
