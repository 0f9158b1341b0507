"""The text lab."""
