"""The roster: files read, compared with who is there, and applied."""
