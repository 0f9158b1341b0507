"""Phrases that a net learns to complete: their book, what can be known of them, and the search."""
