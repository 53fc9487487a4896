"""The rules of content, by what they look at; review.py lists them all."""
