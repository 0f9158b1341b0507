"""Phrases that a net learns to complete: the book they stand in, what can be known of them, and the search."""
