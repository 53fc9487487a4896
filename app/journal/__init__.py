"""The one hot path: a small WSGI application in front of Flask, and the group-committing writer behind it."""
