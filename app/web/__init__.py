"""Pages by audience: parse, call, respond. No rule, no table, no database session in here."""
