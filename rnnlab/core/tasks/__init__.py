"""Tasks: each gives sequences to learn and says what is right."""
